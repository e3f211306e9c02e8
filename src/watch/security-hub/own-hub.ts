import { CfnResource, Stack, Token } from 'aws-cdk-lib';
import { CfnFindingAggregator, CfnHub, CfnOrganizationConfiguration } from 'aws-cdk-lib/aws-securityhub';
import { IConstruct } from 'constructs';
import { isSameAccount } from '../../private/only-one';
import { violation } from '../../private/written-properties';

/** Refuses at synth, as far as the app tells, an account that has Security Hub CSPM by other means, and a second finding aggregator. */
export function requireOwnHub(cspm: IConstruct): void {
  cspm.node.addValidation({
    validate: () => {
      const { node: { path }, account, region } = Stack.of(cspm);
      const resources = cspm.node.root.node.findAll().filter((each) => CfnResource.isCfnResource(each));
      const others = resources.filter((each) => !each.node.scopes.includes(cspm) && isSameAccount(each, cspm));
      const central = others.find((each) => each instanceof CfnOrganizationConfiguration && each.configurationType === 'CENTRAL');
      const hub = others.find((each) => each instanceof CfnHub && isSameRegion(each, cspm));
      const aggregates = cspm.node.findAll().some((each) => each instanceof CfnFindingAggregator);
      const aggregator = others.find((each) => aggregates && each instanceof CfnFindingAggregator);
      return [
        ...central ? [violation(cspm, 'scope', path, `${central.node.path} configures an organization centrally from this account, in which Security Hub CSPM is on by its designation. Remove one of the two`)] : [],
        ...hub ? [violation(cspm, 'scope', path, `the account ${account} has Security Hub CSPM in ${region} already, by ${hub.node.path}. Keep one of the two`)] : [],
        ...aggregator && !central ? [violation(cspm, 'findingAggregation', path, `the account has a finding aggregator already, ${aggregator.node.path}. Keep one of the two`)] : [],
      ];
    },
  });
}

function isSameRegion(one: IConstruct, other: IConstruct): boolean {
  const [stack, otherStack] = [Stack.of(one), Stack.of(other)];
  return stack === otherStack || !Token.isUnresolved(stack.region) && stack.region === otherStack.region;
}

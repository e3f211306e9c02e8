import { Stack, Token } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { CfnDelegatedAdmin } from 'aws-cdk-lib/aws-securityhub';
import { IConstruct } from 'constructs';
import { isSameAccount } from '../../private/only-one';
import { violation } from '../../private/written-properties';
import { OrganizationPolicyType } from '../settings/organization-policy-type';
import { OrganizationSettings } from '../settings/organization-settings';

/** Refuses at synth, as far as the app tells, an account that does not administer Security Hub CSPM, and policies that exclude central configuration. */
export function requireAdministrator(configuration: IConstruct): void {
  configuration.node.addValidation({
    validate: () => {
      const { account, node: { path } } = Stack.of(configuration);
      const all = configuration.node.root.node.findAll();
      const administrators = all.filter((each) => each instanceof CfnDelegatedAdmin);
      const ofManagement = [...all.filter((each) => each instanceof OrganizationSettings), ...administrators];
      const inManagement = ofManagement.find((each) => isSameAccount(each, configuration));
      const known = administrators.map(({ adminAccountId }) => adminAccountId).filter((id) => !Token.isUnresolved(id));
      const other = Token.isUnresolved(account) ? undefined : known.find((id) => id !== account);
      const cspmPolicy = all.find((each) => each instanceof CfnPolicy && each.type === OrganizationPolicyType.SECURITY_HUB_CSPM);
      return [
        ...inManagement ? [violation(configuration, 'scope', path, `the stack belongs to the management account, as ${inManagement.node.path} shows, and AWS lets no management account configure Security Hub CSPM centrally. Deploy it in the account that is designated as delegated administrator`)] : [],
        ...other ? [violation(configuration, 'scope', path, `the stack belongs to the account ${account}, and the app designates ${other} as delegated administrator of Security Hub CSPM. Deploy it there`)] : [],
        ...cspmPolicy ? [violation(configuration, 'scope', path, `${cspmPolicy.node.path} is a Security Hub CSPM policy of AWS Organizations, and an organization has either these or central configuration. Remove one of the two`)] : [],
      ];
    },
  });
}

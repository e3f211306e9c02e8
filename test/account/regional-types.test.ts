import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { AccountHardening } from '../../src/account/account-hardening';
import { DocumentPublicSharingBlock } from '../../src/account/document-public-sharing-block';
import { SnapshotPublicAccessBlock } from '../../src/account/snapshot-public-access-block';
import { stackOf } from '../stack-of';

const inRegion = (region: string) => new Stack(new App(), 'Stack', { env: { region, account: '111122223333' } });

/** The regions in which a condition holds, out of some. */
function holdsIn(condition: any, regions: string[]): string[] {
  const value = (expression: any, region: string): boolean => {
    const [[operator, operands]] = Object.entries<any>(expression);
    if (operator === 'Fn::Not') return !value(operands[0], region);
    if (operator === 'Fn::Or') return operands.some((each: any) => value(each, region));
    const [one, other] = operands.map((each: any) => (each.Ref === 'AWS::Region' ? region : each));
    return one === other;
  };
  return regions.filter((region) => value(condition, region));
}

describe.each([
  ['AWS::SSM::ServiceSetting', 'documentPublicSharingBlock', (stack: Stack) => new DocumentPublicSharingBlock(stack, 'Block'), 'cn-north-1'],
  ['AWS::EC2::SnapshotBlockPublicAccess', 'snapshotPublicAccessBlock', (stack: Stack) => new SnapshotPublicAccessBlock(stack, 'Block'), 'ap-east-2'],
])('%s', (type, property, make, without) => {
  test('has a condition if the region is known only at deployment', () => {
    const stack = stackOf();
    make(stack);
    const template = Template.fromStack(stack).toJSON();
    const [resource] = Object.values<any>(template.Resources).filter(({ Type }) => Type === type);
    expect(holdsIn(template.Conditions[resource.Condition], ['us-east-1', 'eu-west-1', without])).toEqual(['us-east-1', 'eu-west-1']);
  });

  test('has no condition in a region that has the type', () => {
    const stack = inRegion('eu-west-1');
    make(stack);
    Template.fromStack(stack).hasResource(type, { Condition: Match.absent() });
  });

  test(`is refused in ${without}`, () => {
    expect(() => make(inRegion(without))).toThrow(`Invalid \`region\` '${without}': CloudFormation has no ${type} there. Leave it out in this region. In Stack/Block.`);
    expect(() => new AccountHardening(inRegion(without), 'Hardening', { [property]: true })).toThrow(`Invalid \`region\` '${without}'`);
  });

  test(`is left out of a hardening in ${without}, with a warning unless the property says so`, () => {
    const warned = inRegion(without);
    const accepted = inRegion(without);
    new AccountHardening(warned, 'Hardening');
    new AccountHardening(accepted, 'Hardening', { [property]: false });
    for (const stack of [warned, accepted]) Template.fromStack(stack).resourceCountIs(type, 0);
    const warning = Match.stringLikeRegexp(`${type}.*\`${property}: false\`.*cdk-secure-account-baseline:notInRegion`);
    expect(Annotations.fromStack(warned).findWarning('*', warning)).toHaveLength(1);
    expect(Annotations.fromStack(accepted).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

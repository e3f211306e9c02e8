import { Aws, CfnCondition, CfnResource, Fn, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { invalid } from '../private/errors';
import { warn } from '../private/warnings';

/**
 * The regions in which CloudFormation lacks a resource type that it has elsewhere. `npm test` compares the templates with all regions.
 *
 * Source: the resource schemas that AWS publishes for each region, as cfn-lint 1.58.0 holds them.
 */
const MISSING = {
  'AWS::EC2::SnapshotBlockPublicAccess': ['ap-east-2'],
  'AWS::SSM::ServiceSetting': ['cn-north-1', 'cn-northwest-1', 'me-central-1', 'us-gov-east-1', 'us-gov-west-1'],
};

/** A resource type that some regions lack. */
export type RegionalType = keyof typeof MISSING;

/**
 * Makes a resource only where its type exists. If the region is known, its absence is an error; otherwise the resource gets a
 * condition.
 *
 * @throws if the region of the stack is known and lacks the type
 */
export function onlyWhereItExists(owner: Construct, resource: CfnResource, type: RegionalType): void {
  const { region } = Stack.of(owner);
  if (isMissing(owner, type)) throw invalid('region', region, `CloudFormation has no ${type} there. Leave it out in this region`, owner);
  if (!Token.isUnresolved(region)) return;
  const there = MISSING[type].map((each) => Fn.conditionEquals(Aws.REGION, each));
  const expression = Fn.conditionNot(there.length === 1 ? there[0] : Fn.conditionOr(...there));
  resource.cfnOptions.condition = new CfnCondition(owner, 'Exists', { expression });
}

/**
 * Whether a part that is on by default is made here: not in a region that is known to lack its type, which a warning says.
 *
 * @param property the switch of the part, whose value decides where it is given
 */
export function isOnWhereItExists(owner: Construct, property: string, value: boolean | undefined, type: RegionalType): boolean {
  if (value !== undefined) return value;
  if (!isMissing(owner, type)) return true;
  warn(owner, 'notInRegion', `CloudFormation has no ${type} in ${Stack.of(owner).region}, so that the setting is left out. Set \`${property}: false\` to accept this`);
  return false;
}

function isMissing(owner: Construct, type: RegionalType): boolean {
  const { region } = Stack.of(owner);
  return !Token.isUnresolved(region) && MISSING[type].includes(region);
}

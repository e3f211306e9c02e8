import { mayBeRole, isIdentityPattern, leavesNameOpen, leavesValueOpen, tailOf } from './resource-patterns';
import { Condition, ReadStatement, UNKNOWN } from './statements';
import { overlaps } from '../../private/text/glob';
import { wideRightsOfAwsPolicy } from '../aws-policy-table';

/** The execution role of `cdk bootstrap`, an administrator's unless bootstrapped otherwise, and the only service that it trusts. */
const BOOTSTRAP_ROLE = 'cdk-*-cfn-exec-role-*';
const BOOTSTRAP_SERVICE = 'cloudformation.amazonaws.com*';

/** Whether a condition says which services a role may be passed to. */
export function namesServices(statement: ReadStatement): boolean {
  return valuesOf(statement, 'iam:PassedToService').some((values) => !values.some(leavesNameOpen));
}

/** Whether a statement lets CloudFormation act as the execution role of `cdk bootstrap`. */
export function passesBootstrapRole(statement: ReadStatement): string | undefined {
  const services = valuesOf(statement, 'iam:PassedToService');
  if (services.some((values) => !values.some((value) => overlaps(value, BOOTSTRAP_SERVICE)))) return undefined;
  return statement.resources.find((resource) => mayBeRole(resource, BOOTSTRAP_ROLE));
}

/**
 * Whether a condition asks for a permissions boundary that holds its carrier: policies that are named in full, none of which is one of
 * AWS's that allow everything or changes of identities.
 */
export function asksForBoundary(statement: ReadStatement): boolean {
  return valuesOf(statement, 'iam:PermissionsBoundary').some((values) => values.every(isBoundary));
}

/** Whether a condition on the tags of the resource says which resources are meant. */
export function asksForResourceTag(statement: ReadStatement): boolean {
  return statement.conditions.some((condition) => (
    isPositive(condition) && /^[a-z0-9-]+:resourcetag\//i.test(condition.key) && !condition.values.some(leavesValueOpen)
  ));
}

function isBoundary(value: string): boolean {
  const name = /^policy\/(.+)$/.exec(tailOf(value) ?? '')?.[1];
  if (name === undefined) return value.includes(UNKNOWN) && !isIdentityPattern(value);
  return !isIdentityPattern(value) && wideRightsOfAwsPolicy(name).length === 0;
}

/** The values of each condition that asks for a key; several conditions must all hold. */
function valuesOf(statement: ReadStatement, key: string): string[][] {
  return statement.conditions.filter((condition) => isPositive(condition) && condition.key.toLowerCase() === key.toLowerCase())
    .map(({ values }) => values);
}

/** Whether a condition fails for a request without the key, and lists what it admits. */
function isPositive({ operator }: Condition): boolean {
  return /^(ForAnyValue:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)$/.test(operator);
}

import { Finding, namedActions } from './finding';
import { LeastPrivilegeRule } from './least-privilege-rule';
import { Condition, ReadStatement } from './statements';

/** Answer from one region of a partition. Source: IAM User Guide, "AWS: Denies access to AWS based on the requested Region". */
const GLOBAL_SERVICES = ['cloudfront', 'iam', 'organizations', 'route53', 'support'];

const GLOBAL_REGIONS = ['us-east-1', 'cn-north-1', 'cn-northwest-1', 'us-gov-west-1', 'us-gov-east-1'];

interface NeverHolds {
  readonly condition: Condition;
  readonly because: string;
}

/** Conditions of an Allow that no request meets. */
export function neverHoldsFindings(statement: ReadStatement): Finding[] {
  const found = statement.allows ? neverHolds(statement) : undefined;
  if (!found) return [];
  const { condition: { operator, key, values }, because } = found;
  return [{ rule: LeastPrivilegeRule.CONDITION_NEVER_HOLDS, statement, property: `conditions.${operator}.${key}`, value: values.join(', '), explanation: because }];
}

function neverHolds(statement: ReadStatement): NeverHolds | undefined {
  const { conditions } = statement;
  const empty = conditions.find(({ operator, values }) => values.length === 0 && !operator.startsWith('ForAllValues:'));
  if (empty) return { condition: empty, because: 'it has no value' };
  const address = conditions.find(({ operator, key }) => operator === 'IpAddress' && is(key, 'aws:SourceIp'));
  const vpc = conditions.find(({ operator, key }) => /^String(Equals|Like)$/.test(operator) && (is(key, 'aws:SourceVpc') || is(key, 'aws:SourceVpce')));
  if (address && vpc) {
    return { condition: vpc, because: 'a request through a VPC endpoint carries no aws:SourceIp, so that it cannot hold together with addresses: make two statements' };
  }
  const period = conditions.filter(({ key, values }) => is(key, 'aws:CurrentTime') && values.length === 1);
  const begin = period.find(({ operator }) => operator.startsWith('DateGreaterThan'));
  const end = period.find(({ operator }) => operator.startsWith('DateLessThan'));
  if (begin && end && Date.parse(end.values[0]) <= Date.parse(begin.values[0])) return { condition: end, because: `it ends before it begins, at ${begin.values[0]}` };
  return tagsOfNothing(statement) ?? regionsOfGlobalService(statement);
}

/** Conditions that require MFA, which the credentials of a role never show. */
export function mfaConditions({ conditions }: ReadStatement): Condition[] {
  return conditions.filter(({ operator, key, values }) => (
    operator === 'Bool' && is(key, 'aws:MultiFactorAuthPresent') && values.includes('true')
    || operator === 'Null' && is(key, 'aws:MultiFactorAuthPresent') && values.includes('false')
    || /^Numeric\w+Than(Equals)?$/.test(operator) && is(key, 'aws:MultiFactorAuthAge')
  ));
}

/** The end of temporary access, if it has passed. */
export function expiredAt({ conditions }: ReadStatement): string | undefined {
  const ends = conditions.filter(({ operator, key }) => /^DateLessThan(Equals)?$/.test(operator) && is(key, 'aws:CurrentTime')).flatMap(({ values }) => values);
  return ends.find((end) => Date.parse(end) <= Date.now());
}

function tagsOfNothing(statement: ReadStatement): NeverHolds | undefined {
  const condition = statement.conditions.find(({ operator, key }) => /^String(Equals|Like|EqualsIgnoreCase)$/.test(operator) && /^aws:ResourceTag\//i.test(key));
  if (!condition) return undefined;
  const named = namedActions(statement).filter((action) => !action.takesResource && isNamed(statement, action.name)).map(({ name }) => name);
  if (named.length === 0) return undefined;
  return { condition, because: `${named.join(', ')} take no resource that could have a tag: give them a statement of their own` };
}

function regionsOfGlobalService(statement: ReadStatement): NeverHolds | undefined {
  const condition = statement.conditions.find(({ operator, key }) => operator === 'StringEquals' && is(key, 'aws:RequestedRegion'));
  if (!condition || condition.values.some((region) => GLOBAL_REGIONS.includes(region) || !/^[a-z0-9-]+$/.test(region))) return undefined;
  const global = statement.actions.filter((action) => GLOBAL_SERVICES.includes(action.split(':')[0].toLowerCase()));
  if (global.length === 0) return undefined;
  return { condition, because: `${global.join(', ')} go to the only region of their service (us-east-1 outside of China and GovCloud): add it, or give them a statement of their own` };
}

/** Not merely covered by a wildcard, beside others for which the condition may hold. */
function isNamed(statement: ReadStatement, name: string): boolean {
  return statement.actions.some((action) => action.toLowerCase() === name.toLowerCase());
}

function is(key: string, name: string): boolean {
  return key.toLowerCase() === name.toLowerCase();
}

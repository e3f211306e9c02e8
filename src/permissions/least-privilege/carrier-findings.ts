import * as iam from 'aws-cdk-lib/aws-iam';
import { Carrier, tailsOf } from './carriers';
import { mfaConditions } from './condition-checks';
import { Finding, namedActions } from './finding';
import { LeastPrivilegeRule } from './least-privilege-rule';
import { tailOf } from './resource-patterns';
import { asksForBoundary } from './statement-conditions';
import { ReadStatement } from './statements';
import { covers } from '../../private/text/glob';
import { referencesOf } from '../../private/text/references';

/** MFA that a statement requires of a role, whose credentials never show it. */
export function mfaOfRoleFindings(statement: ReadStatement, carriers: Carrier[]): Finding[] {
  const condition = statement.allows ? mfaConditions(statement)[0] : undefined;
  if (!condition) return [];
  return carriers.filter(({ kind }) => kind === 'role').map(({ name }) => ({
    rule: LeastPrivilegeRule.CONDITION_NEVER_HOLDS,
    statement,
    property: `conditions.${condition.operator}.${condition.key}`,
    value: condition.values.join(', '),
    explanation: `${name} carries the policy, and the credentials of a role carry no MFA: require it in the trust policy of the role`,
  }));
}

/**
 * Changes of the rights of an identity that carries the policy, or of the policy itself: with them the carrier allows itself everything.
 *
 * @param resources the resources of the statement as the user gave them, with tokens
 */
export function selfChangeFindings(policy: iam.ManagedPolicy, statement: ReadStatement, resources: unknown, carriers: Carrier[]): Finding[] {
  if (!statement.allows || asksForBoundary(statement)) return [];
  const change = namedActions(statement).find(({ name, level }) => name.startsWith('iam:') && level === 'Permissions management');
  if (!change) return [];
  const referred = referencesOf(policy, resources).resources;
  const exact = statement.resources.map(tailOf).filter((tail): tail is string => tail !== undefined && !/[*?]/.test(tail));
  const names = (tails: string[]) => exact.some((tail) => tails.some((pattern) => covers(pattern, tail)));
  const changed = carriers.find(({ resource, tails }) => resource && referred.includes(resource) || names(tails));
  const own = policy.node.defaultChild as iam.CfnManagedPolicy;
  const itself = names(tailsOf(own, 'policy', own.path, own.managedPolicyName));
  if (!changed && !itself) return [];
  return [{
    rule: LeastPrivilegeRule.CHANGES_ITSELF,
    statement,
    property: 'actions',
    value: change.name,
    explanation: `${changed ? `${changed.name} carries the policy` : 'the policy is one of the resources'}, so that its carrier can give itself every right: leave that to another identity`,
  }];
}

import { AccessLevel } from './access-level';
import { KnownAction } from './action-table';
import { entriesOf, Entry, Find, Finding, resourceOf, some } from './finding';
import { assumesRole, changesCredentials, isIdentityWrite, removesBoundary } from './identity-actions';
import { LeastPrivilegeRule } from './least-privilege-rule';
import { isAnyArn, isIdentityPattern, isMfaDevice, isOwnUser, isRolePattern, leavesResourceOpen, leavesRoleOpen } from './resource-patterns';
import { asksForBoundary, asksForResourceTag, namesServices, passesBootstrapRole } from './statement-conditions';
import { ReadStatement } from './statements';

/** Verbs of actions whose resource the action itself creates. */
const CREATES = /:(Allocate|Copy|Create|Import|Purchase|Register|Request|Run)/;

/** What makes an Allow unsafe; nothing for a Deny. */
export function findingsOf(statement: ReadStatement): Finding[] {
  if (!statement.allows) return [];
  const finding: Find = (rule, property, value, explanation) => ({ rule, statement, property, value, explanation });
  const full = statement.actions.find(isEverything);
  if (full && anyResource(statement)) {
    return [finding(LeastPrivilegeRule.FULL_ACCESS, 'actions', full, 'it allows everything on everything: name the actions and the resources')];
  }
  const entries = entriesOf(statement);
  return [
    ...wildcardFindings(statement, entries, finding),
    ...passRoleFindings(statement, entries, finding),
    ...entries.flatMap((entry) => identityFindings(statement, entry, finding)),
    ...openResourceFindings(statement, entries, finding),
  ];
}

/** Whether a statement leaves open which resources it is about, of whatever service. */
export function anyResource(statement: ReadStatement): boolean {
  return statement.notResources.length > 0 || statement.resources.some(isAnyArn);
}

/** Every action of every service. */
export function isEverything(action: string): boolean {
  return /^\*+(:\*+)?$/.test(action);
}

/**
 * Patterns of actions that cover writes without naming them: every action of a service, or those that a part of a name happens to
 * match. A pattern that reads only is fine, and so is one that names verb and object, such as `s3:PutObject*`.
 */
function wildcardFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  return [
    ...entries.filter(({ property }) => property === 'actions').flatMap(({ value, actions }) => {
      if (isEverything(value) || /^[^:]+:[*?]*\*[*?]*$/.test(value)) {
        return [finding(LeastPrivilegeRule.SERVICE_WILDCARD, 'actions', value, 'it allows every action of the service, also those that AWS adds later: name the actions')];
      }
      const unnamed = /[*?]/.test(value) && actions.length > 1 ? actions.filter((action) => !isIdentityWrite(action) && !namesWrite(value, action)) : [];
      return unnamed.length === 0 ? [] : [finding(
        LeastPrivilegeRule.SERVICE_WILDCARD, 'actions', value,
        `it allows writes that it does not name (${some(unnamed)}): name each of them, or begin with verb and object, as in s3:PutObject*`,
      )];
    }),
    ...statement.notActions.length === 0 ? [] : [
      finding(LeastPrivilegeRule.ALLOW_WITH_NOT_ACTION, 'notActions', statement.notActions.join(', '), 'it allows everything that it does not name: use actions'),
    ],
  ];
}

/** Whether a pattern names verb and object of a write before its first wildcard, or the verb of a read. */
function namesWrite(pattern: string, { name, level }: KnownAction): boolean {
  if (level === 'List' || level === 'Read') return true;
  const certain = pattern.split(/[*?]/)[0].length;
  const [service, action] = name.split(':');
  const words = action.match(/[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/g) ?? [action];
  const named = /^(BatchGet|Describe|Get|List|Search)/.test(action) ? words.slice(0, 1) : words.slice(0, 2);
  return certain >= service.length + 1 + named.join('').length;
}

function passRoleFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  const entry = entries.find(({ actions }) => actions.some(({ name }) => name === 'iam:PassRole'));
  if (!entry) return [];
  const open = statement.resources.find(leavesRoleOpen);
  const bootstrap = passesBootstrapRole(statement);
  return [
    ...open !== undefined || statement.notResources.length > 0 ? [finding(
      LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, ...resourceOf(statement, open),
      `${entry.value} covers iam:PassRole, by which a service acts as any role, also an administrator's: name the roles, or a path or prefix of names such as role/workload/*`,
    )] : bootstrap === undefined ? [] : [finding(
      LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, ...resourceOf(statement, bootstrap),
      `${entry.value} covers iam:PassRole on the execution role of cdk bootstrap, by which CloudFormation administers the account unless bootstrapped otherwise: name other roles`,
    )],
    ...namesServices(statement) ? [] : [finding(
      LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, entry.property, entry.value,
      'it covers iam:PassRole: name the services that may be given the role by a condition StringEquals on iam:PassedToService',
    )],
  ];
}

function identityFindings(statement: ReadStatement, { property, value, actions }: Entry, finding: Find): Finding[] {
  const writes = actions.filter(isIdentityWrite);
  const assumed = actions.some(({ name }) => assumesRole(name)) ? statement.resources.find(isRolePattern) : undefined;
  const assumes = actions.some(({ name }) => assumesRole(name)) && (assumed !== undefined || statement.notResources.length > 0);
  const byAction = writes.length > 0 && (property === 'notActions' || /[*?]/.test(value));
  return [
    ...assumes ? [finding(
      LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, ...resourceOf(statement, assumed),
      `${value} assumes every role that is named to match: name each role in full`,
    )] : [],
    ...byAction ? [finding(
      LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, property, value, `it covers changes of who may do what (${some(writes)}): name each of them`,
    )] : identityResourceFindings(statement, value, writes, finding),
  ];
}

/** Writes that are named in full, on identities that are not. */
function identityResourceFindings(statement: ReadStatement, value: string, writes: KnownAction[], finding: Find): Finding[] {
  if (!writes.some(({ takesResource }) => takesResource)) return [];
  const other = writes.find(({ name }) => !changesCredentials(name));
  const own = other && statement.resources.find(isOwnUser);
  if (own !== undefined) {
    return [finding(
      LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, ...resourceOf(statement, own),
      `${other!.name} on their own IAM user gives every carrier of the policy other rights: only actions on credentials are safe there`,
    )];
  }
  if (asksForBoundary(statement) && !writes.some(({ name }) => removesBoundary(name))) return [];
  const open = statement.resources.find((resource) => isIdentityPattern(resource) && !isOwnUser(resource) && !isMfaDevice(resource));
  if (open === undefined && statement.notResources.length === 0) return [];
  return [finding(
    LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, ...resourceOf(statement, open),
    `${value} changes who may do what: name each identity in full, or require one boundary by a condition on iam:PermissionsBoundary`,
  )];
}

function openResourceFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  const open = statement.resources.find(leavesResourceOpen);
  if (open === undefined && statement.notResources.length === 0 || asksForResourceTag(statement)) return [];
  return entries.flatMap(({ value, actions }) => {
    // The others have rules of their own, which ask for more.
    const taking = actions.filter((action) => action.takesResource && action.name !== 'iam:PassRole' && !assumesRole(action.name) && !isIdentityWrite(action));
    if (taking.length === 0) return [];
    const what = taking.length === 1 && taking[0].name.toLowerCase() === value.toLowerCase() ? `${value} takes` : `of ${value}, ${some(taking)} ${taking.length === 1 ? 'takes' : 'take'}`;
    const others = actions.length > taking.length ? '; give what takes none a statement of its own' : '';
    return [finding(LeastPrivilegeRule.RESOURCE_LEFT_OPEN, ...resourceOf(statement, open),
      `${what} a resource: ${adviceFor(taking)}${others}`)];
  });
}

/**
 * How to name the resource of actions. What does not exist yet has no tags, so that a condition on aws:ResourceTag would allow no action
 * that creates its resource.
 *
 * Source: IAM User Guide, "Controlling access to AWS resources using tags".
 */
function adviceFor(actions: KnownAction[]): string {
  const byName = 'name it by its ARN, by a prefix of names such as table/orders-*';
  const creating = actions.filter(({ name, level }) => CREATES.test(name) && level !== AccessLevel.TAGGING);
  if (creating.length === 0) return `${byName}, or by a condition on aws:ResourceTag`;
  const because = 'what does not exist yet has no tags. Where the ARN cannot say enough, add a condition on aws:RequestTag';
  if (creating.length === actions.length) return `name it by its ARN or by a prefix of names such as table/orders-*: ${because}`;
  return `${byName}, or by a condition on aws:ResourceTag, but not for ${some(creating)}: ${because}`;
}

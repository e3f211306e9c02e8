import { actionsCoveredBy, KnownAction } from './action-table';
import { LeastPrivilegeRule } from './least-privilege-rule';
import { Condition, ReadStatement, UNKNOWN } from './statements';

/** What is unsafe about a statement. */
export interface Finding {
  readonly rule: LeastPrivilegeRule;
  readonly statement: ReadStatement;
  readonly property: string;
  readonly value: string;
  readonly explanation: string;
}

/** An entry of a statement that allows something, with the actions that it covers. */
interface Entry {
  readonly property: 'Action' | 'NotAction';
  readonly value: string;
  readonly actions: KnownAction[];
}

/** Whose writes change who may do what, or let somebody in. */
export const IDENTITY_SERVICES = [
  'account', 'account-access', 'iam', 'identity-sync', 'identitystore', 'identitystore-auth', 'organizations', 'rolesanywhere', 'signin', 'sso',
  'sso-directory', 'sso-oauth',
];

/** Writes of IAM that give nobody rights: a linked role does what its service needs, a certificate is no identity. */
const HARMLESS = /^iam:((Create|Delete)ServiceLinkedRole|\w*ServerCertificate|PassRole)$/;

const ASSUME = /^sts:Assume(Role|Root)$/;

/** What makes an Allow unsafe; none for a Deny. */
export function findingsOf(statement: ReadStatement): Finding[] {
  if (!statement.allows) return [];
  const finding = (rule: LeastPrivilegeRule, property: string, value: string, explanation: string): Finding => (
    { rule, statement, property, value, explanation }
  );
  const full = statement.actions.find(isEverything);
  if (full && anyResource(statement)) {
    return [finding(LeastPrivilegeRule.FULL_ACCESS, 'Action', full, 'it allows everything on everything: name the actions and the resources')];
  }
  const entries = entriesOf(statement);
  return [
    ...statement.actions.filter((action) => isEverything(action) || /^[^:]+:[*?]+$/.test(action)).map((action) => (
      finding(LeastPrivilegeRule.SERVICE_WILDCARD, 'Action', action, 'it allows every action of the service, also those that AWS adds later: name the actions')
    )),
    ...statement.notActions.length === 0 ? [] : [
      finding(LeastPrivilegeRule.ALLOW_WITH_NOT_ACTION, 'NotAction', statement.notActions.join(', '), 'it allows whatever it does not name: use Action'),
    ],
    ...passRoleFindings(statement, entries, finding),
    ...identityFindings(statement, entries, finding),
    ...openResourceFindings(statement, entries, finding),
  ];
}

/** The actions of an Allow that nobody knows: a slip of the pen, or newer than the table. */
export function unknownActions(statement: ReadStatement): string[] {
  return statement.actions.filter((action) => !action.includes(UNKNOWN) && actionsCoveredBy(action).length === 0);
}

/** Every action that a statement names. */
export function namedActions(statement: ReadStatement): KnownAction[] {
  return entriesOf(statement).flatMap(({ actions }) => actions);
}

/** Whether a statement leaves it open what it is about. */
export function anyResource(statement: ReadStatement): boolean {
  return statement.notResources.length > 0 || statement.resources.some(isAnything);
}

/** Writes that change who may do what, for instance of a job function. */
export function isIdentityWrite({ name, level }: KnownAction): boolean {
  return IDENTITY_SERVICES.includes(name.split(':')[0]) && !['List', 'Read'].includes(level) && !HARMLESS.test(name);
}

type Find = (rule: LeastPrivilegeRule, property: string, value: string, explanation: string) => Finding;

function passRoleFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  const entry = entries.find(({ actions }) => actions.some(({ name }) => name === 'iam:PassRole'));
  if (!entry) return [];
  const open = statement.resources.find(isEveryRole);
  const services = statement.conditions.filter(isPositive).filter(({ key }) => key.toLowerCase() === 'iam:passedtoservice');
  return [
    ...open === undefined && statement.notResources.length === 0 ? [] : [finding(
      LeastPrivilegeRule.PASS_ROLE_WITHOUT_ROLE, ...resourceOf(statement, open),
      `${entry.value} covers iam:PassRole, by which a service acts as any role, an administrator's too: name the roles, or a path of them`,
    )],
    ...services.some(({ values }) => !values.some((value) => /^[*?]+$/.test(value))) ? [] : [finding(
      LeastPrivilegeRule.PASS_ROLE_WITHOUT_SERVICE, entry.property, entry.value,
      'it covers iam:PassRole: say by a condition StringEquals on iam:PassedToService which services may be given the role',
    )],
  ];
}

function identityFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  const wild = statement.resources.find(isPattern);
  const bounded = statement.conditions.some((condition) => (
    isPositive(condition) && condition.key.toLowerCase() === 'iam:permissionsboundary' && !condition.values.some((value) => /^[*?]+$/.test(value))
  ));
  return entries.flatMap(({ property, value, actions }) => {
    const assumes = actions.some(({ name }) => ASSUME.test(name));
    const writes = actions.filter(isIdentityWrite);
    const byAction = property === 'NotAction' || /[*?]/.test(value);
    const byResource = !bounded && (wild !== undefined || statement.notResources.length > 0);
    return [
      ...assumes && (wild !== undefined || statement.notResources.length > 0) ? [finding(
        LeastPrivilegeRule.ASSUME_ROLE_BY_WILDCARD, ...resourceOf(statement, wild),
        `${value} assumes whatever role is named to fit: name each role in full`,
      )] : [],
      ...writes.length > 0 && byAction ? [finding(
        LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, property, value, `it covers changes of who may do what (${some(writes)}): name each of them`,
      )] : writes.some(({ takesResource }) => takesResource) && byResource ? [finding(
        LeastPrivilegeRule.IDENTITY_WRITE_BY_WILDCARD, ...resourceOf(statement, wild),
        `${value} changes who may do what: name each identity in full, or ask for a boundary by a condition on iam:PermissionsBoundary`,
      )] : [],
    ];
  });
}

function openResourceFindings(statement: ReadStatement, entries: Entry[], finding: Find): Finding[] {
  if (!anyResource(statement) || statement.conditions.some(isResourceTag)) return [];
  return entries.flatMap(({ value, actions }) => {
    // Those have rules of their own, which ask for more.
    const taking = actions.filter((action) => action.takesResource && action.name !== 'iam:PassRole' && !ASSUME.test(action.name) && !isIdentityWrite(action));
    if (taking.length === 0) return [];
    const what = taking.length === 1 && taking[0].name.toLowerCase() === value.toLowerCase() ? `${value} takes` : `of ${value}, ${some(taking)} ${taking.length === 1 ? 'takes' : 'take'}`;
    const others = actions.length > taking.length ? '; give what takes none a statement of its own' : '';
    return [finding(LeastPrivilegeRule.RESOURCE_LEFT_OPEN, ...resourceOf(statement, statement.resources.find(isAnything)),
      `${what} a resource: name it by its ARN, or by a condition on aws:ResourceTag${others}`)];
  });
}

function entriesOf(statement: ReadStatement): Entry[] {
  const entries: Entry[] = statement.actions.filter((value) => !value.includes(UNKNOWN))
    .map((value) => ({ property: 'Action', value, actions: actionsCoveredBy(value) }));
  if (statement.notActions.length === 0) return entries;
  const left = new Set(statement.notActions.flatMap(actionsCoveredBy).map(({ name }) => name));
  return [...entries, { property: 'NotAction', value: statement.notActions.join(', '), actions: actionsCoveredBy('*').filter(({ name }) => !left.has(name)) }];
}

function resourceOf(statement: ReadStatement, found: string | undefined): [string, string] {
  return found === undefined ? ['NotResource', shown(statement.notResources.join(', '))] : ['Resource', shown(found)];
}

function shown(text: string): string {
  return text.split(UNKNOWN).join('<token>');
}

function some(actions: KnownAction[]): string {
  const names = actions.slice(0, 5).map(({ name }) => name).join(', ');
  return actions.length > 5 ? `${names} and ${actions.length - 5} more` : names;
}

/** Every action of every service. */
export function isEverything(action: string): boolean {
  return /^\*+(:\*+)?$/.test(action);
}

/** The part of an ARN that says which resource of an account it is; nothing where a token hides it. */
function tailOf(resource: string): string | undefined {
  const parts = resource.split(':');
  return parts.length < 6 ? undefined : parts.slice(5).join(':');
}

function isAnything(resource: string): boolean {
  const tail = tailOf(resource);
  return tail === undefined ? /^(\*|arn:.*\*)$/.test(resource) : /^[*?:/]+$/.test(tail);
}

/** Any role of an account, or anything at all. */
export function isEveryRole(resource: string): boolean {
  return isAnything(resource) || /^role\/[*?/]+$/.test(tailOf(resource) ?? '');
}

/** One user, whatever its path. */
export function isOwnUser(resource: string): boolean {
  return /^user\/(\*\/)?\$\{aws:username\}$/.test(tailOf(resource) ?? '');
}

/** Several identities may fit. */
function isPattern(resource: string): boolean {
  return !isOwnUser(resource) && /[*?]/.test(tailOf(resource) ?? resource);
}

function isPositive({ operator }: Condition): boolean {
  return /^(ForAnyValue:)?(String|Arn)(Equals|EqualsIgnoreCase|Like)$/.test(operator);
}

function isResourceTag(condition: Condition): boolean {
  return isPositive(condition) && /^[a-z0-9-]+:resourcetag\//i.test(condition.key) && !condition.values.some((value) => /^[*?]+$/.test(value));
}

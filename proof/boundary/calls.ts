import { Boundary, GROUPS, Identity, isOfBaseline, POLICIES, State } from './state';

/** One call that the attacker may try, and the state of the account if it is allowed. */
export interface Attempt {
  /** Every request must be allowed: some calls are checked twice, against the current and the new value. */
  readonly requests: { action: string; resource: string; context?: Record<string, string>; trust?: any }[];
  readonly does: string;
  /** Distinguishes requests with separate decisions, since an action may occur under several conditions. */
  readonly key: string;
  /** Computed only if the call is allowed, since most are not. */
  after(): State;
}

export interface World {
  readonly account: string;
  readonly boundary: string;
  arn(text: string): string;
}

const NEW_ROLES = ['role/new', 'role/workload/new', 'role/account-baseline/new'];
const NEW_USERS = ['user/new', 'user/workload/new', 'user/account-baseline/new'];
const NEW_POLICIES = ['policy/new', 'policy/workload/new', 'policy/account-baseline/new'];
const NEW_GROUPS = ['group/new', 'group/workload/new'];
const SETTINGS = 'arn:${partition}:lambda:${region}:${account}:function:account-baseline-settings';

const CREDENTIALS = [
  'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile', 'CreateServiceSpecificCredential', 'ResetServiceSpecificCredential',
  'UploadSSHPublicKey', 'UploadSigningCertificate', 'EnableMFADevice',
];

/** Every call that may be useful to an attacker in a state. */
export function attemptsIn(state: State, actor: string, world: World): Attempt[] {
  const names = Object.keys(state.identities);
  return [
    ...NEW_ROLES.concat(NEW_USERS).filter((name) => isFree(state, name)).flatMap((name) => create(state, name, world)),
    ...names.flatMap((name) => onIdentity(state, name, actor, world)),
    ...names.filter(isRole).flatMap((name) => onRole(state, name, world)),
    ...names.filter(isUser).flatMap((name) => onUser(state, name, actor)),
    ...onGroups(state),
    ...onPolicies(state),
    ...sideways(state, world),
  ];
}

/** Names are unique regardless of path, so that an identity cannot create a second one with its own name elsewhere. */
function isFree(state: State, name: string): boolean {
  const [kind, last] = ends(name);
  return !Object.keys(state.identities).some((other) => ends(other)[0] === kind && ends(other)[1] === last);
}

function create(state: State, name: string, world: World): Attempt[] {
  const kind = isRole(name) ? 'Role' : 'User';
  return (['none', 'other', 'own'] as Boundary[]).map((boundary) => attempt(`iam:Create${kind}`, name, seen(boundary, world), () => (
    isOfBaseline(name) ? broken(state, `${name} is created among the baseline's identities`)
      : boundary !== 'own' ? broken(state, `${name} is created without the boundary`)
        : change(state, name, { boundary, ...isRole(name) && { trusts: ['account', 'service'] } })
  )));
}

function onIdentity(state: State, name: string, actor: string, world: World): Attempt[] {
  const kind = isRole(name) ? 'Role' : 'User';
  const identity = state.identities[name];
  const carried = seen(identity.boundary, world);
  // Permissions within the boundary are harmless, but changing an identity of the baseline is not.
  const granted = () => foreign(state, name) ?? change(state, name, { ...identity, everything: true });
  const same = () => foreign(state, name) ?? state;
  const gone = () => foreign(state, name) ?? without(state, name, actor);
  return [
    ...[`Attach${kind}Policy`, `Put${kind}Policy`].map((action) => attempt(`iam:${action}`, name, carried, granted)),
    ...[`Detach${kind}Policy`, `Delete${kind}Policy`].map((action) => attempt(`iam:${action}`, name, carried, same)),
    // IAM does not provide the boundary to tagging actions: every identity under /workload/ can be tagged.
    ...[`Tag${kind}`, `Untag${kind}`].map((action) => attempt(`iam:${action}`, name, {}, name.includes('/workload/') ? () => state : same)),
    ...identity.boundary === 'none' ? [] : [
      attempt(`iam:Delete${kind}PermissionsBoundary`, name, carried, () => broken(state, `${name} loses its boundary`)),
    ],
    // IAM provides the boundary to be set, not the current one.
    ...(['other', 'own'] as Boundary[]).filter((boundary) => boundary !== identity.boundary).map((boundary) => (
      attempt(`iam:Put${kind}PermissionsBoundary`, name, seen(boundary, world), () => broken(state, `${name} gets another boundary`))
    )),
    attempt(`iam:Delete${kind}`, name, isRole(name) ? carried : {}, gone),
  ];
}

function onRole(state: State, name: string, world: World): Attempt[] {
  const role = state.identities[name];
  const carried = seen(role.boundary, world);
  const taken = () => change(state, name, { ...role, controlled: true });
  const trusted = role.trusts?.includes('account') ? world.account : '999999999999';
  return [
    attempt('iam:UpdateAssumeRolePolicy', name, carried, () => foreign(state, name) ?? change(state, name, { ...role, trusts: ['account', 'service'] })),
    ...['UpdateRole', 'UpdateRoleDescription'].map((action) => attempt(`iam:${action}`, name, carried, () => foreign(state, name) ?? state)),
    {
      ...attempt('sts:AssumeRole', name, {}, taken),
      key: `sts:AssumeRole on ${name}, which trusts ${trusted}`,
      requests: [{
        action: 'sts:AssumeRole',
        resource: name,
        trust: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' }] },
      }],
    },
    // A function of the attacker runs with the role and reveals its credentials.
    ...role.trusts?.includes('service') ? [attempt('iam:PassRole', name, { 'iam:PassedToService': 'lambda.amazonaws.com' }, taken)] : [],
  ];
}

function onUser(state: State, name: string, actor: string): Attempt[] {
  const user = state.identities[name];
  const moved = () => foreign(state, name) ?? broken(state, `${name} moves out of its path`);
  return [
    // An identity's own credentials are its own; further ones change nothing.
    ...CREDENTIALS.map((action) => attempt(`iam:${action}`, name, {}, () => (
      name === actor ? state : foreign(state, name) ?? change(state, name, { ...user, controlled: true })
    ))),
    ...['DeactivateMFADevice', 'DeleteAccessKey', 'DeleteLoginProfile', 'UpdateAccessKey', 'ResyncMFADevice'].map((action) => (
      attempt(`iam:${action}`, name, {}, () => name === actor ? state : foreign(state, name) ?? state)
    )),
    ...['user/new', 'user/workload/moved', 'user/account-baseline/moved'].map((target) => ({
      requests: [name, target].map((resource) => ({ action: 'iam:UpdateUser', resource })),
      does: `iam:UpdateUser on ${name}, which becomes ${target}`,
      key: `iam:UpdateUser on ${name}, which becomes ${target}`,
      after: target === 'user/workload/moved' && user.boundary === 'own' && !isOfBaseline(name) ? () => state : moved,
    })),
  ];
}

/** The ARN in the request contains neither the user that is added to a group nor the identities that get its policies. */
function onGroups(state: State): Attempt[] {
  const groups = [...Object.keys(GROUPS), ...NEW_GROUPS];
  return groups.flatMap((group) => [
    ...Object.keys(state.identities).filter(isUser).flatMap((user) => {
      const after = () => foreign(state, user) ?? state;
      return ['AddUserToGroup', 'RemoveUserFromGroup'].map((action) => (
        { ...attempt(`iam:${action}`, group, {}, after), does: `iam:${action} of ${user} on ${group}` }
      ));
    }),
    ...['AttachGroupPolicy', 'PutGroupPolicy', 'DetachGroupPolicy', 'DeleteGroupPolicy', 'UpdateGroup', 'DeleteGroup'].map((action) => (
      attempt(`iam:${action}`, group, {}, () => (GROUPS[group] ?? []).filter((user) => state.identities[user]).map((user) => foreign(state, user)).find(Boolean) ?? state)
    )),
  ]);
}

function onPolicies(state: State): Attempt[] {
  const writes = ['CreatePolicyVersion', 'SetDefaultPolicyVersion', 'DeletePolicyVersion', 'DeletePolicy', 'TagPolicy', 'UntagPolicy'];
  return [
    ...NEW_POLICIES.filter((name) => !state.policies.includes(name)).map((name) => attempt('iam:CreatePolicy', name, {}, () => (
      isOfBaseline(name) ? broken(state, `${name} is created among the baseline's policies`) : { ...state, policies: [...state.policies, name] }
    ))),
    ...Object.entries(POLICIES).flatMap(([name, what]) => writes.map((action) => attempt(`iam:${action}`, name, {}, () => broken(state, `${what} is changed`)))),
    ...state.policies.flatMap((name) => writes.map((action) => attempt(`iam:${action}`, name, {}, () => state))),
  ];
}

/** Paths to a role, or into the account, whose requests name neither. */
function sideways(state: State, world: World): Attempt[] {
  const admin = () => change(state, 'role/Admin', { ...state.identities['role/Admin'], controlled: true });
  const root = () => change(state, 'root', { boundary: 'none', controlled: true });
  const settings = () => change(state, 'role/account-baseline/Settings', { ...state.identities['role/account-baseline/Settings'], controlled: true });
  return [
    ...['UpdateSAMLProvider', 'DeleteSAMLProvider'].map((action) => attempt(`iam:${action}`, 'saml-provider/company', {}, admin)),
    attempt('rolesanywhere:CreateTrustAnchor', '*', {}, admin),
    attempt('sso:CreateAccountAssignment', 'arn:${partition}:sso:::permissionSet/ssoins-1/ps-1', {}, admin),
    attempt('cloudformation:CreateStackSet', '*', {}, admin),
    attempt('organizations:CreateAccount', '*', {}, root),
    attempt('account:StartPrimaryEmailUpdate', 'arn:${partition}:account::${account}:account/o-1/123456789013', {}, root),
    attempt('sts:AssumeRoot', 'arn:${partition}:iam::${account}:root', {}, root),
    attempt('sts:GetDelegatedAccessToken', '*', {}, admin),
    attempt('cloudtrail:StopLogging', 'arn:${partition}:cloudtrail:${region}:${account}:trail/company', {}, () => broken(state, 'the audit log is disabled')),
    attempt('s3:PutAccountPublicAccessBlock', '*', {}, () => broken(state, 'a setting of the account is undone')),
    attempt('lambda:CreateEventSourceMapping', '*', { 'lambda:FunctionArn': world.arn(SETTINGS) }, settings),
    attempt('lambda:UpdateFunctionCode', SETTINGS, {}, settings),
  ].map((each) => ({ ...each, requests: each.requests.map((request) => ({ ...request, resource: world.arn(request.resource) })) }));
}

/** The boundary that IAM provides to a request: absent if there is none. */
function seen(boundary: Boundary, world: World): Record<string, string> {
  if (boundary === 'none') return {};
  return { 'iam:PermissionsBoundary': boundary === 'own' ? world.arn(world.boundary) : world.arn('policy/workload/lenient') };
}

/** The broken state of the account, if the changed identity belongs to the baseline or lacks the boundary. */
function foreign(state: State, name: string): State | undefined {
  if (isOfBaseline(name)) return broken(state, `${name} of the baseline is changed`);
  return state.identities[name].boundary === 'own' ? undefined : broken(state, `${name}, which does not carry the boundary, is changed`);
}

function attempt(action: string, resource: string, context: Record<string, string>, after: () => State): Attempt {
  const does = `${action} on ${resource}`;
  return { requests: [{ action, resource, context }], does, key: `${does} ${Object.values(context).join()}`, after };
}

function change(state: State, name: string, identity: Identity): State {
  const before = state.identities[name];
  if (before && before.boundary === identity.boundary && before.controlled === identity.controlled && before.everything === identity.everything
    && before.trusts?.join() === identity.trusts?.join()) return state;
  return { ...state, identities: { ...state.identities, [name]: identity } };
}

function without(state: State, name: string, actor: string): State {
  if (name === actor) return state;
  const { [name]: _gone, ...identities } = state.identities;
  return { ...state, identities };
}

function broken(state: State, why: string): State {
  return { ...state, broken: why };
}

function isRole(name: string): boolean {
  return name.startsWith('role/');
}

function isUser(name: string): boolean {
  return name.startsWith('user/');
}

function ends(name: string): [string, string] {
  return [name.split('/')[0], name.split('/').pop()!];
}

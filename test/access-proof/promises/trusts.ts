import { trustOfRole } from '../../../proof/engine/template';
import { federationCases, FederationCase, trustOf } from '../../../proof/trusts/federation-cases';
import { template } from '../../../proof/trusts/role-trusts';

/** What a trust promises: a request that breaks one of its requirements assumes no role, and a request that meets them all does. */
export interface TrustPromise {
  readonly trust: any;
  /** The calls that the principals make. Nobody makes another one. */
  readonly calls: string[];
  /** Patterns of the principals. */
  readonly principals: string[];
  /** The patterns that the value of a condition key must match. */
  readonly requires: Record<string, string[]>;
  /** The most seconds since MFA, for people. */
  readonly mfaAge?: number;
  /** A request that meets the requirements. */
  readonly meets: Record<string, string>;
}

const OWN = '123456789012';
const SIBLING = '111122223333';
const PARTNER = '444455556666';
const ORGANIZATION = { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] };
const EACH_OF_ACCOUNT = (account: string) => [`AWS:arn:*:iam::${account}:*`, `AWS:arn:*:sts::${account}:*`];

function ofRole(role: string, promise: Omit<TrustPromise, 'trust' | 'calls'> & { readonly calls?: string[] }): [string, TrustPromise] {
  return [role, { trust: trustOfRole(template, role), calls: ['sts:AssumeRole'], ...promise }];
}

function people(role: string, account: string, users: string[], mfaAge: number, requires: TrustPromise['requires'] = {}, meets: TrustPromise['meets'] = {}) {
  const arns = users.map((user) => `arn:aws:iam::${account}:user/${user}`);
  const arn = arns[0].replace('*', 'alice');
  const userName = arn.split('/').pop()!;
  return ofRole(role, {
    principals: EACH_OF_ACCOUNT(account),
    requires: { 'aws:PrincipalArn': arns, 'sts:RoleSessionName': ['${aws:username}'], ...requires },
    mfaAge,
    meets: { 'request:principal': `AWS:${arn}`, 'aws:PrincipalArn': arn, 'aws:username': userName, 'sts:RoleSessionName': userName, ...meets },
  });
}

function roles(role: string, account: string, path: string, requires: TrustPromise['requires'], meets: TrustPromise['meets'], calls?: string[]) {
  const pattern = `arn:aws:iam::${account}:role/${path}`;
  const arn = pattern.replace('*', 'build');
  return ofRole(role, {
    principals: EACH_OF_ACCOUNT(account),
    requires: path === '' ? requires : { 'aws:PrincipalArn': [pattern], ...requires },
    meets: { 'request:principal': `AWS:arn:aws:sts::${account}:assumed-role/build/session`, ...path === '' ? {} : { 'aws:PrincipalArn': arn }, ...meets },
    ...calls ? { calls } : {},
  });
}

function service(role: string, name: string, requires: TrustPromise['requires'] = {}, meets: TrustPromise['meets'] = {}) {
  return ofRole(role, { principals: [`Service:${name}`], requires, meets: { 'request:principal': `Service:${name}`, ...meets } });
}

const IN_ORGANIZATION = { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' };
const HOURS = 3_600;

/** People, roles, third parties and services. */
const ROLE_TRUSTS: [string, TrustPromise][] = [
  people('OwnPeople', OWN, ['people/*'], 1 * HOURS),
  people('SiblingPeople', SIBLING, ['account-baseline/*'], 12 * HOURS,
    { ...ORGANIZATION, 'aws:PrincipalOrgPaths': ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*'] },
    { ...IN_ORGANIZATION, 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/' }),
  people('Support', OWN, ['account-baseline/*'], 12 * HOURS),
  people('SecurityAudit', OWN, ['account-baseline/*'], 12 * HOURS),
  people('BreakGlass', OWN, ['account-baseline/glass-1', 'account-baseline/glass-2'], 1 * HOURS),
  roles('SiblingRoles', SIBLING, 'pipelines/deploy', ORGANIZATION, IN_ORGANIZATION),
  roles('AnySiblingRole', SIBLING, '*', ORGANIZATION, IN_ORGANIZATION, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']),
  roles('OwnRoles', OWN, 'pipelines/*', {}, {}),
  roles('ThirdParty', PARTNER, '', { 'sts:ExternalId': ['7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b'] }, { 'sts:ExternalId': '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }),
  service('StateMachine', 'states.amazonaws.com', { 'aws:SourceAccount': [OWN] }, { 'aws:SourceAccount': OWN }),
  service('Schedule', 'scheduler.amazonaws.com', { 'aws:SourceArn': ['arn:aws:scheduler:*:123456789012:schedule-group/nightly'] },
    { 'aws:SourceArn': 'arn:aws:scheduler:eu-west-1:123456789012:schedule-group/nightly' }),
  service('Instance', 'ec2.amazonaws.com'),
];

/** Condition keys of the cases that a trust leaves to the provider. */
const FREE: Record<string, string[]> = {
  CognitoUsers: ['sub'],
  LinkedInUsers: ['sub'],
  SamlStaff: ['saml:iss', 'sts:RoleSessionName'],
  SamlPlain: ['saml:iss', 'sts:RoleSessionName'],
};

const BITBUCKET = '{0d9c8b7a-6f5e-4d3c-8b1a-000000000001}:{11111111-2222-3333-4444-555555555555}:';
const CIRCLE = 'org/8f2f0c6e-1c1b-4d7c-9d0b-3e5b7a9c1d2f/project/1b2c3d4e-5f60-4718-8293-a4b5c6d7e8f9/user/';

/** The patterns of condition keys that may have other values than in the case. */
const PATTERNS: Record<string, Record<string, string[]>> = {
  GitHubBranch: { sub: ['repo:octo-org/octo-repo:ref:refs/heads/main', 'repo:octo-org@65/octo-repo@74:ref:refs/heads/main'] },
  GitHubTag: { sub: ['repo:octo-org/octo-repo:ref:refs/tags/v*', 'repo:octo-org@65/octo-repo@74:ref:refs/tags/v*'] },
  GitHubEnvironment: { sub: ['repo:octo-org/octo-repo:environment:production', 'repo:octo-org@65/octo-repo@74:environment:production'] },
  GitHubWorkflow: { sub: ['repo:octo-org/octo-repo:*', 'repo:octo-org@65/octo-repo@74:*'] },
  BitbucketDeployment: { sub: [`${BITBUCKET}*`] },
  CircleCiBranch: { sub: [`${CIRCLE}????????-????-????-????-????????????/vcs-origin/github.com/octo-org/octo-repo/vcs-ref/refs/heads/main`] },
  Machine: { 'aws:PrincipalTag/x509Subject/CN': ['*.factory.example.com'] },
};

/** Calls beside the one of the case. */
const FURTHER_CALLS: Record<string, string[]> = { SamlPlain: ['sts:TagSession'], Machine: ['sts:TagSession', 'sts:SetSourceIdentity'] };

function federated(given: FederationCase): [string, TrustPromise] {
  const { partition = 'aws', role, from, call, known } = given;
  const isProvider = /^(oidc|saml)-provider\//.test(from);
  const issuer = from.replace(/^oidc-provider\//, '');
  const principal = from === 'rolesanywhere.amazonaws.com' ? `Service:${from}`
    : `Federated:${isProvider ? `arn:${partition}:iam::${OWN}:${from}` : from}`;
  const keyOf = (name: string) => /^(aws|sts|saml):/i.test(name) ? name : `${issuer}:${name}`;
  const required = Object.keys(known).filter((name) => !FREE[role]?.includes(name));
  return [`${role} in ${partition}`, {
    trust: trustOf(given),
    calls: [call, ...FURTHER_CALLS[role] ?? []],
    principals: [principal],
    requires: Object.fromEntries(required.map((name) => [keyOf(name), PATTERNS[role]?.[name] ?? [known[name]]])),
    meets: { 'request:principal': principal, ...Object.fromEntries(Object.entries(known).map(([name, value]) => [keyOf(name), value])) },
  }];
}

/** Trusts of several statements, or with exceptions. Their promises stand in the test. */
export const BY_HAND = [
  'NamedPeople', 'NamedThirdParty', 'PlainRole', 'GitHubTwo', 'GitHubRelease', 'GitLabRelease', 'CircleCiRelease', 'TerraformAnyProject', 'TerraformPlans', 'SamlTagged',
];

export const TRUSTS: [string, TrustPromise][] = [...ROLE_TRUSTS, ...federationCases().filter(({ role }) => !BY_HAND.includes(role)).map(federated)];

import { Annotations as AppAnnotations, App, Aws, Duration, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as library from '../../src';
import { BaselineRole, JobFunction, RoleTrust } from '../../src';
import { stackOf } from '../stack-of';

const EXTERNAL_ID = '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b';
const SIBLINGS = { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' };
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const ORGANIZATION = { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } };
const ROLES = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } };
const GITHUB = 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com';
const ACCOUNT = { env: { account: '123456789012', region: 'eu-west-1' } };

/** The roles that take a principal. */
const TAKING: Record<string, (stack: Stack, assumedBy: iam.IPrincipal) => iam.Role> = {
  BaselineRole: (stack, assumedBy) => new library.BaselineRole(stack, 'Role', { assumedBy }),
  JobFunctionRole: (stack, assumedBy) => new library.JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.ADMINISTRATOR, assumedBy }),
  SecurityAuditRole: (stack, assumedBy) => new library.SecurityAuditRole(stack, 'Role', { assumedBy }),
  SupportRole: (stack, assumedBy) => new library.SupportRole(stack, 'Role', { assumedBy }),
};

/** The roles that build their trust themselves. A principal that is given all the same is refused, whatever it is. */
const BUILDING: Record<string, (stack: Stack, more: object) => iam.Role> = {
  BreakGlassRole: (stack, more) => new library.BreakGlassRole(stack, 'Role', { userNames: ['glass'], ...more }),
  CentralRootRole: (stack, more) => {
    new library.OrganizationSettings(stack, 'Settings', { rootCredentialsManagement: true, rootSessions: true });
    return new library.CentralRootRole(stack, 'Role', { tasks: [library.RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS], ...more });
  },
  Ec2InstanceRole: (stack, more) => new library.Ec2InstanceRole(stack, 'Role', more),
  OidcRole: (stack, more) => new library.OidcRole(stack, 'Role', { subjects: [library.ConsumerSubject.google('app')], ...more }),
  RolesAnywhereRole: (stack, more) => new library.RolesAnywhereRole(stack, 'Role', {
    trustAnchors: [library.RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Anchor', 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/a')],
    subjectCommonNames: ['a'],
    issuerCommonNames: ['b'],
    ...more,
  }),
  SamlRole: (stack, more) => new library.SamlRole(stack, 'Role', {
    provider: library.SamlProvider.fromSamlProviderArn(stack, 'Provider', 'arn:aws:iam::111122223333:saml-provider/directory'), ...more,
  }),
  ServiceRole: (stack, more) => new library.ServiceRole(stack, 'Role', { service: 'states.amazonaws.com', ...more }),
};

/** Principals that no role admits, and what their user should take. */
const REFUSED: [string, () => iam.IPrincipal, string][] = [
  ['everyone', () => new iam.AnyPrincipal(), 'Use RoleTrust.people, RoleTrust.roles or RoleTrust.thirdParty'],
  ['everyone, as a star', () => new iam.StarPrincipal(), 'Use RoleTrust.people, RoleTrust.roles or RoleTrust.thirdParty'],
  ['everyone with MFA', () => new iam.AnyPrincipal().withConditions(MFA), 'Use RoleTrust.people, RoleTrust.roles or RoleTrust.thirdParty'],
  ['everyone of an organization', () => new iam.OrganizationPrincipal('o-a1b2c3d4e5'), 'Use RoleTrust.people, RoleTrust.roles or RoleTrust.thirdParty'],
  ['the own account', () => new iam.AccountRootPrincipal(), 'Use RoleTrust.people for IAM users, RoleTrust.roles for roles'],
  ['the own account by its token', () => new iam.AccountPrincipal(Aws.ACCOUNT_ID), 'Use RoleTrust.people for IAM users, RoleTrust.roles for roles'],
  ['the own account where MFA may be absent', () => new iam.AccountRootPrincipal().withConditions({ BoolIfExists: MFA.Bool }), 'Use RoleTrust.people for IAM users'],
  ['the own account without MFA', () => new iam.AccountRootPrincipal().withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'false' } }), 'Use RoleTrust.people for IAM users'],
  ['the own account for every ARN', () => new iam.AccountRootPrincipal().withConditions({ ArnLike: { 'aws:PrincipalArn': '*' } }), 'Use RoleTrust.people for IAM users'],
  ['the own account with an external id', () => new iam.AccountRootPrincipal().withConditions({ StringEquals: { 'sts:ExternalId': EXTERNAL_ID } }), 'Use RoleTrust.people for IAM users'],
  ['another account', () => new iam.AccountPrincipal('111122223333'), 'RoleTrust.thirdParty for another company'],
  ['another account with MFA', () => new iam.AccountPrincipal('111122223333').withConditions(MFA), 'RoleTrust.thirdParty for another company'],
  ['another account by its number', () => new iam.ArnPrincipal('111122223333'), 'RoleTrust.thirdParty for another company'],
  ['an account of the organization, users without MFA included', () => new iam.AccountPrincipal('111122223333').withConditions(ORGANIZATION), 'Use RoleTrust.people for IAM users'],
  ['an account of whatever organization', () => new iam.AccountPrincipal('111122223333').withConditions({ ...ROLES, StringLike: { 'aws:PrincipalOrgID': 'o-*' } }), 'RoleTrust.people or RoleTrust.roles with `siblings`'],
  ['a role of another account', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:role/deploy'), 'RoleTrust.people or RoleTrust.roles with `siblings`'],
  ['a role of another account under a wildcard', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:role/*'), 'IAM accepts no wildcards'],
  ['a user of another account', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:user/alice').withConditions(ORGANIZATION), 'Use RoleTrust.people, which requires MFA'],
  ['text that is no principal', () => new iam.ArnPrincipal('administrators'), 'it is neither the ARN of an IAM user or role nor an account'],
  ['a role with MFA, which it never has', () => new iam.ArnPrincipal('arn:aws:iam::111122223333:role/deploy').withConditions({ ...MFA, ...ORGANIZATION }), 'the session of a role carries no MFA'],
  ['a service with MFA', () => new iam.ServicePrincipal('states.amazonaws.com').withConditions(MFA), 'an AWS service has no MFA device'],
  ['a service with an organization', () => new iam.ServicePrincipal('states.amazonaws.com', { conditions: ORGANIZATION }), 'a service principal belongs to no organization'],
  ['a service with a service-linked role only', () => new iam.ServicePrincipal('guardduty.amazonaws.com'), 'assumes only its service-linked role'],
  ['machines of every trust anchor', () => new iam.ServicePrincipal('rolesanywhere.amazonaws.com'), 'Use RoleTrust.rolesAnywhere'],
  ['GitHub without a subject', () => new iam.WebIdentityPrincipal(GITHUB, { StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }), 'Use RoleTrust.oidc'],
  ['GitHub without an audience', () => new iam.WebIdentityPrincipal(GITHUB, { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:octo-org/*' } }), 'Use RoleTrust.oidc'],
  ['an OIDC provider without conditions', () => new iam.WebIdentityPrincipal(GITHUB), 'Use RoleTrust.oidc'],
  ['a Cognito pool without conditions', () => new iam.WebIdentityPrincipal('cognito-identity.amazonaws.com'), 'Use RoleTrust.oidc'],
  ['a SAML provider without an audience', () => new iam.FederatedPrincipal('arn:aws:iam::111122223333:saml-provider/x', {}, 'sts:AssumeRoleWithSAML'), 'Use RoleTrust.saml'],
  ['a federated principal without its call', () => new iam.FederatedPrincipal(GITHUB, {}), 'Use RoleTrust.saml or RoleTrust.oidc'],
  ['a canonical user', () => new iam.CanonicalUserPrincipal('a1b2c3'), 'Use one of the static methods of RoleTrust'],
  ['one of two principals', () => new iam.CompositePrincipal(RoleTrust.people(), new iam.AccountPrincipal('111122223333')), 'RoleTrust.thirdParty for another company'],
  ['one of two principals, with session tags', () => new iam.CompositePrincipal(new iam.ServicePrincipal('pods.eks.amazonaws.com').withSessionTags(), new iam.AnyPrincipal()), 'it admits every identity'],
  ['the name of a service', () => 'states.amazonaws.com' as any, 'it must be a principal'],
];

/** Principals of aws-cdk-lib that pass. */
const ADMITTED: [string, (stack: Stack) => iam.IPrincipal][] = [
  ['IAM users of the own account with MFA', () => new iam.AccountRootPrincipal().withConditions(MFA)],
  ['roles of the own account', () => new iam.AccountRootPrincipal().withConditions(ROLES)],
  ['a role of the own account', () => new iam.ArnPrincipal('arn:aws:iam::123456789012:role/deploy')],
  ['a session of the own account', () => new iam.ArnPrincipal('arn:aws:sts::123456789012:assumed-role/deploy/session')],
  ['a role of the app', (stack) => new iam.Role(stack, 'Other', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') })],
  ['a user of the app with MFA', (stack) => new iam.PrincipalWithConditions(new iam.User(stack, 'Alice'), MFA)],
  ['a sibling account, roles only', () => new iam.AccountPrincipal('111122223333').withConditions({ ...ROLES, ...ORGANIZATION })],
  ['a sibling account, users with MFA', () => new iam.AccountPrincipal('111122223333').withConditions({ ...MFA, ...ORGANIZATION })],
  ['a unit of the organization', () => new iam.AccountPrincipal('111122223333').withConditions({ ...ROLES, 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-a1b2c3d4e5/*' } })],
  ['another company with an external id', () => new iam.AccountPrincipal('444455556666').withConditions({ StringEquals: { 'sts:ExternalId': EXTERNAL_ID } })],
  ['a user of another company with an external id', () => new iam.ArnPrincipal('arn:aws:iam::444455556666:user/product').withConditions({ StringEquals: { 'sts:ExternalId': EXTERNAL_ID } })],
  ['a service', () => new iam.ServicePrincipal('lambda.amazonaws.com')],
  ['a service with session tags', () => new iam.ServicePrincipal('pods.eks.amazonaws.com').withSessionTags()],
  ['a principal that only the deployment knows', () => new iam.ArnPrincipal(Fn.importValue('Role'))],
  ['a principal that is known at synthesis', () => new iam.ArnPrincipal(Lazy.string({ produce: () => 'arn:aws:iam::123456789012:role/late' }))],
  ['two of them', () => new iam.CompositePrincipal(new iam.ServicePrincipal('lambda.amazonaws.com'), RoleTrust.roles())],
];

test('every role of the library is in one of the two lists', () => {
  const roles = Object.entries(library).filter(([, made]) => typeof made === 'function' && made.prototype instanceof iam.Role).map(([name]) => name);
  expect(roles.sort()).toEqual([...Object.keys(TAKING), ...Object.keys(BUILDING)].sort());
});

describe.each(Object.keys(TAKING))('%s', (name) => {
  test.each(REFUSED)('does not admit %s', (_, principal, advice) => {
    const make = () => TAKING[name](new Stack(new App(), 'Stack', ACCOUNT), principal());
    expect(make).toThrow(/^Invalid `assumedBy[^`]*` /);
    expect(make).toThrow(advice);
    expect(make).toThrow(' In Stack/Role.');
  });

  test.each(ADMITTED)('admits %s', (_, principal) => {
    const stack = new Stack(new App(), 'Stack', ACCOUNT);
    TAKING[name](stack, principal(stack));
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('admits a trust of this library', () => {
    const stack = stackOf();
    TAKING[name](stack, RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: EXTERNAL_ID }));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } } })] },
    });
  });
});

test.each(Object.keys(BUILDING))('%s builds its trust itself, and refuses another one instead of ignoring it', (name) => {
  expect(() => BUILDING[name](stackOf(), { assumedBy: new iam.AnyPrincipal() })).toThrow(new RegExp(`^Invalid \`assumedBy\` '?AnyPrincipal'?: ${name} builds its trust from .* In Stack/Role\\.$`));
  expect(() => BUILDING[name](stackOf(), {})).not.toThrow();
});

test.each([undefined, null])('%s is no principal', (nothing) => {
  expect(() => new BaselineRole(stackOf(), 'Role', { assumedBy: nothing as any })).toThrow(new RegExp(`^Invalid \`assumedBy\` ${nothing}: it must be (given|a principal).* In Stack/Role\\.$`));
});

test('an iam.User of the app needs MFA, as one that is named by its ARN does', () => {
  const stack = stackOf();
  expect(() => new BaselineRole(stack, 'Role', { assumedBy: new iam.User(stack, 'Alice') })).toThrow('the user could assume the role without MFA. Use RoleTrust.people');
});

test('a role of another account of the app needs the organization', () => {
  const app = new App();
  const other = new iam.Role(new Stack(app, 'Other', { env: { account: '111122223333', region: 'eu-west-1' } }), 'Role', {
    roleName: 'deploy', assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
  });
  expect(() => new BaselineRole(new Stack(app, 'Stack', ACCOUNT), 'Role', { assumedBy: other })).toThrow('a principal of another account');
});

test('in a stack for any account, a numbered account counts as another one', () => {
  expect(() => new BaselineRole(stackOf(), 'Role', { assumedBy: new iam.ArnPrincipal('arn:aws:iam::123456789012:role/deploy') })).toThrow('a principal of another account');
  expect(() => new BaselineRole(stackOf(), 'Role', { assumedBy: new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/deploy`) })).not.toThrow();
});

test('a principal that turns out at synthesis to be too many is refused then', () => {
  const stack = stackOf();
  let known = false;
  const late = Lazy.string({
    produce: () => {
      if (!known) throw new Error('asked too early');
      return 'arn:aws:iam::111122223333:root';
    },
  });
  new BaselineRole(stack, 'Role', { assumedBy: new iam.ArnPrincipal(late) });
  known = true;
  expect(() => Template.fromStack(stack)).toThrow("[Stack/Role/Resource] Invalid `assumedBy` 'arn:aws:iam::111122223333:root': a principal of another account");
});

test('an ARN of another partition is refused where the region is known', () => {
  const china = new Stack(new App(), 'Stack', { env: { account: '123456789012', region: 'cn-north-1' } });
  expect(() => new BaselineRole(china, 'Role', { assumedBy: new iam.ArnPrincipal('arn:aws:iam::123456789012:role/deploy') })).toThrow('the stack is in the partition aws-cn');
});

describe('what is merely unusual is a warning with a stable id', () => {
  const warned = (id: string, make: (stack: Stack) => unknown, env = {}) => {
    const stack = new Stack(new App(), 'Stack', env);
    make(stack);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[ack: cdk-secure-account-baseline:${id}\\]`)).length;
  };
  /** In a role of this library, and in one of aws-cdk-lib. */
  const roles = (assumedBy: iam.IPrincipal, maxSessionDuration?: Duration): ((stack: Stack) => unknown)[] => [
    (stack) => new BaselineRole(stack, 'Role', { assumedBy, maxSessionDuration }),
    ...assumedBy instanceof RoleTrust ? [(stack: Stack) => new iam.Role(stack, 'Role', { assumedBy, maxSessionDuration })] : [],
  ];

  test.each([
    ['acme-corporation', true], ['123456789012', true], ['Example-id-123456', true], ['aaaaaaaaaaaa1', true], ['ab12cd34ef5', true], ['abcdefghijklmnop', true],
    [EXTERNAL_ID, false], ['kX93fQz71LmB0w', false],
  ])('an external id that can be guessed: %s %s', (externalId, expected) => {
    for (const make of roles(RoleTrust.thirdParty({ accounts: ['444455556666'], externalId }))) expect(warned('guessableExternalId', make)).toBe(expected ? 1 : 0);
    const plain = new iam.AccountPrincipal('444455556666').withConditions({ StringEquals: { 'sts:ExternalId': externalId } });
    expect(warned('guessableExternalId', roles(plain)[0])).toBe(expected ? 1 : 0);
  });

  test('an external id on the own account', () => {
    const withId = (principal: iam.PrincipalBase) => principal.withConditions({ ...ROLES, StringEquals: { 'sts:ExternalId': EXTERNAL_ID } });
    expect(warned('externalIdOnOwnAccount', roles(withId(new iam.AccountRootPrincipal()))[0])).toBe(1);
    expect(warned('externalIdOnOwnAccount', roles(withId(new iam.AccountPrincipal('123456789012')))[0], ACCOUNT)).toBe(1);
    expect(warned('externalIdOnOwnAccount', roles(RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: EXTERNAL_ID }))[0])).toBe(0);
  });

  test.each<[number, string, iam.IPrincipal, number]>([
    [1, 'roles', RoleTrust.roles(), 2], [1, 'a third party', RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: EXTERNAL_ID }), 2],
    [0, 'roles', RoleTrust.roles(), 1], [0, 'people', RoleTrust.people(), 12], [0, 'a service', RoleTrust.service('states.amazonaws.com'), 12],
  ])('a session longer than role chaining allows: %i for %s', (expected, _, trust, hours) => {
    for (const make of roles(trust, Duration.hours(hours))) expect(warned('sessionLongerThanRoleChaining', make)).toBe(expected);
  });

  test('a job function role for other roles has sessions of an hour, without being asked', () => {
    const stack = stackOf();
    new library.JobFunctionRole(stack, 'Role', { jobFunction: JobFunction.POWER_USER, assumedBy: RoleTrust.roles({ siblings: SIBLINGS }) });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', { MaxSessionDuration: 3600 });
    expect(warned('sessionLongerThanRoleChaining', (other) => new library.JobFunctionRole(other, 'Role', { jobFunction: JobFunction.POWER_USER, assumedBy: RoleTrust.roles() }))).toBe(0);
  });

  test.each(['BoolIfExists', 'Null', 'ForAllValues:StringEquals'])('a condition with %s on what a service never sends', (operator) => {
    const conditions = { [operator]: { 'aws:MultiFactorAuthPresent': 'true' } };
    for (const make of roles(RoleTrust.service('lambda.amazonaws.com').withConditions(conditions))) expect(warned('conditionWithoutEffect', make)).toBe(1);
    expect(warned('conditionWithoutEffect', roles(new iam.ServicePrincipal('lambda.amazonaws.com').withConditions(conditions))[0])).toBe(1);
  });

  test('a service that is not known, and a source that is not documented', () => {
    for (const make of roles(RoleTrust.service('brand-new.amazonaws.com'))) expect(warned('unknownServicePrincipal', make)).toBe(1);
    for (const make of roles(RoleTrust.service('lambda.amazonaws.com', { sourceAccounts: ['111122223333'] }))) expect(warned('sourceNotDocumented', make)).toBe(1);
    for (const principal of ['states.eu-west-1.amazonaws.com', 'lambda.amazonaws.com', 'ec2.amazonaws.com.cn']) {
      expect(warned('.*', roles(iam.ServicePrincipal.fromStaticServicePrincipleName(principal))[0])).toBe(0);
    }
  });

  test('one that is acknowledged on the role is not shown', () => {
    expect(warned('unknownServicePrincipal', (stack) => {
      const role = new BaselineRole(stack, 'Role', { assumedBy: RoleTrust.service('brand-new.amazonaws.com') });
      AppAnnotations.of(role).acknowledgeWarning('cdk-secure-account-baseline:unknownServicePrincipal', 'The service is new.');
    })).toBe(0);
  });

  test('none for what is usual', () => {
    for (const trust of [RoleTrust.people(), RoleTrust.roles(), RoleTrust.people({ siblings: SIBLINGS }), RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: EXTERNAL_ID })]) {
      for (const make of roles(trust)) expect(warned('.*', make)).toBe(0);
    }
    for (const name of Object.keys(BUILDING)) expect([name, warned('.*', (stack) => BUILDING[name](stack, {}))]).toEqual([name, 0]);
  });
});

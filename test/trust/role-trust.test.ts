import { App, Aws, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { BaselineRole } from '../../src/roles/baseline-role';
import { OidcProvider } from '../../src/roles/oidc/oidc-provider';
import { RolesAnywhereTrustAnchor } from '../../src/roles/roles-anywhere/roles-anywhere-trust-anchor';
import { SamlProvider } from '../../src/roles/saml/saml-provider';
import { OidcSubject } from '../../src/trust/oidc/oidc-subject';
import { PrincipalKind } from '../../src/trust/principal-kind';
import { RoleTrust } from '../../src/trust/role-trust';
import { stackOf } from '../stack-of';

const EXTERNAL_ID = '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b';
const SIBLINGS = { accounts: ['111122223333'], organizationId: 'o-a1b2c3d4e5' };
const PARTNER = { accounts: ['444455556666'], externalId: EXTERNAL_ID };
const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d';

/** A trust of each kind. */
const GOOD: Record<PrincipalKind, (stack: Stack) => RoleTrust> = {
  people: () => RoleTrust.people(),
  roles: () => RoleTrust.roles(),
  thirdParty: () => RoleTrust.thirdParty(PARTNER),
  service: () => RoleTrust.service('states.amazonaws.com'),
  saml: (stack) => RoleTrust.saml(SamlProvider.fromSamlProviderArn(stack, 'Directory', 'arn:aws:iam::111122223333:saml-provider/Directory')),
  oidc: (stack) => RoleTrust.oidc({
    provider: OidcProvider.fromIssuer(stack, 'Provider', 'https://token.example.com'), subjects: [OidcSubject.exactly('job', { audience: 'sts.amazonaws.com' })],
  }),
  rolesAnywhere: (stack) => RoleTrust.rolesAnywhere({
    trustAnchors: [RolesAnywhereTrustAnchor.fromTrustAnchorArn(stack, 'Anchor', ANCHOR)], subjectCommonNames: ['machine'], issuerCommonNames: ['CA'],
  }),
};
const KINDS = Object.keys(GOOD) as PrincipalKind[];

const withCondition = (kind: PrincipalKind, operator: string, key: string, value: any) => (
  GOOD[kind](stackOf()).withConditions({ [operator]: { [key]: value } })
);
const statementsOf = (trust: (stack: Stack) => iam.IPrincipal): any[] => {
  const stack = stackOf();
  new iam.Role(stack, 'Role', { assumedBy: trust(stack) });
  return Object.values(Template.fromStack(stack).findResources('AWS::IAM::Role'))[0].Properties.AssumeRolePolicyDocument.Statement;
};

describe('a condition that can never hold is refused, and the reason given', () => {
  const MFA = ['Bool', 'aws:MultiFactorAuthPresent', 'true'];
  const MFA_AGE = ['NumericLessThan', 'aws:MultiFactorAuthAge', '3600'];
  const ORGANIZATION = ['StringEquals', 'aws:PrincipalOrgID', 'o-a1b2c3d4e5'];
  const UNIT = ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-a1b2c3d4e5/*'];
  const PRINCIPAL_ARN = ['ArnEquals', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/deploy'];
  const PRINCIPAL_ACCOUNT = ['StringEquals', 'aws:PrincipalAccount', '111122223333'];
  const SOURCE_ARN = ['StringLike', 'aws:SourceArn', 'arn:aws:states:*:111122223333:*'];
  const SOURCE_ACCOUNT = ['StringEquals', 'aws:SourceAccount', '111122223333'];
  const SOURCE_ORGANIZATION = ['StringEquals', 'aws:SourceOrgID', 'o-a1b2c3d4e5'];
  const EXTERNAL = ['StringEquals', 'sts:ExternalId', EXTERNAL_ID];
  const USER_NAME = ['StringLike', 'aws:username', 'a*'];
  const ASSERTION = ['StringEquals', 'SAML:iss', 'https://directory.example.com'];
  const TOKEN = ['StringEquals', 'token.example.com:sub', 'job'];

  test.each<[PrincipalKind, string[], string]>([
    ...[MFA, MFA_AGE].flatMap((condition) => [
      ['roles', condition, 'the session of a role carries no MFA'], ['thirdParty', condition, 'machines of a third party have no MFA'],
      ['service', condition, 'an AWS service has no MFA device'], ['saml', condition, 'AWS does not see the MFA of a SAML provider'],
      ['oidc', condition, 'AWS does not see the MFA of an OIDC provider'], ['rolesAnywhere', condition, 'a machine with a certificate has no MFA'],
    ] as [PrincipalKind, string[], string][]),
    ...[ORGANIZATION, UNIT].flatMap((condition) => [
      ['service', condition, 'a service principal belongs to no organization'], ['saml', condition, 'belongs to no organization'],
      ['oidc', condition, 'belongs to no organization'], ['rolesAnywhere', condition, 'belongs to no organization'],
    ] as [PrincipalKind, string[], string][]),
    ...[PRINCIPAL_ARN, PRINCIPAL_ACCOUNT].flatMap((condition) => [
      ['service', condition, 'has no ARN and no account'], ['saml', condition, 'not yet a principal of AWS'],
      ['oidc', condition, 'not yet a principal of AWS'], ['rolesAnywhere', condition, 'has no ARN and no account'],
    ] as [PrincipalKind, string[], string][]),
    ...[SOURCE_ARN, SOURCE_ACCOUNT, SOURCE_ORGANIZATION].flatMap((condition) => ['people', 'roles', 'thirdParty', 'saml', 'oidc'].map((kind) => (
      [kind, condition, 'only a call by an AWS service has a source'] as [PrincipalKind, string[], string]
    ))),
    ['saml', EXTERNAL, 'supports no external ID'], ['oidc', EXTERNAL, 'supports no external ID'], ['rolesAnywhere', EXTERNAL, 'sends no external ID'],
    ...['roles', 'service', 'saml', 'oidc', 'rolesAnywhere'].map((kind) => [kind, USER_NAME, 'only an IAM user'] as [PrincipalKind, string[], string]),
    ...['people', 'service', 'oidc', 'rolesAnywhere'].map((kind) => [kind, ASSERTION, 'only a SAML assertion'] as [PrincipalKind, string[], string]),
    ...['people', 'service', 'saml', 'rolesAnywhere'].map((kind) => [kind, TOKEN, 'only the token of an OIDC provider'] as [PrincipalKind, string[], string]),
  ])('RoleTrust.%s with %j: %s', (kind, [operator, key, value], reason) => {
    // IAM ignores the case of keys.
    for (const written of [key, key.toUpperCase()]) {
      const make = () => withCondition(kind, operator, written, value);
      // What the trust has a condition on already is refused for that.
      if (kind !== 'rolesAnywhere' || !/^aws:sourcearn$/i.test(key)) expect(make).toThrow(`Invalid \`conditions.${operator}.${written}\` '${value}': ${written} can never hold for `);
      expect(make).toThrow(reason);
    }
  });

  test('a user name that never has a value is refused too', () => {
    expect(() => withCondition('saml', 'StringEquals', 'sts:RoleSessionName', '${aws:username}')).toThrow('${aws:username} never has a value for a user of a SAML provider');
    expect(() => withCondition('people', 'StringLike', 'sts:SourceIdentity', '${aws:username}')).not.toThrow();
  });

  test.each([['Null', 'false'], ['StringLike', '*'], ['ForAnyValue:StringNotEquals', 'false']])('%s %s does not hold where the key is absent', (operator, value) => {
    expect(() => withCondition('service', operator, 'aws:MultiFactorAuthPresent', value)).toThrow('can never hold');
  });

  test('what excludes a principal holds where the key is absent', () => {
    expect(() => withCondition('service', 'ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/x')).not.toThrow();
  });

  test('a condition on a key that the trust has already cannot loosen it', () => {
    expect(() => withCondition('people', 'Bool', 'AWS:MultiFactorAuthPresent', 'false')).toThrow('the trust already has a condition on AWS:MultiFactorAuthPresent with Bool');
  });
});

describe('bad input is refused with the property, the value and the rule', () => {
  const named = (users: string[]) => RoleTrust.people({ users });
  test.each<[string, () => RoleTrust]>([
    ["`siblings.accounts` '12345678901'", () => RoleTrust.people({ siblings: { ...SIBLINGS, accounts: ['12345678901'] } })],
    ["`siblings.accounts` '1234-5678-9012'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, accounts: ['1234-5678-9012'] } })],
    ["`siblings.accounts` '*'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, accounts: ['*'] } })],
    ["`siblings.accounts` 'a list token'", () => RoleTrust.people({ siblings: { ...SIBLINGS, accounts: Fn.split(',', Fn.importValue('Accounts')) } })],
    ['`siblings.accounts` []', () => RoleTrust.people({ siblings: { ...SIBLINGS, accounts: [] } })],
    ["`siblings.organizationId` 'a1b2c3d4e5'", () => RoleTrust.people({ siblings: { ...SIBLINGS, organizationId: 'a1b2c3d4e5' } })],
    ["`siblings.organizationId` 'o-A1B2C3D4E5'", () => RoleTrust.people({ siblings: { ...SIBLINGS, organizationId: 'o-A1B2C3D4E5' } })],
    ["`siblings.organizationId` 'o-short'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, organizationId: 'o-short' } })],
    ["`siblings.organizationPaths` 'ou-ab12-11111111'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, organizationPaths: ['ou-ab12-11111111'] } })],
    ["`siblings.organizationPaths` 'o-a1b2c3d4e5/*'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, organizationPaths: ['o-a1b2c3d4e5/*'] } })],
    ["`siblings.organizationPaths` 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111'", () => RoleTrust.roles({ siblings: { ...SIBLINGS, organizationPaths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111'] } })],
    ["`siblings.organizationPaths` 'o-zzzzzzzzzz/r-ab12/*'", () => RoleTrust.people({ siblings: { ...SIBLINGS, organizationPaths: ['o-zzzzzzzzzz/r-ab12/*'] } })],
    ["`users` '*'", () => named(['*'])],
    ['`users` []', () => named([])],
    ["`users` 'arn:aws:s3:::bucket'", () => named(['arn:aws:s3:::bucket'])],
    ["`users` 'arn:aws:iam::111122223333:root'", () => named(['arn:aws:iam::111122223333:root'])],
    ["`users` 'role/deploy'", () => named(['role/deploy'])],
    ["`users` 'arn:aws:iam::999988887777:user/alice'", () => RoleTrust.people({ siblings: SIBLINGS, users: ['arn:aws:iam::999988887777:user/alice'] })],
    ["`roles` 'arn:aws:sts::111122223333:assumed-role/deploy/session'", () => RoleTrust.roles({ roles: ['arn:aws:sts::111122223333:assumed-role/deploy/session'] })],
    ["`roles` 'user/alice'", () => RoleTrust.roles({ roles: ['user/alice'] })],
    ["`principals` 'arn:aws:iam::999988887777:role/x'", () => RoleTrust.thirdParty({ ...PARTNER, principals: ['arn:aws:iam::999988887777:role/x'] })],
    ["`usersPath` 'people'", () => RoleTrust.people({ usersPath: 'people' })],
    ["`usersPath` '/people/'", () => RoleTrust.people({ usersPath: '/people/', users: ['user/alice'] })],
    ["`mfaMaxAge` '14 minutes'", () => RoleTrust.people({ mfaMaxAge: Duration.minutes(14) })],
    ["`mfaMaxAge` '1 day 13 hours'", () => RoleTrust.people({ mfaMaxAge: Duration.hours(37) })],
    ["`externalId` 'a'", () => RoleTrust.thirdParty({ ...PARTNER, externalId: 'a' })],
    ["`externalId` ''", () => RoleTrust.thirdParty({ ...PARTNER, externalId: '' })],
    ["`externalId` 'a b c'", () => RoleTrust.thirdParty({ ...PARTNER, externalId: 'a b c' })],
    ["`externalId` 'acme*'", () => RoleTrust.thirdParty({ ...PARTNER, externalId: 'acme*' })],
    ['`accounts` []', () => RoleTrust.thirdParty({ ...PARTNER, accounts: [] })],
    ["`service` 'states'", () => RoleTrust.service('states')],
    ["`service` '*'", () => RoleTrust.service('*')],
    ["`sourceArns` 'not-an-arn'", () => RoleTrust.service('lambda.amazonaws.com', { sourceArns: ['not-an-arn'] })],
    ['`sourceArns` []', () => RoleTrust.service('states.amazonaws.com', { sourceArns: [] })],
    ["`sourceAccounts` '1'", () => RoleTrust.service('states.amazonaws.com', { sourceAccounts: ['1'] })],
    ['`sourceAccounts` []', () => RoleTrust.service('states.amazonaws.com', { sourceAccounts: [] })],
  ])('%s', (message, make) => {
    expect(make).toThrow(`Invalid ${message}: `);
  });

  test('a list of two accounts takes a user of either', () => {
    expect(() => RoleTrust.people({ siblings: { ...SIBLINGS, accounts: ['111122223333', '222233334444'] }, users: ['arn:aws:iam::222233334444:user/a'] })).not.toThrow();
  });

  test.each<[string, () => RoleTrust]>([
    ['the ages at the limits', () => RoleTrust.people({ mfaMaxAge: Duration.minutes(15) })],
    ['the ages at the limits', () => RoleTrust.people({ mfaMaxAge: Duration.hours(36) })],
    ['every path', () => RoleTrust.people({ usersPath: '/' })],
    ['the longest external id', () => RoleTrust.thirdParty({ ...PARTNER, externalId: 'x'.repeat(1224) })],
    ['the shortest external id', () => RoleTrust.thirdParty({ ...PARTNER, externalId: 'ab' })],
    ['units with and without those below', () => RoleTrust.roles({ siblings: { ...SIBLINGS, organizationPaths: ['o-a1b2c3d4e5/r-ab12/*', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'] } })],
    ['users of Identity Center', () => RoleTrust.roles({ roles: ['role/aws-reserved/sso.amazonaws.com/*'] })],
  ])('%s pass', (_, make) => {
    expect(make).not.toThrow();
  });
});

describe('what a language that checks no types lets pass is refused', () => {
  const any = (value: unknown) => value as any;
  test.each<[string, () => RoleTrust]>([
    ['`siblings.organizationId` undefined', () => RoleTrust.people({ siblings: any({ accounts: ['111122223333'] }) })],
    ['`siblings.organizationId` undefined', () => RoleTrust.roles({ siblings: any({ accounts: ['111122223333'] }) })],
    ['`siblings.organizationId` null', () => RoleTrust.roles({ siblings: any({ accounts: ['111122223333'], organizationId: null }) })],
    ['`siblings.accounts` undefined', () => RoleTrust.people({ siblings: any({ organizationId: 'o-a1b2c3d4e5' }) })],
    ["`siblings.accounts` '111122223333'", () => RoleTrust.people({ siblings: any({ ...SIBLINGS, accounts: '111122223333' }) })],
    ['`accounts` ["111122223333"]', () => RoleTrust.people(any({ accounts: ['111122223333'] }))],
    ['`accounts` ["111122223333"]', () => RoleTrust.roles(any({ accounts: ['111122223333'] }))],
    ["`userPath` '/people/'", () => RoleTrust.people(any({ userPath: '/people/' }))],
    ["`mfaMaxAge` 'true'", () => RoleTrust.people({ mfaMaxAge: any('true') })],
    ['`externalId` undefined', () => RoleTrust.thirdParty(any({ accounts: ['444455556666'] }))],
    ['`accounts` undefined', () => RoleTrust.thirdParty(any({ externalId: EXTERNAL_ID }))],
    ['`externalId` undefined', () => RoleTrust.thirdParty(any(undefined))],
    ['`props` undefined', () => RoleTrust.oidc(any(undefined))],
    ["`sourceIdentity` 'yes'", () => RoleTrust.people(any({ sourceIdentity: 'yes' }))],
    ['`service` undefined', () => RoleTrust.service(any(undefined))],
    ['`provider` undefined', () => RoleTrust.saml(any(undefined))],
    ['`subjects` undefined', () => RoleTrust.oidc(any({}))],
    ['`subjects` ["repo:octo-org/octo-repo:*"]', () => RoleTrust.oidc({ subjects: any(['repo:octo-org/octo-repo:*']) })],
    ['`trustAnchors` undefined', () => RoleTrust.rolesAnywhere(any({}))],
    ['`subjectCommonNames` undefined', () => RoleTrust.rolesAnywhere(any({ trustAnchors: [{ trustAnchorArn: ANCHOR }], issuerCommonNames: ['CA'] }))],
  ])('%s', (message, make) => {
    expect(make).toThrow(`Invalid ${message}: `);
  });

  test('a typo names the option that was meant', () => {
    expect(() => RoleTrust.people(any({ userPath: '/people/' }))).toThrow("Invalid `userPath` '/people/': there is no such property; the nearest is usersPath");
  });
});

test('tokens pass and end up in the template', () => {
  const stack = stackOf();
  const text = new CfnParameter(stack, 'Text').valueAsString;
  new BaselineRole(stack, 'Role', {
    assumedBy: RoleTrust.people({
      siblings: { accounts: [text], organizationId: text, organizationPaths: Fn.split(',', text) },
      users: [`user/${text}`, text],
      mfaMaxAge: Duration.seconds(new CfnParameter(stack, 'Age', { type: 'Number' }).valueAsNumber),
    }),
    roleName: text,
    path: text,
  });
  new iam.Role(stack, 'Partner', { assumedBy: RoleTrust.thirdParty({ accounts: [text], externalId: text, principals: Fn.split(',', text) }) });
  const arn = (suffix: any[]) => ({ 'Fn::Join': ['', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::' }, { Ref: 'Text' }, ...suffix]] });
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({
        Principal: { AWS: arn([':root']) },
        Condition: Match.objectLike({
          'ArnLike': { 'aws:PrincipalArn': [arn([':user/', { Ref: 'Text' }]), { Ref: 'Text' }] },
          'NumericLessThan': { 'aws:MultiFactorAuthAge': { Ref: 'Age' } },
          'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': { 'Fn::Split': [',', { Ref: 'Text' }] } },
        }),
      })],
    },
  });
  template.hasResourceProperties('AWS::IAM::Role', {
    AssumeRolePolicyDocument: {
      Statement: [Match.objectLike({ Condition: { ArnLike: { 'aws:PrincipalArn': { 'Fn::Split': [',', { Ref: 'Text' }] } }, StringEquals: { 'sts:ExternalId': { Ref: 'Text' } } } })],
    },
  });
});

describe('statements', () => {
  test('are short, and right in every partition', () => {
    expect(statementsOf(GOOD.people)).toEqual([{
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
      Condition: {
        ArnLike: { 'aws:PrincipalArn': { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:user/account-baseline/*' } },
        Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
        StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
      },
    }]);
  });

  test.each<[PrincipalKind, string[]]>([
    ['saml', ['sts:AssumeRoleWithSAML']], ['oidc', ['sts:AssumeRoleWithWebIdentity']], ['service', ['sts:AssumeRole']],
    ['rolesAnywhere', ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']],
  ])('the calls of %s are %j', (kind, actions) => {
    expect(statementsOf(GOOD[kind]).flatMap((statement) => statement.Action)).toEqual(actions);
  });

  test('the calls that are not documented to see the external id do not ask for it', () => {
    for (const trust of [RoleTrust.thirdParty({ ...PARTNER, sessionTags: true }), RoleTrust.thirdParty(PARTNER).withSessionTags()]) {
      expect(statementsOf(() => trust).map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
        { Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } } }, { Action: 'sts:TagSession', Condition: undefined },
      ]);
    }
  });

  test('further conditions stand beside those of the kind, in each statement', () => {
    const network = { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } };
    expect(statementsOf(() => RoleTrust.people().withConditions({ ...network, StringEquals: { 'aws:PrincipalTag/team': 'a' } }))).toMatchObject([
      { Condition: { ...network, StringEquals: { 'aws:PrincipalTag/team': 'a', 'sts:RoleSessionName': '${aws:username}' } } },
    ]);
    expect(statementsOf(() => RoleTrust.thirdParty({ ...PARTNER, sessionTags: true }).withConditions(network))).toMatchObject([
      { Action: 'sts:AssumeRole', Condition: network }, { Action: 'sts:TagSession', Condition: network },
    ]);
  });

  test('one for each principal of a composite, whose conditions are not mixed', () => {
    expect(statementsOf(() => new iam.CompositePrincipal(RoleTrust.roles(), RoleTrust.service('states.amazonaws.com')))).toMatchObject([
      { Condition: { ArnLike: expect.anything() } }, { Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } },
    ]);
  });

  test('of SAML have the sign-in endpoint of the stack, wherever the trust was made', () => {
    const app = new App();
    const trust = GOOD.saml(new Stack(app, 'Providers'));
    const stacks = [undefined, 'us-east-1'].map((region) => new Stack(app, region ?? 'Anywhere', { env: { region } }));
    stacks.forEach((stack) => new iam.Role(stack, 'Role', { assumedBy: trust }));
    const [anywhere, virginia] = stacks.map((stack) => Template.fromStack(stack).toJSON());
    const audience = ({ Resources }: any) => Object.values<any>(Resources)[0].Properties.AssumeRolePolicyDocument.Statement[0].Condition.StringEquals['SAML:aud'];
    const host = { 'Fn::FindInMap': ['AccountBaselineSignIn', { Ref: 'AWS::Partition' }, 'Host'] };
    expect(audience(anywhere)).toEqual({ 'Fn::Sub': ['https://${Host}/saml', { Host: host }] });
    expect(anywhere.Mappings.AccountBaselineSignIn['aws-cn']).toEqual({ Host: 'signin.amazonaws.cn' });
    expect(audience(virginia)).toEqual({ 'Fn::Sub': ['https://${Host}/saml', { Host: 'signin.aws.amazon.com' }] });
  });
});

describe('where it is used', () => {
  const inPlainRole = (trust: iam.IPrincipal, region?: string) => {
    const stack = new Stack(new App(), 'Stack', { env: region ? { region, account: '123456789012' } : undefined });
    new iam.Role(stack, 'Role', { assumedBy: trust });
    return () => Template.fromStack(stack);
  };

  test.each(KINDS)('RoleTrust.%s passes in a plain role', (kind) => {
    expect(() => statementsOf(GOOD[kind])).not.toThrow();
  });

  test.each<[string, () => RoleTrust]>([
    ['users', () => RoleTrust.people({ siblings: SIBLINGS, users: ['arn:aws:iam::111122223333:user/alice'] })],
    ['roles', () => RoleTrust.roles({ siblings: SIBLINGS, roles: ['arn:aws:iam::111122223333:role/deploy'] })],
    ['principals', () => RoleTrust.thirdParty({ ...PARTNER, principals: ['arn:aws:iam::444455556666:role/deploy'] })],
    ['sourceArns', () => RoleTrust.service('states.amazonaws.com', { sourceArns: ['arn:aws:states:*:111122223333:*'] })],
    ['trustAnchors', () => RoleTrust.rolesAnywhere({ trustAnchors: [{ trustAnchorArn: ANCHOR } as any], subjectCommonNames: ['a'], issuerCommonNames: ['b'] })],
  ])('an ARN of another partition is refused where the region is known, and named `%s`', (property, make) => {
    expect(inPlainRole(make(), 'cn-north-1')).toThrow(`[Stack/Role/Resource] Invalid \`${property}\` 'arn:aws:`);
    expect(() => new BaselineRole(new Stack(new App(), 'Stack', { env: { region: 'cn-north-1' } }), 'Role', { assumedBy: make() })).toThrow(
      new RegExp(`^Invalid \`${property}\` 'arn:aws:.*the stack is in the partition aws-cn.* In Stack/Role\\.$`),
    );
    expect(inPlainRole(make(), 'eu-west-1')).not.toThrow();
    expect(inPlainRole(make())).not.toThrow();
  });

  test('the rest of the trust policy of a plain role is judged with it', () => {
    expect(inPlainRole(new iam.CompositePrincipal(RoleTrust.people(), new iam.AnyPrincipal()))).toThrow("[Stack/Role/Resource] Invalid `assumedBy` '*': it admits every identity");
    expect(inPlainRole(new iam.PrincipalWithConditions(RoleTrust.service('states.amazonaws.com'), { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })))
      .toThrow("Invalid `assumedBy.conditions.Bool.aws:MultiFactorAuthPresent` 'true': aws:MultiFactorAuthPresent can never hold for an AWS service");
  });

  test('what is added to the trust policy later is judged at synthesis', () => {
    const stack = stackOf();
    const role = new BaselineRole(stack, 'Role', { assumedBy: RoleTrust.people() });
    role.assumeRolePolicy!.addStatements(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], principals: [new iam.AccountPrincipal('999988887777')] }));
    expect(() => Template.fromStack(stack)).toThrow(/Invalid `assumedBy` 'arn:[^']*:999988887777:root': a principal of another account/);
  });

  test('an external id on a plain role is judged with it', () => {
    const stack = stackOf();
    new iam.Role(stack, 'Role', { assumedBy: GOOD.oidc(stack), externalIds: [EXTERNAL_ID] });
    expect(() => Template.fromStack(stack)).toThrow('sts:ExternalId can never hold for a user of an OIDC provider');
  });

  test('a resource policy is no place for it, since its conditions do not hold there', () => {
    const stack = stackOf();
    new s3.Bucket(stack, 'Bucket').addToResourcePolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'], principals: [RoleTrust.people()] }));
    expect(() => Template.fromStack(stack)).toThrow('Invalid `principal` \'RoleTrust\': it is for the trust policy of a role, and AWS::S3::BucketPolicy is not a role');
  });

  test('a trust of several statements cannot be a principal of one', () => {
    const subjects = [OidcSubject.exactly('one', { audience: 'a' }), OidcSubject.exactly('two', { audience: 'b' })];
    const trust = RoleTrust.oidc({ provider: OidcProvider.fromIssuer(stackOf(), 'Provider', 'https://token.example.com'), subjects });
    expect(() => trust.policyFragment).toThrow('its subjects need several statements. Pass it as `assumedBy`');
    expect(statementsOf(() => trust)).toHaveLength(2);
  });

  test('its own account may be named by the token of the account', () => {
    expect(() => RoleTrust.roles({ siblings: { ...SIBLINGS, accounts: [Aws.ACCOUNT_ID] } })).not.toThrow();
  });
});

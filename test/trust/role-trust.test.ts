import { App, Aws, CfnParameter, Duration, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { TrustingRole, TrustingRoleProps } from '../../src/roles/trusting-role';
import { PrincipalKind } from '../../src/trust/principal-kind';
import { RoleTrust } from '../../src/trust/role-trust';
import { RoleTrustProps } from '../../src/trust/role-trust-props';

const { PERSON, ROLE, THIRD_PARTY, SERVICE, SAML, OIDC, ROLES_ANYWHERE } = PrincipalKind;
const SAML_PROVIDER = new iam.FederatedPrincipal('arn:aws:iam::111122223333:saml-provider/Directory', {}, 'sts:AssumeRoleWithSAML');
const OIDC_PROVIDER = new iam.FederatedPrincipal('arn:aws:iam::111122223333:oidc-provider/token.example.com', {}, 'sts:AssumeRoleWithWebIdentity');
const STATES = new iam.ServicePrincipal('states.amazonaws.com');
const SAML_AUD = { StringEquals: { 'SAML:aud': 'https://signin.aws.amazon.com/saml' } };
const OIDC_AUD = { StringEquals: { 'token.example.com:aud': 'sts.amazonaws.com' } };
const ANCHOR = 'arn:aws:rolesanywhere:eu-west-1:111122223333:trust-anchor/0a1b2c3d';
const EXTERNAL_ID = '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b';

/** A trust of each kind that holds. */
const GOOD: Record<PrincipalKind, RoleTrustProps> = {
  PERSON: { kind: PERSON },
  ROLE: { kind: ROLE },
  THIRD_PARTY: { kind: THIRD_PARTY, accounts: ['444455556666'], externalId: EXTERNAL_ID },
  SERVICE: { kind: SERVICE, principal: STATES },
  SAML: { kind: SAML, principal: SAML_PROVIDER, conditions: SAML_AUD },
  OIDC: { kind: OIDC, principal: OIDC_PROVIDER, conditions: OIDC_AUD },
  ROLES_ANYWHERE: { kind: ROLES_ANYWHERE, sourceArns: [ANCHOR] },
};
const trust = (kind: PrincipalKind, more: Partial<RoleTrustProps> = {}) => new RoleTrust({ ...GOOD[kind], ...more });
const withCondition = (kind: PrincipalKind, operator: string, key: string, value: any) => trust(kind, {
  conditions: { ...GOOD[kind].conditions, [operator]: { ...GOOD[kind].conditions?.[operator], [key]: value } },
});
const stackOf = (region?: string) => new Stack(new App(), 'Stack', { env: region ? { region, account: '123456789012' } : undefined });
const role = (stack: Stack, given: RoleTrust, props: Partial<TrustingRoleProps> = {}) => new TrustingRole(stack, 'Role', { trust: given, ...props });
const statementsOf = (given: RoleTrust): any[] => {
  const stack = stackOf();
  new iam.Role(stack, 'Role', { assumedBy: given });
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
      [ROLE, condition, 'the session of a role carries no MFA'], [THIRD_PARTY, condition, 'machines of a third party have no MFA'],
      [SERVICE, condition, 'an AWS service has no MFA device'], [SAML, condition, 'AWS does not see the MFA of a SAML provider'],
      [OIDC, condition, 'AWS does not see the MFA of an OIDC provider'], [ROLES_ANYWHERE, condition, 'a machine with a certificate has no MFA'],
    ] as [PrincipalKind, string[], string][]),
    ...[ORGANIZATION, UNIT].flatMap((condition) => [
      [SERVICE, condition, 'a service principal is in no organization'], [SAML, condition, 'in no organization'],
      [OIDC, condition, 'in no organization'], [ROLES_ANYWHERE, condition, 'in no organization'],
    ] as [PrincipalKind, string[], string][]),
    ...[PRINCIPAL_ARN, PRINCIPAL_ACCOUNT].flatMap((condition) => [
      [SERVICE, condition, 'has no ARN and no account'], [SAML, condition, 'no principal of AWS yet'],
      [OIDC, condition, 'no principal of AWS yet'], [ROLES_ANYWHERE, condition, 'has no ARN and no account'],
    ] as [PrincipalKind, string[], string][]),
    ...[SOURCE_ARN, SOURCE_ACCOUNT, SOURCE_ORGANIZATION].flatMap((condition) => [PERSON, ROLE, THIRD_PARTY, SAML, OIDC].map((kind) => (
      [kind, condition, 'only a call that an AWS service makes has a source'] as [PrincipalKind, string[], string]
    ))),
    [SAML, EXTERNAL, 'takes no external id'], [OIDC, EXTERNAL, 'takes no external id'], [ROLES_ANYWHERE, EXTERNAL, 'sends no external id'],
    ...[ROLE, SERVICE, SAML, OIDC, ROLES_ANYWHERE].map((kind) => [kind, USER_NAME, 'only an IAM user'] as [PrincipalKind, string[], string]),
    ...[PERSON, SERVICE, OIDC, ROLES_ANYWHERE].map((kind) => [kind, ASSERTION, 'only a SAML assertion'] as [PrincipalKind, string[], string]),
    ...[PERSON, SERVICE, SAML, ROLES_ANYWHERE].map((kind) => [kind, TOKEN, 'only the token of an OIDC provider'] as [PrincipalKind, string[], string]),
  ])('%s with %j: %s', (kind, [operator, key, value], reason) => {
    expect(() => withCondition(kind, operator, key, value)).toThrow(`Invalid \`conditions.${operator}.${key}\` '${value}': ${key} can never hold for ${kind}: `);
    expect(() => withCondition(kind, operator, key, value)).toThrow(reason);
    // IAM ignores the case of keys.
    expect(() => withCondition(kind, operator, key.toUpperCase(), value)).toThrow(reason);
  });

  test.each<[PrincipalKind, Partial<RoleTrustProps>, string]>([
    [SERVICE, { mfaMaxAge: Duration.hours(1) }, '`mfaMaxAge`'],
    [SAML, { mfaMaxAge: Duration.hours(1) }, '`mfaMaxAge`'],
    [ROLE, { mfaMaxAge: Duration.hours(1) }, '`mfaMaxAge`'],
    [THIRD_PARTY, { mfaMaxAge: Duration.hours(1) }, '`mfaMaxAge`'],
    [SERVICE, { organizationId: 'o-a1b2c3d4e5' }, "`organizationId` 'o-a1b2c3d4e5'"],
    [SERVICE, { organizationPaths: ['o-a1b2c3d4e5/r-ab12/*'] }, '`organizationPaths`'],
    [PERSON, { sourceAccounts: ['111122223333'] }, "`sourceAccounts` '111122223333'"],
    [PERSON, { sourceArns: ['arn:aws:states:eu-west-1:111122223333:*'] }, '`sourceArns`'],
    [SAML, { externalId: EXTERNAL_ID }, '`externalId`'],
    [SERVICE, { onlyPrincipals: ['arn:aws:iam::111122223333:role/deploy'] }, '`onlyPrincipals`'],
  ])('%s with the property %j', (kind, props, message) => {
    expect(() => trust(kind, props)).toThrow(message);
    expect(() => trust(kind, props)).toThrow(`can never hold for ${kind}`);
  });

  test('a user name that never has a value is refused too', () => {
    expect(() => withCondition(SAML, 'StringEquals', 'sts:RoleSessionName', '${aws:username}')).toThrow('${aws:username} never has a value for SAML');
    expect(() => withCondition(PERSON, 'StringLike', 'sts:SourceIdentity', '${aws:username}')).not.toThrow();
  });

  test('conditions that its principal brings are judged like those written out', () => {
    const principal = STATES.withConditions({ Bool: { 'aws:MultiFactorAuthPresent': 'true' } });
    expect(() => trust(SERVICE, { principal })).toThrow('an AWS service has no MFA device');
  });

  test.each([
    ['BoolIfExists', 'true'], ['Null', 'true'], ['ForAllValues:StringEquals', 'true'],
  ])('%s holds where the key is absent, so that it passes with a warning', (operator, value) => {
    const stack = stackOf();
    role(stack, withCondition(SERVICE, operator, 'aws:MultiFactorAuthPresent', value));
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('aws:MultiFactorAuthPresent.*protects nothing.*conditionWithoutEffect'));
  });

  test.each([['Null', 'false'], ['StringLike', '*'], ['ForAnyValue:StringNotEquals', 'false']])('%s %s does not', (operator, value) => {
    expect(() => withCondition(SERVICE, operator, 'aws:MultiFactorAuthPresent', value)).toThrow('can never hold');
  });

  test('what excludes somebody holds where the key is absent', () => {
    expect(() => withCondition(SERVICE, 'ArnNotLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/x')).not.toThrow();
  });
});

describe('what holds for too many is refused', () => {
  test.each<[string, RoleTrustProps]>([
    ['`accounts` undefined', { kind: THIRD_PARTY, externalId: EXTERNAL_ID }],
    ['`externalId` undefined', { kind: THIRD_PARTY, accounts: ['444455556666'] }],
    ['`externalId` undefined', { kind: THIRD_PARTY, accounts: ['444455556666'], conditions: { StringLike: { 'sts:ExternalId': '*' } } }],
    ['`externalId` undefined', { kind: THIRD_PARTY, accounts: ['444455556666'], conditions: { StringEqualsIfExists: { 'sts:ExternalId': EXTERNAL_ID } } }],
    ['`conditions` undefined', { kind: SAML, principal: SAML_PROVIDER }],
    ['`conditions` undefined', { kind: OIDC, principal: OIDC_PROVIDER }],
    ['`conditions` ', { kind: OIDC, principal: OIDC_PROVIDER, conditions: { StringLike: { 'token.example.com:aud': '*' } } }],
    ['`sourceArns` undefined', { kind: ROLES_ANYWHERE }],
    ["`principal` '*'", { kind: SERVICE, principal: new iam.StarPrincipal() }],
    ["`principal` '*'", { kind: SERVICE, principal: new iam.AnyPrincipal() }],
    ["`accounts` '*'", { kind: PERSON, accounts: ['*'] }],
    ["`onlyPrincipals` '*'", { kind: ROLE, onlyPrincipals: ['*'] }],
  ])('%s', (message, props) => {
    expect(() => new RoleTrust(props)).toThrow(message);
  });
});

describe('bad input is refused with the property, the value and the rule', () => {
  test.each<[string, PrincipalKind, Partial<RoleTrustProps>]>([
    ["`accounts` '12345678901'", PERSON, { accounts: ['12345678901'] }],
    ["`accounts` '1234-5678-9012'", PERSON, { accounts: ['1234-5678-9012'] }],
    ["`accounts` 'a list token'", PERSON, { accounts: Fn.split(',', Fn.importValue('Accounts')) }],
    ['`accounts` []', PERSON, { accounts: [] }],
    ['`accounts` ["111122223333"]', SERVICE, { accounts: ['111122223333'] }],
    ['`principal` ', PERSON, { principal: STATES }],
    ['`principal` undefined', SERVICE, { principal: undefined }],
    ["`principal` 'Service'", SAML, { principal: STATES }],
    ["`principal` 'AWS'", SERVICE, { principal: new iam.AccountPrincipal('111122223333') }],
    ["`usersPath` '/people/'", ROLE, { usersPath: '/people/' }],
    ["`usersPath` 'people'", PERSON, { usersPath: 'people' }],
    ["`organizationId` 'a1b2c3d4e5'", PERSON, { organizationId: 'a1b2c3d4e5' }],
    ["`organizationId` 'o-A1B2C3D4E5'", PERSON, { organizationId: 'o-A1B2C3D4E5' }],
    ["`organizationId` 'o-short'", PERSON, { organizationId: 'o-short' }],
    ["`organizationPaths` 'ou-ab12-11111111'", PERSON, { organizationPaths: ['ou-ab12-11111111'] }],
    ["`organizationPaths` 'o-a1b2c3d4e5/*'", PERSON, { organizationPaths: ['o-a1b2c3d4e5/*'] }],
    ["`organizationPaths` 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111'", PERSON, { organizationPaths: ['o-a1b2c3d4e5/r-ab12/ou-ab12-11111111'] }],
    ['another organization', PERSON, { organizationId: 'o-zzzzzzzzzz', organizationPaths: ['o-a1b2c3d4e5/r-ab12/*'] }],
    ["`externalId` 'a'", THIRD_PARTY, { externalId: 'a' }],
    ["`externalId` 'a b c'", THIRD_PARTY, { externalId: 'a b c' }],
    ["`onlyPrincipals` 'arn:aws:s3:::bucket'", PERSON, { onlyPrincipals: ['arn:aws:s3:::bucket'] }],
    ["`onlyPrincipals` 'arn:aws:iam::111122223333:root'", ROLE, { accounts: ['111122223333'], onlyPrincipals: ['arn:aws:iam::111122223333:root'] }],
    ["`onlyPrincipals` 'arn:aws:sts::111122223333:assumed-role/deploy/session'", ROLE, { onlyPrincipals: ['arn:aws:sts::111122223333:assumed-role/deploy/session'] }],
    ["`onlyPrincipals` 'role/deploy'", PERSON, { onlyPrincipals: ['role/deploy'] }],
    ["`onlyPrincipals` 'user/alice'", ROLE, { onlyPrincipals: ['user/alice'] }],
    ['could never come', ROLE, { accounts: ['111122223333'], onlyPrincipals: ['arn:aws:iam::999988887777:role/deploy'] }],
    ["`sourceArns` 'not-an-arn'", SERVICE, { sourceArns: ['not-an-arn'] }],
    ["`sourceAccounts` '1'", SERVICE, { sourceAccounts: ['1'] }],
    ["`mfaMaxAge` '14 minutes'", PERSON, { mfaMaxAge: Duration.minutes(14) }],
    ["`mfaMaxAge` '1 day 13 hours'", PERSON, { mfaMaxAge: Duration.hours(37) }],
    ['has a condition with Bool already', PERSON, { conditions: { Bool: { 'AWS:MultiFactorAuthPresent': 'false' } } }],
  ])('%s', (message, kind, props) => {
    expect(() => trust(kind, props)).toThrow(message);
  });

  test.each<[string, Partial<TrustingRoleProps>]>([
    ["`maxSessionDuration` '15 minutes'", { maxSessionDuration: Duration.minutes(15) }],
    ["`maxSessionDuration` '59 minutes'", { maxSessionDuration: Duration.minutes(59) }],
    ["`maxSessionDuration` '13 hours'", { maxSessionDuration: Duration.hours(13) }],
    ["`roleName` 'a/b'", { roleName: 'a/b' }],
    ["`path` 'x'", { path: 'x' }],
    ["`path` '/aws-service-role/states.amazonaws.com/'", { path: '/aws-service-role/states.amazonaws.com/' }],
  ])('of the role: %s', (message, props) => {
    expect(() => role(stackOf(), trust(PERSON), props)).toThrow(`Invalid ${message}: `);
  });

  test('an ARN of another partition than the stack\'s is refused where the region is known', () => {
    const given = () => trust(ROLE, { accounts: ['111122223333'], onlyPrincipals: ['arn:aws:iam::111122223333:role/deploy'] });
    expect(() => role(stackOf('cn-north-1'), given())).toThrow("Invalid `onlyPrincipals` 'arn:aws:iam::111122223333:role/deploy': the stack is in the partition aws-cn");
    expect(() => role(stackOf('eu-west-1'), given())).not.toThrow();
    expect(() => role(stackOf(), given())).not.toThrow();
    expect(() => role(stackOf('us-gov-west-1'), trust(SERVICE, { sourceArns: ['arn:aws:states:us-gov-west-1:111122223333:*'] }))).toThrow('`sourceArns`');
  });

  test.each<[PrincipalKind, Partial<RoleTrustProps>]>([
    [PERSON, { mfaMaxAge: Duration.minutes(15) }], [PERSON, { mfaMaxAge: Duration.hours(36) }], [PERSON, { usersPath: '/' }],
    [THIRD_PARTY, { externalId: 'x'.repeat(1224) }], [THIRD_PARTY, { externalId: 'ab' }],
    [ROLE, { organizationPaths: ['o-a1b2c3d4e5/r-ab12/*', 'o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/'] }],
    [ROLE, { onlyPrincipals: ['role/aws-reserved/sso.amazonaws.com/*'] }],
  ])('%s with %j passes', (kind, props) => {
    expect(() => trust(kind, props)).not.toThrow();
  });

  test('tokens pass and end up in the template', () => {
    const stack = stackOf();
    const text = new CfnParameter(stack, 'Text').valueAsString;
    role(stack, new RoleTrust({
      kind: PERSON,
      accounts: [text],
      onlyPrincipals: [`user/${text}`, text],
      organizationId: text,
      organizationPaths: Fn.split(',', text),
      externalId: text,
      mfaMaxAge: Duration.seconds(new CfnParameter(stack, 'Age', { type: 'Number' }).valueAsNumber),
    }), { roleName: text, path: text });
    const arn = (suffix: any[]) => ({ 'Fn::Join': ['', [{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::' }, { Ref: 'Text' }, ...suffix]] });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Role', {
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
  });
});

describe('statements', () => {
  test('are short, and right in every partition', () => {
    expect(statementsOf(trust(PERSON))).toEqual([{
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
    [SAML, ['sts:AssumeRoleWithSAML']], [OIDC, ['sts:AssumeRoleWithWebIdentity']], [SERVICE, ['sts:AssumeRole']],
    [ROLES_ANYWHERE, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']],
  ])('the calls of %s are %j', (kind, actions) => {
    expect(statementsOf(trust(kind)).flatMap((statement) => statement.Action)).toEqual(actions);
  });

  test('session tags and source identity add their calls', () => {
    expect(statementsOf(trust(SAML, { sessionTags: true, sourceIdentity: true }))).toMatchObject([
      { Action: ['sts:AssumeRoleWithSAML', 'sts:TagSession', 'sts:SetSourceIdentity'], Condition: SAML_AUD },
    ]);
  });

  test('the calls that are not documented to see the external id do not ask for it', () => {
    expect(statementsOf(trust(THIRD_PARTY, { sessionTags: true })).map(({ Action, Condition }) => ({ Action, Condition }))).toEqual([
      { Action: 'sts:AssumeRole', Condition: { StringEquals: { 'sts:ExternalId': EXTERNAL_ID } } }, { Action: 'sts:TagSession', Condition: undefined },
    ]);
  });

  test('further conditions stand beside those of the kind', () => {
    expect(statementsOf(trust(PERSON, { conditions: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:PrincipalTag/team': 'a' } } }))).toMatchObject([
      { Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' }, StringEquals: { 'aws:PrincipalTag/team': 'a', 'sts:RoleSessionName': '${aws:username}' } } },
    ]);
  });
});

describe('what is only unusual is a warning with a stable id', () => {
  const warned = (given: RoleTrust, id: string, props: Partial<TrustingRoleProps> = {}, region?: string) => {
    const stack = stackOf(region);
    role(stack, given, props);
    return Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp(`\\[ack: cdk-secure-account-baseline:${id}\\]`)).length > 0;
  };

  test('an external id on the own account', () => {
    expect(warned(trust(ROLE, { externalId: EXTERNAL_ID }), 'externalIdOnOwnAccount')).toBe(true);
    expect(warned(trust(ROLE, { externalId: EXTERNAL_ID, accounts: [Aws.ACCOUNT_ID] }), 'externalIdOnOwnAccount')).toBe(true);
    expect(warned(trust(ROLE, { externalId: EXTERNAL_ID, accounts: ['123456789012'] }), 'externalIdOnOwnAccount', {}, 'eu-west-1')).toBe(true);
    expect(warned(trust(THIRD_PARTY), 'externalIdOnOwnAccount')).toBe(false);
  });

  test.each([['acme-corporation', true], ['123456789012', true], ['Example-id-123456', true], ['aaaaaaaaaaaa1', true], ['ab12cd34ef5', true], ['abcdefghijklmnop', true], [EXTERNAL_ID, false], ['kX93fQz71LmB0w', false]])(
    'an external id that can be guessed: %s %s', (externalId, expected) => {
      expect(warned(trust(THIRD_PARTY, { externalId }), 'guessableExternalId')).toBe(expected);
    });

  test.each<[boolean, PrincipalKind, number]>([[true, ROLE, 2], [true, THIRD_PARTY, 2], [false, ROLE, 1], [false, PERSON, 12], [false, SERVICE, 12]])(
    'a session longer than role chaining allows: %s for %s and %s hours', (expected, kind, hours) => {
      expect(warned(trust(kind), 'sessionLongerThanRoleChaining', { maxSessionDuration: Duration.hours(hours) })).toBe(expected);
    });

  test('nothing that is usual', () => {
    for (const kind of Object.values(PrincipalKind)) {
      const stack = stackOf();
      role(stack, trust(kind));
      expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
    }
  });
});

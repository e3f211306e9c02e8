import {
  GetAccountAuthorizationDetailsCommand, GetAccountPasswordPolicyCommand, GetAccountSummaryCommand, IAMClient, ListRolesCommand,
  ListSAMLProvidersCommand, NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { gatherFacts } from '../../src/handlers/security-status/gather-facts';
import { securityStatus } from '../../src/watch/security-status-checks';

const iam = mockClient(IAMClient);
const gather = () => gatherFacts(new IAMClient({ region: 'us-east-1' }));
const user = (UserName: string, more = {}) => ({ UserName, ...more });
const refusal = (name: string) => Object.assign(new Error('not authorized to perform this with an explicit deny'), { name });

beforeEach(() => {
  iam.reset();
  iam.on(GetAccountSummaryCommand).resolves({
    SummaryMap: { AccountAccessKeysPresent: 0, AccountMFAEnabled: 1, AccountPasswordPresent: 1, AccountSigningCertificatesPresent: 0 },
  });
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    UserDetailList: [user('alice', { GroupList: ['Administrators'], AttachedManagedPolicies: [], UserPolicyList: [] })],
    GroupDetailList: [{ GroupName: 'Administrators', AttachedManagedPolicies: [{ PolicyName: 'MfaEnforcement' }] }],
  });
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [] });
  iam.on(ListRolesCommand).resolves({ Roles: [] });
  iam.on(GetAccountPasswordPolicyCommand).resolves({ PasswordPolicy: { MinimumPasswordLength: 14 } as any });
});

test('the facts of an account are what IAM says of it', async () => {
  expect(await gather()).toEqual({
    root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
    users: { value: [{ name: 'alice', groups: ['Administrators'], policies: [] }] },
    groups: { value: [{ name: 'Administrators', policies: ['MfaEnforcement'] }] },
    federation: { value: [] },
    passwordPolicy: { value: { minimumLength: 14 } },
  });
});

test('every page of users, groups and roles is read', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: [user('alice')], IsTruncated: true, Marker: 'next' });
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'next' })
    .resolves({ UserDetailList: [user('bob', { UserPolicyList: [{ PolicyName: 'own' }] })], IsTruncated: true, Marker: 'last' });
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'last' })
    .resolves({ GroupDetailList: [{ GroupName: 'Auditors', GroupPolicyList: [{ PolicyName: 'inline' }] }] });
  iam.on(ListRolesCommand).rejects(new Error('the path prefix is missing'));
  iam.on(ListRolesCommand, { PathPrefix: '/aws-reserved/sso.amazonaws.com/' })
    .resolves({ Roles: [{ RoleName: 'AWSReservedSSO_a' } as any], IsTruncated: true, Marker: 'next' });
  iam.on(ListRolesCommand, { PathPrefix: '/aws-reserved/sso.amazonaws.com/', Marker: 'next' }).resolves({ Roles: [{ RoleName: 'AWSReservedSSO_b' } as any] });
  const facts = await gather();
  expect(facts.users).toEqual({ value: [{ name: 'alice', groups: [], policies: [] }, { name: 'bob', groups: [], policies: ['own'] }] });
  expect(facts.groups).toEqual({ value: [{ name: 'Auditors', policies: ['inline'] }] });
  expect(facts.federation).toEqual({ value: ['AWSReservedSSO_a', 'AWSReservedSSO_b'] });
});

test('providers are ways in, by their name', async () => {
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [{ Arn: 'arn:aws:iam::123456789012:saml-provider/corporate' }] });
  expect((await gather()).federation).toEqual({ value: ['corporate'] });
});

test('an account without a password policy is one, not an error', async () => {
  iam.on(GetAccountPasswordPolicyCommand).rejects(new NoSuchEntityException({ message: 'none', $metadata: {} }));
  expect((await gather()).passwordPolicy).toEqual({ value: null });
});

test.each([
  [GetAccountSummaryCommand, 'iam:GetAccountSummary', ['root']],
  [GetAccountAuthorizationDetailsCommand, 'iam:GetAccountAuthorizationDetails', ['users', 'groups']],
  [ListSAMLProvidersCommand, 'iam:ListSAMLProviders', ['federation']],
  [ListRolesCommand, 'iam:ListRoles', ['federation']],
  [GetAccountPasswordPolicyCommand, 'iam:GetAccountPasswordPolicy', ['passwordPolicy']],
])('%p refused: the facts that need it name %s, the others are there', async (command: any, refused, missing) => {
  iam.on(command).rejects(refusal('AccessDenied'));
  const facts = await gather();
  for (const [name, fact] of Object.entries(facts)) {
    if (missing.includes(name)) expect(fact).toEqual({ refused });
    else expect(fact).toHaveProperty('value');
  }
});

test.each([ListSAMLProvidersCommand, ListRolesCommand])('a way in that is known is known although %p is refused', async (refused: any) => {
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [{ Arn: 'arn:aws:iam::123456789012:saml-provider/corporate' }] });
  iam.on(ListRolesCommand).resolves({ Roles: [{ RoleName: 'AWSReservedSSO_a' } as any] });
  iam.on(refused).rejects(refusal('AccessDeniedException'));
  expect((await gather()).federation).toHaveProperty('value.length', 1);
});

test('an account that refuses everything is one of which nothing can be told', async () => {
  iam.reset();
  iam.onAnyCommand().rejects(refusal('AccessDenied'));
  expect(securityStatus(await gather()).map(({ status, seen }) => `${status}: ${seen}`)).toEqual([
    'CANNOT_TELL: iam:GetAccountSummary was refused',
    'CANNOT_TELL: iam:GetAccountSummary was refused',
    'CANNOT_TELL: iam:GetAccountAuthorizationDetails was refused',
    'CANNOT_TELL: iam:GetAccountAuthorizationDetails was refused',
    'CANNOT_TELL: iam:GetAccountPasswordPolicy was refused',
  ]);
});

test.each(['ExpiredToken', 'InvalidClientTokenId', 'Throttling', 'ServiceFailure'])('%s is an error, not an answer', async (name) => {
  iam.on(GetAccountSummaryCommand).rejects(refusal(name));
  await expect(gather()).rejects.toThrow('not authorized');
});

test('a summary that says nothing of root is an error, not a pass', async () => {
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: { Users: 1 } });
  await expect(gather()).rejects.toThrow('AccountAccessKeysPresent');
});

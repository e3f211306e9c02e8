import { ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import {
  GenerateCredentialReportCommand, GetAccountAuthorizationDetailsCommand, GetAccountPasswordPolicyCommand, GetAccountSummaryCommand,
  GetCredentialReportCommand, ListSAMLProvidersCommand, ListServerCertificatesCommand, NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { analyzer, document, goodAccount, iam, refusal, report } from './account-mock';
import { call } from '../../../../cli/call';
import { gatherFacts } from '../../../../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../../../../src/handlers/shared/security-checks/security-status';
import { factServices } from '../../../../src/handlers/shared/security-checks/services';
import { FACT_ACTIONS } from '../../../../src/watch/security-status/fact-actions';

const gather = (until = Date.now() + 60_000, ask = call) => gatherFacts(ask, factServices({ region: 'us-east-1' }), until);

beforeEach(goodAccount);

test('the facts of an account are what AWS says of it', async () => {
  expect(await gather()).toEqual({
    at: expect.any(Number),
    root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
    users: { value: [{ name: 'alice', groups: ['Administrators'], policies: [] }] },
    groups: { value: [{ name: 'Administrators', groups: [], policies: ['arn:aws:iam::111122223333:policy/Mfa'] }] },
    roles: { value: [{ name: 'Support', groups: [], policies: ['arn:aws:iam::aws:policy/AWSSupportAccess'] }] },
    federation: { value: [] },
    passwordPolicy: { value: { minimumLength: 14 } },
    credentials: { value: [{ name: 'alice', password: true, mfa: true, unusedKeys: [] }] },
    customerPolicies: { value: [{ name: 'Mfa', document: { Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }] } }] },
    serverCertificates: { value: [] },
    analyzers: { value: ['account'] },
  });
  expect(securityStatus(await gather()).filter(({ status }) => status !== 'PASS')).toEqual([]);
});

test('exactly the calls that the role allows are made', async () => {
  const made = new Set<string>();
  await gather(undefined, (service, action, input) => {
    made.add(action);
    return call(service, action, input);
  });
  expect([...made].sort()).toEqual([...FACT_ACTIONS].sort());
});

test('every page is read', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: [{ UserName: 'alice' }], IsTruncated: true, Marker: 'next' });
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'next' }).resolves({
    UserDetailList: [{ UserName: 'bob', UserPolicyList: [{ PolicyName: 'own' }] }],
    Policies: [{ PolicyName: 'All', Arn: 'arn:aws:iam::111122223333:policy/All', PolicyVersionList: [{ Document: document('*'), IsDefaultVersion: true }] }],
    IsTruncated: true,
    Marker: 'last',
  });
  iam.on(GetAccountAuthorizationDetailsCommand, { Marker: 'last' }).resolves({
    GroupDetailList: [{ GroupName: 'Auditors', GroupPolicyList: [{ PolicyName: 'inline' }] }],
    RoleDetailList: [
      { RoleName: 'AWSReservedSSO_a', Path: '/aws-reserved/sso.amazonaws.com/eu-central-1/' },
      { RoleName: 'ci', Path: '/', AttachedManagedPolicies: [{ PolicyName: 'All', PolicyArn: 'arn:aws:iam::111122223333:policy/All' }] },
    ],
  });
  iam.on(ListServerCertificatesCommand).resolves({ ServerCertificateMetadataList: [{ ServerCertificateName: 'a' } as any], IsTruncated: true, Marker: 'next' });
  iam.on(ListServerCertificatesCommand, { Marker: 'next' })
    .resolves({ ServerCertificateMetadataList: [{ ServerCertificateName: 'b', Expiration: new Date(5) } as any] });
  analyzer.on(ListAnalyzersCommand).resolves({ analyzers: [{ name: 'unused', type: 'ACCOUNT_UNUSED_ACCESS', status: 'ACTIVE' } as any], nextToken: 'next' });
  analyzer.on(ListAnalyzersCommand, { nextToken: 'next' }).resolves({
    analyzers: [
      { name: 'new', type: 'ACCOUNT', status: 'CREATING' }, { name: 'organization', type: 'ORGANIZATION', status: 'ACTIVE' },
    ] as any,
  });
  const facts = await gather();
  expect(facts.users).toEqual({ value: [{ name: 'alice', groups: [], policies: [] }, { name: 'bob', groups: [], policies: ['own'] }] });
  expect(facts.groups).toEqual({ value: [{ name: 'Auditors', groups: [], policies: ['inline'] }] });
  expect(facts.federation).toEqual({ value: ['AWSReservedSSO_a'] });
  expect(facts.customerPolicies).toHaveProperty('value.0.name', 'All');
  expect(facts.serverCertificates).toEqual({ value: [{ name: 'a', expires: Infinity }, { name: 'b', expires: 5 }] });
  expect(facts.analyzers).toEqual({ value: ['organization'] });
});

test('providers are ways in, by their name', async () => {
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [{ Arn: 'arn:aws:iam::123456789012:saml-provider/corporate' }] });
  expect((await gather()).federation).toEqual({ value: ['corporate'] });
});

test('an account without a password policy is one, not an error', async () => {
  iam.on(GetAccountPasswordPolicyCommand).rejects(new NoSuchEntityException({ message: 'none', $metadata: {} }));
  expect((await gather()).passwordPolicy).toEqual({ value: null });
});

test('the credential report tells of passwords, MFA and keys that were never used; odd values are no dates', async () => {
  report(
    'bob,arn,2020-01-01T00:00:00+00:00,true,false,true,2026-01-01T00:00:00+00:00,N/A,true,2026-02-01T00:00:00+00:00,2026-02-02T00:00:00+00:00',
    '"a,b",arn,2020-01-01T00:00:00+00:00,false,false,true,2026-01-01T00:00:00+00:00,no_information,false,2026-01-01T00:00:00+00:00,N/A',
  );
  const made = Date.parse('2026-01-01T00:00:00Z');
  expect((await gather()).credentials).toEqual({
    value: [
      { name: 'alice', password: true, mfa: true, unusedKeys: [] },
      { name: 'bob', password: true, mfa: false, unusedKeys: [made] },
      { name: 'a,b', password: false, mfa: false, unusedKeys: [made] },
    ],
  });
});

test('a credential report that lacks a column is an error, not a pass', async () => {
  iam.on(GetCredentialReportCommand).resolves({ Content: new TextEncoder().encode('user,password_enabled\n<root_account>,x\nalice,true') });
  await expect(gather()).rejects.toThrow('the credential report has no mfa_active');
});

test('the credential report is waited for', async () => {
  iam.on(GenerateCredentialReportCommand).resolvesOnce({ State: 'STARTED' }).resolvesOnce({ State: 'COMPLETE' }).resolves({ State: 'COMPLETE' });
  iam.on(GetCredentialReportCommand).rejectsOnce(Object.assign(new Error('not ready'), { name: 'CredentialReportNotReadyException' }))
    .resolves({ Content: new TextEncoder().encode('user\n<root_account>') });
  expect((await gather()).credentials).toEqual({ value: [] });
  expect(iam.commandCalls(GenerateCredentialReportCommand)).toHaveLength(3);
});

test('a credential report that does not come is an error that says so', async () => {
  iam.on(GenerateCredentialReportCommand).resolves({ State: 'INPROGRESS' });
  await expect(gather(Date.now())).rejects.toThrow('the report was not ready in time');
});

test.each([
  [GetAccountSummaryCommand, 'iam:GetAccountSummary', ['root']],
  [GetAccountAuthorizationDetailsCommand, 'iam:GetAccountAuthorizationDetails', ['users', 'groups', 'roles', 'federation', 'customerPolicies']],
  [ListSAMLProvidersCommand, 'iam:ListSAMLProviders', ['federation']],
  [GetAccountPasswordPolicyCommand, 'iam:GetAccountPasswordPolicy', ['passwordPolicy']],
  [GenerateCredentialReportCommand, 'iam:GenerateCredentialReport', ['credentials']],
  [GetCredentialReportCommand, 'iam:GetCredentialReport', ['credentials']],
  [ListServerCertificatesCommand, 'iam:ListServerCertificates', ['serverCertificates']],
])('%p refused: the facts that need it name %s, the others are there', async (command: any, refused, missing) => {
  iam.on(command).rejects(refusal());
  const { at, ...facts } = await gather();
  for (const [name, fact] of Object.entries(facts)) {
    if (missing.includes(name)) expect(fact).toEqual({ refused });
    else expect(fact).toHaveProperty('value');
  }
});

test.each([ListSAMLProvidersCommand, GetAccountAuthorizationDetailsCommand])('a way in that is known is known although %p is refused', async (refused: any) => {
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [{ Arn: 'arn:aws:iam::123456789012:saml-provider/corporate' }] });
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [{ RoleName: 'AWSReservedSSO_a', Path: '/aws-reserved/sso.amazonaws.com/' }] });
  iam.on(refused).rejects(refusal('AccessDeniedException'));
  expect((await gather()).federation).toHaveProperty('value.length', 1);
});

test('an account that refuses everything is one of which nothing can be told', async () => {
  iam.reset();
  analyzer.reset();
  iam.onAnyCommand().rejects(refusal());
  analyzer.onAnyCommand().rejects(refusal('AccessDeniedException'));
  const results = securityStatus(await gather());
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['CANNOT_TELL']));
  expect(results.filter(({ seen }) => !/^(iam|access-analyzer):[A-Za-z]+ was refused$/.test(seen))).toEqual([]);
});

test.each(['ExpiredToken', 'InvalidClientTokenId', 'Throttling', 'ServiceFailure'])('%s is an error, not an answer', async (name) => {
  iam.on(GetAccountSummaryCommand).rejects(refusal(name));
  await expect(gather()).rejects.toThrow('not authorized');
});

test.each([{ Users: 1 }, {}, { AccountMFAEnabled: 1 }, { AccountAccessKeysPresent: 0 }])('a summary that says nothing of root is an error, not a pass', async (SummaryMap) => {
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: SummaryMap as any });
  await expect(gather()).rejects.toThrow('iam:GetAccountSummary says nothing of root');
});

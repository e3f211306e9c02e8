import { ListAnalyzersCommand } from '@aws-sdk/client-accessanalyzer';
import {
  GenerateCredentialReportCommand, GetAccountAuthorizationDetailsCommand, GetAccountPasswordPolicyCommand, GetAccountSummaryCommand,
  GetCredentialReportCommand, ListSAMLProvidersCommand, ListServerCertificatesCommand, NoSuchEntityException,
} from '@aws-sdk/client-iam';
import { analyzer, contentOf, document, goodAccount, iam, line, refusal, report } from './account-mock';
import { call } from '../../../../cli/call';
import { factServices } from '../../../../src/handlers/shared/security-checks/fact-services';
import { gatherFacts } from '../../../../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../../../../src/handlers/shared/security-checks/security-status';
import { FACT_ACTIONS } from '../../../../src/watch/security-status/fact-actions';

const gather = (until = Date.now() + 60_000, callOf = call) => gatherFacts(callOf, factServices({ region: 'us-east-1' }), until);
const identities = async () => ((await gather()).identities as any).value;

beforeEach(goodAccount);

test('the facts of an account', async () => {
  expect(await gather()).toEqual({
    at: expect.any(Number),
    root: { value: { accessKeys: 0, mfa: true, password: true, signingCertificates: 0 } },
    identities: {
      value: {
        users: [{ name: 'alice', groups: ['Administrators'], policies: [] }],
        groups: [{ name: 'Administrators', groups: [], policies: ['arn:aws:iam::111122223333:policy/Mfa'] }],
        roles: [{ name: 'Support', groups: [], policies: ['arn:aws:iam::aws:policy/AWSSupportAccess'] }],
        signInRoles: [],
        ownPolicies: [{ name: 'Mfa', document: { Statement: [{ Effect: 'Allow', Action: 'iam:ListUsers', Resource: '*' }] } }],
      },
    },
    samlProviders: { value: [] },
    passwordPolicy: { value: { minimumLength: 14 } },
    credentials: { value: [{ name: 'alice', password: true, mfa: true, unusedKeys: [] }] },
    serverCertificates: { value: [] },
    analyzers: { value: ['account'] },
  });
  expect(securityStatus(await gather()).filter(({ status }) => status !== 'PASS')).toEqual([]);
});

test('it makes exactly the calls that the role allows', async () => {
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
    UserDetailList: [{ UserName: 'bob', UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document('s3:*') }] }],
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
  expect(facts.identities).toMatchObject({
    value: {
      users: [{ name: 'alice', groups: [], policies: [] }, { name: 'bob', groups: [], policies: ['own'] }],
      groups: [{ name: 'Auditors', groups: [], policies: ['inline'] }],
      signInRoles: ['AWSReservedSSO_a'],
      ownPolicies: [{ name: 'All' }, { name: 'own of bob' }],
    },
  });
  expect(facts.serverCertificates).toEqual({ value: [{ name: 'a', expires: Infinity }, { name: 'b', expires: 5 }] });
  expect(facts.analyzers).toEqual({ value: ['organization'] });
});

test('an inline policy that allows everything is found as a managed one is', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ RoleDetailList: [{ RoleName: 'ci', RolePolicyList: [{ PolicyName: 'Wide', PolicyDocument: document('*') }] }] });
  const [result] = securityStatus(await gather()).filter(({ check }) => check === 'FULL_ADMINISTRATION');
  expect(result).toMatchObject({ status: 'FAIL', seen: 'policies allow every action on every resource: Wide of ci' });
});

test('SAML providers are known by their name', async () => {
  iam.on(ListSAMLProvidersCommand).resolves({ SAMLProviderList: [{ Arn: 'arn:aws:iam::123456789012:saml-provider/corporate' }] });
  expect((await gather()).samlProviders).toEqual({ value: ['corporate'] });
});

test('a role that people of another account assume is a way to sign in, whatever else is denied', async () => {
  iam.on(ListSAMLProvidersCommand).rejects(refusal());
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    RoleDetailList: [{
      RoleName: 'OrganizationAccountAccessRole',
      Arn: 'arn:aws:iam::111122223333:role/OrganizationAccountAccessRole',
      AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Action: 'sts:AssumeRole' }],
      })),
    }],
  });
  expect((await identities()).signInRoles).toEqual(['OrganizationAccountAccessRole']);
  const results = securityStatus(await gather()).filter(({ check }) => ['INDIVIDUAL_USERS', 'GROUP_PERMISSIONS'].includes(check));
  expect(results.map(({ status, seen }) => [status, seen])).toEqual(Array(2).fill(['PASS', 'there are no users, people sign in through OrganizationAccountAccessRole']));
});

test('an account without a password policy is a fact, not an error', async () => {
  iam.on(GetAccountPasswordPolicyCommand).rejects(new NoSuchEntityException({ message: 'none', $metadata: {} }));
  expect((await gather()).passwordPolicy).toEqual({ value: null });
});

test('the credential report lists passwords, MFA and keys that were never used', async () => {
  report(
    line('bob', 'true,false,true,2026-01-01T00:00:00+00:00,N/A,true,2026-02-01T00:00:00+00:00,2026-02-02T00:00:00+00:00'),
    line('a,b', 'FALSE,False,TRUE,2026-01-01T00:00:00+00:00,no_information,false,2026-01-01T00:00:00+00:00,N/A'),
    line('undated', 'false,false,true,N/A,N/A,false,N/A,N/A'),
  );
  const created = Date.parse('2026-01-01T00:00:00Z');
  expect((await gather()).credentials).toEqual({
    value: [
      { name: 'alice', password: true, mfa: true, unusedKeys: [] },
      { name: 'bob', password: true, mfa: false, unusedKeys: [created] },
      { name: 'a,b', password: false, mfa: false, unusedKeys: [created] },
      // Without a date of its own the key is as old as its user.
      { name: 'undated', password: false, mfa: false, unusedKeys: [Date.parse('2020-01-01T00:00:00Z')] },
    ],
  });
});

describe('a credential report that cannot be used makes the checks that need it unknown, and no others', () => {
  const unknownChecks = async (until?: number) => securityStatus(await gather(until)).filter(({ status }) => status !== 'PASS');

  test.each<[string, () => unknown, RegExp]>([
    ['it lacks a column', () => iam.on(GetCredentialReportCommand).resolves({ Content: new TextEncoder().encode('user,arn\n<root_account>,x') }), /it has no column/],
    ['a row is too short', () => report('bob,arn,2020'), /row 4 has 3 fields, the header has 18/],
    ['a flag has an unknown value', () => report(line('bob', 'enabled,false,true,N/A,N/A,false,N/A,N/A')), /row 4 has the unknown value 'enabled' of password_enabled/],
    ['IAM has no capacity for it', () => iam.on(GenerateCredentialReportCommand).rejects(
      Object.assign(new Error('No more capacity to launch new report generation tasks'), { name: 'LimitExceededException' })), /No more capacity/],
    ['IAM fails', () => iam.on(GenerateCredentialReportCommand).rejects(refusal('ServiceFailure')), /ServiceFailure/],
  ])('%s', async (_, prepare, seen) => {
    prepare();
    expect(await unknownChecks()).toEqual(['USER_MFA', 'UNUSED_ACCESS_KEYS'].map((check) => expect.objectContaining({
      check, status: 'UNKNOWN', seen: expect.stringMatching(seen), remediation: 'Check again later',
    })));
  });

  test('it is not ready in time', async () => {
    iam.on(GenerateCredentialReportCommand).resolves({ State: 'INPROGRESS' });
    expect(await unknownChecks(Date.now())).toEqual(['USER_MFA', 'UNUSED_ACCESS_KEYS'].map((check) => expect.objectContaining({
      check, status: 'UNKNOWN', seen: 'iam:GenerateCredentialReport: the report was not ready in time (INPROGRESS)',
    })));
  });
});

test('it waits for the credential report', async () => {
  iam.on(GenerateCredentialReportCommand).resolvesOnce({ State: 'STARTED' }).resolvesOnce({ State: 'COMPLETE' }).resolves({ State: 'COMPLETE' });
  expect((await gather()).credentials).toHaveProperty('value.length', 1);
  expect(iam.commandCalls(GenerateCredentialReportCommand)).toHaveLength(2);
});

test('a report that is gone between the two calls is requested again', async () => {
  const missing = Object.assign(new Error('not ready'), { name: 'CredentialReportNotReadyException' });
  iam.on(GetCredentialReportCommand).rejectsOnce(missing).resolves({ Content: contentOf() });
  expect((await gather()).credentials).toHaveProperty('value.length', 1);
  expect(iam.commandCalls(GenerateCredentialReportCommand)).toHaveLength(2);
});

test.each([
  [GetAccountSummaryCommand, 'iam:GetAccountSummary', 'root'],
  [GetAccountAuthorizationDetailsCommand, 'iam:GetAccountAuthorizationDetails', 'identities'],
  [ListSAMLProvidersCommand, 'iam:ListSAMLProviders', 'samlProviders'],
  [GetAccountPasswordPolicyCommand, 'iam:GetAccountPasswordPolicy', 'passwordPolicy'],
  [GenerateCredentialReportCommand, 'iam:GenerateCredentialReport', 'credentials'],
  [GetCredentialReportCommand, 'iam:GetCredentialReport', 'credentials'],
  [ListServerCertificatesCommand, 'iam:ListServerCertificates', 'serverCertificates'],
])('%p denied: the fact that needs it names %s, the others are known', async (command: any, denied, missing) => {
  iam.on(command).rejects(refusal());
  const { at, ...facts } = await gather();
  for (const [name, fact] of Object.entries(facts)) {
    if (name === missing) expect(fact).toEqual({ unknown: `${denied} was denied`, denied });
    else expect(fact).toHaveProperty('value');
  }
});

test('in an account that denies every call every check is unknown', async () => {
  iam.reset();
  analyzer.reset();
  iam.onAnyCommand().rejects(refusal());
  analyzer.onAnyCommand().rejects(refusal('AccessDeniedException'));
  const results = securityStatus(await gather());
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['UNKNOWN']));
  expect(results.filter(({ seen }) => !/^(iam|access-analyzer):[A-Za-z]+ was denied$/.test(seen))).toEqual([]);
});

test.each(['ExpiredToken', 'InvalidClientTokenId', 'Throttling', 'ServiceFailure', 'LimitExceeded'])('%s of any other call is an error, not a result', async (name) => {
  iam.on(GetAccountSummaryCommand).rejects(refusal(name));
  await expect(gather()).rejects.toThrow('not authorized');
});

test.each([{ Users: 1 }, {}, { AccountMFAEnabled: 1 }, { AccountAccessKeysPresent: 0 }])('a summary that says nothing about root is an error, not a pass', async (SummaryMap) => {
  iam.on(GetAccountSummaryCommand).resolves({ SummaryMap: SummaryMap as any });
  await expect(gather()).rejects.toThrow('iam:GetAccountSummary says nothing about root');
});

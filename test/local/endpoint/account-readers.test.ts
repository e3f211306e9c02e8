import {
  AttachGroupPolicyCommand, AttachRolePolicyCommand, CreateGroupCommand, CreateLoginProfileCommand, CreateRoleCommand,
  CreateServiceSpecificCredentialCommand, DeleteServiceSpecificCredentialCommand, GenerateCredentialReportCommand,
  GetAccountAuthorizationDetailsCommand, GetAccountAuthorizationDetailsResponse, GetAccountSummaryCommand, GetCredentialReportCommand,
  ListServiceSpecificCredentialsCommand, PutUserPermissionsBoundaryCommand, ResetServiceSpecificCredentialCommand,
  UpdateServiceSpecificCredentialCommand,
} from '@aws-sdk/client-iam';
import { clientsOf, makePolicy, makeUser, outcome } from './clients';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../started-endpoint';

let endpoint: LocalEndpoint;
let iam: ReturnType<typeof clientsOf>['iam'];
endpointForAll((started) => [endpoint, iam] = [started, clientsOf(started).iam]);

const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';
const BOUNDARY = 'arn:aws:iam::aws:policy/PowerUserAccess';

describe('GetAccountAuthorizationDetails', () => {
  let customerPolicy: string;
  beforeAll(async () => {
    await makeUser(endpoint, 'bounded', []);
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'bounded', PermissionsBoundary: BOUNDARY }));
    await iam.send(new CreateGroupCommand({ GroupName: 'Auditors' }));
    await iam.send(new AttachGroupPolicyCommand({ GroupName: 'Auditors', PolicyArn: AUDIT }));
    await iam.send(new CreateRoleCommand({
      RoleName: 'Audit', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: '*' } }] }),
    }));
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'Audit', PolicyArn: AUDIT }));
    customerPolicy = await makePolicy(endpoint, [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
  });

  test('has the AWS managed policies that are attached or a boundary, with their documents, and no others', async () => {
    const { Policies, UserDetailList, GroupDetailList, RoleDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand());
    expect(Policies!.map(({ Arn }) => Arn)).toEqual([customerPolicy, BOUNDARY, AUDIT]);
    const [customer, boundary, audit] = Policies!;
    expect(audit).toMatchObject({ PolicyName: 'SecurityAudit', AttachmentCount: 2, PermissionsBoundaryUsageCount: 0, DefaultVersionId: 'v1', IsAttachable: true });
    expect(boundary).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 1 });
    expect(customer).toMatchObject({ AttachmentCount: 0, PermissionsBoundaryUsageCount: 0 });
    expect(JSON.parse(decodeURIComponent(audit.PolicyVersionList![0].Document!)).Version).toBe('2012-10-17');
    expect(UserDetailList!.find(({ UserName }) => UserName === 'bounded')!.PermissionsBoundary!.PermissionsBoundaryArn).toBe(BOUNDARY);
    expect(GroupDetailList![0].AttachedManagedPolicies).toEqual([{ PolicyName: 'SecurityAudit', PolicyArn: AUDIT }]);
    expect(RoleDetailList!.find(({ RoleName }) => RoleName === 'Audit')!.AttachedManagedPolicies).toEqual([{ PolicyName: 'SecurityAudit', PolicyArn: AUDIT }]);
  });

  test('has only what its filter asks for', async () => {
    const { Policies, UserDetailList, GroupDetailList, RoleDetailList } = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['AWSManagedPolicy', 'Group'] }));
    expect([Policies!.map(({ Arn }) => Arn), UserDetailList, GroupDetailList!.length, RoleDetailList]).toEqual([[BOUNDARY, AUDIT], [], 1, []]);
  });

  test('comes in pages', async () => {
    await endpoint.control('add-users', { count: 150, prefix: 'paged-' });
    const names: string[] = [];
    const sizes: number[] = [];
    let page: GetAccountAuthorizationDetailsResponse = {};
    do {
      page = await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User', 'Group'], Marker: page.Marker }));
      names.push(...page.UserDetailList!.map(({ UserName }) => UserName!));
      sizes.push(page.UserDetailList!.length + page.GroupDetailList!.length);
    } while (page.IsTruncated);
    expect(sizes[0]).toBe(100);
    expect(new Set(names.filter((name) => name.startsWith('paged-'))).size).toBe(150);
    expect((await iam.send(new GetAccountAuthorizationDetailsCommand({ Filter: ['User'], MaxItems: 7 }))).UserDetailList).toHaveLength(7);
  });
});

describe('the credential report', () => {
  const rows = async () => {
    await iam.send(new GenerateCredentialReportCommand());
    const [header, ...lines] = Buffer.from((await iam.send(new GetCredentialReportCommand())).Content!).toString().split('\n').map((line) => line.split(','));
    return lines.map((line) => Object.fromEntries(header.map((name, index) => [name, line[index]])));
  };
  const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/;

  test('of a root user who never signed in says no_information, and of one who did the time as AWS writes it', async () => {
    expect((await rows())[0]).toMatchObject({
      user: '<root_account>',
      user_creation_time: expect.stringMatching(TIME),
      password_enabled: 'not_supported',
      password_last_used: 'no_information',
      password_last_changed: 'not_supported',
      password_next_rotation: 'not_supported',
      mfa_active: 'false',
      access_key_1_active: 'false',
      access_key_1_last_used_date: 'N/A',
    });
    await endpoint.control('root-user', { passwordUsed: 3, mfa: true, accessKeys: 1 });
    const [root] = await rows();
    expect(root).toMatchObject({ password_last_used: expect.stringMatching(TIME), mfa_active: 'true', access_key_1_active: 'true', access_key_2_active: 'false' });
    expect(Math.round((Date.now() - Date.parse(root.password_last_used)) / 86_400_000)).toBe(3);
  });

  test('writes the times of users the same way', async () => {
    await makeUser(endpoint, 'reported', []);
    await iam.send(new CreateLoginProfileCommand({ UserName: 'reported', Password: 'Correct-horse-7' }));
    const row = async () => (await rows()).find(({ user }) => user === 'reported')!;
    expect(await row()).toMatchObject({ password_last_used: 'no_information', access_key_1_last_used_date: 'N/A', access_key_1_last_used_region: 'N/A' });
    await endpoint.control('credential-ages', { user: 'reported', created: 9, passwordUsed: 1, passwordCreated: 2, keyCreated: 3, keyUsed: 4 });
    const times = await row();
    for (const column of ['user_creation_time', 'password_last_used', 'password_last_changed', 'access_key_1_last_rotated', 'access_key_1_last_used_date']) {
      expect(times[column]).toMatch(TIME);
    }
    expect([times.access_key_1_last_used_region, times.access_key_1_last_used_service]).toEqual(['us-east-1', 'iam']);
  });
});

test('control calls are about one account, that of the endpoint unless they name another', async () => {
  const other = clientsOf(endpoint, { accessKeyId: '444455556666', secretAccessKey: 'test' }).iam;
  await endpoint.control('root-user', { mfa: false });
  await endpoint.control('root-user?account=444455556666', { mfa: true });
  const mfa = async (client: typeof iam) => (await client.send(new GetAccountSummaryCommand())).SummaryMap!.AccountMFAEnabled;
  expect([await mfa(iam), await mfa(other)]).toEqual([0, 1]);
  await expect(endpoint.control('root-user?account=1', {})).rejects.toThrow('\'account\' must be 12 digits, got \'1\'');
});

test('service-specific credentials are made, listed without their password, updated, reset and deleted', async () => {
  const UserName = 'bounded';
  const ServiceName = 'codecommit.amazonaws.com';
  expect((await iam.send(new ListServiceSpecificCredentialsCommand({ UserName }))).ServiceSpecificCredentials).toEqual([]);
  const { ServiceSpecificCredential: first } = await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
  expect(first).toMatchObject({ ServiceUserName: `bounded-at-${endpoint.accountId}`, Status: 'Active', ServicePassword: expect.stringMatching(/.{20}/) });
  const { ServiceSpecificCredential: second } = await iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName }));
  expect(second!.ServiceUserName).toBe(`bounded+1-at-${endpoint.accountId}`);
  expect(await outcome(iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName })))).toBe('LimitExceededException');
  expect(await outcome(iam.send(new CreateServiceSpecificCredentialCommand({ UserName, ServiceName: 's3.amazonaws.com' })))).toBe('ServiceNotSupportedException');

  const ServiceSpecificCredentialId = first!.ServiceSpecificCredentialId!;
  await iam.send(new UpdateServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId, Status: 'Inactive' }));
  const reset = await iam.send(new ResetServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId }));
  expect(reset.ServiceSpecificCredential!.ServicePassword).not.toBe(first!.ServicePassword);
  await iam.send(new DeleteServiceSpecificCredentialCommand({ UserName, ServiceSpecificCredentialId: second!.ServiceSpecificCredentialId! }));
  const { ServiceSpecificCredentials } = await iam.send(new ListServiceSpecificCredentialsCommand({ UserName, ServiceName }));
  expect(ServiceSpecificCredentials).toEqual([expect.objectContaining({ ServiceSpecificCredentialId, Status: 'Inactive' })]);
  expect(ServiceSpecificCredentials![0]).not.toHaveProperty('ServicePassword');
  expect(await outcome(iam.send(new ListServiceSpecificCredentialsCommand({ UserName: 'nobody' })))).toBe('NoSuchEntityException');
  expect(await outcome(iam.send(new DeleteServiceSpecificCredentialCommand({ UserName: 'reported', ServiceSpecificCredentialId })))).toBe('NoSuchEntityException');
});

test('a user may have the permission on their own service-specific credentials alone', async () => {
  const { keys } = await makeUser(endpoint, 'committer', [{
    Effect: 'Allow', Action: 'iam:*ServiceSpecificCredential*', Resource: `arn:aws:iam::${endpoint.accountId}:user/\${aws:username}`,
  }]);
  const own = clientsOf(endpoint, keys).iam;
  expect((await own.send(new CreateServiceSpecificCredentialCommand({ UserName: 'committer', ServiceName: 'codecommit.amazonaws.com' }))).ServiceSpecificCredential!.UserName).toBe('committer');
  expect((await own.send(new ListServiceSpecificCredentialsCommand())).ServiceSpecificCredentials).toHaveLength(1);
  expect(await outcome(own.send(new ListServiceSpecificCredentialsCommand({ UserName: 'bounded' })))).toBe('AccessDenied');
});

import {
  CreateLoginProfileCommand, DeleteLoginProfileCommand, DisableOrganizationsRootSessionsCommand, EnableOrganizationsRootCredentialsManagementCommand,
  EnableOrganizationsRootSessionsCommand, GetAccountSummaryCommand, GetLoginProfileCommand, GetUserCommand, IAMClient, ListUsersCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteBucketPolicyCommand, DeleteObjectCommand, GetBucketPolicyCommand, ListBucketsCommand, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { AssumeRootCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../../../local-endpoint/client/organization';
import { endpointForAll } from '../../started-endpoint';
import { clientsOf, Keys, keysOf, makeUser, outcome } from '../clients';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let member: string;
let management: IAMClient;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  member = await organization.account('shop', await organization.unit('workloads'));
  management = clientsOf(endpoint).iam;
  await organization.trust('iam.amazonaws.com');
  await management.send(new EnableOrganizationsRootCredentialsManagementCommand({}));
  await management.send(new EnableOrganizationsRootSessionsCommand({}));
});

const taskArn = (task: string) => `arn:aws:iam::aws:policy/root-task/${task}`;
const assume = (task: string, { caller, target = member, seconds }: { caller?: Keys; target?: string; seconds?: number } = {}) =>
  clientsOf(endpoint, caller).sts.send(new AssumeRootCommand({
    TargetPrincipal: target, TaskPolicyArn: { arn: taskArn(task) }, DurationSeconds: seconds,
  }));
const sessionFor = async (task: string) => clientsOf(endpoint, keysOf((await assume(task)).Credentials));
const refusal = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => error.message);

test('a session is the root user of the member account, for its task alone', async () => {
  const { sts, iam, s3 } = await sessionFor('IAMAuditRootUserCredentials');
  expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: member, Arn: `arn:aws:iam::${member}:root` });
  expect(await outcome(iam.send(new GetAccountSummaryCommand({})))).toBe('allowed');
  expect(await outcome(iam.send(new GetLoginProfileCommand({})))).toBe('allowed');
  expect(await outcome(iam.send(new GetUserCommand({ UserName: 'alice' })))).toBe('AccessDenied');
  expect(await outcome(iam.send(new DeleteLoginProfileCommand({})))).toBe('AccessDenied');
  expect(await outcome(s3.send(new ListBucketsCommand({})))).toBe('AccessDenied');
  expect(await refusal(iam.send(new ListUsersCommand({})))).toMatch(new RegExp(`arn:aws:iam::${member}:root is not authorized to perform: iam:ListUsers .*with an explicit deny in a session policy`));
});

test('the password of a root user is deleted, and recovered', async () => {
  const { iam: deleting } = await sessionFor('IAMDeleteRootUserCredentials');
  expect(await outcome(deleting.send(new CreateLoginProfileCommand({})))).toBe('AccessDenied');
  await deleting.send(new DeleteLoginProfileCommand({}));
  const { iam: recovering } = await sessionFor('IAMCreateRootUserPassword');
  expect(await outcome(recovering.send(new GetLoginProfileCommand({})))).toBe('NoSuchEntityException');
  await recovering.send(new CreateLoginProfileCommand({}));
  expect(await outcome(recovering.send(new GetLoginProfileCommand({})))).toBe('allowed');
  expect(await outcome(recovering.send(new DeleteLoginProfileCommand({})))).toBe('AccessDenied');
});

test('a bucket policy is read and deleted, and nothing else of the bucket', async () => {
  const ofMember = clientsOf(endpoint, rootOf(endpoint, member).credentials).s3;
  await ofMember.send(new CreateBucketCommand({ Bucket: 'locked' }));
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: ['arn:aws:s3:::locked', 'arn:aws:s3:::locked/*'] }] });
  await ofMember.send(new PutBucketPolicyCommand({ Bucket: 'locked', Policy }));
  const { s3 } = await sessionFor('S3UnlockBucketPolicy');
  expect(await outcome(s3.send(new DeleteObjectCommand({ Bucket: 'locked', Key: 'a' })))).toBe('AccessDenied');
  expect((await s3.send(new GetBucketPolicyCommand({ Bucket: 'locked' }))).Policy).toBe(Policy);
  await s3.send(new DeleteBucketPolicyCommand({ Bucket: 'locked' }));
  expect(await outcome(ofMember.send(new GetBucketPolicyCommand({ Bucket: 'locked' })))).toBe('NoSuchBucketPolicy');
});

test('a user needs the permission for the account and the task', async () => {
  const statement = { Effect: 'Allow', Action: 'sts:AssumeRoot', Resource: `arn:aws:iam::${member}:root`, Condition: { StringEquals: { 'sts:TaskPolicyArn': [taskArn('S3UnlockBucketPolicy')] } } };
  const { keys: caller } = await makeUser(endpoint, 'support', [statement]);
  const other = await organization.account('other', await organization.unit('others'));
  expect(await outcome(assume('S3UnlockBucketPolicy', { caller }))).toBe('allowed');
  expect(await outcome(assume('SQSUnlockQueuePolicy', { caller }))).toBe('AccessDenied');
  expect(await outcome(assume('S3UnlockBucketPolicy', { caller, target: other }))).toBe('AccessDenied');
});

test('only members of the own organization have sessions, of at most 15 minutes, for the five tasks, from an account that administers root access', async () => {
  const refusedFor = async (...given: Parameters<typeof assume>) => refusal(assume(...given));
  expect(await refusedFor('S3UnlockBucketPolicy', { target: endpoint.accountId })).toMatch(/not a member account/);
  expect(await refusedFor('S3UnlockBucketPolicy', { target: '999999999999' })).toMatch(/not a member account/);
  expect(await refusedFor('AdministratorAccess')).toMatch(/Invalid task policy/);
  expect(await refusedFor('S3UnlockBucketPolicy', { seconds: 901 })).toMatch(/maximum of 900/);
  const caller = rootOf(endpoint, member).credentials;
  expect(await refusedFor('S3UnlockBucketPolicy', { caller })).toMatch(/not the management account or a delegated administrator/);
});

test('a task needs its feature', async () => {
  await management.send(new DisableOrganizationsRootSessionsCommand({}));
  expect(await refusal(assume('S3UnlockBucketPolicy'))).toMatch(/has not enabled RootSessions/);
  expect(await refusal(assume('IAMAuditRootUserCredentials'))).toBe('allowed');
  await management.send(new EnableOrganizationsRootSessionsCommand({}));
});

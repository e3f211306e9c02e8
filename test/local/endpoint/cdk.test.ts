import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { GetGroupCommand, GetLoginProfileCommand, GetUserCommand, ListAttachedGroupPoliciesCommand, ListGroupsCommand, ListPoliciesCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { clientsOf, outcome } from './clients';
import { runCdk } from '../../../local-endpoint/client/cdk-cli';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
let folder: string;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  folder = mkdtempSync(join(tmpdir(), 'people-'));
}, 60_000);
afterAll(async () => {
  await endpoint?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cdk = (command: string, stage: string) => runCdk([command, '--all', '--output', folder], {
  app: join(__dirname, 'fixtures', 'people-app.ts'), environment: { ...endpoint.environment, STAGE: stage },
});

test('the unmodified CDK CLI deploys, updates and destroys people, groups, policies and a custom resource', async () => {
  const { iam } = clientsOf(endpoint);
  const membersOf = async (GroupName: string) => (await iam.send(new GetGroupCommand({ GroupName }))).Users!.map(({ UserName }) => UserName);
  const auditors = async () => (await iam.send(new ListGroupsCommand())).Groups!.map(({ GroupName }) => GroupName!).find(name => name !== 'Readers')!;

  const first = await cdk('deploy', 'first');
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('People.Other = AccessDenied') });
  expect(await membersOf('Readers')).toEqual(['ada', 'bob']);
  expect((await iam.send(new GetLoginProfileCommand({ UserName: 'ada' }))).LoginProfile!.PasswordResetRequired).toBe(true);
  const { User } = await iam.send(new GetUserCommand({ UserName: 'ada' }));
  expect(User).toMatchObject({ Path: '/people/', Tags: expect.arrayContaining([{ Key: 'team', Value: 'a' }]) });
  expect(User!.PermissionsBoundary!.PermissionsBoundaryArn).toContain(':policy/People-Boundary');

  const second = await cdk('deploy', 'second');
  expect(second).toMatchObject({ code: 0 });
  expect(await membersOf('Readers')).toEqual([]);
  expect(await membersOf(await auditors())).toEqual(['ada', 'bob']);
  expect((await iam.send(new GetGroupCommand({ GroupName: 'Readers' }))).Group!.Path).toBe('/people/second/');
  const { AttachedPolicies } = await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: await auditors() }));
  expect(AttachedPolicies!.map(({ PolicyName }) => PolicyName)).toEqual(['SecurityAudit', 'ViewOnlyAccess']);

  const destroyed = await cdk('destroy', 'second');
  expect(destroyed).toMatchObject({ code: 0 });
  expect((await iam.send(new ListUsersCommand())).Users).toEqual([]);
  expect((await iam.send(new ListGroupsCommand())).Groups).toEqual([]);
  expect((await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies).toEqual([]);
  expect(await outcome(iam.send(new GetUserCommand({ UserName: 'ada' })))).toBe('NoSuchEntityException');
}, 120_000);

test('an endpoint that dies while the CDK CLI deploys ends the CLI at once, with the endpoint\'s last words', async () => {
  const dying = await startLocalEndpoint({ quiet: true });
  const { cloudFormation } = clientsOf(dying);
  const deployment = runCdk(['deploy', '--output', join(folder, 'dying')], {
    app: join(__dirname, 'fixtures', 'people-app.ts'), environment: dying.environment, died: dying.died,
  });
  const result = expect(deployment).rejects.toThrow(/ended unexpectedly \(SIGKILL\)\. The last lines of/);
  while (await outcome(cloudFormation.send(new DescribeStacksCommand({ StackName: 'People' }))) !== 'allowed') {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  process.kill(dying.pid, 'SIGKILL');
  await result;
}, 60_000);

import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import {
  CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, ListUsersCommand, PutRolePolicyCommand, PutUserPolicyCommand,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, EnablePolicyTypeCommand, LeaveOrganizationCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { App, Stack } from 'aws-cdk-lib';
import { clientsOf, Keys, outcome } from './endpoint/clients';
import { endpointForAll } from './started-endpoint';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { CallerCredentialsSynthesizer, OrganizationGuardrails, ResourceControl, ServiceControl } from '../../src';

const StackName = 'account-baseline-guardrails';
const REGION = 'us-east-1';
const STRANGER = '999900001111';

let endpoint: LocalEndpoint;
let organization: LocalOrganization;
let organizationId: string;
let cloudFormation: CloudFormationClient;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await LocalOrganization.create(endpoint);
  const management = rootOf(endpoint, endpoint.accountId);
  cloudFormation = new CloudFormationClient(management);
  const client = new OrganizationsClient(management);
  await client.send(new EnablePolicyTypeCommand({ RootId: organization.root, PolicyType: 'RESOURCE_CONTROL_POLICY' }));
  organizationId = (await client.send(new DescribeOrganizationCommand({}))).Organization!.Id!;
});

const rootKeys = (account: string): Keys => ({ accessKeyId: account, secretAccessKey: 'test' });

const EVERYTHING = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

/** A user of an account outside of the organization. */
async function stranger(): Promise<Keys> {
  const { iam } = clientsOf(endpoint, rootKeys(STRANGER));
  const UserName = 'stranger';
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

async function makeRole(account: string, RoleName: string, Path: string, Principal: object): Promise<void> {
  const { iam } = clientsOf(endpoint, rootKeys(account));
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }] };
  await iam.send(new CreateRoleCommand({ RoleName, Path, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
}

/** A session of a role that is allowed everything. */
async function session(account: string, role: string, path = '/'): Promise<Keys> {
  await makeRole(account, role, path, { Service: 'lambda.amazonaws.com' });
  return endpoint.control(`service-credentials?account=${account}`, { role, service: 'lambda.amazonaws.com' });
}

function template(unit: string): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, StackName, { synthesizer: new CallerCredentialsSynthesizer() });
  new OrganizationGuardrails(stack, 'Guardrails', {
    targets: [unit],
    deployers: ['arn:*:iam::*:role/Deploy'],
    serviceControls: [
      ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.regions([REGION]),
      ServiceControl.iamUsers(),
    ],
    resourceControls: [ResourceControl.identityPerimeter(organizationId)],
  });
  return JSON.stringify(app.synth().getStackByName(StackName).template);
}

async function settled(id: string): Promise<string> {
  for (;; await sleep(100)) {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: id }));
    if (!/_IN_PROGRESS$/.test(Stacks![0].StackStatus!)) return Stacks![0].StackStatus!;
  }
}

test('what the controls deny is denied to the accounts of the unit, until they are deleted', async () => {
  const [unit, beside] = [await organization.unit('workloads'), await organization.unit('beside')];
  const [member, other] = [await organization.account('shop', unit), await organization.account('outside', beside)];
  const [admin, deployer, settings] = [
    await session(member, 'Admin'), await session(member, 'Deploy'), await session(member, 'account-baseline-AccountSettingsRole-1A2B3C', '/account-baseline/'),
  ];
  await makeRole(member, 'Open', '/', { AWS: STRANGER });
  const outsider = await stranger();
  const elsewhere = await session(other, 'Admin');

  const put = (keys: Keys, Name: string) => outcome(clientsOf(endpoint, keys).ssm.send(new PutParameterCommand({ Name, Value: 'v', Type: 'String', Overwrite: true })));
  const setPolicy = (keys: Keys) => (
    outcome(clientsOf(endpoint, keys).iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 14 })))
  );
  const createUser = (keys: Keys, UserName: string, Path: string) => (
    outcome(clientsOf(endpoint, keys).iam.send(new CreateUserCommand({ UserName, Path })))
  );
  const assume = () => outcome(clientsOf(endpoint, outsider).sts.send(new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${member}:role/Open`, RoleSessionName: 's' })));
  const leave = () => outcome(new OrganizationsClient({ ...rootOf(endpoint, member), credentials: admin }).send(new LeaveOrganizationCommand({})));
  const listUsers = (keys: Keys) => outcome(clientsOf(endpoint, keys).iam.send(new ListUsersCommand({})));
  const denied = expect.stringMatching(/^AccessDenied/);

  expect([await listUsers(rootKeys(member)), await assume(), await setPolicy(admin), await put(admin, '/account-baseline/x')]).toEqual(Array(4).fill('allowed'));
  const { StackId } = await cloudFormation.send(new CreateStackCommand({ StackName, TemplateBody: template(unit) }));
  expect(await settled(StackId!)).toBe('CREATE_COMPLETE');

  // The root user, what the baseline made, its settings, users, other organizations.
  expect([await listUsers(rootKeys(member)), await leave(), await assume()]).toEqual([denied, denied, denied]);
  expect([await put(admin, '/account-baseline/x'), await put(admin, '/app/x'), await setPolicy(admin), await listUsers(admin)]).toEqual([
    denied, 'allowed', denied, 'allowed',
  ]);
  expect([await createUser(admin, 'bob', '/'), await createUser(admin, 'carol', '/account-baseline/'), await createUser(deployer, 'dave', '/account-baseline/')]).toEqual([
    denied, denied, 'allowed',
  ]);
  // Who must get through.
  expect([await put(deployer, '/account-baseline/x'), await setPolicy(deployer), await put(settings, '/account-baseline/settings/x'), await setPolicy(settings)]).toEqual(Array(4).fill('allowed'));
  expect([await listUsers(elsewhere), await listUsers(rootKeys(other)), await listUsers(rootKeys(endpoint.accountId))]).toEqual(Array(3).fill('allowed'));

  await cloudFormation.send(new DeleteStackCommand({ StackName: StackId }));
  expect(await settled(StackId!)).toBe('DELETE_COMPLETE');
  expect([await listUsers(rootKeys(member)), await assume(), await setPolicy(admin), await put(admin, '/account-baseline/x')]).toEqual(Array(4).fill('allowed'));
}, 120_000);

import { setTimeout as sleep } from 'node:timers/promises';
import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateAccessKeyCommand, CreateRoleCommand, CreateUserCommand, PutRolePolicyCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { DescribeOrganizationCommand, EnablePolicyTypeCommand, OrganizationsClient } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, DeletePublicAccessBlockCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { App, Stack } from 'aws-cdk-lib';
import { clientsOf, Keys, outcome } from './endpoint/clients';
import { SdkForPython } from './endpoint/organization/sdk-for-python';
import { sdkForAll } from './endpoint/organization/started-sdk';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { LocalOrganization, rootOf } from '../../local-endpoint/client/organization';
import { CallerCredentialsSynthesizer, OrganizationGuardrails, ResourceControl } from '../../src';

const [STRANGER, PARTNER] = ['999900001111', '999900002222'];
const SERVICE = 'lambda.amazonaws.com';
const EVERYTHING = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] });

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let organization: LocalOrganization;
let organizationId: string;
let cloudFormation: CloudFormationClient;
sdkForAll(async (...started) => {
  [endpoint, sdk] = started;
  organization = await LocalOrganization.create(endpoint);
  const management = rootOf(endpoint, endpoint.accountId);
  cloudFormation = new CloudFormationClient(management);
  const client = new OrganizationsClient(management);
  await client.send(new EnablePolicyTypeCommand({ RootId: organization.root, PolicyType: 'RESOURCE_CONTROL_POLICY' }));
  organizationId = (await client.send(new DescribeOrganizationCommand({}))).Organization!.Id!;
});

const rootKeys = (account: string): Keys => ({ accessKeyId: account, secretAccessKey: 'test' });

/** A user who is allowed everything that an identity policy allows. */
async function userOf(account: string): Promise<Keys> {
  const { iam } = clientsOf(endpoint, rootKeys(account));
  const UserName = 'administrator';
  await iam.send(new CreateUserCommand({ UserName }));
  await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  return { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! };
}

async function makeRole(account: string, RoleName: string, Principal: object): Promise<string> {
  const { iam } = clientsOf(endpoint, rootKeys(account));
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }] };
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify(trust) }));
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: EVERYTHING }));
  return Role!.Arn!;
}

/** Deploys guardrails with resource controls alone, as CloudFormation does. Answers with how to delete them. */
async function deploy(unit: string, resourceControls: ResourceControl[]): Promise<() => Promise<void>> {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'account-baseline-guardrails', { synthesizer: new CallerCredentialsSynthesizer() });
  new OrganizationGuardrails(stack, 'Guardrails', { targets: [unit], resourceControls });
  const { template } = app.synth().getStackByName(stack.stackName);
  const { StackId } = await cloudFormation.send(new CreateStackCommand({ StackName: stack.stackName, TemplateBody: JSON.stringify(template) }));
  expect(await settled(StackId!)).toBe('CREATE_COMPLETE');
  return async () => {
    await cloudFormation.send(new DeleteStackCommand({ StackName: StackId }));
    expect(await settled(StackId!)).toBe('DELETE_COMPLETE');
  };
}

async function settled(id: string): Promise<string> {
  for (;; await sleep(100)) {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: id }));
    if (!/_IN_PROGRESS$/.test(Stacks![0].StackStatus!)) return Stacks![0].StackStatus!;
  }
}

/** An account of a unit of its own, with data of each kind that lets in everyone. */
async function openAccount(name: string) {
  const unit = await organization.unit(name);
  const account = await organization.account(name, unit);
  const keys = rootKeys(account);
  const Bucket = `open-${account}`;
  const { s3 } = clientsOf(endpoint, keys);
  await s3.send(new CreateBucketCommand({ Bucket }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
  await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
  const open = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` }] };
  await s3.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(open) }));
  const { ARN: secret } = await sdk.service('secretsmanager', keys)('CreateSecret', { Name: 's', SecretString: 'v' });
  const { KeyMetadata: { Arn: key } } = await sdk.service('kms', keys)('CreateKey');
  const roles = { people: await makeRole(account, 'People', { AWS: [STRANGER, PARTNER, account] }), service: await makeRole(account, 'Service', { Service: SERVICE }) };
  return { unit, account, keys, Bucket, secret, key, roles };
}

const denied = expect.stringMatching(/^AccessDenied/);
/** Past authorization: the endpoint keeps the data of accounts apart. */
const reached = expect.not.stringMatching(/^(AccessDenied|Forbidden)/);

test('the identity perimeter keeps strangers from roles, buckets, secrets and keys, whatever these allow', async () => {
  const { unit, account, Bucket, secret, key, roles } = await openAccount('perimeter');
  const [stranger, partner, inside] = [await userOf(STRANGER), await userOf(PARTNER), await userOf(account)];
  const calls = async (who: Keys) => [
    await outcome(clientsOf(endpoint, who).sts.send(new AssumeRoleCommand({ RoleArn: roles.people, RoleSessionName: 's' }))),
    await outcome(clientsOf(endpoint, who).s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))),
    await outcome(sdk.service('secretsmanager', who)('GetSecretValue', { SecretId: secret })),
    await outcome(sdk.service('kms', who)('DescribeKey', { KeyId: key })),
  ];
  const anonymous = async () => (await fetch(`${endpoint.url}/${Bucket}/k`)).status;
  expect([await calls(stranger), await calls(partner)]).toEqual([Array(4).fill(reached), Array(4).fill(reached)]);
  expect([await calls(inside), await anonymous()]).toEqual([Array(4).fill('allowed'), 200]);

  const remove = await deploy(unit, [ResourceControl.identityPerimeter(organizationId, { trustedAccounts: [PARTNER] })]);
  expect([await calls(stranger), await anonymous()]).toEqual([Array(4).fill(denied), 403]);
  expect([await calls(partner), await calls(inside)]).toEqual([Array(4).fill(reached), Array(4).fill('allowed')]);
  // A service of AWS that runs a function of the account.
  expect(await endpoint.control(`service-credentials?account=${account}`, { role: 'Service', service: SERVICE })).toHaveProperty('sessionToken');

  await remove();
  expect([await calls(stranger), await anonymous()]).toEqual([Array(4).fill(reached), 200]);
}, 120_000);

test('secure transport denies requests without TLS, also of the account itself', async () => {
  const { unit, account, Bucket } = await openAccount('transport');
  const keys = await userOf(account);
  const get = (client: S3Client) => outcome(client.send(new GetObjectCommand({ Bucket, Key: 'k' })));
  const plain = () => {
    const { s3 } = clientsOf(endpoint, keys);
    s3.middlewareStack.add((next) => (args: any) => {
      args.request.headers['x-forwarded-proto'] = 'http';
      return next(args);
    }, { step: 'build' });
    return s3;
  };
  expect([await get(plain()), await get(clientsOf(endpoint, keys).s3)]).toEqual(['allowed', 'allowed']);
  const remove = await deploy(unit, [ResourceControl.secureTransport()]);
  expect([await get(plain()), await get(clientsOf(endpoint, keys).s3)]).toEqual([denied, 'allowed']);
  await remove();
}, 120_000);

test('a service acts for no resource outside of the organization', async () => {
  const { unit, account } = await openAccount('deputy');
  const assume = (sourceAccount?: string) => (
    endpoint.control(`service-credentials?account=${account}`, { role: 'Service', service: SERVICE, ...sourceAccount && { sourceAccount } }).then(() => 'allowed', (error: Error) => error.message)
  );
  expect([await assume(STRANGER), await assume(account), await assume()]).toEqual(Array(3).fill('allowed'));
  const remove = await deploy(unit, [ResourceControl.confusedDeputy(organizationId, { trustedAccounts: [PARTNER] })]);
  expect(await assume(STRANGER)).toMatch(/sts:AssumeRole on resource: arn:aws:iam::\d{12}:role\/Service with an explicit deny in a resource control policy/);
  expect([await assume(account), await assume(PARTNER), await assume()]).toEqual(Array(3).fill('allowed'));
  await remove();
}, 120_000);

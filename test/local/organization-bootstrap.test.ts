import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateChangeSetCommand, CreateStackCommand, DeleteStackCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { AttachRolePolicyCommand, CreateRoleCommand, UpdateAccountPasswordPolicyCommand, UpdateAssumeRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, DeleteObjectCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { clientsOf, Keys, keysOf, outcome } from './endpoint/clients';
import { GuardedOrganization } from './guarded-organization';
import { runQuickCdk } from './quick-cdk';
import { endpointForAll } from './started-endpoint';
import { said } from '../../local-endpoint/client/cdk-cli';
import { LocalEndpoint } from '../../local-endpoint/client/endpoint';
import { ServiceControl } from '../../src';

const REGION = 'us-east-1';
const TEMPLATE = JSON.stringify({ Resources: { Parameter: { Type: 'AWS::SSM::Parameter', Properties: { Name: '/app/x', Type: 'String', Value: 'v' } } } });
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }] });
const denied = expect.stringMatching(/^AccessDenied/);

type Call = (clients: ReturnType<typeof clientsOf>) => Promise<unknown>;

let endpoint: LocalEndpoint;
let organization: GuardedOrganization;
let folder: string;
endpointForAll(async (started) => {
  endpoint = started;
  organization = await GuardedOrganization.create(endpoint);
  folder = mkdtempSync(join(tmpdir(), 'organization-bootstrap-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const cdk = (keys: Keys, ...command: string[]) => runQuickCdk([...command, '--output', folder], {
  app: join(__dirname, 'endpoint', 'fixtures', 'large-app.ts'),
  environment: { ...endpoint.environment, AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey, AWS_SESSION_TOKEN: keys.sessionToken ?? '' },
  died: endpoint.died,
});

test('where everyone may assume the roles of cdk bootstrap, they deploy apps and do not change the baseline', async () => {
  const unit = await organization.local.unit('workloads');
  const member = await organization.local.account('shop', unit);
  const admin = await organization.makeUser(member);
  await organization.makeRole(member, 'account-baseline-AccountSettingsRole-1A2B3C', { Service: 'lambda.amazonaws.com' }, '/account-baseline/');
  await organization.makeRole(member, 'platform-deployer', { Service: 'lambda.amazonaws.com' });
  const deployer: Keys = await endpoint.control(`service-credentials?account=${member}`, { role: 'platform-deployer', service: 'lambda.amazonaws.com' });
  await organization.deploy({ targets: [unit], deployers: ['arn:*:iam::*:role/platform-deployer'], serviceControls: [ServiceControl.protectBaseline()] });

  // Only a deployer bootstraps; then an administrator deploys a template that is an asset, since it is too long for a request.
  const refused = await cdk(admin, 'bootstrap');
  expect([refused.code, said(refused)]).toEqual([1, expect.stringMatching(/not authorized|AccessDenied/)]);
  expect(await cdk(deployer, 'bootstrap')).toMatchObject({ code: 0 });
  expect(await cdk(admin, 'deploy', 'WithRoles')).toMatchObject({ code: 0 });
  expect((await clientsOf(endpoint, admin).ssm.send(new GetParameterCommand({ Name: '/WithRoles/29' }))).Parameter!.Value).toMatch(/^29-x{1997}$/);

  const arnOf = (kind: string) => `arn:aws:iam::${member}:role/cdk-hnb659fds-${kind}-role-${member}-${REGION}`;
  const assume = async (kind: string): Promise<Keys> => (
    keysOf((await clientsOf(endpoint, admin).sts.send(new AssumeRoleCommand({ RoleArn: arnOf(kind), RoleSessionName: 's' }))).Credentials)
  );
  const [deploy, publish] = [await assume('deploy'), await assume('file-publishing')];
  // What CloudFormation does with the execution role, whatever the template is.
  const execute: Keys = await endpoint.control(`service-credentials?account=${member}`, { role: arnOf('cfn-exec').split('/')[1], service: 'cloudformation.amazonaws.com' });
  const roles = [admin, deploy, execute, publish];

  const asDeployer = clientsOf(endpoint, deployer);
  await asDeployer.cloudFormation.send(new CreateStackCommand({ StackName: 'account-baseline', TemplateBody: TEMPLATE }));
  await asDeployer.s3.send(new CreateBucketCommand({ Bucket: `account-baseline-trail-${member}` }));

  const everyone = async (call: Call) => Promise.all(roles.map((keys) => outcome(call(clientsOf(endpoint, keys)))));
  const attacks: Call[] = [
    ({ cloudFormation }) => cloudFormation.send(new UpdateStackCommand({ StackName: 'account-baseline', TemplateBody: TEMPLATE, RoleARN: arnOf('cfn-exec') })),
    ({ cloudFormation }) => cloudFormation.send(new CreateChangeSetCommand({ StackName: 'CDKToolkit', ChangeSetName: 'c', TemplateBody: TEMPLATE, RoleARN: arnOf('cfn-exec') })),
    ({ cloudFormation }) => cloudFormation.send(new DeleteStackCommand({ StackName: 'account-baseline' })),
    ({ ssm }) => ssm.send(new PutParameterCommand({ Name: '/account-baseline/settings/x', Value: 'v', Type: 'String' })),
    ({ iam }) => iam.send(new UpdateAccountPasswordPolicyCommand({ MinimumPasswordLength: 6 })),
    ({ iam }) => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'account-baseline-AccountSettingsRole-1A2B3C', PolicyDocument: TRUST })),
    ({ iam }) => iam.send(new UpdateAssumeRolePolicyCommand({ RoleName: 'platform-deployer', PolicyDocument: TRUST })),
    ({ iam }) => iam.send(new AttachRolePolicyCommand({ RoleName: arnOf('file-publishing').split('/')[1], PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' })),
    ({ iam }) => iam.send(new CreateRoleCommand({ RoleName: 'cdk-hnb659fds-file-publishing-role-evil', AssumeRolePolicyDocument: TRUST })),
    ({ s3 }) => s3.send(new PutBucketPolicyCommand({ Bucket: `cdk-hnb659fds-assets-${member}-${REGION}`, Policy: '{}' })),
    ({ s3 }) => s3.send(new DeleteObjectCommand({ Bucket: `cdk-hnb659fds-assets-${member}-${REGION}`, Key: 'x' })),
    ({ s3 }) => s3.send(new PutObjectCommand({ Bucket: `account-baseline-trail-${member}`, Key: 'x', Body: 'x' })),
  ];
  for (const attack of attacks) expect(await everyone(attack)).toEqual(Array(roles.length).fill(denied));

  const Asset = { Bucket: `cdk-hnb659fds-assets-${member}-${REGION}`, Key: 'code.zip' };
  expect(await everyone(({ s3 }) => s3.send(new PutObjectCommand({ ...Asset, Body: 'code' })))).toEqual([denied, denied, denied, 'allowed']);
  expect(await everyone(({ s3 }) => s3.send(new GetObjectCommand(Asset)))).toEqual(Array(roles.length).fill('allowed'));
}, 240_000);

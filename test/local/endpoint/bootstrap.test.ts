import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateStackCommand, DescribeStackResourcesCommand, GetTemplateSummaryCommand } from '@aws-sdk/client-cloudformation';
import { ListAttachedRolePoliciesCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { clientsOf, outcome } from './clients';
import { said } from '../../../local-endpoint/client/cdk-cli';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { runQuickCdk } from '../quick-cdk';

let endpoint: LocalEndpoint;
let folder: string;
beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  folder = mkdtempSync(join(tmpdir(), 'bootstrap-'));
}, 60_000);
afterAll(async () => {
  await endpoint?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const cdk = (...command: string[]) => runQuickCdk([...command, '--output', folder], {
  app: join(__dirname, 'fixtures', 'large-app.ts'), environment: endpoint.environment, died: endpoint.died,
});

test('cdk bootstrap without options makes the execution role an administrator; templates of more than 51,200 characters deploy then', async () => {
  const before = await cdk('deploy', 'WithCallerCredentials');
  expect([before.code, said(before)]).toEqual([1, expect.stringMatching(/larger than 50KiB|bootstrap/i)]);

  const bootstrapped = await cdk('bootstrap');
  expect([bootstrapped.code, said(bootstrapped)]).toEqual([0, expect.stringContaining(`Environment aws://${endpoint.accountId}/us-east-1 bootstrapped`)]);
  const { iam, cloudFormation, ssm } = clientsOf(endpoint);
  const RoleName = `cdk-hnb659fds-cfn-exec-role-${endpoint.accountId}-us-east-1`;
  const { AttachedPolicies } = await iam.send(new ListAttachedRolePoliciesCommand({ RoleName }));
  expect(AttachedPolicies!.map(({ PolicyArn }) => PolicyArn)).toEqual(['arn:aws:iam::aws:policy/AdministratorAccess']);
  // Conditional resources: without a key of its own the bucket is encrypted by S3.
  const { StackResources } = await cloudFormation.send(new DescribeStackResourcesCommand({ StackName: 'CDKToolkit' }));
  expect(StackResources!.map(({ ResourceType }) => ResourceType)).not.toContain('AWS::KMS::Key');

  const deployed = await cdk('deploy', '--all');
  expect(deployed).toMatchObject({ code: 0 });
  for (const stack of ['WithRoles', 'WithCallerCredentials']) {
    expect((await ssm.send(new GetParameterCommand({ Name: `/${stack}/29` }))).Parameter!.Value).toMatch(/^29-x{1997}$/);
  }
}, 180_000);

describe('a template in S3', () => {
  const key = 'some folder/template+1.json';
  beforeAll(async () => {
    const { s3 } = clientsOf(endpoint);
    await s3.send(new CreateBucketCommand({ Bucket: 'templates.of.ours' }));
    await s3.send(new PutObjectCommand({ Bucket: 'templates.of.ours', Key: key, Body: JSON.stringify({ Description: 'found', Resources: {} }) }));
  });

  test.each([
    'https://templates.of.ours.s3.us-east-1.amazonaws.com/some%20folder/template%2B1.json', 'https://templates.of.ours.s3.amazonaws.com/some%20folder/template%2B1.json',
    'https://templates.of.ours.s3-eu-west-1.amazonaws.com/some%20folder/template%2B1.json', 'https://templates.of.ours.s3.dualstack.us-east-1.amazonaws.com/some%20folder/template%2B1.json',
    'https://templates.of.ours.s3.cn-north-1.amazonaws.com.cn/some%20folder/template%2B1.json',
  ])('is found by %s', async (TemplateURL) => {
    const { cloudFormation } = clientsOf(endpoint);
    expect((await cloudFormation.send(new GetTemplateSummaryCommand({ TemplateURL }))).Description).toBe('found');
    expect(await outcome(cloudFormation.send(new GetTemplateSummaryCommand({ TemplateURL: TemplateURL.replace('ours', 'others') })))).toBe('ValidationError');
  });
});

test.each<[string, object, boolean]>([
  ['a list parameter that is empty', { 'Fn::Equals': ['', { 'Fn::Join': ['', { Ref: 'Empty' }] }] }, true],
  ['the region', { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] }, true],
  ['the partition, in a choice', { 'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-cn'] }, { 'Fn::Equals': [{ Ref: 'AWS::Partition' }, 'aws-us-gov'] }] }, false],
  ['a mapping by region', { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::FindInMap': ['Has', { Ref: 'AWS::Region' }, 'Service'] }, 'yes'] }] }, false],
  ['text with the account', { 'Fn::Equals': [{ 'Fn::Sub': '${AWS::AccountId}/x' }, '111122223333/x'] }, true],
  ['a part of a text, beside another condition', { 'Fn::And': [{ Condition: 'Yes' }, { 'Fn::Equals': [{ 'Fn::Select': [1, { 'Fn::Split': ['-', 'a-b'] }] }, 'b'] }] }, true],
])('a condition on %s', async (_, condition, holds) => {
  const { cloudFormation, ssm } = clientsOf(endpoint);
  const StackName = `condition-${Math.random().toString(36).slice(2)}`;
  await cloudFormation.send(new CreateStackCommand({
    StackName,
    TemplateBody: JSON.stringify({
      Parameters: { Empty: { Type: 'CommaDelimitedList', Default: '' } },
      Mappings: { Has: { 'us-east-1': { Service: 'yes' } } },
      Conditions: { Yes: { 'Fn::Equals': ['a', 'a'] }, Holds: condition },
      Resources: {
        Always: { Type: 'AWS::SSM::Parameter', Properties: { Name: `/${StackName}/always`, Type: 'String', Value: { 'Fn::If': ['Holds', 'holds', 'does not'] } } },
        Only: { Type: 'AWS::SSM::Parameter', Condition: 'Holds', Properties: { Name: `/${StackName}/only`, Type: 'String', Value: 'x' } },
      },
    }),
  }));
  const always = await ssm.send(new GetParameterCommand({ Name: `/${StackName}/always` }));
  expect(always.Parameter!.Value).toBe(holds ? 'holds' : 'does not');
  expect(await outcome(ssm.send(new GetParameterCommand({ Name: `/${StackName}/only` })))).toBe(holds ? 'allowed' : 'ParameterNotFound');
});

import { CreatePolicyCommand, DeleteRolePolicyCommand, AttachRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, PutBucketPolicyCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { clientsOf, Keys, outcome, stack } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

const trust = (Service: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }] });

let endpoint: LocalEndpoint;
const credentials = (body: object): Promise<Keys> => endpoint.control('instance-credentials', { role: 'instance', ...body });
const read = async (body: object, Bucket = 'granted') =>
  outcome(clientsOf(endpoint, await credentials(body)).s3.send(new GetObjectCommand({ Bucket, Key: 'key' })));

beforeAll(async () => {
  endpoint = await startLocalEndpoint({ quiet: true });
  const { s3 } = clientsOf(endpoint);
  for (const Bucket of ['granted', 'other', 'by-bucket-policy', 'closed']) {
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'text' }));
  }
  const { status } = await stack(endpoint, 'create', 'instance', {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'instance',
        Path: '/workload/',
        AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
        Policies: [{
          PolicyName: 'p',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:aws:s3:::granted/*', 'arn:aws:s3:::closed/*'] },
              { Effect: 'Deny', Action: '*', Resource: '*', Condition: { NumericLessThan: { 'ec2:RoleDelivery': '2.0' } } },
              { Effect: 'Deny', Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-of-another-account' } } },
            ],
          },
        }],
      },
    },
    Profile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Role' }] } },
    Alone: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'alone', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') } },
    Other: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'of-lambda', AssumeRolePolicyDocument: trust('lambda.amazonaws.com') } },
    OtherProfile: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: [{ Ref: 'Other' }] } },
  });
  expect(status).toBe('CREATE_COMPLETE');
}, 60_000);
afterAll(async () => endpoint?.stop());

test('an instance reads the bucket that its role grants and no other', async () => {
  expect(await read({})).toBe('allowed');
  expect(await read({}, 'other')).toBe('AccessDenied');
});

test('it is the role\'s session of that instance', async () => {
  const identity = await clientsOf(endpoint, await credentials({ instanceId: 'i-0aaaabbbbccccdddd' })).sts.send(new GetCallerIdentityCommand());
  expect(identity.Arn).toBe(`arn:aws:sts::${endpoint.accountId}:assumed-role/instance/i-0aaaabbbbccccdddd`);
});

test('credentials from the old metadata service and from a strange network are refused by policies that say so', async () => {
  expect(await read({ roleDelivery: '1.0' })).toBe('AccessDenied');
  expect(await read({ roleDelivery: '2.0' })).toBe('allowed');
  expect(await read({ conditionKeys: { 'aws:SourceVpc': 'vpc-of-another-account' } })).toBe('AccessDenied');
});

test('ec2:SourceInstanceARN names the instance', async () => {
  const { iam, s3 } = clientsOf(endpoint);
  await s3.send(new PutBucketPolicyCommand({
    Bucket: 'by-bucket-policy',
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [{
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::by-bucket-policy/*',
        Principal: { AWS: `arn:aws:iam::${endpoint.accountId}:role/workload/instance` },
        Condition: { ArnLike: { 'ec2:SourceInstanceARN': '*:instance/i-00000000000000001' } },
      }],
    }),
  }));
  expect(await read({ instanceId: 'i-00000000000000001' }, 'by-bucket-policy')).toBe('allowed');
  expect(await read({ instanceId: 'i-00000000000000002' }, 'by-bucket-policy')).toBe('AccessDenied');
  await s3.send(new PutBucketPolicyCommand({
    Bucket: 'closed',
    Policy: JSON.stringify({
      Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::closed/*', Principal: '*' }],
    }),
  }));
  expect(await read({}, 'closed')).toBe('AccessDenied');
  await iam.send(new DeleteRolePolicyCommand({ RoleName: 'instance', PolicyName: 'p' }));
  expect(await read({})).toBe('AccessDenied');
  const { Policy } = await iam.send(new CreatePolicyCommand({
    PolicyName: 'again', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] }),
  }));
  await iam.send(new AttachRolePolicyCommand({ RoleName: 'instance', PolicyArn: Policy!.Arn }));
  expect(await read({}, 'other')).toBe('allowed');
});

test.each([
  [{ role: 'nobody' }, 'there is no role \'nobody\''],
  [{ role: 'alone' }, 'no instance profile contains the role \'alone\''],
  [{ role: 'of-lambda' }, 'does not let ec2.amazonaws.com assume it'],
  [{ roleDelivery: '3.0' }, '\'roleDelivery\' must be "1.0" or "2.0", got "3.0"'],
])('%j gets no credentials', async (body, message) => {
  await expect(credentials(body)).rejects.toThrow(message);
});

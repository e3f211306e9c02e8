import { CloudFormationClient, CreateStackCommand, DeleteStackCommand, DescribeStackEventsCommand, DescribeStacksCommand, UpdateStackCommand } from '@aws-sdk/client-cloudformation';
import { EC2Client } from '@aws-sdk/client-ec2';
import { AttachUserPolicyCommand, CreateAccessKeyCommand, CreatePolicyCommand, CreateUserCommand, CreateVirtualMFADeviceCommand, EnableMFADeviceCommand, IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { STSClient } from '@aws-sdk/client-sts';
import type { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { totp } from '../../../local-endpoint/client/totp';

/** An access key, long-term or of a session. */
export interface Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What the SDK returns for a session. */
export interface SessionCredentials { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string }

export const ROOT: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Real SDK clients of one principal. */
export function clientsOf(endpoint: LocalEndpoint, credentials: Keys = ROOT, region = 'us-east-1') {
  const config = { endpoint: endpoint.url, region, credentials, maxAttempts: 1 };
  return {
    iam: new IAMClient(config),
    sts: new STSClient(config),
    s3: new S3Client(config),
    ssm: new SSMClient(config),
    lambda: new LambdaClient(config),
    ec2: new EC2Client(config),
    cloudFormation: new CloudFormationClient(config),
  };
}

export function keysOf(credentials: SessionCredentials | undefined): Keys {
  return {
    accessKeyId: credentials!.AccessKeyId!, secretAccessKey: credentials!.SecretAccessKey!, sessionToken: credentials!.SessionToken,
  };
}

/** The name of the error that a call fails with, or `allowed`. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  return call.then(() => 'allowed', (error: Error) => error.name);
}

let made = 0;

/** A user with an access key, and a managed policy of these statements. */
export async function makeUser(endpoint: LocalEndpoint, name: string, statements: object[], path = '/', boundary?: string) {
  const { iam } = clientsOf(endpoint);
  await iam.send(new CreateUserCommand({ UserName: name, Path: path, PermissionsBoundary: boundary }));
  if (statements.length > 0) {
    const policy = await makePolicy(endpoint, statements);
    await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: policy }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: name }));
  return { name, keys: { accessKeyId: AccessKey!.AccessKeyId!, secretAccessKey: AccessKey!.SecretAccessKey! } };
}

export async function makePolicy(endpoint: LocalEndpoint, statements: object[]): Promise<string> {
  const { Policy } = await clientsOf(endpoint).iam.send(new CreatePolicyCommand({
    PolicyName: `policy-${++made}`, PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
  }));
  return Policy!.Arn!;
}

/** Creates and enables a virtual MFA device with the two codes that its app shows. */
export async function enroll(endpoint: LocalEndpoint, user: string) {
  const { iam } = clientsOf(endpoint);
  const { VirtualMFADevice } = await iam.send(new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: `${user}-phone` }));
  const serial = VirtualMFADevice!.SerialNumber!;
  const seed = VirtualMFADevice!.Base32StringSeed!;
  const now = Date.now();
  await iam.send(new EnableMFADeviceCommand({
    UserName: user, SerialNumber: serial, AuthenticationCode1: totp(seed, now), AuthenticationCode2: totp(seed, now, 1),
  }));
  return { serial, code: () => totp(seed), seed };
}

/** Creates, updates or deletes a stack and waits for its end: the status, and the reasons of what failed. */
export async function stack(endpoint: LocalEndpoint, operation: 'create' | 'update' | 'delete', name: string, resources: object = {}) {
  const { cloudFormation } = clientsOf(endpoint);
  const input = { StackName: name, TemplateBody: JSON.stringify({ Resources: resources }), Capabilities: ['CAPABILITY_NAMED_IAM' as const] };
  const before = operation === 'create' ? undefined : (await cloudFormation.send(new DescribeStacksCommand({ StackName: name }))).Stacks![0].StackId;
  const started = new Date(Date.now() - 1000);
  const { StackId } = operation === 'create' ? await cloudFormation.send(new CreateStackCommand(input))
    : operation === 'update' ? await cloudFormation.send(new UpdateStackCommand(input))
      : (await cloudFormation.send(new DeleteStackCommand({ StackName: name })), { StackId: before });
  for (;;) {
    const status = (await cloudFormation.send(new DescribeStacksCommand({ StackName: StackId }))).Stacks![0].StackStatus!;
    if (!status.endsWith('_IN_PROGRESS')) {
      const { StackEvents } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: StackId }));
      const events = StackEvents!.filter(event => event.Timestamp! >= started).reverse();
      return {
        status,
        events: events.map(event => `${event.LogicalResourceId} ${event.ResourceStatus}`),
        reasons: events.filter(event => event.ResourceStatus!.endsWith('_FAILED')).map(event => event.ResourceStatusReason ?? ''),
        /** That of the resource itself: the events of a deletion can be about the one that it replaced. */
        physicalId: (logicalId: string) => events
          .filter(event => event.LogicalResourceId === logicalId && !event.ResourceStatus!.startsWith('DELETE_')).pop()?.PhysicalResourceId,
      };
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

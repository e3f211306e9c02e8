import * as cloudFormation from '@aws-sdk/client-cloudformation';
import * as ec2 from '@aws-sdk/client-ec2';
import * as iam from '@aws-sdk/client-iam';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as ssm from '@aws-sdk/client-ssm';
import * as sts from '@aws-sdk/client-sts';
import type { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import type { Decision } from '../../../proof/engine/decide';
import { clientsOf, Keys } from '../endpoint/clients';

/** The services that have a client here, by the prefix of their actions. */
const SERVICES: Record<string, { client: keyof ReturnType<typeof clientsOf>; commands: Record<string, any> }> = {
  cloudformation: { client: 'cloudFormation', commands: cloudFormation },
  ec2: { client: 'ec2', commands: ec2 },
  iam: { client: 'iam', commands: iam },
  lambda: { client: 'lambda', commands: lambda },
  s3: { client: 's3', commands: s3 },
  ssm: { client: 'ssm', commands: ssm },
  sts: { client: 'sts', commands: sts },
};

/** Where the API calls an operation other than IAM does. */
const OPERATIONS: Record<string, string> = {
  's3:ListAllMyBuckets': 'ListBuckets',
  's3:ListBucket': 'ListObjectsV2',
  's3:PutReplicationConfiguration': 'PutBucketReplication',
  'lambda:InvokeFunction': 'Invoke',
};

/** What the endpoint authorizes as something else than AWS does. */
const UNLIKE_AWS: Record<string, string> = {
  'iam:GetAccessKeyLastUsed': 'the request names a key, and the endpoint does not look up whose',
  'lambda:UpdateAlias': 'the endpoint takes it for another action',
  'cloudformation:StopStackSetOperation': 'the endpoint does not know the operation',
};

/**
 * What operations ask for besides the resource. A client sends only what its operation takes. Nothing here exists, so that a
 * call that is allowed mostly fails for want of it and leaves the account as it is.
 */
const FILLING = {
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  AccountAlias: 'second-opinion',
  Action: 'lambda:InvokeFunction',
  Body: 'none',
  AssumeRolePolicyDocument: '{}',
  AuthenticationCode1: '000000',
  AuthenticationCode2: '000001',
  CertificateBody: 'none',
  CertificateId: 'NONENONENONENONENONENONE',
  ChangeSetName: 'none',
  CidrBlock: '10.0.0.0/16',
  Code: { ZipFile: new Uint8Array() },
  ImageId: 'ami-1',
  Labels: ['none'],
  MaxCount: 1,
  MinCount: 1,
  NewPassword: 'new',
  OldPassword: 'old',
  Password: 'none',
  PermissionsBoundary: 'arn:aws:iam::aws:policy/NoSuchPolicy',
  Policy: '{}',
  PolicyArn: 'arn:aws:iam::aws:policy/NoSuchPolicy',
  PolicyDocument: '{}',
  PolicyName: 'none',
  Principal: 'sns.amazonaws.com',
  ReplicationConfiguration: { Role: 'none', Rules: [] },
  ReservedConcurrentExecutions: 1,
  ResourceType: 'Parameter',
  SSHPublicKeyBody: 'none',
  SerialNumber: 'arn:aws:iam::111122223333:mfa/none',
  StackPolicyBody: '{}',
  StatementId: 'none',
  Status: 'Inactive',
  TagKeys: ['none'],
  TemplateBody: '{}',
  Type: 'String',
  Value: 'none',
  VersionId: 'v9',
  ServiceSpecificCredentialId: 'ACCANONENONENONENONENONE',
};

/** The members of a request that name its resource, or nothing where the request could not name it. */
function naming(service: string, arn: string, user: string): Record<string, unknown> | undefined {
  if (arn === '*') return {};
  const resource = arn.split(':').slice(5).join(':');
  const [kind, ...rest] = resource.split('/');
  const name = rest[rest.length - 1];
  const path = ['', ...rest.slice(0, -1), ''].join('/');
  switch (`${service} ${service === 'iam' ? kind : ''}`.trim()) {
    case 'iam user': return { UserName: name, Path: path };
    case 'iam group': return { GroupName: name, UserName: user, Path: path };
    case 'iam role': return path.startsWith('/aws-service-role/') ? { AWSServiceName: rest[1] } : { RoleName: name, Path: path };
    case 'iam policy': return { PolicyArn: arn, PolicyName: name, Path: path };
    case 'iam instance-profile': return { InstanceProfileName: name, RoleName: 'none', Path: path };
    case 'iam mfa': return { SerialNumber: arn, VirtualMFADeviceName: name, Path: path };
    case 'sts': return { RoleArn: arn, TargetPrincipal: arn.split(':')[4], Name: name };
    case 's3': return { Bucket: kind, Key: rest.join('/') || undefined };
    case 'ssm': return kind === 'servicesetting' ? undefined : { Name: `/${rest.join('/')}`, ResourceId: `/${rest.join('/')}` };
    case 'ec2': return { InstanceIds: [name] };
    case 'lambda': return { FunctionName: resource.split(':')[1], Name: resource.split(':')[2], Qualifier: resource.split(':')[2], Resource: arn };
    case 'cloudformation': return kind === 'stackset' ? { StackSetName: rest[0].split(':')[0] } : { StackName: rest[0] };
  }
  return undefined;
}

export interface Answer {
  readonly decision: Decision;
  /** In the endpoint's words. */
  readonly words: string;
}

export type Call = (endpoint: LocalEndpoint, keys: Keys) => Promise<Answer>;

/** An action as a signed call, or why it cannot be one. */
export function callOf(action: string, arn: string, user: string, context: Record<string, string>): Call | string {
  const [service, name] = action.split(':');
  const known = SERVICES[service];
  if (!known) return 'the service has no client here';
  const Command = known.commands[`${OPERATIONS[action] ?? name}Command`];
  if (!Command) return 'the action is no call of its own';
  const resource = naming(service, arn, user);
  if (!resource) return 'the endpoint authorizes no such resource';
  if (Object.keys(context).some((key) => !['sts:RoleSessionName', 'iam:AWSServiceName'].includes(key))) return 'the condition key cannot be sent';
  if (UNLIKE_AWS[action]) return UNLIKE_AWS[action];
  if (action === 'iam:ChangePassword' && resource.UserName !== user) return 'the call works on nobody but the caller';
  // A code of a device that does not exist would be a reason of its own to refuse a session.
  const filling = service === 'sts' ? { RoleSessionName: context['sts:RoleSessionName'] ?? user, TradeInToken: 'none' } : FILLING;
  return async (endpoint, keys) => {
    const client: any = clientsOf(endpoint, keys)[known.client];
    return client.send(new Command({ ...filling, ...resource })).then(allowed, judged).finally(() => client.destroy());
  };
}

function allowed(): Answer {
  return { decision: 'Allowed', words: 'done' };
}

/** A call that is refused for another reason than permissions was allowed; one that never arrived was not judged at all. */
function judged(error: any): Answer {
  if (!error.$metadata?.httpStatusCode) throw error;
  if (/^(SignatureDoesNotMatch|ExpiredToken|InvalidAccessKeyId|MissingAuthenticationToken|UnrecognizedClient)/.test(error.name)) throw error;
  // The keys are known to be good: IAM calls a session without MFA, which may not call it at all, an invalid token.
  const denied = /^(AccessDenied|AccessDeniedException|InvalidClientTokenId|UnauthorizedOperation)$/.test(error.name);
  return { decision: denied ? 'Denied' : 'Allowed', words: `${error.name}: ${error.message}` };
}

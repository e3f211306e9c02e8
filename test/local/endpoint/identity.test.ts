import { CreateStackCommand } from '@aws-sdk/client-cloudformation';
import { RunInstancesCommand } from '@aws-sdk/client-ec2';
import {
  AttachGroupPolicyCommand, AttachRolePolicyCommand, AttachUserPolicyCommand, CreateAccessKeyCommand, CreateGroupCommand,
  CreateInstanceProfileCommand, CreatePolicyCommand,
  CreateRoleCommand, CreateUserCommand, DeleteGroupCommand, DeleteUserCommand, AddRoleToInstanceProfileCommand, AddUserToGroupCommand,
  GetRoleCommand, GetUserCommand, ListAccessKeysCommand, ListUsersCommand, PutRolePolicyCommand, PutUserPermissionsBoundaryCommand,
  RemoveUserFromGroupCommand, TagUserCommand,
} from '@aws-sdk/client-iam';
import { CreateFunctionCommand } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { clientsOf, enroll, keysOf, makePolicy, makeUser, outcome } from './clients';
import { LocalEndpoint, startLocalEndpoint } from '../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
beforeAll(async () => endpoint = await startLocalEndpoint({ quiet: true }), 60_000);
afterAll(async () => endpoint?.stop());

const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({ Effect: 'Allow', Action, Resource, Condition });
const deny = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) => ({ Effect: 'Deny', Action, Resource, Condition });
const iamArn = (resource: string) => `arn:aws:iam::${endpoint.accountId}:${resource}`;

async function makeRole(name: string, trust: object[], permissions: object[] = [], path = '/') {
  const { iam } = clientsOf(endpoint);
  await iam.send(new CreateRoleCommand({
    RoleName: name, Path: path, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }),
  }));
  if (permissions.length > 0) {
    await iam.send(new PutRolePolicyCommand({
      RoleName: name, PolicyName: 'permissions', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: permissions }),
    }));
  }
  return (await iam.send(new GetRoleCommand({ RoleName: name }))).Role!.Arn!;
}

/** The end record of a zip archive, which is all that an empty one has. */
const emptyZip = () => Buffer.from('504b0506' + '00'.repeat(18), 'hex');

const trustAccount = (condition?: object) => [{
  Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: iamArn('root') }, Condition: condition,
}];

describe('policy variables', () => {
  test('let a user reach what bears their own name, and nothing that bears another', async () => {
    const user = await makeUser(endpoint, 'ada', [allow('iam:GetUser', ['arn:aws:iam::*:user/${aws:username}', 'arn:aws:iam::*:user/*/${aws:username}'])]);
    await makeUser(endpoint, 'eve', []);
    const { iam } = clientsOf(endpoint, user.keys);

    expect(await outcome(iam.send(new GetUserCommand({ UserName: 'ada' })))).toBe('allowed');
    expect(await outcome(iam.send(new GetUserCommand({ UserName: 'eve' })))).toBe('AccessDenied');
  });

  test('work in conditions, and a statement with one that cannot be resolved does not match', async () => {
    const user = await makeUser(endpoint, 'vera', [
      allow('ssm:GetParameter', '*', { StringEquals: { 'aws:PrincipalTag/team': '${aws:username}' } }),
      allow('ssm:PutParameter', 'arn:aws:ssm:*:*:parameter/${aws:PrincipalTag/missing}'),
      allow('s3:CreateBucket', 'arn:aws:s3:::${aws:PrincipalTag/missing, \'fallback\'}'),
    ]);
    const { ssm, s3 } = clientsOf(endpoint, user.keys);
    await clientsOf(endpoint).ssm.send(new PutParameterCommand({ Name: '/v', Value: 'v', Type: 'String' }));

    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/v' })))).toBe('AccessDeniedException');
    await clientsOf(endpoint).iam.send(new TagUserCommand({ UserName: 'vera', Tags: [{ Key: 'team', Value: 'vera' }] }));
    expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/v' })))).toBe('allowed');
    expect(await outcome(ssm.send(new PutParameterCommand({ Name: '/x', Value: 'v', Type: 'String' })))).toBe('AccessDeniedException');
    expect(await outcome(s3.send(new CreateBucketCommand({ Bucket: 'fallback' })))).toBe('allowed');
  });

  test('bring in text, not wildcards', async () => {
    const user = await makeUser(endpoint, 'wild', [allow('iam:GetUser', 'arn:aws:iam::*:user/${aws:PrincipalTag/of}')]);
    const { iam } = clientsOf(endpoint);
    await iam.send(new TagUserCommand({ UserName: 'wild', Tags: [{ Key: 'of', Value: '*' }] }));

    expect(await outcome(clientsOf(endpoint, user.keys).iam.send(new GetUserCommand({ UserName: 'wild' })))).toBe('AccessDenied');
    const literal = await makeUser(endpoint, 'literal', [allow('iam:GetUser', 'arn:aws:iam::*:user/lit${*}')]);
    expect(await outcome(clientsOf(endpoint, literal.keys).iam.send(new GetUserCommand({ UserName: 'literal' })))).toBe('AccessDenied');
  });
});

describe('the resource of an IAM call', () => {
  test('is the full ARN with its path', async () => {
    await makeUser(endpoint, 'in-path', [], '/team/a/');
    await makeUser(endpoint, 'no-path', []);
    const user = await makeUser(endpoint, 'paths', [allow('iam:GetUser', iamArn('user/team/*'))]);
    const { iam } = clientsOf(endpoint, user.keys);

    expect(await outcome(iam.send(new GetUserCommand({ UserName: 'in-path' })))).toBe('allowed');
    expect(await outcome(iam.send(new GetUserCommand({ UserName: 'no-path' })))).toBe('AccessDenied');
  });

  test('is the path that a new entity asks for', async () => {
    const user = await makeUser(endpoint, 'maker', [allow(['iam:CreateUser', 'iam:CreatePolicy'], [iamArn('user/new/*'), iamArn('policy/new/*')])]);
    const { iam } = clientsOf(endpoint, user.keys);
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [allow('s3:GetObject')] });

    expect(await outcome(iam.send(new CreateUserCommand({ UserName: 'new-1', Path: '/new/' })))).toBe('allowed');
    expect(await outcome(iam.send(new CreateUserCommand({ UserName: 'new-2' })))).toBe('AccessDenied');
    expect(await outcome(iam.send(new CreatePolicyCommand({ PolicyName: 'new-1', Path: '/new/', PolicyDocument })))).toBe('allowed');
    expect(await outcome(iam.send(new CreatePolicyCommand({ PolicyName: 'new-2', PolicyDocument })))).toBe('AccessDenied');
  });

  test('of a membership is the group', async () => {
    const user = await makeUser(endpoint, 'joiner', [allow(['iam:AddUserToGroup', 'iam:RemoveUserFromGroup'], iamArn('group/mine'))]);
    for (const GroupName of ['mine', 'theirs']) {
      await clientsOf(endpoint).iam.send(new CreateGroupCommand({ GroupName }));
    }
    const { iam } = clientsOf(endpoint, user.keys);

    expect(await outcome(iam.send(new AddUserToGroupCommand({ GroupName: 'mine', UserName: 'joiner' })))).toBe('allowed');
    expect(await outcome(iam.send(new RemoveUserFromGroupCommand({ GroupName: 'mine', UserName: 'joiner' })))).toBe('allowed');
    expect(await outcome(iam.send(new AddUserToGroupCommand({ GroupName: 'theirs', UserName: 'joiner' })))).toBe('AccessDenied');
  });

  test('is the caller where a call names nobody, and the call works on the caller', async () => {
    const user = await makeUser(endpoint, 'self', [allow(['iam:GetUser', 'iam:CreateAccessKey', 'iam:ListAccessKeys'], iamArn('user/self/self'))], '/self/');
    const { iam } = clientsOf(endpoint, user.keys);

    expect((await iam.send(new GetUserCommand())).User!.UserName).toBe('self');
    expect((await iam.send(new CreateAccessKeyCommand())).AccessKey!.UserName).toBe('self');
    expect((await iam.send(new ListAccessKeysCommand())).AccessKeyMetadata).toHaveLength(2);
  });
});

describe('a permissions boundary', () => {
  test('limits what a user\'s policies allow, and its Deny counts', async () => {
    const boundary = await makePolicy(endpoint, [allow(['iam:ListUsers', 'iam:GetUser']), deny('iam:GetUser')]);
    const user = await makeUser(endpoint, 'bounded', [allow('*')], '/', boundary);
    const { iam } = clientsOf(endpoint, user.keys);

    expect(await outcome(iam.send(new ListUsersCommand()))).toBe('allowed');
    expect(await outcome(iam.send(new GetUserCommand()))).toBe('AccessDenied');
    expect(await outcome(iam.send(new ListAccessKeysCommand()))).toBe('AccessDenied');
  });

  test('can be demanded by iam:PermissionsBoundary, and kept by it', async () => {
    const boundary = await makePolicy(endpoint, [allow('*')]);
    const other = await makePolicy(endpoint, [allow('*')]);
    const user = await makeUser(endpoint, 'delegated', [
      allow(['iam:CreateUser', 'iam:PutUserPermissionsBoundary', 'iam:DeleteUser'], '*', { StringEquals: { 'iam:PermissionsBoundary': boundary } }),
    ]);
    const { iam } = clientsOf(endpoint, user.keys);

    expect(await outcome(iam.send(new CreateUserCommand({ UserName: 'd1' })))).toBe('AccessDenied');
    expect(await outcome(iam.send(new CreateUserCommand({ UserName: 'd1', PermissionsBoundary: other })))).toBe('AccessDenied');
    expect(await outcome(iam.send(new CreateUserCommand({ UserName: 'd1', PermissionsBoundary: boundary })))).toBe('allowed');
    expect(await outcome(iam.send(new PutUserPermissionsBoundaryCommand({ UserName: 'd1', PermissionsBoundary: other })))).toBe('AccessDenied');
    expect(await outcome(iam.send(new DeleteUserCommand({ UserName: 'd1' })))).toBe('allowed');
    expect(await outcome(iam.send(new DeleteUserCommand({ UserName: 'eve' })))).toBe('AccessDenied');
  });
});

describe('iam:PassRole', () => {
  test('is needed to put a role into an instance profile, for that role and that service', async () => {
    const trustEc2 = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }];
    await makeRole('passable', trustEc2, [], '/workload/');
    await makeRole('not-passable', trustEc2);
    const user = await makeUser(endpoint, 'passer', [
      allow('iam:AddRoleToInstanceProfile'),
      allow('iam:PassRole', iamArn('role/workload/*'), { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } }),
    ]);
    const wrongService = await makeUser(endpoint, 'wrong-service', [
      allow('iam:AddRoleToInstanceProfile'),
      allow('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }),
    ]);
    for (const InstanceProfileName of ['p1', 'p2']) {
      await clientsOf(endpoint).iam.send(new CreateInstanceProfileCommand({ InstanceProfileName }));
    }
    const { iam } = clientsOf(endpoint, user.keys);

    await expect(iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'p1', RoleName: 'not-passable' }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining(`not authorized to perform: iam:PassRole on resource: ${iamArn('role/not-passable')}`),
    });
    expect(await outcome(clientsOf(endpoint, wrongService.keys).iam.send(
      new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'p1', RoleName: 'passable' })))).toBe('AccessDenied');
    expect(await outcome(iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: 'p1', RoleName: 'passable' })))).toBe('allowed');
  });
});

describe('iam:PassRole of a caller who may do everything else', () => {
  let user: Awaited<ReturnType<typeof makeUser>>;
  const trust = (Service: string) => [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service } }];
  beforeAll(async () => {
    const { iam } = clientsOf(endpoint);
    for (const [name, service] of [['ec2', 'ec2'], ['lambda', 'lambda'], ['cfn', 'cloudformation']]) {
      await makeRole(`free-${name}`, trust(`${service}.amazonaws.com`), [], '/free/');
      await makeRole(`kept-${name}`, trust(`${service}.amazonaws.com`));
    }
    for (const name of ['free-ec2', 'kept-ec2']) {
      await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name }));
      await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }));
    }
    user = await makeUser(endpoint, 'power', [
      { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, allow('iam:PassRole', iamArn('role/free/*')),
    ]);
  });

  test.each<[string, (role: string) => Promise<unknown>]>([
    ['RunInstances', role => clientsOf(endpoint, user.keys).ec2.send(new RunInstancesCommand({
      ImageId: 'ami-12345678', MinCount: 1, MaxCount: 1, IamInstanceProfile: { Name: `${role}-ec2` },
    }))],
    ['CreateFunction', role => clientsOf(endpoint, user.keys).lambda.send(new CreateFunctionCommand({
      FunctionName: role,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: emptyZip() },
      Role: iamArn(`role/${role === 'free' ? 'free/' : ''}${role}-lambda`),
    }))],
    ['CreateStack', role => clientsOf(endpoint, user.keys).cloudFormation.send(new CreateStackCommand({
      StackName: role,
      RoleARN: iamArn(`role/${role === 'free' ? 'free/' : ''}${role}-cfn`),
      TemplateBody: JSON.stringify({ Resources: { T: { Type: 'AWS::SNS::Topic' } } }),
    }))],
  ])('decides which role %s may hand over', async (_name, call) => {
    await expect(call('kept')).rejects.toThrow(`not authorized to perform: iam:PassRole on resource: ${iamArn('role/kept-')}`);
    expect(await outcome(call('free'))).toBe('allowed');
  });
});

describe('AssumeRole', () => {
  test('holds the conditions of a trust of the account: session name, path of the caller, MFA and its age', async () => {
    const role = await makeRole('Administrator', trustAccount({
      Bool: { 'aws:MultiFactorAuthPresent': 'true' },
      NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
      StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
      ArnLike: { 'aws:PrincipalArn': `arn:*:iam::${endpoint.accountId}:user/account-baseline/*` },
    }), [allow('*')], '/account-baseline/');
    const inside = await makeUser(endpoint, 'inside', [allow('sts:AssumeRole')], '/account-baseline/');
    const outside = await makeUser(endpoint, 'outside', [allow('sts:AssumeRole')]);
    const assume = async (user: typeof inside, RoleSessionName: string, withMfa = true) => {
      const phone = devices[user.name] ??= await enroll(endpoint, user.name);
      const { Credentials, AssumedRoleUser } = await clientsOf(endpoint, user.keys).sts.send(new AssumeRoleCommand({
        RoleArn: role, RoleSessionName, ...withMfa ? { SerialNumber: phone.serial, TokenCode: phone.code() } : {},
      }));
      return { keys: keysOf(Credentials), arn: AssumedRoleUser!.Arn };
    };
    const devices: Record<string, Awaited<ReturnType<typeof enroll>>> = {};

    const session = await assume(inside, 'inside');
    expect(session.arn).toBe(`arn:aws:sts::${endpoint.accountId}:assumed-role/Administrator/inside`);
    expect(await outcome(clientsOf(endpoint, session.keys).iam.send(new ListUsersCommand()))).toBe('allowed');
    expect(await outcome(assume(inside, 'other-user'))).toBe('AccessDenied');
    expect(await outcome(assume(inside, 'inside', false))).toBe('AccessDenied');
    expect(await outcome(assume(outside, 'outside'))).toBe('AccessDenied');
  });

  test('needs a permission of the caller where the trust names the account, and an explicit Deny wins', async () => {
    const role = await makeRole('trusting', trustAccount());
    const without = await makeUser(endpoint, 'without', []);
    const denied = await makeUser(endpoint, 'denied', [allow('*'), deny('sts:AssumeRole')]);
    const assume = (user: typeof without) =>
      outcome(clientsOf(endpoint, user.keys).sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'x1' })));

    expect(await assume(without)).toBe('AccessDenied');
    expect(await assume(denied)).toBe('AccessDenied');
  });

  test('is refused to the root user, and to everybody where only a service is trusted', async () => {
    const ofService = await makeRole('of-service', [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }]);
    const ofAccount = await makeRole('of-account', trustAccount());
    const user = await makeUser(endpoint, 'any-user', [allow('*')]);

    await expect(clientsOf(endpoint).sts.send(new AssumeRoleCommand({ RoleArn: ofAccount, RoleSessionName: 'x1' })))
      .rejects.toThrow('Roles may not be assumed by root accounts.');
    expect(await outcome(clientsOf(endpoint).sts.send(new AssumeRoleCommand({ RoleArn: ofService, RoleSessionName: 'x1' })))).toBe('AccessDenied');
    expect(await outcome(clientsOf(endpoint, user.keys).sts.send(new AssumeRoleCommand({ RoleArn: ofService, RoleSessionName: 'x1' }))))
      .toBe('AccessDenied');
  });

  test('gives a session whose aws:PrincipalArn is the role\'s, path included', async () => {
    const role = await makeRole('in-a-path', trustAccount(), [
      allow('iam:ListUsers', '*', { ArnEquals: { 'aws:PrincipalArn': iamArn('role/some/path/in-a-path') } }),
    ], '/some/path/');
    const user = await makeUser(endpoint, 'path-assumer', [allow('sts:AssumeRole')]);
    const { Credentials } = await clientsOf(endpoint, user.keys).sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'x1' }));

    expect(await outcome(clientsOf(endpoint, keysOf(Credentials)).iam.send(new ListUsersCommand()))).toBe('allowed');
  });
});

describe('a denial', () => {
  test('has AWS\'s own words, with the resource', async () => {
    const user = await makeUser(endpoint, 'refused', [allow('*'), deny('iam:GetUser')]);
    await clientsOf(endpoint).s3.send(new CreateBucketCommand({ Bucket: 'closed' }));
    const poor = await makeUser(endpoint, 'poor', []);

    await expect(clientsOf(endpoint, user.keys).iam.send(new GetUserCommand({ UserName: 'eve' }))).rejects.toThrow(
      `User: ${iamArn('user/refused')} is not authorized to perform: iam:GetUser on resource: ${iamArn('user/eve')} with an explicit deny in an identity-based policy`);
    await expect(clientsOf(endpoint, poor.keys).s3.send(new PutObjectCommand({ Bucket: 'closed', Key: 'k', Body: 'b' }))).rejects.toThrow(
      `User: ${iamArn('user/poor')} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::closed/k" because no identity-based policy allows the s3:PutObject action`);
  });

  test('of aws:ViaAWSService sees false for a call made directly', async () => {
    const user = await makeUser(endpoint, 'direct', [allow('iam:ListUsers', '*', { Bool: { 'aws:ViaAWSService': 'false' } })]);
    expect(await outcome(clientsOf(endpoint, user.keys).iam.send(new ListUsersCommand()))).toBe('allowed');
  });

  test('meets a key that was deleted, unknown, or has a wrong secret', async () => {
    const user = await makeUser(endpoint, 'secret', [allow('*')]);
    const call = (keys: Parameters<typeof clientsOf>[1]) => outcome(clientsOf(endpoint, keys).sts.send(new GetCallerIdentityCommand()));

    expect(await call({ accessKeyId: 'AKIAUNKNOWN123456789', secretAccessKey: 'x' })).toBe('InvalidClientTokenId');
    expect(await call({ ...user.keys, secretAccessKey: 'wrong' })).toBe('SignatureDoesNotMatch');
    expect(await call(user.keys)).toBe('allowed');
  });
});

describe('IAM refuses', () => {
  test('to attach a policy that does not exist, and an eleventh', async () => {
    const { iam } = clientsOf(endpoint);
    await iam.send(new CreateGroupCommand({ GroupName: 'full' }));
    const attach = (PolicyArn: string) => outcome(iam.send(new AttachGroupPolicyCommand({ GroupName: 'full', PolicyArn })));

    expect(await attach('arn:aws:iam::aws:policy/AdminstratorAccess')).toBe('NoSuchEntityException');
    expect(await outcome(iam.send(new AttachRolePolicyCommand({ RoleName: 'trusting', PolicyArn: iamArn('policy/none') })))).toBe('NoSuchEntityException');
    for (let number = 0; number < 10; number++) {
      expect(await attach(await makePolicy(endpoint, [allow('s3:GetObject')]))).toBe('allowed');
    }
    expect(await attach('arn:aws:iam::aws:policy/SecurityAudit')).toBe('LimitExceededException');
  });

  test('a managed policy of more than 6,144 characters, and a name that another path has', async () => {
    const { iam } = clientsOf(endpoint);
    const create = (PolicyName: string, characters: number, Path = '/') => outcome(iam.send(new CreatePolicyCommand({
      PolicyName,
      Path,
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17', Statement: [{ ...allow('s3:GetObject'), Sid: 'x'.repeat(characters - 98) }],
      }),
    })));
    const size = (characters: number) => JSON.stringify({
      Version: '2012-10-17', Statement: [{ ...allow('s3:GetObject'), Sid: 'x'.repeat(characters - 98) }],
    }).length;
    const exact = 6144 - (size(6144) - 6144);

    expect(await create('largest', exact)).toBe('allowed');
    expect(await create('too-large', exact + 1)).toBe('LimitExceededException');
    expect(await create('largest', 200, '/elsewhere/')).toBe('EntityAlreadyExistsException');
  });

  test('to delete a group with members and a user with a device, until they are gone', async () => {
    const { iam } = clientsOf(endpoint);
    await iam.send(new CreateGroupCommand({ GroupName: 'busy' }));
    await iam.send(new CreateUserCommand({ UserName: 'busy' }));
    await iam.send(new AddUserToGroupCommand({ GroupName: 'busy', UserName: 'busy' }));
    const removeUser = () => outcome(iam.send(new DeleteUserCommand({ UserName: 'busy' })));

    expect(await outcome(iam.send(new DeleteGroupCommand({ GroupName: 'busy' })))).toBe('DeleteConflictException');
    expect(await removeUser()).toBe('DeleteConflictException');
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'busy', UserName: 'busy' }));
    await enroll(endpoint, 'busy');
    expect(await removeUser()).toBe('DeleteConflictException');
    expect(await outcome(iam.send(new DeleteGroupCommand({ GroupName: 'busy' })))).toBe('allowed');
  });
});

test('S3 and SSM are denied outside a policy and allowed inside it', async () => {
  const root = clientsOf(endpoint);
  for (const Bucket of ['granted', 'other']) {
    await root.s3.send(new CreateBucketCommand({ Bucket }));
    await root.s3.send(new PutObjectCommand({ Bucket, Key: 'key', Body: 'text' }));
    await root.ssm.send(new PutParameterCommand({ Name: `/${Bucket}/name`, Value: 'v', Type: 'String' }));
  }
  const user = await makeUser(endpoint, 'reader', [allow('s3:GetObject', 'arn:aws:s3:::granted/*'), allow('ssm:GetParameter', 'arn:aws:ssm:*:*:parameter/granted/*')]);
  const { s3, ssm } = clientsOf(endpoint, user.keys);

  expect(await outcome(s3.send(new GetObjectCommand({ Bucket: 'granted', Key: 'key' })))).toBe('allowed');
  expect(await outcome(s3.send(new GetObjectCommand({ Bucket: 'other', Key: 'key' })))).toBe('AccessDenied');
  expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/granted/name' })))).toBe('allowed');
  expect(await outcome(ssm.send(new GetParameterCommand({ Name: '/other/name' })))).toBe('AccessDeniedException');
});

test('AWS managed policies that are only recorded can be attached and grant nothing', async () => {
  const user = await makeUser(endpoint, 'billing', []);
  const attach = (PolicyArn: string) => outcome(clientsOf(endpoint).iam.send(new AttachUserPolicyCommand({ UserName: user.name, PolicyArn })));

  expect(await attach('arn:aws:iam::aws:policy/job-function/ViewOnlyAccess')).toBe('allowed');
  expect(await attach('arn:aws:iam::aws:policy/ViewOnlyAccess')).toBe('NoSuchEntityException');
  expect(await outcome(clientsOf(endpoint, user.keys).iam.send(new ListUsersCommand()))).toBe('AccessDenied');
  expect(await attach('arn:aws:iam::aws:policy/ReadOnlyAccess')).toBe('allowed');
  expect(await outcome(clientsOf(endpoint, user.keys).iam.send(new ListUsersCommand()))).toBe('allowed');
});

import { CreateRoleCommand, CreateServiceLinkedRoleCommand, ListUsersCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { clientsOf, Keys, makeUser, outcome, ROOT } from '../clients';
import { SdkForPython, Service } from './sdk-for-python';
import { sdkForAll } from './started-sdk';
import { LocalEndpoint } from '../../../../local-endpoint/client/endpoint';

let endpoint: LocalEndpoint;
let sdk: SdkForPython;
let organizations: Service;
let root: string;
let organizationId: string;
sdkForAll(async (...started) => {
  [endpoint, sdk, organizations] = started;
  organizationId = (await organizations('CreateOrganization')).Organization.Id;
  root = (await organizations('ListRoots')).Roots[0].Id;
  await organizations('EnablePolicyType', { RootId: root, PolicyType: 'RESOURCE_CONTROL_POLICY' });
});

const rootOf = (accessKeyId: string): Keys => ({ accessKeyId, secretAccessKey: 'test' });
let made = 0;

/** An account in a unit of its own. */
async function makeMember() {
  const name = `member-${++made}`;
  const unit: string = (await organizations('CreateOrganizationalUnit', { ParentId: root, Name: name })).OrganizationalUnit.Id;
  const { CreateAccountStatus: { Id } } = await organizations('CreateAccount', { AccountName: name, Email: `${name}@example.com` });
  const account: string = (await organizations('DescribeCreateAccountStatus', { CreateAccountRequestId: Id })).CreateAccountStatus.AccountId;
  await organizations('MoveAccount', { AccountId: account, SourceParentId: root, DestinationParentId: unit });
  return { account, unit, keys: rootOf(account) };
}

/** Attaches a policy, and answers with its ARN and how to take it away. */
async function attach(TargetId: string, statements: object[], Type = 'SERVICE_CONTROL_POLICY') {
  const Content = JSON.stringify({ Version: '2012-10-17', Statement: statements });
  const { Id: PolicyId, Arn } = (await organizations('CreatePolicy', { Name: `policy-${++made}`, Description: '', Type, Content })).Policy.PolicySummary;
  await organizations('AttachPolicy', { PolicyId, TargetId });
  return { arn: Arn as string, detach: () => organizations('DetachPolicy', { PolicyId, TargetId }) };
}

const deny = (Action: string | string[], fields: object = {}) => ({ Effect: 'Deny', Action, Resource: '*', ...fields });
const allow = (Action: string | string[], fields: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...fields });
const refusal = (call: Promise<unknown>) => call.then(() => 'allowed', (error: Error) => error.message);
const listUsers = (keys: Keys) => clientsOf(endpoint, keys).iam.send(new ListUsersCommand());

async function makeRole(keys: Keys, RoleName: string, Principal: object, statements: object[], condition?: object): Promise<string> {
  const { iam } = clientsOf(endpoint, keys);
  const trust = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal, Condition: condition }];
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }) }));
  if (statements.length > 0) {
    await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: statements }) }));
  }
  return Role!.Arn!;
}

describe('a service control policy', () => {
  test('denies everybody in the account, its root user included, and says so as AWS does', async () => {
    const { account, keys } = await makeMember();
    await makeRole(keys, 'administrator', { Service: 'lambda.amazonaws.com' }, [allow('*')]);
    const session: Keys = await endpoint.control(`service-credentials?account=${account}`, { role: 'administrator', service: 'lambda.amazonaws.com' });
    expect([await outcome(listUsers(keys)), await outcome(listUsers(session))]).toEqual(['allowed', 'allowed']);
    const { arn, detach } = await attach(account, [deny('iam:ListUsers')]);
    const words = `iam:ListUsers with an explicit deny in a service control policy: ${arn}$`;
    expect(await refusal(listUsers(keys))).toMatch(new RegExp(`^User: arn:aws:iam::${account}:root is not authorized to perform: ${words}`));
    expect(await refusal(listUsers(session))).toMatch(new RegExp(`^User: arn:aws:sts::${account}:assumed-role/administrator/lambda is not authorized to perform: ${words}`));
    await detach();
    expect([await outcome(listUsers(keys)), await outcome(listUsers(session))]).toEqual(['allowed', 'allowed']);
  });

  test('denies in every service, in the words of the service', async () => {
    const { account, keys } = await makeMember();
    await attach(account, [deny(['s3:CreateBucket', 'ssm:PutParameter', 'organizations:DescribeOrganization'])]);
    const { s3, ssm, sts } = clientsOf(endpoint, keys);
    expect(await refusal(s3.send(new CreateBucketCommand({ Bucket: 'denied' })))).toContain('with an explicit deny in a service control policy');
    expect(await refusal(ssm.send(new PutParameterCommand({ Name: '/p', Value: 'v', Type: 'String' })))).toContain('with an explicit deny in a service control policy');
    expect(await refusal(sdk.service('organizations', keys)('DescribeOrganization'))).toContain('with an explicit deny in a service control policy');
    expect(await outcome(s3.send(new ListBucketsCommand({})))).toBe('allowed');
    expect(await outcome(sts.send(new GetCallerIdentityCommand()))).toBe('allowed');
  });

  test('is inherited from every unit above, and moves with the account', async () => {
    const first = await makeMember();
    const second = await makeMember();
    const child = (await organizations('CreateOrganizationalUnit', { ParentId: first.unit, Name: 'child' })).OrganizationalUnit.Id;
    await attach(first.unit, [deny('iam:*')]);
    expect([await outcome(listUsers(first.keys)), await outcome(listUsers(second.keys))]).toEqual(['AccessDenied', 'allowed']);
    await organizations('MoveAccount', { AccountId: second.account, SourceParentId: second.unit, DestinationParentId: child });
    await organizations('MoveAccount', { AccountId: first.account, SourceParentId: first.unit, DestinationParentId: second.unit });
    expect([await outcome(listUsers(first.keys)), await outcome(listUsers(second.keys))]).toEqual(['allowed', 'AccessDenied']);
  });

  test('must allow on every level, and its silence denies', async () => {
    const { account, unit, keys } = await makeMember();
    await attach(unit, [allow('s3:*')]);
    expect(await outcome(listUsers(keys))).toBe('allowed');
    await organizations('DetachPolicy', { PolicyId: 'p-FullAWSAccess', TargetId: unit });
    expect(await refusal(listUsers(keys))).toMatch(
      new RegExp(`^User: arn:aws:iam::${account}:root is not authorized to perform: iam:ListUsers because no service control policy allows the iam:ListUsers action$`));
    expect(await outcome(clientsOf(endpoint, keys).s3.send(new ListBucketsCommand({})))).toBe('allowed');
  });

  test('grants nothing', async () => {
    const { account, keys } = await makeMember();
    await attach(account, [allow('iam:ListUsers')]);
    await makeRole(keys, 'powerless', { Service: 'lambda.amazonaws.com' }, []);
    const session: Keys = await endpoint.control(`service-credentials?account=${account}`, { role: 'powerless', service: 'lambda.amazonaws.com' });
    expect(await refusal(listUsers(session))).toContain('because no identity-based policy allows the iam:ListUsers action');
  });

  test('does not limit the management account, wherever it is attached', async () => {
    const { keys } = await makeMember();
    const { detach } = await attach(root, [deny('iam:ListUsers')]);
    const user = await makeUser(endpoint, `manager-${++made}`, [allow('iam:ListUsers')]);
    expect([await outcome(listUsers(ROOT)), await outcome(listUsers(user.keys)), await outcome(listUsers(keys))]).toEqual(['allowed', 'allowed', 'AccessDenied']);
    await detach();
  });

  test('does not limit service-linked roles', async () => {
    const { account, keys } = await makeMember();
    const { Role } = await clientsOf(endpoint, keys).iam.send(new CreateServiceLinkedRoleCommand({ AWSServiceName: 'config.amazonaws.com' }));
    await clientsOf(endpoint, keys).iam.send(new PutRolePolicyCommand({
      RoleName: Role!.RoleName, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allow('iam:ListUsers')] }),
    }));
    await attach(account, [deny('iam:*')]);
    const session: Keys = await endpoint.control(`service-credentials?account=${account}`, { role: Role!.RoleName, service: 'config.amazonaws.com' });
    expect([await outcome(listUsers(session)), await outcome(listUsers(keys))]).toEqual(['allowed', 'AccessDenied']);
  });

  test('exempts principals and regions by its conditions', async () => {
    const { account, keys } = await makeMember();
    await makeRole(keys, 'exempt', { Service: 'lambda.amazonaws.com' }, [allow('*')]);
    await attach(account, [
      deny('iam:ListUsers', { Condition: { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/exempt' } } }),
      { Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], Resource: '*', Condition: { StringNotEquals: { 'aws:RequestedRegion': ['us-east-1'] } } },
    ]);
    const session: Keys = await endpoint.control(`service-credentials?account=${account}`, { role: 'exempt', service: 'lambda.amazonaws.com' });
    expect([await outcome(listUsers(session)), await outcome(listUsers(keys))]).toEqual(['allowed', 'AccessDenied']);
    const put = (region: string) => outcome(new SSMClient({ endpoint: endpoint.url, region, credentials: session, maxAttempts: 1 })
      .send(new PutParameterCommand({ Name: '/p', Value: 'v', Type: 'String' })));
    expect([await put('us-east-1'), await put('eu-west-1')]).toEqual(['allowed', 'AccessDeniedException']);
  });

  test('limits nobody while its type is disabled', async () => {
    const { account, keys } = await makeMember();
    await attach(account, [deny('iam:ListUsers')]);
    expect(await outcome(listUsers(keys))).toBe('AccessDenied');
    await organizations('DisablePolicyType', { RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' });
    expect(await outcome(listUsers(keys))).toBe('allowed');
    await organizations('EnablePolicyType', { RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' });
    expect(await outcome(listUsers(keys))).toBe('allowed');
  });
});

describe('the organization of a principal', () => {
  const assume = (keys: Keys, RoleArn: string) => outcome(clientsOf(endpoint, keys).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's' })));
  const userIn = async (keys: Keys) => {
    const UserName = `u-${++made}`;
    const iam = sdk.service('iam', keys);
    await iam('CreateUser', { UserName });
    await iam('PutUserPolicy', { UserName, PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allow(['sts:AssumeRole', 's3:*'])] }) });
    const { AccessKey } = await iam('CreateAccessKey', { UserName });
    return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey } as Keys;
  };

  test('is aws:PrincipalOrgID, and its place in it aws:PrincipalOrgPaths', async () => {
    const inside = await makeMember();
    const outside = rootOf('999900001111');
    const [member, stranger] = [await userIn(inside.keys), await userIn(outside)];
    const byId = await makeRole(ROOT, 'by-id', { AWS: '*' }, [], { StringEquals: { 'aws:PrincipalOrgID': organizationId } });
    const byPath = await makeRole(ROOT, 'by-path', { AWS: '*' }, [], { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organizationId}/*/${inside.unit}/*` } });
    const otherPath = await makeRole(ROOT, 'other-path', { AWS: '*' }, [], { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': `${organizationId}/*/ou-none-00000000/*` } });
    expect([await assume(member, byId), await assume(stranger, byId)]).toEqual(['allowed', 'AccessDenied']);
    expect([await assume(member, byPath), await assume(stranger, byPath), await assume(member, otherPath)]).toEqual(['allowed', 'AccessDenied', 'AccessDenied']);
  });

  test('is compared with that of the resource by aws:ResourceOrgID', async () => {
    const { account, keys } = await makeMember();
    const outside = rootOf('999900002222');
    await makeRole(keys, 'inside', { AWS: `arn:aws:iam::${account}:root` }, []);
    const [inside, away] = [`arn:aws:iam::${account}:role/inside`, await makeRole(outside, 'away', { AWS: `arn:aws:iam::${account}:root` }, [])];
    const user = await userIn(keys);
    expect([await assume(user, inside), await assume(user, away)]).toEqual(['allowed', 'allowed']);
    await attach(account, [deny('sts:AssumeRole', { Condition: { StringNotEqualsIfExists: { 'aws:ResourceOrgID': organizationId } } })]);
    expect([await assume(user, inside), await assume(user, away)]).toEqual(['allowed', 'AccessDenied']);
  });

  test('is compared with the place of the resource by aws:ResourceOrgPaths', async () => {
    const [here, elsewhere] = [await makeMember(), await makeMember()];
    const trusting = { AWS: `arn:aws:iam::${here.account}:root` };
    const roles = [await makeRole(here.keys, 'here', trusting, []), await makeRole(elsewhere.keys, 'elsewhere', trusting, [])];
    const user = await userIn(here.keys);
    expect(await Promise.all(roles.map((role) => assume(user, role)))).toEqual(['allowed', 'allowed']);
    await attach(here.account, [deny('sts:AssumeRole', { Condition: { 'ForAllValues:StringNotLike': { 'aws:ResourceOrgPaths': `${organizationId}/*/${here.unit}/*` } } })]);
    expect(await Promise.all(roles.map((role) => assume(user, role)))).toEqual(['allowed', 'AccessDenied']);
  });
});

describe('a resource control policy', () => {
  test('keeps outsiders from the resources of a member, whatever these allow, and not from those of the management account', async () => {
    const { account, keys } = await makeMember();
    const stranger = await (async () => {
      const iam = sdk.service('iam', rootOf('999900003333'));
      await iam('CreateUser', { UserName: 'stranger' });
      await iam('PutUserPolicy', { UserName: 'stranger', PolicyName: 'p', PolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [allow('sts:AssumeRole')] }) });
      const { AccessKey } = await iam('CreateAccessKey', { UserName: 'stranger' });
      return { accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey };
    })();
    const open = await makeRole(keys, 'open', { AWS: '999900003333' }, []);
    const managed = await makeRole(ROOT, `open-${++made}`, { AWS: '999900003333' }, []);
    const assume = (RoleArn: string) => refusal(clientsOf(endpoint, stranger).sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 's' })));
    expect([await assume(open), await assume(managed)]).toEqual(['allowed', 'allowed']);
    const { arn, detach } = await attach(root, [deny('sts:AssumeRole', { Principal: '*', Condition: { StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId } } })], 'RESOURCE_CONTROL_POLICY');
    expect(await assume(open)).toBe(`User: arn:aws:iam::999900003333:user/stranger is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::${account}:role/open with an explicit deny in a resource control policy: ${arn}`);
    expect(await assume(managed)).toBe('allowed');
    await detach();
    expect(await assume(open)).toBe('allowed');
  });

  test('limits the principals of the account itself, its root user included', async () => {
    const { account, keys } = await makeMember();
    const s3 = (): S3Client => clientsOf(endpoint, keys).s3;
    await s3().send(new CreateBucketCommand({ Bucket: `kept-${account}` }));
    await s3().send(new PutObjectCommand({ Bucket: `kept-${account}`, Key: 'k', Body: 'x' }));
    await attach(account, [deny('s3:GetObject', { Principal: '*' })], 'RESOURCE_CONTROL_POLICY');
    expect(await refusal(s3().send(new GetObjectCommand({ Bucket: `kept-${account}`, Key: 'k' })))).toContain('with an explicit deny in a resource control policy');
    expect(await outcome(s3().send(new PutObjectCommand({ Bucket: `kept-${account}`, Key: 'k', Body: 'y' })))).toBe('allowed');
    expect(await outcome(clientsOf(endpoint, keys).ssm.send(new GetParameterCommand({ Name: '/none' })))).toBe('ParameterNotFound');
  });

  test('RCPFullAWSAccess cannot be detached', async () => {
    const { account } = await makeMember();
    await expect(organizations('DetachPolicy', { PolicyId: 'p-RCPFullAWSAccess', TargetId: account })).rejects.toMatchObject({ name: 'InvalidInputException', Reason: 'NON_DETACHABLE_POLICY' });
  });
});

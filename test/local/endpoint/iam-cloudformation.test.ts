import {
  AddUserToGroupCommand, AttachRolePolicyCommand, CreateGroupCommand, CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, GetGroupCommand,
  GetGroupPolicyCommand, GetLoginProfileCommand,
  GetOpenIDConnectProviderCommand, GetPolicyCommand, GetPolicyVersionCommand, GetRoleCommand, GetSAMLProviderCommand, GetUserCommand,
  ListAttachedGroupPoliciesCommand, ListGroupPoliciesCommand, ListGroupsForUserCommand, ListPolicyVersionsCommand, RemoveUserFromGroupCommand,
} from '@aws-sdk/client-iam';
import { clientsOf, enroll, outcome, stack } from './clients';
import { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { endpointForAll } from '../started-endpoint';

let endpoint: LocalEndpoint;
let iam: ReturnType<typeof clientsOf>['iam'];
endpointForAll((started) => [endpoint, iam] = [started, clientsOf(started).iam]);

const AUDIT = 'arn:aws:iam::aws:policy/SecurityAudit';
const READ = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const document = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
const TRUST_EC2 = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }] };
const group = (Properties: object) => ({ Type: 'AWS::IAM::Group', Properties });
const user = (Properties: object) => ({ Type: 'AWS::IAM::User', Properties });
const policy = (Properties: object) => ({ Type: 'AWS::IAM::ManagedPolicy', Properties });
const role = (Properties: object) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: TRUST_EC2,
    ...Properties,
  },
});
const attachedTo = async (GroupName: string) =>
  (await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName }))).AttachedPolicies!.map(({ PolicyArn }) => PolicyArn).sort();
const membersOf = async (GroupName: string) => (await iam.send(new GetGroupCommand({ GroupName }))).Users!.map(({ UserName }) => UserName).sort();

describe('AWS::IAM::Group', () => {
  test('is created with its path and policies, and updated in place', async () => {
    const first = await stack(endpoint, 'create', 'groups', {
      G: group({ GroupName: 'g', Path: '/a/', ManagedPolicyArns: [AUDIT], Policies: [{ PolicyName: 'one', PolicyDocument: document('s3:*') }] }),
    });
    expect(first).toMatchObject({ status: 'CREATE_COMPLETE' });
    expect(first.physicalId('G')).toBe('g');
    const { Group } = await iam.send(new GetGroupCommand({ GroupName: 'g' }));
    expect(Group).toMatchObject({ Path: '/a/', Arn: `arn:aws:iam::${endpoint.accountId}:group/a/g` });
    expect(await attachedTo('g')).toEqual([AUDIT]);
    expect(decodeURIComponent((await iam.send(new GetGroupPolicyCommand({ GroupName: 'g', PolicyName: 'one' }))).PolicyDocument!)).toContain('s3:*');

    const second = await stack(endpoint, 'update', 'groups', {
      G: group({ GroupName: 'g', Path: '/b/', ManagedPolicyArns: [READ], Policies: [{ PolicyName: 'two', PolicyDocument: document('ec2:*') }] }),
    });
    expect(second.status).toBe('UPDATE_COMPLETE');
    const updated = (await iam.send(new GetGroupCommand({ GroupName: 'g' }))).Group!;
    expect(updated).toMatchObject({ Path: '/b/', Arn: `arn:aws:iam::${endpoint.accountId}:group/b/g`, GroupId: Group!.GroupId });
    expect(await attachedTo('g')).toEqual([READ]);
    expect((await iam.send(new ListGroupPoliciesCommand({ GroupName: 'g' }))).PolicyNames).toEqual(['two']);

    expect((await stack(endpoint, 'delete', 'groups')).status).toBe('DELETE_COMPLETE');
    expect(await outcome(iam.send(new GetGroupCommand({ GroupName: 'g' })))).toBe('NoSuchEntityException');
  });

  test('is replaced when its name changes, the new one first', async () => {
    await stack(endpoint, 'create', 'renamed', { G: group({ GroupName: 'old-name' }) });
    const { status, physicalId } = await stack(endpoint, 'update', 'renamed', { G: group({ GroupName: 'new-name' }) });
    expect([status, physicalId('G')]).toEqual(['UPDATE_COMPLETE', 'new-name']);
    expect(await outcome(iam.send(new GetGroupCommand({ GroupName: 'old-name' })))).toBe('NoSuchEntityException');
    expect(await outcome(iam.send(new GetGroupCommand({ GroupName: 'new-name' })))).toBe('allowed');
  });

  test('fails to create where the name exists, and leaves that group alone', async () => {
    await iam.send(new CreateGroupCommand({ GroupName: 'theirs' }));
    const { status, reasons } = await stack(endpoint, 'create', 'collides', { G: group({ GroupName: 'theirs' }) });
    expect(status).toBe('ROLLBACK_COMPLETE');
    expect(reasons[0]).toContain('Group with name theirs already exists.');
    expect(await outcome(iam.send(new GetGroupCommand({ GroupName: 'theirs' })))).toBe('allowed');
  });

  test('leaves nothing behind when a policy of it does not exist', async () => {
    const { status, reasons } = await stack(endpoint, 'create', 'half', {
      G: group({ GroupName: 'half', ManagedPolicyArns: [AUDIT, 'arn:aws:iam::aws:policy/NoSuchThing'] }),
    });
    expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('NoSuchThing does not exist or is not attachable')]);
    expect(await outcome(iam.send(new GetGroupCommand({ GroupName: 'half' })))).toBe('NoSuchEntityException');
  });

  test('is not deleted while it has a member from elsewhere', async () => {
    await iam.send(new CreateUserCommand({ UserName: 'guest' }));
    await stack(endpoint, 'create', 'occupied', { G: group({ GroupName: 'occupied' }) });
    await iam.send(new AddUserToGroupCommand({ GroupName: 'occupied', UserName: 'guest' }));
    const { status, reasons } = await stack(endpoint, 'delete', 'occupied');
    expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('must remove users from group first')]);
    await iam.send(new RemoveUserFromGroupCommand({ GroupName: 'occupied', UserName: 'guest' }));
    expect((await stack(endpoint, 'delete', 'occupied')).status).toBe('DELETE_COMPLETE');
  });
});

test('AWS::IAM::UserToGroupAddition adds, moves and removes its users and no others', async () => {
  const people = { A: user({ UserName: 'a' }), B: user({ UserName: 'b' }), G1: group({ GroupName: 'g1' }), G2: group({ GroupName: 'g2' }) };
  const addition = (GroupName: object, ...Users: object[]) => ({ Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName, Users } });
  const [a, b, g1, g2] = ['A', 'B', 'G1', 'G2'].map(Ref => ({ Ref }));
  await iam.send(new CreateUserCommand({ UserName: 'c' }));

  await stack(endpoint, 'create', 'members', { ...people, Add: addition(g1, a) });
  await iam.send(new AddUserToGroupCommand({ GroupName: 'g1', UserName: 'c' }));
  expect(await membersOf('g1')).toEqual(['a', 'c']);
  await stack(endpoint, 'update', 'members', { ...people, Add: addition(g1, b) });
  expect(await membersOf('g1')).toEqual(['b', 'c']);
  await stack(endpoint, 'update', 'members', { ...people, Add: addition(g2, a, b) });
  expect([await membersOf('g1'), await membersOf('g2')]).toEqual([['c'], ['a', 'b']]);
  await stack(endpoint, 'update', 'members', people);
  expect(await membersOf('g2')).toEqual([]);

  const { status, reasons } = await stack(endpoint, 'update', 'members', { ...people, Add: addition(g1, a, { 'Fn::Sub': 'nobody' }) });
  expect([status, reasons[0]]).toEqual(['UPDATE_ROLLBACK_COMPLETE', expect.stringContaining('user with name nobody cannot be found')]);
  expect(await membersOf('g1')).toEqual(['c']);
});

describe('AWS::IAM::ManagedPolicy', () => {
  test('attaches to groups, roles and users, gets a new version when it changes, and goes with its stack', async () => {
    const resources = (action: string, groups: string[]) => ({
      G1: group({ GroupName: 'p1' }),
      G2: group({ GroupName: 'p2' }),
      R: role({ RoleName: 'p' }),
      U: user({ UserName: 'p' }),
      P: policy({
        ManagedPolicyName: 'p', Path: '/x/', PolicyDocument: document(action), Groups: groups.map(Ref => ({ Ref })), Roles: [{ Ref: 'R' }], Users: [{ Ref: 'U' }],
      }),
    });
    const arn = `arn:aws:iam::${endpoint.accountId}:policy/x/p`;
    expect((await stack(endpoint, 'create', 'policies', resources('s3:GetObject', ['G1']))).physicalId('P')).toBe(arn);
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: arn }))).Policy).toMatchObject({ AttachmentCount: 3, DefaultVersionId: 'v1' });

    await stack(endpoint, 'update', 'policies', resources('s3:PutObject', ['G2']));
    expect([await attachedTo('p1'), await attachedTo('p2')]).toEqual([[], [arn]]);
    const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: arn }));
    expect(Policy).toMatchObject({ AttachmentCount: 3, DefaultVersionId: 'v2' });
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: arn, VersionId: 'v2' }));
    expect(decodeURIComponent(PolicyVersion!.Document!)).toContain('s3:PutObject');

    for (const action of ['s3:A', 's3:B', 's3:C', 's3:D', 's3:E']) {
      await stack(endpoint, 'update', 'policies', resources(action, ['G2']));
    }
    expect((await iam.send(new ListPolicyVersionsCommand({ PolicyArn: arn }))).Versions).toHaveLength(5);
    expect((await stack(endpoint, 'delete', 'policies')).status).toBe('DELETE_COMPLETE');
    expect(await outcome(iam.send(new GetPolicyCommand({ PolicyArn: arn })))).toBe('NoSuchEntityException');
  });

  test('fails where its name exists, on whatever path, and where what it names does not', async () => {
    await iam.send(new CreatePolicyCommand({ PolicyName: 'named', PolicyDocument: JSON.stringify(document('s3:*')) }));
    const same = await stack(endpoint, 'create', 'same-name', { P: policy({ ManagedPolicyName: 'named', Path: '/x/', PolicyDocument: document('s3:*') }) });
    expect([same.status, same.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('A policy called named already exists')]);
    const nobody = await stack(endpoint, 'create', 'nobody', { P: policy({ PolicyDocument: document('s3:*'), Groups: ['no-group'] }) });
    expect([nobody.status, nobody.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('group with name no-group cannot be found')]);
    const malformed = await stack(endpoint, 'create', 'malformed', { P: policy({ PolicyDocument: { Version: '2012-10-17', Statement: [] } }) });
    expect(malformed.status).toBe('ROLLBACK_COMPLETE');
  });

  test('fails above 6,144 characters and as an eleventh policy of a group', async () => {
    const large = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: Array.from({ length: 200 }, (_, n) => `arn:aws:s3:::some-long-bucket-name-${n}`) }] };
    const tooLarge = await stack(endpoint, 'create', 'large', { P: policy({ PolicyDocument: large }) });
    expect([tooLarge.status, tooLarge.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('PolicySize: 6144')]);
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`P${n}`, policy({ PolicyDocument: document('s3:*'), Groups: [{ Ref: 'G' }] })]));
    const tooMany = await stack(endpoint, 'create', 'eleven', { G: group({ GroupName: 'eleven' }), ...eleven });
    expect([tooMany.status, tooMany.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('PoliciesPerGroup: 10')]);
  });

  test('is not deleted while it is attached elsewhere', async () => {
    await iam.send(new CreateRoleCommand({ RoleName: 'holder', AssumeRolePolicyDocument: JSON.stringify(TRUST_EC2) }));
    const created = await stack(endpoint, 'create', 'held', { P: policy({ ManagedPolicyName: 'held', PolicyDocument: document('s3:*') }) });
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'holder', PolicyArn: created.physicalId('P') }));
    const { status, reasons } = await stack(endpoint, 'delete', 'held');
    expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('Cannot delete a policy attached to entities')]);
  });
});

describe('AWS::IAM::Role', () => {
  test('carries its boundary, changes it and loses it', async () => {
    const resources = (boundary?: string) => ({
      B1: policy({ PolicyDocument: document('s3:*') }),
      B2: policy({ PolicyDocument: document('ec2:*') }),
      R: role({ RoleName: 'bounded', ...boundary ? { PermissionsBoundary: { Ref: boundary } } : {} }),
    });
    const boundary = async () => (await iam.send(new GetRoleCommand({ RoleName: 'bounded' }))).Role!.PermissionsBoundary?.PermissionsBoundaryArn;
    const { physicalId } = await stack(endpoint, 'create', 'boundaries', resources('B1'));
    expect(await boundary()).toBe(physicalId('B1'));
    await stack(endpoint, 'update', 'boundaries', resources('B2'));
    expect(await boundary()).toBe(physicalId('B2'));
    await stack(endpoint, 'update', 'boundaries', resources());
    expect(await boundary()).toBeUndefined();
  });

  test('fails where the name exists and where a policy does not', async () => {
    const same = await stack(endpoint, 'create', 'same-role', { R: role({ RoleName: 'holder' }) });
    expect([same.status, same.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('Role with name holder already exists')]);
    const none = await stack(endpoint, 'create', 'no-policy', { R: role({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/NoSuchThing'] }) });
    expect([none.status, none.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('does not exist or is not attachable')]);
  });

  test('is not deleted while a policy from elsewhere is attached', async () => {
    await stack(endpoint, 'create', 'role-held', { R: role({ RoleName: 'role-held', ManagedPolicyArns: [READ] }) });
    await iam.send(new AttachRolePolicyCommand({ RoleName: 'role-held', PolicyArn: AUDIT }));
    const { status, reasons } = await stack(endpoint, 'delete', 'role-held');
    expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('must detach all policies first')]);
  });

  test('of an instance profile must exist', async () => {
    const { status, reasons } = await stack(endpoint, 'create', 'no-role', { I: { Type: 'AWS::IAM::InstanceProfile', Properties: { Roles: ['no-role'] } } });
    expect([status, reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining('role with name no-role cannot be found')]);
  });
});

test('AWS::IAM::User has its login profile, groups, tags and boundary, and stays while it has an MFA device', async () => {
  const resources = (change: boolean) => ({
    G1: group({ GroupName: 'u1' }),
    G2: group({ GroupName: 'u2' }),
    B: policy({ PolicyDocument: document('*') }),
    U: user({
      UserName: 'person',
      Path: change ? '/b/' : '/a/',
      Groups: [{ Ref: change ? 'G2' : 'G1' }],
      PermissionsBoundary: { Ref: 'B' },
      LoginProfile: { Password: 'Correct-horse-7', PasswordResetRequired: true },
      Tags: [{ Key: 'team', Value: change ? 'b' : 'a' }],
    }),
  });
  const groups = async () => (await iam.send(new ListGroupsForUserCommand({ UserName: 'person' }))).Groups!.map(({ GroupName }) => GroupName);
  const get = async () => (await iam.send(new GetUserCommand({ UserName: 'person' }))).User!;

  await stack(endpoint, 'create', 'person', resources(false));
  expect(await get()).toMatchObject({ Path: '/a/', PermissionsBoundary: { PermissionsBoundaryArn: expect.stringContaining('policy/') } });
  expect((await get()).Tags).toContainEqual({ Key: 'team', Value: 'a' });
  expect((await iam.send(new GetLoginProfileCommand({ UserName: 'person' }))).LoginProfile!.PasswordResetRequired).toBe(true);
  expect(await groups()).toEqual(['u1']);

  await stack(endpoint, 'update', 'person', resources(true));
  expect(await get()).toMatchObject({ Path: '/b/', Arn: `arn:aws:iam::${endpoint.accountId}:user/b/person` });
  expect((await get()).Tags).toContainEqual({ Key: 'team', Value: 'b' });
  expect(await groups()).toEqual(['u2']);

  await enroll(endpoint, 'person');
  const { status, reasons } = await stack(endpoint, 'delete', 'person');
  expect([status, reasons[0]]).toEqual(['DELETE_FAILED', expect.stringContaining('must delete MFA device first')]);
});

test('a failed update puts groups and memberships back', async () => {
  const people = { U: user({ UserName: 'back' }) };
  await stack(endpoint, 'create', 'back', { ...people, G: group({ GroupName: 'back', Path: '/a/', ManagedPolicyArns: [AUDIT] }) });
  const { status } = await stack(endpoint, 'update', 'back', {
    ...people,
    G: group({ GroupName: 'back', Path: '/b/', ManagedPolicyArns: [READ] }),
    Z: { ...group({ GroupName: 'u1' }), DependsOn: 'G' },
    Y: { ...group({ GroupName: 'theirs' }), DependsOn: 'Z' },
  });
  expect(status).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await iam.send(new GetGroupCommand({ GroupName: 'back' }))).Group!.Path).toBe('/a/');
  expect(await attachedTo('back')).toEqual([AUDIT]);
});

test('AWS::IAM::OIDCProvider, SAMLProvider and ServiceLinkedRole are created, updated and deleted; what exists is refused', async () => {
  const metadata = `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata"/>${' '.repeat(1000)}`;
  const resources = (change: string) => ({
    O: {
      Type: 'AWS::IAM::OIDCProvider',
      Properties: { Url: 'https://token.example.com/path', ClientIdList: [change], Tags: [{ Key: 'k', Value: change }] },
    },
    S: { Type: 'AWS::IAM::SAMLProvider', Properties: { Name: 'idp', SamlMetadataDocument: `${metadata}<!--${change}-->` } },
    L: { Type: 'AWS::IAM::ServiceLinkedRole', Properties: { AWSServiceName: 'config.amazonaws.com', Description: change } },
  });
  const [oidc, saml] = ['oidc-provider/token.example.com/path', 'saml-provider/idp'].map(id => `arn:aws:iam::${endpoint.accountId}:${id}`);
  const created = await stack(endpoint, 'create', 'providers', resources('a'));
  expect([created.status, created.physicalId('O'), created.physicalId('S')]).toEqual(['CREATE_COMPLETE', oidc, saml]);

  await stack(endpoint, 'update', 'providers', resources('b'));
  const provider = await iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: oidc }));
  expect(provider).toMatchObject({ ClientIDList: ['b'], Tags: [{ Key: 'k', Value: 'b' }] });
  expect((await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: saml }))).SAMLMetadataDocument).toBe(`${metadata}<!--b-->`);
  expect((await iam.send(new GetRoleCommand({ RoleName: created.physicalId('L') }))).Role!.Description).toBe('b');

  for (const [logicalId, reason] of [['O', 'already exists'], ['S', 'already exists'], ['L', 'already exists']] as const) {
    const again = await stack(endpoint, 'create', `again-${logicalId}`, { [logicalId]: resources('a')[logicalId] });
    expect([again.status, again.reasons[0]]).toEqual(['ROLLBACK_COMPLETE', expect.stringContaining(reason)]);
  }
  expect((await stack(endpoint, 'delete', 'providers')).status).toBe('DELETE_COMPLETE');
  expect(await outcome(iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: oidc })))).toBe('NoSuchEntityException');
  expect(await outcome(iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: saml })))).toBe('NoSuchEntityException');
});

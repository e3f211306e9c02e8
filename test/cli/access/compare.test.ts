import { join } from 'path';
import { App, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { allow, document, Files, role, run, template, trust } from './run';

const files = new Files();
afterAll(() => files.remove());

/** The results of a comparison of two templates, each as status, subject and first example or message. */
async function compared(before: object, now: object, ...args: string[]): Promise<{ code: number; results: string[] }> {
  const { code, out, err } = await run('compare', files.write('old.json', template(before)), files.write('new.json', template(now)), '--format', 'json', ...args);
  if (err) throw new Error(err);
  return { code, results: JSON.parse(out).results.map(({ status, rule, subject, message, examples }: any) => `${status} ${rule} ${subject}: ${examples[0]?.explanation ?? message}`) };
}

const READ = allow('s3:GetObject', 'arn:aws:s3:::reports/*');
const WRITE = allow('s3:PutObject', 'arn:aws:s3:::reports/*');
const group = (more: object) => ({ Type: 'AWS::IAM::Group', Properties: more });

test('a statement that is new, with the action, the resource and the statement that decides', async () => {
  const { code, results } = await compared({ Role: role([READ]) }, { Role: role([READ, WRITE]) });
  expect(code).toBe(1);
  expect(results).toEqual([
    'FAIL new-access role Role: s3:PutObject on arn:aws:s3:::reports/ is allowed, since Role, policy Inline, statement 2 allows it; before, no statement of the identity-based policies allows it',
    'PASS new-trust role Role: may be assumed by no principal that could not assume it before',
  ]);
});

test('less access, and the same access in other words, are not new', async () => {
  const { code, results } = await compared({ Role: role([READ, WRITE]) }, { Role: role([allow('s3:GetObject', ['arn:aws:s3:::reports/a*', 'arn:aws:s3:::reports/*'])]) });
  expect([code, results[0]]).toEqual([0, 'PASS new-access role Role: may do nothing that was not allowed before']);
});

test('a condition that is gone, a Deny that is gone and a boundary that is gone', async () => {
  const inMfa = { ...WRITE, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } };
  expect((await compared({ Role: role([inMfa]) }, { Role: role([WRITE]) })).results[0]).toContain('when aws:multifactorauthpresent is absent');
  const deny = { Effect: 'Deny', Action: 's3:PutObject', Resource: '*' };
  expect((await compared({ Role: role([WRITE, deny]) }, { Role: role([WRITE]) })).results[0]).toContain('before, Role, policy Inline, statement 2 denies it');
  const Boundary = { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(READ) } };
  const bounded = { Role: role([WRITE], { PermissionsBoundary: { Ref: 'Boundary' } }), Boundary };
  expect((await compared(bounded, { ...bounded, Role: role([WRITE]) })).results[0]).toMatch(/^FAIL .*before, no statement of the permissions boundary allows it$/);
});

test('one example of each service, those first that give further access; the same in every run', async () => {
  const now = { Role: role([allow(['sqs:*', 'iam:PassRole', 's3:*', 'dynamodb:*'])]) };
  const { out } = await run('compare', files.write('old.json', template({ Role: role([]) })), files.write('new.json', template(now)), '--format', 'json');
  const [{ examples, message }] = JSON.parse(out).results;
  expect(examples.map(({ action }: any) => action.split(':')[0])).toEqual(['iam', 's3', 'dynamodb', 'sqs']);
  expect(message).toBe('may do what was not allowed before');
  expect((await run('compare', join(files.folder, 'old.json'), join(files.folder, 'new.json'), '--format', 'json')).out).toBe(out);
});

test('an administrator has more than the examples', async () => {
  const { out } = await run('compare', files.write('old.json', template({ Role: role([]) })), files.write('new.json', template({ Role: role([allow('*')]) })), '--format', 'json');
  const [{ examples, message }] = JSON.parse(out).results;
  expect(examples).toHaveLength(8);
  expect(message).toContain('these 8 examples are not all');
});

describe('principals', () => {
  test('new, removed, renamed in the template, and the same', async () => {
    const { code, results } = await compared(
      { Gone: group({}), Old: group({ GroupName: 'readers', ManagedPolicyArns: [{ Ref: 'Policy' }] }), Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(READ) } } },
      { Role: role([READ]), New: group({ GroupName: 'readers', ManagedPolicyArns: [{ Ref: 'Policy' }] }), Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(READ) } } },
    );
    expect(code).toBe(1);
    expect(results).toEqual([
      expect.stringMatching(/^FAIL new-access role Role: s3:GetObject on arn:aws:s3:::reports\/ is allowed/),
      expect.stringMatching(/^FAIL new-trust role Role: sts:AssumeRole is allowed to lambda\.amazonaws\.com \(Service\)/),
      'PASS new-access group New (readers): may do nothing that was not allowed before',
      'PASS new-access group Gone: is removed',
    ]);
  });

  test('a role outside of the template to which it attaches a policy', async () => {
    const policy = (Action: string) => ({ Policy: { Type: 'AWS::IAM::Policy', Properties: { Roles: ['deployer'], PolicyDocument: document(allow(Action)) } } });
    expect((await compared(policy('s3:ListBucket'), policy('iam:PassRole'))).results).toEqual([expect.stringMatching(/^FAIL new-access role deployer, which no template makes: iam:PassRole/)]);
  });

  test('a user outside of the template who joins a group of it', async () => {
    const Group = group({ Policies: [{ PolicyName: 'Inline', PolicyDocument: document(READ) }] });
    const Addition = { Type: 'AWS::IAM::UserToGroupAddition', Properties: { GroupName: { Ref: 'Group' }, Users: ['alice'] } };
    expect((await compared({ Group }, { Group, Addition })).results).toContainEqual(expect.stringMatching(/^FAIL new-access user alice, which no template makes: s3:GetObject/));
  });

  test('a managed policy that may be attached elsewhere', async () => {
    const policy = (Action: string) => ({ Policy: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: document(allow(Action)) } } });
    expect((await compared(policy('s3:ListBucket'), policy('iam:PassRole'))).results).toEqual([expect.stringMatching(/^FAIL new-access managed policy Policy, which no template attaches: iam:PassRole/)]);
    expect((await compared(policy('s3:*'), policy('s3:ListBucket'))).code).toBe(0);
  });
});

describe('trust', () => {
  const trusting = (Principal: object | string, more: object = {}) => ({ Role: role([], { AssumeRolePolicyDocument: trust(Principal, more) }) });

  test.each<[string, object | string, string]>([
    ['a service', { Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }, 'ec2.amazonaws.com (Service)'],
    ['an account', { Service: 'lambda.amazonaws.com', AWS: '111122223333' }, '111122223333 (AWS)'],
    ['a role', { AWS: 'arn:aws:iam::111122223333:role/ci' }, 'arn:aws:iam::111122223333:role/ci (AWS)'],
    ['the account of the deployment', { AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, 'arn:aws:iam::${AWS::AccountId}:root (AWS)'],
    ['a provider', { Federated: { 'Fn::GetAtt': ['Provider', 'Arn'] } }, '${Provider.Arn} (Federated)'],
    ['everybody', '*', 'every principal'],
    ['everybody of AWS', { AWS: '*' }, 'every principal'],
  ])('%s that may newly assume it', async (_, principal, label) => {
    const { code, results } = await compared(trusting({ Service: 'lambda.amazonaws.com' }), trusting(principal));
    expect(code).toBe(1);
    expect(results[1]).toBe(`FAIL new-trust role Role: sts:AssumeRole is allowed to ${label}, since Role, trust policy, statement 1 allows it`);
  });

  test('a condition that is gone', async () => {
    const [account, external] = [{ AWS: '111122223333' }, { Condition: { StringEquals: { 'sts:ExternalId': 'x' } } }];
    expect((await compared(trusting(account, external), trusting(account))).results[1]).toMatch(/^FAIL new-trust role Role: sts:AssumeRole is allowed to 111122223333 \(AWS\)/);
    expect((await compared(trusting(account), trusting(account, external))).code).toBe(0);
  });

  test('NotPrincipal is unknown', async () => {
    const { code, results } = await compared(trusting('*'), { Role: role([], { AssumeRolePolicyDocument: document({ Effect: 'Deny', NotPrincipal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::111122223333:root' } }, Action: '*' }) }) });
    expect([code, results[1]]).toEqual([4, expect.stringMatching(/^UNKNOWN new-trust role Role: Invalid `Role, trust policy, statement 1, NotPrincipal` {"AWS":"arn:\$\{AWS::Partition}:iam::111122223333:root"}: the proof does not decide NotPrincipal/)]);
  });
});

describe('unknown', () => {
  const managed = (name: string) => ({ Role: role([], { ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] }) });

  test('a managed policy whose text is not known; an exit code of its own, unless it is allowed', async () => {
    const { code, results } = await compared(managed('AmazonSQSReadOnlyAccess'), managed('AmazonS3FullAccess'));
    expect([code, results[0]]).toEqual([4, expect.stringMatching(/^UNKNOWN new-access role Role: .*the policy AmazonS3FullAccess allows/)]);
    expect((await compared(managed('AmazonSQSReadOnlyAccess'), managed('AmazonS3FullAccess'), '--allow-unknown')).code).toBe(0);
    expect((await compared(managed('AmazonS3FullAccess'), managed('AmazonS3FullAccess'))).code).toBe(0);
  });

  test('a managed policy is known from a file', async () => {
    const policies = ['AmazonSQSReadOnlyAccess', 'AmazonS3FullAccess'].flatMap((name) => ['--managed-policy', `${name}=${files.write(`${name}.json`, document(allow(name.includes('S3') ? 's3:*' : 'sqs:Get*')))}`]);
    expect((await compared(managed('AmazonSQSReadOnlyAccess'), managed('AmazonS3FullAccess'), ...policies)).results[0]).toMatch(/^FAIL new-access role Role: s3:/);
  });

  test.each<[string, string, object]>([
    ['a bucket policy', 'AWS::S3::BucketPolicy', { PolicyDocument: document({ ...READ, Principal: '*' }) }],
    ['a policy as text', 'AWS::Logs::ResourcePolicy', { PolicyDocument: JSON.stringify(document(READ)) }],
    ['a permission of a function', 'AWS::Lambda::Permission', { Principal: '*' }],
    ['a member of a group', 'AWS::IdentityStore::GroupMembership', { GroupId: 'g', IdentityStoreId: 'd-1234567890', MemberId: { UserId: 'u' } }],
    ['a permission set', 'AWS::SSO::PermissionSet', { ManagedPolicies: ['arn:aws:iam::aws:policy/AdministratorAccess'] }],
    ['a nested stack', 'AWS::CloudFormation::Stack', { TemplateURL: 'x' }],
  ])('%s, unless it is unchanged', async (_, Type, Properties) => {
    const resources = { Policy: { Type, Properties } };
    expect(await compared({}, resources)).toEqual({ code: 4, results: [`UNKNOWN not-read ${Type} Policy: is not the same, and may give access that is not read: review it manually`] });
    expect((await compared(resources, resources)).code).toBe(0);
  });

  test('a bucket policy that is gone counts if it denied', async () => {
    const policy = (Effect: string) => ({ Policy: { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: document({ ...READ, Effect, Principal: '*' }) } } });
    expect([(await compared(policy('Deny'), {})).code, (await compared(policy('Allow'), {})).code]).toEqual([4, 0]);
  });
});

test('two policies', async () => {
  const [old, now] = [files.write('old-policy.json', document(READ)), files.write('new-policy.json', document(READ, WRITE))];
  expect((await run('compare', old, now)).out).toContain('FAIL     policy: allows what was not allowed before\n         s3:PutObject on arn:aws:s3:::reports/');
  expect(await run('compare', now, old)).toMatchObject({ code: 0, out: expect.stringContaining('0 FAIL, 0 UNKNOWN, 1 PASS') });
});

describe('cdk.out folders', () => {
  /** Stacks, a nested stack and a stage, which all have a role with the same logical id. */
  function synthesized(name: string, actions: { stack?: string; nested?: string; stage?: string }): string {
    const app = new App({ outdir: join(files.folder, name) });
    const withRole = <T extends Stack>(stack: T, action = 'sqs:SendMessage') => {
      const made = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
      made.addToPolicy(new iam.PolicyStatement({ actions: [action], resources: ['*'] }));
      return stack;
    };
    const stack = withRole(new Stack(app, 'First'), actions.stack);
    withRole(new NestedStack(stack, 'Nested'), actions.nested);
    withRole(new Stack(new Stage(app, 'Prod'), 'Second'), actions.stage);
    new Stack(app, 'Empty');
    return app.synth().directory;
  }

  test.each<[string, object, string]>([
    ['a stack', { stack: 'sqs:PurgeQueue' }, 'First'],
    ['a nested stack', { nested: 'sqs:PurgeQueue' }, 'FirstNested'],
    ['a stage', { stage: 'sqs:PurgeQueue' }, 'assembly-Prod/ProdSecond'],
  ])('%s', async (_, changed, place) => {
    const { code, out } = await run('compare', synthesized(`${place}-old`, {}), synthesized(`${place}-new`, changed), '--format', 'json');
    const failed = JSON.parse(out).results.filter(({ status }: any) => status !== 'PASS');
    expect(failed).toEqual([expect.objectContaining({ rule: 'new-access', subject: expect.stringMatching(new RegExp(`^role Role\\w+ of ${place}`)) })]);
    expect(failed[0].location.file).toContain(place.split('/').at(-1));
    expect(failed[0].location.line).toBeGreaterThan(1);
    expect(code).toBe(1);
  });

  test('a template that the app no longer has is not read', async () => {
    const [old, now] = [synthesized('stale-old', {}), synthesized('stale-new', {})];
    files.write('stale-new/Former.template.json', template({ Role: role([allow('*')]) }));
    expect((await run('compare', old, now)).code).toBe(0);
  });
});

import { App, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { decide } from '../../proof/engine/decide';
import { loadTemplate } from '../../proof/engine/template';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { MfaEnforcementMode } from '../../src/identities/mfa-enforcement-mode';
import { ProgramUser } from '../../src/identities/program-user';
import { ProgramUserProps } from '../../src/identities/program-user-props';
import { JobFunction } from '../../src/permissions/job-function';
import { testRulePacks } from '../nag/rule-packs';
import { stackOf } from '../stack-of';

const OFFICE = { sourceIps: ['203.0.113.0/28'] };
const VPC = 'vpc-0123456789abcdef0';
const ENDPOINT = 'vpce-0123456789abcdef0';

const program = (stack: Stack, props: ProgramUserProps = OFFICE) => new ProgramUser(stack, 'Backup', props);
const read = () => new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] });
const errors = (stack: Stack) => () => Template.fromStack(stack);

describe('a program', () => {
  test('is a user in a group of its own, with neither password nor access key', () => {
    const stack = stackOf();
    program(stack, { ...OFFICE, userName: 'backup' });
    const template = Template.fromStack(stack);
    expect(Object.values(template.findResources('AWS::IAM::User'))).toEqual([{
      Type: 'AWS::IAM::User',
      Properties: { UserName: 'backup', Path: '/account-baseline/', Groups: [{ Ref: expect.stringMatching(/^BackupGroup/) }] },
    }]);
    template.hasResourceProperties('AWS::IAM::Group', {
      Path: '/account-baseline/', ManagedPolicyArns: [{ Ref: Match.stringLikeRegexp('^BackupSourceRestriction') }],
    });
    // A description could not be changed without replacing the policy.
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Description: Match.absent() });
    template.resourceCountIs('AWS::IAM::AccessKey', 0);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });

  test('can have a permissions boundary, another path and further groups', () => {
    const stack = stackOf();
    program(stack, {
      ...OFFICE,
      path: '/programs/',
      permissionsBoundary: new iam.ManagedPolicy(stack, 'Boundary', { statements: [read()] }),
      groups: [new iam.Group(stack, 'Uploaders')],
    });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::User', {
      Path: '/programs/',
      PermissionsBoundary: { Ref: Match.stringLikeRegexp('^Boundary') },
      Groups: [{ Ref: Match.stringLikeRegexp('^BackupGroup') }, { Ref: Match.stringLikeRegexp('^Uploaders') }],
    });
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Path: '/programs/', PolicyDocument: { Statement: [{ Effect: 'Deny' }] } });
  });

  test('gets what is granted to it through its group', () => {
    const stack = stackOf();
    const user = program(stack);
    new s3.Bucket(stack, 'Bucket').grantRead(user);
    user.addManagedPolicy(iam.ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess'));
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::Policy', { Groups: [{ Ref: Match.stringLikeRegexp('^BackupGroup') }], Users: Match.absent() });
    template.hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: [Match.anyValue(), { 'Fn::Join': Match.anyValue() }] });
    template.hasResourceProperties('AWS::IAM::User', { ManagedPolicyArns: Match.absent() });
  });

  test('is the principal of a resource policy by its own ARN, since a group cannot be one', () => {
    const stack = stackOf();
    new kms.Key(stack, 'Key').addToResourcePolicy(new iam.PolicyStatement({ principals: [program(stack)], actions: ['kms:Decrypt'], resources: ['*'] }));
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Principal: { AWS: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Backup'), 'Arn'] } } })]) },
    });
  });
});

describe('a policy on the user itself is refused and named', () => {
  test('an inline policy, at once', () => {
    const stack = stackOf();
    const user = program(stack);
    expect(() => new iam.Policy(stack, 'Inline', { users: [user] })).toThrow(/^Invalid `attachInlinePolicy` 'Stack\/Inline': users get their permissions/);
  });

  test.each<[string, (user: ProgramUser, stack: Stack) => unknown, string]>([
    ['a managed policy', (user, stack) => new iam.ManagedPolicy(stack, 'Managed', { users: [user], statements: [read()] }), 'Stack/Managed/Resource'],
    ['CfnUserPolicy', (_, stack) => new iam.CfnUserPolicy(stack, 'Raw', { policyName: 'raw', userName: 'backup' }), 'Stack/Raw'],
    ['managedPolicyArns', (user) => { (user.node.defaultChild as iam.CfnUser).managedPolicyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess']; }, 'Stack/Backup'],
  ])('%s, at synth', (_, attach, name) => {
    const stack = stackOf();
    attach(program(stack, { ...OFFICE, userName: 'backup' }), stack);
    expect(errors(stack)).toThrow(name);
    expect(errors(stack)).toThrow('users get their permissions through groups');
  });
});

describe('MFA, which a program cannot show', () => {
  const people = (stack: Stack, mode?: MfaEnforcementMode) => new JobFunctionGroup(stack, 'Auditors', {
    jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement: new MfaEnforcement(stack, 'Mfa', { mode }),
  });
  const REFUSAL = "Invalid `groups` 'Stack/Auditors': a program cannot use MFA";

  test.each([MfaEnforcementMode.ENFORCE, MfaEnforcementMode.ROLL_OUT])('a group with an enforcement in mode %s is refused', (mode) => {
    const stack = stackOf();
    expect(() => program(stack, { ...OFFICE, groups: [people(stack, mode)] })).toThrow(REFUSAL);
  });

  test.each<[string, (user: ProgramUser, group: iam.Group) => void]>([
    ['addToGroup', (user, group) => user.addToGroup(group)],
    ['addUser', (user, group) => group.addUser(user)],
  ])('also when added with %s', (_, add) => {
    const stack = stackOf();
    const user = program(stack);
    expect(() => add(user, people(stack))).toThrow(REFUSAL);
  });

  test.each<[string, (stack: Stack, user: ProgramUser, mfa: MfaEnforcement, group: iam.Group) => unknown]>([
    ['on a plain group', (_stack, _user, mfa, group) => group.addManagedPolicy(mfa)],
    ['attached to a plain group', (_stack, _user, mfa, group) => mfa.attachToGroup(group)],
    ['on the own group', (_stack, user, mfa) => user.addManagedPolicy(mfa)],
    ['on an imported group', (stack, user, mfa) => {
      const imported = iam.Group.fromGroupName(stack, 'Imported', 'Admins');
      mfa.attachToGroup(imported);
      user.addToGroup(imported);
    }],
    ['on a group that a CfnUserToGroupAddition adds the user to', (stack, user, mfa) => {
      const group = new iam.Group(stack, 'Later', { managedPolicies: [mfa] });
      new iam.CfnUserToGroupAddition(stack, 'Addition', { groupName: group.groupName, users: [user.userName] });
    }],
    ['on an imported group that a CfnUserToGroupAddition adds the user to', (stack, _user, mfa) => {
      mfa.attachToGroup(iam.Group.fromGroupName(stack, 'Imported', 'Admins'));
      new iam.CfnUserToGroupAddition(stack, 'Addition', { groupName: 'Admins', users: ['backup'] });
    }],
  ])('an enforcement %s is refused at synth', (_, reach) => {
    const stack = stackOf();
    const group = new iam.Group(stack, 'Plain');
    const user = program(stack, { ...OFFICE, userName: 'backup', groups: [group] });
    reach(stack, user, new MfaEnforcement(stack, 'Mfa'), group);
    expect(errors(stack)).toThrow("Invalid `groups` 'Stack/Mfa': a program cannot use MFA");
  });

  test('enforcement on groups of others passes', () => {
    const stack = stackOf();
    program(stack);
    new iam.CfnUserToGroupAddition(stack, 'Addition', { groupName: people(stack).groupName, users: ['alice'] });
    new iam.Group(stack, 'Elsewhere').addManagedPolicy(new MfaEnforcement(stack, 'Other'));
    expect(errors(stack)).not.toThrow();
  });
});

describe('the source', () => {
  test.each<[string, Partial<ProgramUserProps>]>([
    ['nothing', {}], ['empty lists', { sourceIps: [], sourceVpcIds: [], sourceVpcEndpointIds: [] }], ['usableFromAnywhere false', { usableFromAnywhere: false }],
  ])('%s is refused', (_, props) => {
    expect(() => program(stackOf(), props)).toThrow(/^Invalid `sourceIps` .*: set sourceIps, sourceVpcIds or sourceVpcEndpointIds, or set usableFromAnywhere\. In Stack\/Backup\. See .*\/rules\.md#access-key-from-anywhere$/);
  });

  test('everywhere is one if the user says so, and then nothing is restricted', () => {
    const stack = stackOf();
    program(stack, { usableFromAnywhere: true });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 0);
    template.hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: Match.absent() });
  });

  test('everywhere and somewhere contradict each other', () => {
    expect(() => program(stackOf(), { ...OFFICE, usableFromAnywhere: true })).toThrow(/^Invalid `usableFromAnywhere` true: it contradicts/);
  });

  test.each([
    '203.0.113.7', '203.0.113.0/24', '203.0.113.7/32', '8.0.0.0/1', '11.0.0.0/8', '172.32.0.0/16', '192.169.0.0/16',
    '2001:db8::/32', '2001:db8::1', '2001:db8::1/128', '2600:1f00::/1',
  ])('%s is an address', (cidr) => {
    expect(() => program(stackOf(), { sourceIps: [cidr] })).not.toThrow();
  });

  test.each([
    '', 'office', '203.0.113', '203.0.113.256', '203.0.113.0/33', '203.0.113.0/', '203.0.113.0/-1', '203.0.113.0/24/24', '203.0.113.0 /24',
    '2001:db8::/129', '2001:db8:::/32', 'fe80::1%eth0', '0203.0.113.1',
  ])('%p is none', (cidr) => {
    expect(() => program(stackOf(), { sourceIps: ['198.51.100.1', cidr] })).toThrow(`Invalid \`sourceIps\` '${cidr}': it must be an address or a CIDR block`);
  });

  test.each(['0.0.0.0/0', '203.0.113.0/0', '::/0'])('%s is everywhere, which has to be said', (cidr) => {
    expect(() => program(stackOf(), { sourceIps: [cidr] })).toThrow('it admits every address');
  });

  test.each([
    '10.0.0.0/8', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.0/12', '172.31.255.255', '192.168.1.0/24', '::1', 'fd00::/8', 'fe80::1',
  ])('%s is an address that AWS never sees', (cidr) => {
    expect(() => program(stackOf(), { sourceIps: [cidr] })).toThrow('AWS sees public addresses only');
  });

  test.each<[keyof ProgramUserProps, string, boolean]>([
    ['sourceVpcIds', VPC, true], ['sourceVpcIds', 'vpc-01234567', true], ['sourceVpcIds', ENDPOINT, false], ['sourceVpcIds', 'vpc-0123456', false],
    ['sourceVpcIds', 'vpc-0123456789abcdefg', false], ['sourceVpcIds', 'vpc-*', false], ['sourceVpcIds', '', false],
    ['sourceVpcEndpointIds', ENDPOINT, true], ['sourceVpcEndpointIds', VPC, false], ['sourceVpcEndpointIds', 'vpce-xyz', false],
  ])('%s %p: allowed is %p', (property, value, allowed) => {
    const attempt = () => program(stackOf(), { [property]: [value] });
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(`Invalid \`${property}\` '${value}'`);
  });

  test('tokens pass, also a whole list of them', () => {
    const stack = stackOf();
    const list = new CfnParameter(stack, 'Addresses', { type: 'CommaDelimitedList' });
    program(stack, {
      sourceIps: list.valueAsList, sourceVpcIds: [Fn.importValue('Vpc')], sourceVpcEndpointIds: [Lazy.string({ produce: () => ENDPOINT })],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: [{
          Condition: {
            NotIpAddressIfExists: { 'aws:SourceIp': { Ref: 'Addresses' } },
            StringNotEqualsIfExists: { 'aws:SourceVpc': [{ 'Fn::ImportValue': 'Vpc' }], 'aws:SourceVpce': [ENDPOINT] },
          },
        }],
      },
    });
  });

  test('more addresses than a policy can hold are refused at synth', () => {
    const stack = stackOf();
    program(stack, { sourceIps: Array.from({ length: 500 }, (_, index) => `203.0.${index % 256}.${Math.floor(index / 256)}`) });
    expect(errors(stack)).toThrow(/Invalid `sourceIps` '\d+ characters': the policy may have 6144/);
  });
});

describe('proof: the credentials work from the named sources only', () => {
  const sources = {
    'the office': { 'aws:SourceIp': '203.0.113.7' },
    'the address beside': { 'aws:SourceIp': '203.0.113.16' },
    'the office, IPv6': { 'aws:SourceIp': '2001:db8::5' },
    'elsewhere, IPv6': { 'aws:SourceIp': '2001:db9::5' },
    'the VPC': { 'aws:SourceVpc': VPC, 'aws:SourceVpce': 'vpce-00000000000000001', 'aws:VpcSourceIp': '10.0.0.5' },
    'another VPC': { 'aws:SourceVpc': 'vpc-00000000000000009', 'aws:SourceVpce': 'vpce-00000000000000009', 'aws:VpcSourceIp': '10.0.0.5' },
    'the endpoint': { 'aws:SourceVpc': 'vpc-00000000000000009', 'aws:SourceVpce': ENDPOINT, 'aws:VpcSourceIp': '10.0.0.5' },
    'a service in its name': { 'aws:ViaAWSService': 'true' },
    'an unknown place': {},
  } as const;
  const restrictions: Record<'addresses' | 'vpcs' | 'endpoints' | 'all' | 'none', ProgramUserProps> = {
    addresses: { sourceIps: ['203.0.113.0/28', '2001:db8::/48'] },
    vpcs: { sourceVpcIds: [VPC] },
    endpoints: { sourceVpcEndpointIds: [ENDPOINT] },
    all: { sourceIps: ['203.0.113.0/28'], sourceVpcIds: [VPC], sourceVpcEndpointIds: [ENDPOINT] },
    none: { usableFromAnywhere: true },
  };
  const allowed: Record<keyof typeof restrictions, (keyof typeof sources)[]> = {
    addresses: ['the office', 'the office, IPv6', 'a service in its name'],
    vpcs: ['the VPC', 'a service in its name'],
    endpoints: ['the endpoint', 'a service in its name'],
    all: ['the office', 'the VPC', 'the endpoint', 'a service in its name'],
    none: Object.keys(sources) as (keyof typeof sources)[],
  };
  const cases = Object.keys(restrictions).flatMap((restriction) => Object.keys(sources).map((source) => {
    const [known, place] = [restriction as keyof typeof restrictions, source as keyof typeof sources];
    return { restriction: known, source: place, expected: allowed[known].includes(place) ? 'Allowed' : 'Denied' };
  }));

  test.each(cases)('restricted to $restriction, from $source: $expected', async ({ restriction, source, expected }) => {
    const stack = stackOf();
    const user = program(stack, { ...restrictions[restriction], userName: 'backup' });
    user.addToPrincipalPolicy(read());
    const template = loadTemplate(stack);
    const context: Record<string, string> = { 'aws:ViaAWSService': 'false', ...sources[source] };
    expect(await decide({
      principal: 'arn:aws:iam::123456789012:user/account-baseline/backup',
      action: 's3:ListAllMyBuckets',
      resource: '*',
      account: '123456789012',
      context,
      policies: template.policiesOf(template.find('AWS::IAM::Group', 'BackupGroup')),
    })).toBe(expected);
  });
});

describe('the access key', () => {
  test('is in a secret, and in no output or attribute but the reference to it', () => {
    const stack = stackOf();
    const user = program(stack, { ...OFFICE, accessKey: {} });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::AccessKey', { Serial: 1, UserName: { Ref: Match.stringLikeRegexp('^Backup') } });
    const key = Object.keys(template.findResources('AWS::IAM::AccessKey'))[0];
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: { 'Fn::Join': ['', ['{"accessKeyId":"', { Ref: key }, '","secretAccessKey":"', { 'Fn::GetAtt': [key, 'SecretAccessKey'] }, '"}']] },
    });
    expect(stack.resolve(user.accessKeySecret!.secretArn)).toEqual({ Ref: expect.stringMatching(/^BackupAccessKeySecret/) });
    expect(program(stackOf()).accessKeySecret).toBeUndefined();
  });

  test('comes after the group and its restriction, so that it never works from elsewhere', () => {
    const stack = stackOf();
    program(stack, { ...OFFICE, accessKey: {} });
    const template = Template.fromStack(stack);
    const idOf = (type: string) => Object.keys(template.findResources(type))[0];
    template.hasResourceProperties('AWS::IAM::AccessKey', { UserName: { Ref: idOf('AWS::IAM::User') } });
    template.hasResourceProperties('AWS::IAM::User', { Groups: [{ Ref: idOf('AWS::IAM::Group') }] });
    template.hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: [{ Ref: idOf('AWS::IAM::ManagedPolicy') }] });
  });

  test('is rotated by its serial number', () => {
    const stack = stackOf();
    const encryptionKey = new kms.Key(stack, 'Key');
    program(stack, { ...OFFICE, accessKey: { serial: 7, secretName: 'account-baseline-backup/key', encryptionKey } });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::AccessKey', { Serial: 7 });
    template.hasResourceProperties('AWS::SecretsManager::Secret', { Name: 'account-baseline-backup/key', KmsKeyId: Match.anyValue() });
  });

  test('lies in a secret whose name policies protect, from reading too', () => {
    const stack = stackOf();
    const user = program(stack, { ...OFFICE, accessKey: {} });
    Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', {
      Name: { 'Fn::Join': ['', ['account-baseline-', stack.resolve(user.userName), '-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }]] },
    });
    expect(() => program(stackOf(), { ...OFFICE, accessKey: { secretName: 'backup/key' } })).toThrow('Invalid `accessKey.secretName` \'backup/key\': it must begin with account-baseline-');
  });

  test.each([[0, false], [1, true], [1.5, false], [-1, false], [2147483647, true], [2147483648, false]])('serial %p: allowed is %p', (serial, allowed) => {
    const attempt = () => program(stackOf(), { ...OFFICE, accessKey: { serial } });
    if (allowed) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(`Invalid \`accessKey.serial\` ${serial}`);
  });

  test('a serial number from a parameter passes', () => {
    const stack = stackOf();
    program(stack, { ...OFFICE, accessKey: { serial: new CfnParameter(stack, 'Serial', { type: 'Number' }).valueAsNumber } });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::AccessKey', { Serial: { Ref: 'Serial' } });
  });
});

describe('names and limits', () => {
  test.each(['', 'x'.repeat(65), 'back up'])('%p is no user name', (userName) => {
    expect(() => program(stackOf(), { ...OFFICE, userName })).toThrow(/^Invalid `userName` .*/);
  });

  test('a path without slashes is refused', () => {
    expect(() => program(stackOf(), { ...OFFICE, path: 'programs' })).toThrow(/^Invalid `path` 'programs'/);
  });

  test.each([[9, true], [10, false]])('%i groups besides the own one: allowed is %p', (count, allowed) => {
    const stack = stackOf();
    const groups = Array.from({ length: count }, (_, index) => new iam.Group(stack, `Group${index}`));
    program(stack, { ...OFFICE, groups: [...groups, groups[0]] });
    if (allowed) expect(errors(stack)).not.toThrow();
    else expect(errors(stack)).toThrow("Invalid `groups` '11 groups'");
  });
});

testRulePacks(() => {
  const app = new App();
  const stack = new Stack(app, 'Stack');
  program(stack, { ...OFFICE, accessKey: {} });
  new ProgramUser(stack, 'Everywhere', { usableFromAnywhere: true });
  return app;
});

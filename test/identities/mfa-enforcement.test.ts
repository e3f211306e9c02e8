import { App, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { stringify } from 'yaml';
import { paths } from '../../proof/data/escalation-paths.json';
import { BaselineUser } from '../../src/identities/baseline-user';
import { JobFunctionGroup } from '../../src/identities/job-function-group';
import { MfaEnforcement } from '../../src/identities/mfa-enforcement';
import { MfaEnforcementMode } from '../../src/identities/mfa-enforcement-mode';
import { IMfaEnforcement, MfaEnforcementAttributes } from '../../src/identities/mfa-enforcement-reference';
import { JobFunction } from '../../src/permissions/job-function';
import { testRulePacks } from '../nag/rule-packs';

let app: App;
let stack: Stack;

beforeEach(() => {
  app = new App();
  stack = new Stack(app, 'Stack');
});

function statements(): any[] {
  const [policy] = Object.values(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  return policy.Properties.PolicyDocument.Statement;
}

describe('the policy', () => {
  test('is one customer-managed policy without name and description, under the path of the baseline', () => {
    new MfaEnforcement(stack, 'MfaEnforcement');
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', { Path: '/account-baseline/', Description: Match.absent() });
    expect(Object.values(template.findResources('AWS::IAM::ManagedPolicy'))[0].Properties).not.toHaveProperty('ManagedPolicyName');
  });

  test('is small, so that a user\'s own resources fit beside it, and holds no ARN of one partition', () => {
    new MfaEnforcement(stack, 'MfaEnforcement');
    const yaml = stringify({ Resources: Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy') });
    expect(yaml.length).toBeLessThan(3_600);
    expect(yaml).not.toContain('arn:aws');
    expect(yaml).toMatch(/^[\x00-\x7e]*$/);
  });

  test('takes name and path', () => {
    new MfaEnforcement(stack, 'MfaEnforcement', { managedPolicyName: 'AskForMfa', path: '/security/' });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { ManagedPolicyName: 'AskForMfa', Path: '/security/' });
  });

  test('does not depend on how the app merges statements', () => {
    const merging = new Stack(new App({ context: { '@aws-cdk/aws-iam:minimizePolicies': true } }), 'Stack');
    new MfaEnforcement(merging, 'MfaEnforcement');
    new MfaEnforcement(stack, 'MfaEnforcement');
    expect(Template.fromStack(merging).findResources('AWS::IAM::ManagedPolicy')).toEqual(Template.fromStack(stack).findResources('AWS::IAM::ManagedPolicy'));
  });

  testRulePacks(() => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['codecommit:GitPull'] });
    return app;
  });
});

describe('first password change', () => {
  test.each([
    ['by property', () => new MfaEnforcement(stack, 'MfaEnforcement', { allowFirstPasswordChange: true })],
    ['by a later call, any number of times', () => {
      const enforcement: IMfaEnforcement = new MfaEnforcement(stack, 'MfaEnforcement');
      enforcement.allowFirstPasswordChange();
      enforcement.allowFirstPasswordChange();
    }],
  ])('is allowed without MFA %s', (_, make) => {
    make();
    const exempted: string[] = statements().find(({ Sid }) => Sid === 'DenyWithoutMfa').NotAction;
    expect(exempted.filter((action) => action === 'iam:ChangePassword')).toHaveLength(1);
    expect(exempted.filter((action) => action === 'iam:GetAccountPasswordPolicy')).toHaveLength(1);
  });
});

describe('roll-out', () => {
  test('denies nothing, says so, and takes a first password change in its stride', () => {
    const enforcement = new MfaEnforcement(stack, 'MfaEnforcement', { mode: MfaEnforcementMode.ROLL_OUT });
    enforcement.allowFirstPasswordChange();
    expect(enforcement.enforced).toBe(false);
    expect(statements().filter(({ Effect }) => Effect === 'Deny')).toEqual([]);
  });

  test('is not the default', () => {
    expect(new MfaEnforcement(stack, 'MfaEnforcement').enforced).toBe(true);
  });
});

describe('groups and roles', () => {
  test('a group carries it, also one that exists already', () => {
    const enforcement: IMfaEnforcement = new MfaEnforcement(stack, 'MfaEnforcement');
    enforcement.attachToGroup(iam.Group.fromGroupName(stack, 'Existing', 'Staff'));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::ManagedPolicy', { Groups: ['Staff'] });
  });

  test('attaching it to a role is refused', () => {
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    expect(() => new MfaEnforcement(stack, 'MfaEnforcement').attachToRole(role)).toThrow(/Invalid `attachToRole` 'Stack\/Role': MfaEnforcement is for groups/);
  });

  test.each([
    ['of the same stack', () => stack],
    ['of another stack', () => new Stack(app, 'Other')],
  ])('a role %s that takes it by itself is refused at synth', (_, where) => {
    const enforcement = new MfaEnforcement(stack, 'MfaEnforcement');
    new iam.Role(where(), 'Role', { assumedBy: new iam.AccountRootPrincipal(), managedPolicies: [enforcement] });
    expect(() => app.synth()).toThrow(/Invalid `managedPolicies` '\w+\/Role\/Resource': MfaEnforcement is for groups/);
  });

  test('other roles are nobody\'s business', () => {
    new MfaEnforcement(stack, 'MfaEnforcement');
    const other = new iam.ManagedPolicy(stack, 'Other', { statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })] });
    new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal(), managedPolicies: [other] });
    expect(() => app.synth()).not.toThrow();
  });
});

describe('exempted actions', () => {
  test('work without MFA', () => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['ecr:GetAuthorizationToken', 's3:List*'] });
    expect(statements().find(({ Sid }) => Sid === 'DenyWithoutMfa').NotAction).toEqual(expect.arrayContaining(['ecr:GetAuthorizationToken', 's3:List*']));
  });

  test.each(['codecommit:GitPull', 'codecommit:*'])('%s comes with SSH keys and Git passwords of one\'s own', (action) => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: [action] });
    expect(JSON.stringify(statements())).toContain('iam:UploadSSHPublicKey');
  });

  test('without an exemption for Git nobody gets keys that are of no use', () => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['s3:GetObject'] });
    expect(JSON.stringify(statements())).not.toContain('SSHPublicKey');
  });

  test.each([
    'iam:GetAccountSummary', 'iam:List*', 'sts:GetAccessKeyInfo', 's3:GetObject', 's3:PutObject', 'codecommit:GitPush', 'cloudformation:DescribeStacks',
    'ec2:Describe*', 'sqs:*', 'cloudwatch:PutMetricData', 'organizations:ListAccounts',
  ])('%s is no MFA bypass', (action) => {
    expect(() => new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: [action] })).not.toThrow();
  });

  test.each([
    ['iam:CreateAccessKey', /changes permissions/],
    ['iam:DeactivateMFADevice', /enrolls or removes a device/],
    ['iam:DeleteVirtualMFADevice', /enrolls or removes a device/],
    ['IAM:createaccesskey', /changes permissions/],
    ['iam:*', /changes permissions/],
    ['iam:*AccessKeys', /changes permissions/],
    ['iam:G*', /changes permissions/],
    ['iam:?reateUser', /changes permissions/],
    ['sso:PutInlinePolicyToPermissionSet', /changes permissions/],
    ['sts:AssumeRole', /exchanged for other credentials/],
    ['sts:GetFederationToken', /credentials/],
    ['sts:*', /exchanged for other credentials/],
    ['sts:Get*', /credentials/],
    ['signin:CreateOAuth2Token', /exchanged for other credentials/],
    ['cloudformation:CreateStack', /forwarded calls are not subject to MFA/],
    ['cloudshell:*', /forwarded calls are not subject to MFA/],
    ['athena:StartQueryExecution', /forwarded calls are not subject to MFA/],
    ['lambda:UpdateFunctionCode', /runs code with an existing role/],
    ['ssm:StartSession', /runs code with an existing role/],
    ['ec2:*', /runs code with an existing role/],
    ['secretsmanager:GetSecretValue', /credentials of another user/],
    ['secretsmanager:Get*', /credentials of another user/],
    ['secretsmanager:*', /credentials of another user/],
    ['s3:*', /credentials of another user/],
    ['s3:Get*', /credentials of another user/],
    ['ec2:GetPasswordData', /credentials of another user/],
    ['lakeformation:GetTemporaryGlueTableCredentials', /credentials of another user/],
    ['iam:ChangePassword', /set allowFirstPasswordChange instead/],
    ['iam:GetAccountPasswordPolicy', /set allowFirstPasswordChange instead/],
  ])('%s is refused with the journey it would open', (action, journey) => {
    const make = () => new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['s3:GetObject', action] });
    expect(make).toThrow(journey);
    expect(make).toThrow(`Invalid \`exemptedActions\` '${action}'`);
  });

  test.each(['*', '*:*', 's3', 's3:', ':GetObject', 's3*:GetObject', 's3:Get Object', 's3:GetObject:x', ''])('%p is no action', (action) => {
    expect(() => new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: [action] })).toThrow(/Invalid `exemptedActions` .* it must be one action/);
  });

  test.each(paths)('no set of them opens the escalation path $id', ({ actions }) => {
    expect(() => new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: actions })).toThrow(/opens an MFA bypass/);
  });

  test.each([['s3:GetObjekt', ' .do you mean s3:GetObject\\?.'], ['s3:Fetch*', ''], ['nothing:GetIt', '']])('%s, which AWS does not have, gets a warning', (action, meant) => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['s3:GetObject', action] });
    Annotations.fromStack(stack).hasWarning('/Stack/MfaEnforcement', Match.stringLikeRegexp(
      `^exemptedActions: AWS has no action ${action.replace('*', '.')}${meant}, or added it only recently.*ack: cdk-secure-account-baseline:mfaEnforcementUnknownAction`,
    ));
  });

  test('what AWS has gets none', () => {
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: ['S3:getobject', 's3:List*', 'codecommit:*', Fn.importValue('ExemptedAction')] });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('a token passes, since only the deployment knows its value', () => {
    const enforcement = new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: [Fn.importValue('ExemptedAction')] });
    expect(JSON.stringify(stack.resolve(enforcement.document))).toContain('{"Fn::ImportValue":"ExemptedAction"}');
  });
});

describe('bad input', () => {
  test.each([
    ['path', { path: 'baseline' }],
    ['path', { path: '/baseline' }],
    ['managedPolicyName', { managedPolicyName: 'no spaces' }],
    ['managedPolicyName', { managedPolicyName: 'x'.repeat(129) }],
  ])('%s: %j is refused', (property, props) => {
    expect(() => new MfaEnforcement(stack, 'MfaEnforcement', props)).toThrow(new RegExp(`^Invalid \`${property}\` `));
  });

  test('more than IAM takes is refused at synth, with the size', () => {
    const many = Array.from({ length: 300 }, (_, index) => `sqs:SendMessageNumber${index}`);
    new MfaEnforcement(stack, 'MfaEnforcement', { exemptedActions: many });
    expect(() => app.synth()).toThrow(/Invalid `exemptedActions` '\d+ characters': the policy may have 6144/);
  });
});

describe('imported', () => {
  const imported = (attributes: Partial<MfaEnforcementAttributes> = {}) => MfaEnforcement.fromMfaEnforcementAttributes(stack, 'Imported', {
    managedPolicyArn: 'arn:aws:iam::111122223333:policy/account-baseline/Mfa', ...attributes,
  });
  const auditors = (mfaEnforcement: IMfaEnforcement) => new JobFunctionGroup(stack, 'Auditors', { jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement });

  test('by name with path, it is attached to a new group', () => {
    auditors(MfaEnforcement.fromMfaEnforcementName(stack, 'Imported', 'account-baseline/Mfa'));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', {
      ManagedPolicyArns: Match.arrayWith([{ 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:policy/account-baseline/Mfa' }]),
    });
  });

  test('by ARN, it counts as enforced and is attached to a group of the app', () => {
    const mfaEnforcement = MfaEnforcement.fromMfaEnforcementArn(stack, 'Imported', 'arn:aws:iam::111122223333:policy/account-baseline/Mfa');
    expect(mfaEnforcement.enforced).toBe(true);
    mfaEnforcement.attachToGroup(new iam.Group(stack, 'Group'));
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Group', { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/account-baseline/Mfa'] });
  });

  test('an imported group carries it already, so that nothing is attached', () => {
    const mfaEnforcement = imported();
    const group = JobFunctionGroup.fromJobFunctionGroupAttributes(stack, 'Group', { groupName: 'Auditors', jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement });
    new BaselineUser(stack, 'Alice', { userName: 'alice', groups: [group] });
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::IAM::User', { Groups: ['Auditors'] });
    expect(Object.keys(template.toJSON().Resources)).toHaveLength(1);
  });

  test('a user who must change the first password needs an enforcement that allows it', () => {
    const user = (id: string, mfaEnforcement: IMfaEnforcement) => () => new BaselineUser(stack, id, {
      groups: [JobFunctionGroup.fromJobFunctionGroupAttributes(stack, `${id}Group`, { groupName: id, jobFunction: JobFunction.BILLING, mfaEnforcement })],
      initialPassword: SecretValue.ssmSecure('/password'),
    });
    expect(user('Alice', imported())).toThrow(/^Invalid `allowFirstPasswordChange` false: a user must change the first password before enrolling MFA/);
    const { node } = stack;
    node.tryRemoveChild('Imported');
    expect(user('Bob', imported({ allowFirstPasswordChange: true }))).not.toThrow();
  });

  test('from the roll-out mode, it says so', () => {
    expect(imported({ enforced: false }).enforced).toBe(false);
  });

  test.each(['Mfa', 'arn:aws:iam::aws:policy/AdministratorAccess', 'arn:aws:iam::111122223333:role/Mfa'])('%s is not the ARN of a policy of the account', (managedPolicyArn) => {
    expect(() => imported({ managedPolicyArn })).toThrow(`Invalid \`managedPolicyArn\` '${managedPolicyArn}': it must be the ARN of a customer-managed policy. In Stack/Imported.`);
  });

  test.each(['/account-baseline/Mfa', 'account-baseline/', 'a b'])('%s is not the name of a policy', (name) => {
    expect(() => MfaEnforcement.fromMfaEnforcementName(stack, 'Imported', name)).toThrow(`Invalid \`managedPolicyName\` '${name}'`);
  });

  test('an ARN that only the deployment knows passes', () => {
    expect(() => imported({ managedPolicyArn: Fn.importValue('MfaArn') })).not.toThrow();
  });
});

import { App, Aws, CfnParameter, Duration, Lazy, Stack, Tags } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { GROUP, groupOf, guarded, INSTANCE, MEMBER, memberOf, resourcesOf, rollOutIn, stackIn, templateOf, UNIT } from './in-organization';
import { AccountHardening, JobFunction, JobFunctionGroup, JobFunctionPermissionSet, JobFunctionPermissionSetProps, RollOutTarget, SecureAccountBaseline, WorkloadBoundary } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const OTHER = '777788889999';
const MANAGEMENT = '111122223333';
const SET = 'AWS::SSO::PermissionSet';
const ASSIGNMENT = 'AWS::SSO::Assignment';

const setOf = (props: Partial<JobFunctionPermissionSetProps> = {}, stack = stackIn()) => (
  new JobFunctionPermissionSet(stack, 'Set', { instanceArn: INSTANCE, jobFunction: JobFunction.ADMINISTRATOR, ...props })
);
const propertiesOf = (set: JobFunctionPermissionSet) => resourcesOf(set.stack, SET)[0].Properties;
const ofAws = (name: string) => ({ 'Fn::Sub': `arn:\${AWS::Partition}:iam::aws:policy/${name}` });

describe('the permission set', () => {
  test('of the administrator has the policy of AWS and the session length of the job function, and needs nothing of an account', () => {
    const set = setOf();
    expect(propertiesOf(set)).toEqual({ InstanceArn: INSTANCE, Name: 'Administrator', ManagedPolicies: [ofAws('AdministratorAccess')], SessionDuration: 'PT1H' });
    expect(Object.keys(templateOf(set.stack).Resources)).toHaveLength(1);
    expect([set.permissionSetName, set.jobFunction]).toEqual(['Administrator', JobFunction.ADMINISTRATOR]);
    expect(set.stack.resolve(set.permissionSetArn)).toEqual({ 'Fn::GetAtt': [expect.stringMatching(/^Set/), 'PermissionSetArn'] });
  });

  test('of a power user refers to the guardrail of the roll-out by name and path, and is deployed after it', () => {
    const stack = stackIn();
    guarded(stack);
    const [{ Properties, DependsOn }] = resourcesOf(stack, SET);
    expect(Properties).toMatchObject({
      ManagedPolicies: [ofAws('PowerUserAccess')], SessionDuration: 'PT8H', CustomerManagedPolicyReferences: [{ Name: 'Guardrail', Path: '/account-baseline/' }],
    });
    expect(DependsOn).toEqual([expect.stringMatching(/^RollOutStackSet/)]);
    const member = memberOf(stack);
    expect(member.arnOf(member.find('AWS::IAM::ManagedPolicy', 'Guardrail'))).toBe(`arn:aws:iam::${MEMBER}:policy/account-baseline/Guardrail`);
  });

  test('of another stack than the roll-out is deployed after its stack, and not after the watch', () => {
    const app = new App();
    const rollOut = rollOutIn(stackIn(app, 'account-baseline-roll-out'), { watch: {} });
    const stack = stackIn(app);
    guarded(stack, { rollOut });
    app.synth();
    expect(stack.dependencies.map(({ stackName }) => stackName)).toEqual(['account-baseline-roll-out']);
  });

  test('takes the guardrail under another name and path', () => {
    const stack = stackIn();
    guarded(stack, { rollOut: rollOutIn(stack, { baseline: { guardrail: { managedPolicyName: 'Limits', path: '/security/' } } }) });
    expect(resourcesOf(stack, SET)[0].Properties.CustomerManagedPolicyReferences).toEqual([{ Name: 'Limits', Path: '/security/' }]);
  });

  test('passes the roles of workloads in whatever account, by an inline policy without an account', () => {
    const stack = stackIn(new App(), 'people', { env: { account: MANAGEMENT, region: 'eu-central-1' } });
    guarded(stack);
    const { InlinePolicy } = resourcesOf(stack, SET)[0].Properties;
    const [pass] = InlinePolicy.Statement;
    expect(pass).toMatchObject({ Action: 'iam:PassRole', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::*:role/workload/*' } });
    expect(JSON.stringify(InlinePolicy)).not.toMatch(/AccountId|111122223333/);
  });

  test('has the name, session, description, relay state and tags that are given', () => {
    const set = setOf({ permissionSetName: 'Admins', sessionDuration: Duration.minutes(90), description: 'For\nemergencies', relayState: 'https://console.aws.amazon.com/iam/home?region=us-east-1#/home' });
    Tags.of(set).add('team', 'platform');
    expect(propertiesOf(set)).toMatchObject({
      Name: 'Admins', SessionDuration: 'PT1H30M', Description: 'For\nemergencies', RelayStateType: 'https://console.aws.amazon.com/iam/home?region=us-east-1#/home', Tags: [{ Key: 'team', Value: 'platform' }],
    });
  });

  test.each([
    'https://console.aws.amazon.com', 'https://eu-central-1.console.aws.amazon.com/s3/home?region=eu-central-1#', 'https://CONSOLE.aws.amazon.com:443/x', 'https://console.amazonaws.cn/iam/',
    'https://console.amazonaws-us-gov.com/', 'https://health.aws.amazon.com/?a=b@c',
  ])('opens the page %s', (relayState) => {
    expect(propertiesOf(setOf({ relayState })).RelayStateType).toBe(relayState);
  });

  test('of a job function of the user has its statements inline, and its policies by ARN or by name', () => {
    const stack = stackIn();
    const rollOut = rollOutIn(stack);
    const made = new iam.ManagedPolicy(rollOut.baseline, 'Reports', { managedPolicyName: 'Reports', statements: [new iam.PolicyStatement({ actions: ['s3:ListAllMyBuckets'], resources: ['*'] })] });
    const set = setOf({
      rollOut,
      jobFunction: JobFunction.of({
        name: 'ReleaseManager',
        awsManagedPolicies: ['AWSCodePipeline_ReadOnlyAccess'],
        managedPolicies: [made, iam.ManagedPolicy.fromManagedPolicyName(stack, 'There', 'teams/There'), iam.ManagedPolicy.fromAwsManagedPolicyName('AmazonSQSReadOnlyAccess')],
        statements: [new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources: ['*'] })],
        sessionDuration: Duration.hours(2),
      }),
    }, stack);
    expect(propertiesOf(set)).toMatchObject({
      Name: 'ReleaseManager',
      SessionDuration: 'PT2H',
      ManagedPolicies: [ofAws('AWSCodePipeline_ReadOnlyAccess'), expect.anything()],
      CustomerManagedPolicyReferences: [{ Name: 'Reports', Path: '/' }, { Name: 'There', Path: '/teams/' }, { Name: 'Guardrail', Path: '/account-baseline/' }],
      InlinePolicy: { Statement: [{ Action: 'codepipeline:StartPipelineExecution', Effect: 'Allow', Resource: '*' }] },
    });
    expect(memberOf(stack).find('AWS::IAM::ManagedPolicy', 'Reports')).toBeDefined();
  });

  test('has the workload boundary of the roll-out, or one of AWS', () => {
    const stack = stackIn();
    const rollOut = rollOutIn(stack);
    guarded(stack, { rollOut, permissionsBoundary: new WorkloadBoundary(rollOut.baseline, 'Boundary') });
    expect(resourcesOf(stack, SET)[0].Properties.PermissionsBoundary).toEqual({ CustomerManagedPolicyReference: { Name: 'WorkloadBoundary', Path: '/account-baseline/' } });
    const set = setOf({ permissionsBoundary: iam.ManagedPolicy.fromAwsManagedPolicyName('PowerUserAccess') });
    expect(propertiesOf(set).PermissionsBoundary).toEqual({ ManagedPolicyArn: expect.anything() });
  });

  test('makes nothing in its own account, and changes nothing of the roll-out', () => {
    const [alone, stack] = [stackIn(), stackIn()];
    rollOutIn(alone, { baseline: { guardrail: { managedPolicyName: 'Guardrail' }, accountHardening: AccountHardening.ALL } });
    guarded(stack, { rollOut: rollOutIn(stack, { baseline: { guardrail: { managedPolicyName: 'Guardrail' }, accountHardening: AccountHardening.ALL } }) });
    expect(resourcesOf(stack, 'AWS::CloudFormation::StackSet')).toEqual(resourcesOf(alone, 'AWS::CloudFormation::StackSet'));
    expect(Object.values<any>(templateOf(stack).Resources).map(({ Type }) => Type)).toEqual(['AWS::CloudFormation::StackSet', SET]);
  });
});

describe('assignments', () => {
  const shown = (stack: Stack) => resourcesOf(stack, ASSIGNMENT).map(({ Properties }) => [Properties.PrincipalId, Properties.TargetId]);

  test('are one resource for each group and account', () => {
    const set = setOf({ assignments: [{ group: groupOf(), accountIds: [MEMBER, OTHER] }] });
    const [first] = resourcesOf(set.stack, ASSIGNMENT);
    expect(first.Properties).toEqual({
      InstanceArn: INSTANCE, PermissionSetArn: set.stack.resolve(set.permissionSetArn), PrincipalType: 'GROUP', PrincipalId: GROUP, TargetType: 'AWS_ACCOUNT', TargetId: MEMBER,
    });
    expect(shown(set.stack)).toEqual([[GROUP, MEMBER], [GROUP, OTHER]]);
  });

  test('keep their logical ids when others are added before them', () => {
    const stackFor = (accountIds: string[]) => setOf({ assignments: [{ group: groupOf(), accountIds }] }).stack;
    const idsOf = (accountIds: string[]) => Object.entries<any>(templateOf(stackFor(accountIds)).Resources)
      .filter(([, { Properties }]) => Properties.TargetId === MEMBER).map(([id]) => id);
    expect(idsOf([OTHER, MEMBER])).toEqual(idsOf([MEMBER]));
  });

  test('are every account of a roll-out that lists its accounts', () => {
    const stack = stackIn();
    guarded(stack, { rollOut: rollOutIn(stack, { targets: [RollOutTarget.accounts(UNIT, [MEMBER]), RollOutTarget.accounts('ou-abcd-33334444', [OTHER])] }), assignments: [{ group: groupOf() }] });
    expect(shown(stack)).toEqual([[GROUP, MEMBER], [GROUP, OTHER]]);
  });

  test('are added later, also for groups and accounts of a connected directory', () => {
    const set = setOf();
    set.assign({ group: groupOf(`906746ffc8-${GROUP}`), accountIds: [MEMBER] });
    expect(shown(set.stack)).toEqual([[`906746ffc8-${GROUP}`, MEMBER]]);
  });

  test('reach the management account with a permission set without a guardrail, or with the baseline of that account', () => {
    const env = { account: MANAGEMENT, region: 'eu-central-1' };
    const plain = setOf({ assignments: [{ group: groupOf(), accountIds: [MANAGEMENT] }] }, stackIn(new App(), 'people', { env }));
    expect(shown(plain.stack)).toEqual([[GROUP, MANAGEMENT]]);
    const stack = stackIn(new App(), 'people', { env });
    const managementBaseline = new SecureAccountBaseline(stackIn(stack.node.root as App, 'account-baseline', { env }), 'Baseline', { guardrail: { managedPolicyName: 'Guardrail', managementAccount: true } });
    guarded(stack, { managementBaseline, assignments: [{ group: groupOf(), accountIds: [MANAGEMENT, MEMBER] }] });
    expect(shown(stack)).toEqual([[GROUP, MANAGEMENT], [GROUP, MEMBER]]);
    expect(stack.dependencies.map(({ stackName }) => stackName)).toEqual(['account-baseline']);
  });

  test('of a delegated administrator reach the members', () => {
    const set = setOf({ delegatedAdministrator: true, managementAccount: MANAGEMENT, assignments: [{ group: groupOf(), accountIds: [MEMBER] }] }, stackIn(new App(), 'people', { env: { account: OTHER, region: 'eu-central-1' } }));
    expect(shown(set.stack)).toEqual([[GROUP, MEMBER]]);
  });
});

test('what only the deployment knows passes', () => {
  const stack = stackIn();
  const [instance, group, account, name, description] = ['Instance', 'Group', 'Account', 'Name', 'Text'].map((id) => new CfnParameter(stack, id).valueAsString);
  setOf({
    instanceArn: instance,
    permissionSetName: name,
    description,
    relayState: description,
    managementAccount: account,
    sessionDuration: Duration.hours(Lazy.number({ produce: () => 4 })),
    assignments: [{ group: groupOf(group), accountIds: [account, Aws.ACCOUNT_ID] }],
  }, stack);
  expect(resourcesOf(stack, SET)[0].Properties).toMatchObject({ InstanceArn: { Ref: 'Instance' }, Name: { Ref: 'Name' }, SessionDuration: 'PT4H', RelayStateType: { Ref: 'Text' } });
  expect(resourcesOf(stack, ASSIGNMENT).map(({ Properties }) => [Properties.PrincipalId, Properties.TargetId])).toEqual([[{ Ref: 'Group' }, { Ref: 'Account' }], [{ Ref: 'Group' }, { Ref: 'AWS::AccountId' }]]);
});

test('a group, a role and a permission set of one job function live in one app', () => {
  const stack = stackIn();
  guarded(stack);
  new JobFunctionGroup(stackIn(stack.node.root as App, 'Users'), 'Group', { jobFunction: JobFunction.POWER_USER });
  expect(() => (stack.node.root as App).synth()).not.toThrow();
});

test('two instances take the same name', () => {
  const stack = stackIn();
  setOf({}, stack);
  new JobFunctionPermissionSet(stack, 'Other', { instanceArn: INSTANCE.replace('1234', '4321'), jobFunction: JobFunction.ADMINISTRATOR });
  expect(resourcesOf(stack, SET)).toHaveLength(2);
});

describe('cdk-nag', () => {
  testRulePacks(() => {
    const set = guarded(stackIn(), { assignments: [{ group: groupOf(), accountIds: [MEMBER] }] });
    return set.stack;
  });
});

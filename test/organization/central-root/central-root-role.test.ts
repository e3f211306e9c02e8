import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { loadTemplate, policiesOfRole } from '../../../proof/engine/template';
import { AccessCondition, AccessPolicies, AccessProof, CentralRootRole, CentralRootRoleProps, OrganizationSettings, RootTask } from '../../../src';
import { testRulePacks } from '../../nag/rule-packs';

const MEMBER = '444455556666';
const taskArn = (task: string) => `arn:aws:iam::aws:policy/root-task/${task}`;
const rootOf = (account: string) => `arn:aws:iam::${account}:root`;

function stackOf(props: CentralRootRoleProps): Stack {
  const stack = new Stack(new App(), 'Stack');
  new CentralRootRole(stack, 'CentralRoot', props);
  return stack;
}

function roleOf(stack: Stack) {
  const template = loadTemplate(stack);
  const [id] = template.idsOf('AWS::IAM::Role');
  const policies = policiesOfRole(template, id).map(({ policy }) => JSON.stringify(policy));
  return { template, id, proof: new AccessProof(AccessPolicies.fromJson(...policies)) };
}

const task = (name: string) => ({ when: [AccessCondition.of('StringEquals', 'sts:TaskPolicyArn', taskArn(name))] });

describe('the permissions of the role, for every request', () => {
  const { proof } = roleOf(stackOf({ tasks: [RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS, RootTask.SQS_UNLOCK_QUEUE_POLICY], accounts: [MEMBER] }));
  const assume = { actions: ['sts:AssumeRoot'], resources: [rootOf(MEMBER)] };

  test('are to perform the named tasks in the named accounts', () => {
    for (const name of ['IAMAuditRootUserCredentials', 'SQSUnlockQueuePolicy']) expect(proof.allowsEverything({ ...assume, ...task(name) }).explanation).toMatch(/^Proved: /);
  });

  test('are not to perform another task, or one without a name', () => {
    // A negated operator holds where the key is absent, too.
    const other = AccessCondition.of('StringNotEquals', 'sts:TaskPolicyArn', taskArn('IAMAuditRootUserCredentials'), taskArn('SQSUnlockQueuePolicy'));
    expect(proof.allowsNothing({ ...assume, when: [other] }).explanation).toMatch(/^Proved: /);
    expect(proof.allowsNothing({ ...assume, when: [AccessCondition.of('Null', 'sts:TaskPolicyArn', 'true')] }).explanation).toMatch(/^Proved: /);
    const audit = AccessCondition.of('StringNotEquals', 'sts:TaskPolicyArn', taskArn('IAMAuditRootUserCredentials'));
    expect(proof.allowsNothing({ ...assume, when: [audit] }).explanation).toMatch(/^Refuted: /);
  });

  test('are none in another account, and none for any other action: no escalation path is open', () => {
    expect(proof.allowsNothing({ notResources: [rootOf(MEMBER)] }).explanation).toMatch(/^Proved: /);
    expect(proof.allowsNothing({ notActions: ['sts:AssumeRoot'] }).explanation).toMatch(/^Proved: /);
  });

  test('are for every account without a list, and for nothing but root users', () => {
    const { proof: everywhere } = roleOf(stackOf({ tasks: [RootTask.S3_UNLOCK_BUCKET_POLICY] }));
    expect(everywhere.allowsEverything({ actions: ['sts:AssumeRoot'], resources: [rootOf('777788889999')], ...task('S3UnlockBucketPolicy') }).explanation).toMatch(/^Proved: /);
    expect(everywhere.allowsNothing({ notResources: [rootOf('*')] }).explanation).toMatch(/^Proved: /);
  });
});

describe('the trust of the role', () => {
  const conditions = (props: Partial<CentralRootRoleProps> = {}) => {
    const { template, id } = roleOf(stackOf({ tasks: [RootTask.S3_UNLOCK_BUCKET_POLICY], ...props }));
    const { AssumeRolePolicyDocument, MaxSessionDuration } = template.properties(id);
    return { statements: AssumeRolePolicyDocument.Statement, MaxSessionDuration };
  };

  test('admits people with MFA of the last hour, in sessions of one hour', () => {
    const { statements, MaxSessionDuration } = conditions();
    expect(MaxSessionDuration).toBe(3_600);
    for (const { Action, Principal, Condition } of statements) {
      expect(Action).toBe('sts:AssumeRole');
      expect(Principal).toEqual({ AWS: expect.anything() });
      expect(Condition.Bool).toEqual({ 'aws:MultiFactorAuthPresent': 'true' });
      expect(Condition.NumericLessThanEquals ?? Condition.NumericLessThan).toEqual({ 'aws:MultiFactorAuthAge': expect.stringMatching(/^36\d\d$/) });
    }
    expect(statements.length).toBeGreaterThan(0);
  });

  test('names users and the age of their MFA', () => {
    const text = JSON.stringify(conditions({ people: { users: ['user/account-baseline/alice'], mfaMaxAge: Duration.minutes(15) } }).statements);
    expect(text).toMatch(/user\/account-baseline\/alice/);
    expect(text).toMatch(/"aws:MultiFactorAuthAge":"90\d"/);
  });
});

test('an account may be known at deployment only', () => {
  const stack = new Stack(new App(), 'Stack');
  const account = new CfnParameter(stack, 'Member', { default: MEMBER }).valueAsString;
  new CentralRootRole(stack, 'CentralRoot', { tasks: [RootTask.S3_UNLOCK_BUCKET_POLICY], accounts: [account] });
  const { Statement } = Object.values<any>(JSON.parse(JSON.stringify(stack.resolve((stack as any)._toCloudFormation().Resources))))
    .find(({ Type }) => Type === 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument;
  expect(JSON.stringify(Statement)).toContain('{"Fn::Sub":["arn:${AWS::Partition}:iam::${Account}:root",{"Account":{"Ref":"Member"}}]}');
});

describe('the warning about central root access', () => {
  const warning = (what: string) => Match.stringLikeRegexp(`Set ${what} of OrganizationSettings.*cdk-secure-account-baseline:rootAccessNotCentral`);
  const all = Object.values(RootTask);

  test('says which settings are missing', () => {
    Annotations.fromStack(stackOf({ tasks: all })).hasWarning('/Stack/CentralRoot', warning('rootCredentialsManagement and rootSessions'));
    Annotations.fromStack(stackOf({ tasks: [RootTask.S3_UNLOCK_BUCKET_POLICY] })).hasWarning('/Stack/CentralRoot', warning('rootSessions'));
    Annotations.fromStack(stackOf({ tasks: [RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS] })).hasWarning('/Stack/CentralRoot', warning('rootCredentialsManagement'));
  });

  test.each(['the same stack', 'another stack'])('is absent where settings of %s enable it', (where) => {
    const stack = stackOf({ tasks: all });
    const scope = where === 'the same stack' ? stack : new Stack(stack.node.root as App, 'Other');
    new OrganizationSettings(scope, 'Settings', { rootCredentialsManagement: true, rootSessions: true });
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

testRulePacks(() => {
  const stack = stackOf({ tasks: Object.values(RootTask) });
  return stack.node.root as App;
});

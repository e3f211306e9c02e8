import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as lib from '../../../src';
import { refused, refusedAlone, untyped, warned, wrong, Write, WrongInput } from '../wrong-input';

const { AccessCondition, JobFunction, LeastPrivilegeRule } = lib;

const statement = (actions: string | string[], resources: string[] = ['*'], more: object = {}) => new iam.PolicyStatement({ actions: [actions].flat(), resources, ...more });
const own = (props: object) => JobFunction.of({ name: 'Own', ...props });
/** A group with a job function of the user's own. */
const job = (props: object): Write => (stack) => new lib.JobFunctionGroup(stack, 'Group', { jobFunction: own(props) });
const policy = (props: object) => wrong(lib.LeastPrivilegePolicy, props);
const ofStatement = (...args: Parameters<typeof statement>): Write => (stack) => new lib.LeastPrivilegePolicy(stack, 'Wrong', { statements: [statement(...args)] });
const boundary = (stack: Stack) => new lib.WorkloadBoundary(stack, 'Boundary');
const manyArns = Array.from({ length: 200 }, (_, n) => `arn:aws:sqs:eu-west-1:111122223333:orders-of-region-${n}`);
const manyStatements = Array.from({ length: 120 }, (_, n) => statement('s3:GetObject', [`arn:aws:s3:::a-bucket-with-a-long-name-${n}/*`]));
const inOtherStack = () => new lambda.Function(new Stack(new App(), 'Other'), 'Function', {
  runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code: lambda.Code.fromInline('exports.handler = () => 1'),
}).functionArn;
const NOT_ARN = 'it must be the ARN of a resource';

/** Job functions, the guardrail, the workload boundary and the policy that refuses unsafe statements. */
export const PERMISSIONS: WrongInput[] = [
  ['protect of no ARN on the boundary', (stack) => boundary(stack).protect('not-an-arn'), refused('protect', "'not-an-arn'", NOT_ARN)],
  ['protect of no ARN on the guardrail', (stack) => lib.Guardrail.of(stack).protect('not-an-arn'), refused('protect', "'not-an-arn'", NOT_ARN)],
  ['protect of everything', (stack) => lib.Guardrail.of(stack).protect('*'), refused('protect', "'*'", NOT_ARN)],
  ['protect of nothing', (stack) => lib.Guardrail.of(stack).protect(''), refused('protect', "''", NOT_ARN)],
  ['protect of a number', (stack) => lib.Guardrail.of(stack).protect(untyped(7)), refused('protect', '7', NOT_ARN)],
  ['protect of a list', (stack) => lib.Guardrail.of(stack).protect(untyped(['arn:aws:sns:*:*:a'])), refused('protect', '["arn:aws:sns:*:*:a"]', NOT_ARN)],
  ['protect of a function of another stack', (stack) => lib.Guardrail.of(stack).protect(inOtherStack()), refused('protect', "'Other/Function/Resource'", 'it belongs to another stack')],
  ['protect of too much', (stack) => lib.Guardrail.of(stack).protect(...manyArns), refused('protect', /'\d+ characters'/, "protect('arn:aws:sqs:eu-west-1:111122223333:orders-of-region-")],
  ['protect of too much on the boundary', (stack) => boundary(stack).protect(...manyArns), refused('protect', /'\d+ characters'/, 'Protect fewer ARNs')],
  ['a stack name that CloudFormation shortens', (stack) => lib.Guardrail.of(stack).protectStack('a-name-of-more-than-20-characters'), refused('protectStack', "'a-name-of-more-than-20-characters'", 'CloudFormation shortens')],
  ['a stack name with a wildcard', (stack) => boundary(stack).protectStack('team-*'), refused('protectStack', "'team-*'", 'give the name of one stack')],
  ['two guardrails', (stack, app) => [new lib.Guardrail(stack, 'First'), wrong(lib.Guardrail)(stack, app)], refused('scope', "'Stack'", 'the stack already has a guardrail at Stack/First')],
  ['an imported guardrail that is no ARN', (stack) => lib.Guardrail.fromGuardrailArn(stack, 'Wrong', 'Guardrail'), refused('guardrailArn', "'Guardrail'", 'give the ARN of a managed policy')],
  ['what an imported guardrail protects', (stack) => [lib.Guardrail.fromGuardrailArn(stack, 'Central', 'arn:aws:iam::111122223333:policy/G'), lib.Guardrail.of(stack).protect('arn:aws:sns:*:*:a')],
    refused('scope', "'Stack'", 'its stack imports the guardrail Stack/Central')],
  ['two workload boundaries', (stack) => ['A', 'B'].map((id) => new lib.WorkloadBoundary(stack, id)), refused('managedPolicyName', "'WorkloadBoundary'", 'IAM compares the names of policies')],
  ['a boundary of the name of an iam.ManagedPolicy', (stack) => [boundary(stack), new iam.ManagedPolicy(stack, 'Other', { managedPolicyName: 'workloadboundary' })], refused('managedPolicyName', "'WorkloadBoundary'", 'Stack/Other has this name already')],
  ['a name of a boundary with a slash', wrong(lib.WorkloadBoundary, { managedPolicyName: 'a/b' }), refused('managedPolicyName', "'a/b'", 'letters, digits')],
  ['a boundary on the baseline', (stack) => [new lib.SupportRole(stack, 'Support'), boundary(stack).applyTo(stack)], refused('applyTo', "'Stack/Support/Resource'", 'it is under /account-baseline/', 'boundary-on-baseline')],

  ['an AWS policy misspelt', job({ awsManagedPolicies: ['AdministratorAcces'] }), warned('jobFunctionUnknownAwsPolicy', 'awsManagedPolicies', 'AdministratorAcces', 'do you mean AdministratorAccess?')],
  ['an AWS policy as ARN', () => own({ awsManagedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] }), refusedAlone('awsManagedPolicies', "'arn:aws:iam::aws:policy/ReadOnlyAccess'", 'ReadOnlyAccess')],
  ['an AWS policy without its path', () => own({ awsManagedPolicies: ['ViewOnlyAccess'] }), refusedAlone('awsManagedPolicies', "'ViewOnlyAccess'", 'job-function/ViewOnlyAccess')],
  ['an unknown action in a job function', job({ statements: [statement('s3:GetObjekt')] }), warned('jobFunctionUnknownAction', 'statements', 's3:GetObjekt', 'do you mean s3:GetObject?')],
  ['a resource of a job function that is no ARN', job({ statements: [statement('s3:GetObject', ['reports'])] }), refused('statements[0].resources', "'reports'", 'a resource is * or an ARN')],
  ['a Sid of a job function twice', job({ statements: [statement('s3:GetObject', ['*'], { sid: 'Twice' }), statement('sqs:SendMessage', ['*'], { sid: 'Twice' })] }), refused('statements[1].sid', "'Twice'", 'IAM takes a Sid only once')],
  ['a Sid with a hyphen', job({ statements: [statement('s3:GetObject', ['*'], { sid: 'a-b' })] }), refused('statements[0].sid', "'a-b'", 'a Sid has letters and digits only')],
  ['a job function with too many statements', job({ statements: manyStatements }), refused('statements', /'\d+ characters'/, 'the policy may have 6144')],
  ['a job function with nothing', () => own({}), refusedAlone('name', "'Own'", 'at least one of awsManagedPolicies, managedPolicies and statements')],
  ['a name of a job function with a space', () => JobFunction.of({ name: 'Release Manager', awsManagedPolicies: ['ReadOnlyAccess'] }), refusedAlone('name', "'Release Manager'", 'letters and digits')],
  ['a group name of a job function with a space', () => own({ awsManagedPolicies: ['ReadOnlyAccess'], groupName: 'a b' }), refusedAlone('groupName', "'a b'", 'letters, digits')],
  ['a session of a job function that is too long', () => own({ awsManagedPolicies: ['ReadOnlyAccess'], sessionDuration: Duration.hours(13) }), refusedAlone('sessionDuration', "'13 hours'", 'it must last from 1 hour to 12 hours')],
  ['two job functions of one name in a stack', (stack) => ['A', 'B'].map((id) => new lib.JobFunctionGroup(stack, id, { groupName: id, jobFunction: own({ statements: [statement('s3:ListAllMyBuckets')] }) })),
    refused('jobFunction', "'Own'", 'the stack has another job function of that name')],
  ['a job function with more policies than a group takes', job({
    awsManagedPolicies: ['AmazonS3ReadOnlyAccess', 'AmazonSQSReadOnlyAccess', 'AmazonSNSReadOnlyAccess', 'AmazonEC2ReadOnlyAccess', 'AmazonRDSReadOnlyAccess', 'AmazonVPCReadOnlyAccess',
      'AmazonKinesisReadOnlyAccess', 'AmazonGlacierReadOnlyAccess', 'AmazonRoute53ReadOnlyAccess', 'AmazonRedshiftReadOnlyAccess'],
  }), refused('managedPolicies', "'11 managed policies'", 'Merge statements into one policy')],
  ['one AWS policy of a job function twice', () => own({ awsManagedPolicies: ['ReadOnlyAccess', 'ReadOnlyAccess'] }), refusedAlone('awsManagedPolicies[1]', "'ReadOnlyAccess'", 'it is listed twice')],
  ['a job function that may do everything', job({ statements: [statement('*')], guardrail: false }), warned('jobFunctionFullAccess', 'statement', 'may do everything')],
  ['a job function that changes identities', job({ statements: [statement('iam:CreateUser')], guardrail: false }), warned('jobFunctionIdentityWrites', 'changes identities')],
  ['a job function that passes any role', job({ statements: [statement('iam:PassRole')], guardrail: false }), warned('jobFunctionPassRole', 'passes any role')],
  ['a job function that assumes any role', job({ statements: [statement('sts:AssumeRole')], guardrail: false }), warned('jobFunctionAssumeRole', 'assumes every role')],

  ['an empty least-privilege policy', policy({}), refused('statements', '[]', 'IAM refuses a policy without a statement')],
  ['a statement with everything', ofStatement('*'), refused('statements[0].actions', /'\*'.*/, 'leastPrivilege:fullAccess', 'leastPrivilege:fullAccess')],
  ['a wildcard service', ofStatement('s3:*'), refused('statements[0].actions', "'s3:*'", 'leastPrivilege:serviceWildcard', 'leastPrivilege:serviceWildcard')],
  ['everything but some actions', (stack) => new lib.LeastPrivilegePolicy(stack, 'Wrong', { statements: [new iam.PolicyStatement({ notActions: ['s3:GetObject'], resources: ['*'] })] }), refused('statements[0].notActions', /.+/, 'leastPrivilege:allowWithNotAction', 'leastPrivilege:allowWithNotAction')],
  ['any resource where one can be named', ofStatement('s3:GetObject'), refused('statements[0].resources', "'*'", 'leastPrivilege:resourceLeftOpen', 'leastPrivilege:resourceLeftOpen')],
  ['passing any role', ofStatement('iam:PassRole', ['arn:aws:iam::111122223333:role/*']), refused('statements[0].resources', "'arn:aws:iam::111122223333:role/*'", 'leastPrivilege:passRoleWithoutRole', 'leastPrivilege:passRoleWithoutRole')],
  ['changing any user', ofStatement('iam:PutUserPolicy', ['arn:aws:iam::111122223333:user/*']), refused('statements[0].resources', "'arn:aws:iam::111122223333:user/*'", 'leastPrivilege:identityWriteByWildcard', 'leastPrivilege:identityWriteByWildcard')],
  ['an unknown action in a least-privilege policy', ofStatement('s3:GetObjekt', ['arn:aws:s3:::reports/*']), warned('leastPrivilege:unknownAction', 'statements[0]', 's3:GetObjekt')],
  ['a least-privilege policy that is too long', policy({ statements: manyStatements }), refused('statements', /'\d+ characters'/, 'split them into two policies')],
  ['a statement that is none', policy({ statements: [{ Action: 's3:GetObject' }] }), refused('statements', '[{"Action":"s3:GetObject"}]', 'its entry 0 must be an iam.PolicyStatement')],
  ['a condition that is none', policy({ conditions: [{ Bool: {} }] }), refused('conditions', '[{"Bool":{}}]', 'its entry 0 must be an AccessCondition')],
  ['an acknowledgement without a reason', policy({ acknowledge: [{ rule: LeastPrivilegeRule.FULL_ACCESS, reason: ' ' }] }), refused('acknowledge[0].reason', "' '", 'tell the reviewer')],
  ['an acknowledgement of no rule', policy({ acknowledge: [{ rule: 'FULL', reason: 'x' }] }), refused('acknowledge[0].rule', "'FULL'", 'it must be one of')],
  ['an acknowledgement that nothing needs', policy({ statements: [statement('s3:ListAllMyBuckets')], acknowledge: [{ rule: LeastPrivilegeRule.FULL_ACCESS, reason: 'because' }] }), warned('leastPrivilege:uselessAcknowledgement', 'acknowledge', 'fullAccess')],
  ['a condition of no region', () => AccessCondition.regions(), refusedAlone('regions', '[]', 'give at least one')],
  ['a condition of a region that is none', () => AccessCondition.regions('Frankfurt'), refusedAlone('regions', "'Frankfurt'", 'it must be a region')],
  ['a condition that ended before it began', () => AccessCondition.validBetween(new Date('2031-01-02'), new Date('2031-01-01')), refusedAlone('until', /'2031-01-01.*'/, 'it must be after from')],
  ['a condition on old MFA', () => AccessCondition.mfa(Duration.hours(48)), refusedAlone('maxAge', "'2 days'", 'it must last from 15 minutes')],
];

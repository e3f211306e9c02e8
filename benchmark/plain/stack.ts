import { App, BootstraplessSynthesizer, CfnOutput, CfnResource, CustomResource, Duration, Fn, RemovalPolicy, Stack, StackProps } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import policies from './policies.json';

const BASELINE = '/account-baseline/';
const WORKLOAD = '/workload/';

const awsManaged = (name: string) => iam.ManagedPolicy.fromManagedPolicyArn(scope, name, Fn.sub(`arn:\${AWS::Partition}:iam::aws:policy/${name}`));
let scope: Construct;

function policy(at: Construct, id: string, logicalId: keyof typeof policies, path: string, roles?: iam.IRole[]): iam.ManagedPolicy {
  const statements = policies[logicalId].map((statement) => iam.PolicyStatement.fromJson(withFunctions(statement)));
  const made = new iam.ManagedPolicy(at, id, { path, statements, roles });
  const resource = made.node.defaultChild as iam.CfnManagedPolicy;
  resource.addPropertyDeletionOverride('Description');
  return made;
}

/** Functions of CloudFormation in a JSON text as aws-cdk-lib has them. */
function withFunctions(value: any): any {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withFunctions);
  if (value['Fn::Sub']) return Fn.sub(value['Fn::Sub']);
  if (value['Fn::GetAtt']) return Fn.getAtt(value['Fn::GetAtt'][0], value['Fn::GetAtt'][1]).toString();
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withFunctions(inner)]));
}

/** People of the account with MFA, under their own names. */
function peopleWithMfa(): iam.IPrincipal {
  const arn = 'arn:${AWS::Partition}:iam::${AWS::AccountId}:';
  return new iam.ArnPrincipal(Fn.sub(`${arn}root`)).withConditions({
    ArnLike: { 'aws:PrincipalArn': Fn.sub(`${arn}user${BASELINE}*`) },
    Bool: { 'aws:MultiFactorAuthPresent': 'true' },
    NumericLessThan: { 'aws:MultiFactorAuthAge': '43200' },
    StringEquals: { 'sts:RoleSessionName': '${aws:username}' },
  });
}

function renamed<T extends Construct>(construct: T, logicalId: string): T {
  (construct.node.defaultChild as CfnResource).overrideLogicalId(logicalId);
  return construct;
}

/** The function that sets what CloudFormation has no type for. */
function settingsFunction(stack: Stack, code: string): lambda.EventInvokeConfig {
  const name = Fn.join('', ['account-baseline-settings-', Fn.select(2, Fn.split('/', stack.stackId))]);
  const log = renamed(new logs.LogGroup(stack, 'AccountSettingsLogs', { logGroupName: name, retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY }), 'AccountSettingsLogs');
  const role = renamed(new iam.Role(stack, 'AccountSettingsRole', { path: BASELINE, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 'AccountSettingsRole');
  const permissions = renamed(policy(stack, 'AccountSettingsPolicy', 'AccountSettingsPolicy', BASELINE, [role]), 'AccountSettingsPolicy');
  const handler = renamed(new lambda.Function(stack, 'AccountSettings', {
    functionName: log.logGroupName,
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(code),
    role,
    logGroup: log,
    memorySize: 512,
    timeout: Duration.minutes(2),
    environment: { STACK: stack.stackId, DOMAIN: stack.urlSuffix },
  }), 'AccountSettings');
  const resource = handler.node.defaultChild as lambda.CfnFunction;
  resource.addOverride('DependsOn', [(permissions.node.defaultChild as CfnResource).logicalId]);
  resource.addPropertyOverride('Role', { 'Fn::Sub': '${AccountSettingsRole.Arn}' });
  return renamed(new lambda.EventInvokeConfig(stack, 'AccountSettingsReady', { function: handler, maxEventAge: Duration.minutes(3) }), 'AccountSettingsReady');
}

/**
 * Adds the default baseline to an app as an app without the library has it, with the constructs of aws-cdk-lib: the template is the
 * same. `npx tsx benchmark/plain/write-policies.ts` writes the statements of its policies.
 *
 * @param code of the function
 */
export function plainBaseline(app: App, code: string, stackId = 'benchmark', props: StackProps = {}): void {
  const stack = new Stack(app, stackId, { ...props, synthesizer: new BootstraplessSynthesizer() });
  scope = new Construct(stack, 'Baseline');
  const mfa = policy(scope, 'MfaEnforcement', 'BaselineMfaEnforcement4E087167', BASELINE);
  const passRole = policy(stack, 'PassWorkloadRoles', 'PassWorkloadRoles8E8CD8D0', BASELINE);
  const guardrail = policy(stack, 'Guardrail', 'Guardrail91D61981', BASELINE);

  const people = peopleWithMfa();
  const group = (id: string, groupName: string, ...managedPolicies: iam.IManagedPolicy[]) => (
    new iam.Group(scope, id, { groupName, path: BASELINE, managedPolicies })
  );
  const administrators = group('Administrator', 'Administrators');
  new iam.Role(administrators, 'Role', { path: BASELINE, roleName: 'Administrator', assumedBy: people, maxSessionDuration: Duration.hours(1), managedPolicies: [awsManaged('AdministratorAccess')] });
  new iam.Role(scope, 'SupportRole', { path: BASELINE, roleName: 'Support', assumedBy: people, managedPolicies: [awsManaged('AWSSupportAccess')] });
  administrators.addManagedPolicy(policy(administrators, 'AssumeRole', 'BaselineAdministratorAssumeRole32B5D2CE', BASELINE));
  administrators.addManagedPolicy(mfa);
  group('PowerUser', 'PowerUsers', awsManaged('PowerUserAccess'), passRole, guardrail, mfa);
  group('SecurityAuditor', 'SecurityAuditors', awsManaged('SecurityAudit'), guardrail, mfa);
  group('Billing', 'Billing', awsManaged('job-function/Billing'), guardrail, mfa);

  const instanceRole = new iam.Role(scope, 'InstanceRole', {
    path: WORKLOAD, assumedBy: new iam.ServicePrincipal(Fn.sub('ec2.${AWS::URLSuffix}')), managedPolicies: [awsManaged('AmazonSSMManagedEC2InstanceDefaultPolicy')],
  });
  instanceRole.addManagedPolicy(policy(instanceRole, 'Policy', 'BaselineInstanceRolePolicy9561E86D', WORKLOAD));
  new iam.InstanceProfile(instanceRole, 'Profile', { path: WORKLOAD, role: instanceRole });

  const ready = settingsFunction(stack, code);
  const passwordPolicy = new CustomResource(new Construct(scope, 'PasswordPolicy'), 'Resource', {
    resourceType: 'Custom::PasswordPolicy',
    serviceToken: Fn.sub('${AccountSettings.Arn}'),
    serviceTimeout: Duration.minutes(5),
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    properties: {
      Setting: 'password-policy',
      MinimumPasswordLength: 14,
      RequireLowercaseCharacters: true,
      RequireUppercaseCharacters: true,
      RequireNumbers: true,
      RequireSymbols: true,
      AllowUsersToChangePassword: true,
      MaxPasswordAge: 90,
      PasswordReusePrevention: 24,
    },
  });
  passwordPolicy.node.addDependency(ready, administrators.node.defaultChild!);

  const outputs = {
    TodoRootMfa: 'As root, /iam/home#/security_credentials: assign an MFA device',
    TodoRootAccessKeys: 'As root, /iam/home#/security_credentials: delete every access key',
    TodoBillingAccess: 'As root, /billing/home#/account: activate IAM access to billing',
    TodoContacts: '/billing/home#/account: set the alternate contacts',
  };
  for (const [id, value] of Object.entries(outputs)) new CfnOutput(stack, id, { value });
}

import { Aws, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IConstruct } from 'constructs';
import { bundledHandler } from './bundled-handler';
import { functionLog } from './function-log';
import { omitRoleDependency } from './role-dependency';
import { FunctionEnvironment } from '../../account/contract/environment';
import { arnInStack } from '../arn';
import { BASELINE_PATH } from '../iam-names';
import { pinLogicalIds } from '../logical-ids';
import { omitDescription } from '../managed-policy';

/** One invocation. The handler answers before it is over, whatever happens. */
const TIMEOUT = Duration.minutes(2);

/** An event that Lambda could not deliver is dropped after this, so that no attempt outlives the custom resource. */
export const MAX_EVENT_AGE = Duration.minutes(3);

/** What the functions that set settings differ in. */
export interface SettingsFunctionDefinition {
  /** The folder of its handler, after which its logical ids are called. */
  readonly bundle: string;
  /** The name of function and log. */
  readonly name: string;
  /** The ARN of its ownership records. */
  readonly records: string;
  /** The calls of its settings that take no resource, and that it may always make. */
  readonly actions?: readonly string[];
  /** The ARN of the stacks whose status it reads: without it, every stack, in whatever region the owner of a setting is. */
  readonly stacks?: string;
}

/** A function that sets settings, with what belongs to it. */
export interface SettingsFunction {
  readonly handler: lambda.Function;
  readonly role: iam.Role;
  readonly policy: iam.ManagedPolicy;
  readonly logGroup: logs.LogGroup;
  /** What a custom resource must be made after, and deleted before. */
  readonly configuration: IConstruct;
}

/** Creates a function that sets settings, as children of the scope: with its role, the calls that every setting needs, and its log. */
export function createSettingsFunction(scope: Construct, definition: SettingsFunctionDefinition): SettingsFunction {
  const { bundle, name, records, actions = [], stacks = '*' } = definition;
  const logGroup = functionLog(scope, name);
  const role = new iam.Role(scope, 'Role', { path: BASELINE_PATH, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const policy = new iam.ManagedPolicy(scope, 'Policy', {
    path: BASELINE_PATH,
    roles: [role],
    statements: [
      new iam.PolicyStatement({ actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'], resources: [records] }),
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [arnInStack(logGroup)] }),
      // One statement, since the template is short of room. The last two only read: whether CloudFormation has sent an event, and whether
      // the stack that owns a setting still exists.
      new iam.PolicyStatement({ actions: [...actions, 'cloudformation:DescribeStacks', 'cloudformation:DescribeStackResource'], resources: [stacks] }),
    ],
  });
  omitDescription(policy);
  // x86_64, Lambda's default, is the architecture that every region of every partition has.
  const handler = new lambda.Function(scope, 'Function', {
    // The same name, by reference: to write it out again would cost another 200 characters of the template.
    functionName: logGroup.logGroupName,
    runtime: lambda.Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: bundledHandler(bundle),
    role,
    logGroup,
    timeout: TIMEOUT,
    // The SDK client of EC2 alone takes a third of 256 MB, and takes seconds to load with a small share of a processor.
    memorySize: 512,
    maxEventAge: MAX_EVENT_AGE,
    environment: { STACK: Aws.STACK_ID, DOMAIN: Aws.URL_SUFFIX } satisfies FunctionEnvironment,
  });
  const resource = handler.node.defaultChild as lambda.CfnFunction;
  resource.role = arnInStack(role);
  resource.node.addDependency(policy);
  omitRoleDependency(handler, role);
  // It refers to the function, which depends on its policy.
  const configuration = handler.node.findChild('EventInvokeConfig');
  // The id of the function may never change, since a service token may not.
  pinLogicalIds(bundle, { '': handler, 'Logs': logGroup, 'Role': role, 'Policy': policy, 'Ready': configuration });
  return { handler, role, policy, logGroup, configuration };
}

import { Aws, Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct, IDependable } from 'constructs';
import { acknowledgeFunction, acknowledgeRule } from './acknowledgements';
import { FunctionEnvironment } from '../account/contract/environment';
import { acknowledge } from '../private/acknowledge';
import { arnInStack } from '../private/arn';
import { baselineName } from '../private/baseline-names';
import { BASELINE_PATH } from '../private/iam-names';
import { bundledHandler } from '../private/lambda/bundled-handler';
import { FunctionReasons } from '../private/lambda/function-findings';
import { functionLog } from '../private/lambda/function-log';
import { omitRoleDependency } from '../private/lambda/role-dependency';
import { pinLogicalIds } from '../private/logical-ids';
import { omitDescription } from '../private/managed-policy';

/** Properties of a function of the watch. */
export interface WatchFunctionProps {
  /** The folder of `src/handlers` from which the function is bundled. */
  readonly handler: string;

  /**
   * The purpose of the function, which is unique in a region of an account and names function, log and schedule. The handler's name if
   * left out.
   */
  readonly purpose?: string;

  /** The permissions of the function, in addition to writing its log and publishing to the topic. */
  readonly statements: iam.PolicyStatement[];

  /** Findings of rule packs about the policy, such as `AwsSolutions-IAM5[Resource::*]`, with the reason to accept each. */
  readonly acknowledgements?: { [finding: string]: string };

  /** The schedule of the function. Without it, the function does not run on its own. */
  readonly schedule?: events.Schedule;

  /**
   * The topic that the function publishes to, including permission to use the key of the topic. The handler reads the ARN from
   * `TOPIC_ARN`.
   */
  readonly topic?: sns.ITopic;

  /** The variables that the handler reads from its environment. */
  readonly environment?: FunctionEnvironment;

  /** The timeout; 5 minutes if left out. */
  readonly timeout?: Duration;

  /** The memory in MiB; 256 if left out. */
  readonly memorySize?: number;

  /** The age at which Lambda drops an event that it could not deliver. Only for a function that serves a custom resource. */
  readonly maxEventAge?: Duration;

  /** Whether Lambda sends an event that the function could not handle to the topic. */
  readonly reportsFailedEvents?: boolean;

  /** Reasons to accept findings of rule packs about the function that differ from those of a daily one. */
  readonly reasons?: Partial<FunctionReasons>;
}

/**
 * A Lambda function of the watch. Its code is in the template, its own role allows exactly the calls that it makes, its log is retained
 * for a year, and a schedule may run it.
 */
export class WatchFunction extends Construct {
  public readonly function: lambda.Function;

  /** The resource that must exist before the function is called: its permissions. */
  public readonly ready: IDependable;

  constructor(scope: Construct, id: string, props: WatchFunctionProps) {
    super(scope, id);
    const purpose = props.purpose ?? props.handler;
    const name = baselineName(purpose);
    const logGroup = functionLog(this, name);
    const servesCustomResource = props.maxEventAge !== undefined;
    const role = new iam.Role(this, 'Role', { path: BASELINE_PATH, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      path: BASELINE_PATH,
      roles: [role],
      statements: [
        ...props.statements,
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [arnInStack(logGroup)] }),
        ...props.topic ? [new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [props.topic.topicArn] })] : [],
        // Publishing to an encrypted topic requires its key. `grantPublish` would add both permissions to an inline policy of the role.
        ...props.topic?.masterKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [props.topic.masterKey.keyArn] })] : [],
      ],
    });
    omitDescription(policy);
    // x86_64, Lambda's default, is the architecture that every region of every partition supports.
    this.function = new lambda.Function(this, 'Function', {
      functionName: name,
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: bundledHandler(props.handler),
      role,
      logGroup,
      timeout: props.timeout ?? Duration.minutes(5),
      memorySize: props.memorySize ?? 256,
      maxEventAge: props.maxEventAge,
      onFailure: props.reportsFailedEvents ? { bind: () => ({ destination: props.topic!.topicArn }) } : undefined,
      environment: {
        ...props.environment,
        ...servesCustomResource && { STACK: Aws.STACK_ID, DOMAIN: Aws.URL_SUFFIX },
        ...props.topic && { TOPIC_ARN: props.topic.topicArn },
      } satisfies FunctionEnvironment,
    });
    const resource = this.function.node.defaultChild as lambda.CfnFunction;
    resource.role = arnInStack(role);
    resource.node.addDependency(policy);
    omitRoleDependency(this.function, role);
    // The event configuration refers to the function, which depends on its policy.
    this.ready = this.function.node.tryFindChild('EventInvokeConfig') ?? resource;
    acknowledgeFunction(this.function, logGroup, props.reasons);
    acknowledge(policy, props.acknowledgements ?? {});
    if (props.schedule) {
      const rule = new events.Rule(this, 'Schedule', { ruleName: name, schedule: props.schedule, targets: [new targets.LambdaFunction(this.function)] });
      acknowledgeRule(rule);
      pinLogicalIds(purpose, { Schedule: rule, Permission: rule.node.children.find((child) => child instanceof lambda.CfnPermission) });
    }
    pinLogicalIds(purpose, { Function: this.function, Logs: logGroup, Role: role, Policy: policy, Ready: this.function.node.tryFindChild('EventInvokeConfig') });
  }
}

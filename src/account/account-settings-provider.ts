import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct, IDependable } from 'constructs';
import { acknowledgeProvider } from './acknowledgements';
import { OWNERSHIP_RECORDS } from './contract/parameters';
import { regionalArn } from '../private/arn';
import { BASELINE_PATH } from '../private/iam-names';
import { bundledHandler } from '../private/lambda/bundled-handler';
import { omitRoleDependency } from '../private/lambda/role-dependency';
import { omitDescription } from '../private/managed-policy';

/** The id of the provider, and the logical id of its function: a service token may never change. */
const ID = 'AccountSettingsProvider';

/** One invocation. The handler answers before it is over, whatever happens. */
const TIMEOUT = Duration.minutes(2);

/** An event that Lambda could not deliver is dropped after this, so that no attempt outlives the custom resource. */
const MAX_EVENT_AGE = Duration.minutes(3);

/**
 * The Lambda function behind all the account-wide settings of a stack, with its role and its log. The settings make it themselves;
 * its code is part of the template, so that it needs no bootstrapped bucket.
 *
 * It keeps an ownership record for each setting, a free SSM parameter under `/account-baseline/settings/`, in which it remembers who
 * owns the setting and what was there before. Its role may make exactly the calls that the settings of the stack need.
 *
 * It costs nothing within Lambda's free tier: it runs for some seconds whenever a setting is changed. Its log is kept for a year and
 * deleted with the stack.
 *
 * @example
 * new PasswordPolicy(this, 'PasswordPolicy');
 * Guardrail.of(this).protect(AccountSettingsProvider.getOrCreate(this).functionArn);
 */
export class AccountSettingsProvider extends Construct {
  /** The provider of the stack of a construct; the first call makes it. */
  public static getOrCreate(scope: Construct): AccountSettingsProvider {
    return AccountSettingsProvider._find(scope) ?? new AccountSettingsProvider(Stack.of(scope));
  }

  /**
   * The provider of the stack of a construct, if it has one.
   *
   * @internal
   */
  public static _find(scope: Construct): AccountSettingsProvider | undefined {
    return Stack.of(scope).node.tryFindChild(ID) as AccountSettingsProvider | undefined;
  }

  /** The service token of the custom resources: the ARN of the function. */
  public readonly serviceToken: string;

  /** The ARN of the function. */
  public readonly functionArn: string;

  /** What nobody but an administrator may change, beside the ownership records, which a guardrail protects by their path. */
  public readonly protectedArns: string[];

  /**
   * What a custom resource must be made after, and deleted before.
   *
   * @internal
   */
  public readonly _ready: IDependable;

  private readonly policy: iam.ManagedPolicy;

  /** What the settings may do, by resource. */
  private readonly statements = new Map<string, iam.PolicyStatement>();

  private constructor(stack: Stack) {
    super(stack, ID);
    const parameters = regionalArn('ssm', `parameter${OWNERSHIP_RECORDS}*`);
    const logGroup = new logs.LogGroup(this, 'Logs', { retention: logs.RetentionDays.ONE_YEAR, removalPolicy: RemovalPolicy.DESTROY });
    const role = new iam.Role(this, 'Role', { path: BASELINE_PATH, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
    const policy = this.policy = new iam.ManagedPolicy(this, 'Policy', {
      path: BASELINE_PATH,
      roles: [role],
      statements: [
        new iam.PolicyStatement({ actions: ['ssm:GetParameter', 'ssm:PutParameter', 'ssm:DeleteParameter'], resources: [parameters] }),
        new iam.PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [regionalArn('cloudformation', 'stack/*')] }),
        new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      ],
    });
    omitDescription(policy);
    // x86_64, Lambda's default, is the architecture that every region of every partition has.
    const handler = new lambda.Function(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: bundledHandler('account-settings'),
      role,
      logGroup,
      timeout: TIMEOUT,
      // The SDK client of EC2 alone takes a third of 256 MB, and takes seconds to load with a small share of a processor.
      memorySize: 512,
      maxEventAge: MAX_EVENT_AGE,
    });
    const resource = handler.node.defaultChild as lambda.CfnFunction;
    resource.node.addDependency(policy);
    omitRoleDependency(handler, role);
    resource.overrideLogicalId(ID);
    this.functionArn = handler.functionArn;
    this.serviceToken = handler.functionArn;
    this.protectedArns = [handler.functionArn, logGroup.logGroupArn];
    // It refers to the function, which depends on its policy.
    this._ready = handler.node.findChild('EventInvokeConfig');
    acknowledgeProvider(policy, handler, logGroup);
  }

  /**
   * Lets the function make the calls that a setting needs.
   *
   * @internal
   */
  public _allow(actions: string[], resource: string = '*'): void {
    const present = this.statements.get(resource);
    if (present) {
      present.addActions(...actions);
    } else {
      const statement = new iam.PolicyStatement({ actions, resources: [resource] });
      this.statements.set(resource, statement);
      this.policy.addStatements(statement);
    }
  }
}

import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { Construct, IDependable } from 'constructs';
import { acknowledgeCalls, acknowledgeProvider } from './acknowledgements';
import { OWNERSHIP_RECORDS } from './contract/parameters';
import { IDENTITY_SETTINGS, OwnPolicy, ownPolicyOf, statementOf } from './permissions/setting-permissions';
import { arnInStack, regionalArn } from '../private/arn';
import { baselineNameInStack } from '../private/baseline-names';
import { BASELINE_PATH } from '../private/iam-names';
import { createSettingsFunction, MAX_EVENT_AGE } from '../private/lambda/settings-function';
import { pinLogicalIds } from '../private/logical-ids';
import { omitDescription } from '../private/managed-policy';

const ID = 'AccountSettings';

/**
 * The Lambda function behind all the account-wide settings of a stack, with its role and its log. The settings make it themselves;
 * its code is part of the template, so that it needs no bootstrapped bucket.
 *
 * It keeps an ownership record for each setting, a free SSM parameter under `/account-baseline/settings/`, in which it remembers who
 * owns the setting and what was there before. Its role may set the alias and the password policy; the calls of hardening and of alternate
 * contacts it may make while the stack has one of those settings. CloudFormation updates policies before it deletes what has left a
 * template, so that no single setting takes a permission along which its own deletion needs.
 *
 * Function and log are called `account-baseline-settings-` and the id of the stack, since two stacks of an account may have one each.
 * Guardrails and workload boundaries protect them by that name in every stack.
 *
 * It costs nothing within Lambda's free tier: it runs for some seconds whenever a setting is changed. Its log is kept for a year and
 * deleted with the stack.
 *
 * @example
 * new PasswordPolicy(this, 'PasswordPolicy');
 * new CfnOutput(this, 'SettingsFunction', { value: AccountSettingsProvider.getOrCreate(this).functionArn });
 */
export class AccountSettingsProvider extends Construct {
  /** The provider of the stack of a construct; the first call makes it. */
  public static getOrCreate(scope: Construct): AccountSettingsProvider {
    const stack = Stack.of(scope);
    return stack.node.tryFindChild(ID) as AccountSettingsProvider | undefined ?? new AccountSettingsProvider(stack);
  }

  /** The ARN of the function. */
  public readonly functionArn: string;

  /**
   * The ARN of the function, for the custom resources of the stack.
   *
   * @internal
   */
  public readonly _serviceToken: string;

  /**
   * The function.
   *
   * @internal
   */
  public readonly _function: lambda.Function;

  /**
   * How long Lambda keeps an event that the function has not handled.
   *
   * @internal
   */
  public readonly _maxEventAge = MAX_EVENT_AGE;

  /**
   * Its role.
   *
   * @internal
   */
  public readonly _role: iam.Role;

  private readonly ready: IDependable;
  private readonly ownPolicies = new Map<OwnPolicy, iam.ManagedPolicy>();

  private constructor(stack: Stack) {
    super(stack, ID);
    const { handler, role, policy, logGroup, configuration } = createSettingsFunction(this, {
      bundle: 'account-settings',
      name: baselineNameInStack('settings'),
      records: regionalArn('ssm', `parameter${OWNERSHIP_RECORDS}*`),
      actions: IDENTITY_SETTINGS,
    });
    this._role = role;
    this._function = handler;
    this.functionArn = handler.functionArn;
    this._serviceToken = arnInStack(handler);
    this.ready = configuration;
    acknowledgeProvider(policy, handler, logGroup);
  }

  /**
   * Lets the function make the calls that a setting needs.
   *
   * @returns what the custom resource of the setting must be made after, and deleted before
   * @internal
   */
  public _readyFor(setting: string): IDependable[] {
    const id = ownPolicyOf(setting);
    return id ? [this.ready, this.ownPolicies.get(id) ?? this.addPolicy(id)] : [this.ready];
  }

  private addPolicy(id: OwnPolicy): iam.ManagedPolicy {
    const policy = new iam.ManagedPolicy(this, id, { path: BASELINE_PATH, roles: [this._role], statements: [statementOf(id)] });
    omitDescription(policy);
    pinLogicalIds('account-settings', { [id]: policy });
    acknowledgeCalls(policy);
    this.ownPolicies.set(id, policy);
    return policy;
  }
}

import { CfnResource, CustomResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { AccountSettingsProvider } from './account-settings-provider';
import { OnExisting } from './on-existing';
import { invalid, requireDuration } from '../private/errors';

/** Properties of every account-wide setting. */
export interface AccountSettingProps {
  /**
   * What to do when the setting is created and the account already has another value.
   *
   * @default OnExisting.OVERWRITE
   */
  readonly onExisting?: OnExisting;

  /**
   * What becomes of the setting when it leaves the stack or the stack is deleted. `RETAIN_ON_UPDATE_OR_DELETE` keeps it, but a first
   * deployment that fails is undone; `DESTROY` puts back what was there before, or removes the setting if there was nothing. Either
   * way, what somebody else has set since is left alone.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * How long CloudFormation waits for an answer: 2 minutes, which one attempt may take, to 1 hour. The default leaves room for a
   * second attempt, should the first crash.
   *
   * @default Duration.minutes(5)
   */
  readonly serviceTimeout?: Duration;
}

/** What the provider must know about a kind of setting. */
export interface AccountSettingDefinition {
  /** The name of the setting in the handler. */
  readonly setting: string;

  /** The type of the custom resource, such as `Custom::AccountAlias`. */
  readonly resourceType: string;

  /** The IAM actions that the handler needs to read, apply and remove the setting. */
  readonly actions: string[];

  /**
   * The ARN of what the actions are for.
   *
   * @default - `*`, since most of these actions know no resource
   */
  readonly resource?: string;

  /** The value that is asked for, as properties of the custom resource. */
  readonly properties: { [name: string]: any };
}

/**
 * A setting that an account has exactly one of: a custom resource that remembers what it replaces, changes nothing that others have
 * set since, and gives every change that fails back.
 *
 * Rules: see the README of the account settings and the architecture decision record on the ownership record.
 */
export abstract class AccountSetting extends Resource {
  /** The custom resource. */
  protected readonly resource: CustomResource;

  /**
   * What changes the setting, for a guardrail to deny.
   *
   * @internal
   */
  public readonly _changes: string[];

  /** Throws where the removal policy is none that a setting has, and where the service timeout is out of range. */
  constructor(scope: Construct, id: string, props: AccountSettingProps, definition: AccountSettingDefinition) {
    super(scope, id);
    const removalPolicy = props.removalPolicy ?? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    requireRemovalPolicy(removalPolicy);
    requireDuration('serviceTimeout', props.serviceTimeout, Duration.minutes(2), Duration.hours(1));
    const provider = AccountSettingsProvider.getOrCreate(this);
    provider._allow(definition.actions, definition.resource);
    this.resource = new CustomResource(this, 'Resource', {
      serviceToken: provider.serviceToken,
      serviceTimeout: props.serviceTimeout ?? Duration.minutes(5),
      resourceType: definition.resourceType,
      removalPolicy,
      properties: { Setting: definition.setting, OnExisting: props.onExisting ?? OnExisting.OVERWRITE, ...definition.properties },
    });
    this.resource.node.addDependency(provider._ready);
    this.node.defaultChild = this.resource.node.defaultChild;
    this._changes = definition.actions.filter((action) => !/:(Describe|Get|List)/.test(action));
  }

  /**
   * Changes what becomes of the setting when it leaves the stack.
   *
   * @throws if the policy is neither `RETAIN_ON_UPDATE_OR_DELETE` nor `DESTROY`
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    requireRemovalPolicy(policy);
    (this.node.defaultChild as CfnResource).applyRemovalPolicy(policy);
  }
}

function requireRemovalPolicy(policy: RemovalPolicy): void {
  if (policy !== RemovalPolicy.DESTROY && policy !== RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE) {
    throw invalid('removalPolicy', policy, 'it must be RETAIN_ON_UPDATE_OR_DELETE, which undoes a failed first deployment, or DESTROY');
  }
}

import { CfnResource, CustomResource, Duration, RemovalPolicy, Resource } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { IAccountSetting } from './account-setting-reference';
import { AccountSettingsProvider } from './account-settings-provider';
import { SettingProperties, settingType } from './contract/settings';
import { OnExisting } from './on-existing';
import type { HardenedRegions } from './regions/hardened-regions';
import { settingRemovalPolicy } from './setting-removal-policy';
import { inConstruct, requireDuration } from '../private/errors';

/** Properties of every account-wide setting. */
export interface AccountSettingProps {
  /**
   * What to do when the setting is created and the account already has another value.
   *
   * @default OnExisting.OVERWRITE
   */
  readonly onExisting?: OnExisting;

  /**
   * The removal policy of the setting, for when it leaves the stack or the stack is deleted. `RETAIN_ON_UPDATE_OR_DELETE` keeps it, and
   * undoes a first deployment that fails; `RETAIN` means the same here. `DESTROY` restores the previous value, or removes the setting
   * if there was none. In both cases a value that was set outside of the stack in the meantime is kept.
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
  /** The name of the setting in the handler, from which the type of the custom resource follows. */
  readonly setting: string;

  /** The value that is asked for, as properties of the custom resource. */
  readonly properties: { [name: string]: any };

  /**
   * The regions that have the setting besides that of the stack.
   *
   * @default - only the region of the stack
   */
  readonly regions?: HardenedRegions;
}

/**
 * A setting that an account has exactly one of: a custom resource that remembers what it replaces, changes nothing that others have
 * set since, and gives every change that fails back.
 *
 * Rules: see the README of the account settings and the architecture decision record on the ownership record.
 */
export abstract class AccountSetting extends Resource implements IAccountSetting {
  /** The custom resource. */
  protected readonly resource: CustomResource;

  /**
   * What the template asks for.
   *
   * @internal
   */
  public readonly _definition: IAccountSetting['_definition'];

  /**
   * @throws if the removal policy is not `RETAIN_ON_UPDATE_OR_DELETE`, `RETAIN` or `DESTROY`, or the service timeout is out of range
   */
  constructor(scope: Construct, id: string, props: AccountSettingProps, definition: AccountSettingDefinition) {
    super(scope, id);
    const removalPolicy = inConstruct(scope, id, () => {
      requireDuration('serviceTimeout', props.serviceTimeout, Duration.minutes(2), Duration.hours(1));
      return settingRemovalPolicy(props.removalPolicy);
    });
    this._definition = { ...definition, adopts: props.onExisting === OnExisting.ADOPT };
    const provider = AccountSettingsProvider.getOrCreate(this);
    this.resource = new CustomResource(this, 'Resource', {
      serviceToken: provider._serviceToken,
      serviceTimeout: props.serviceTimeout ?? Duration.minutes(5),
      resourceType: settingType(definition.setting),
      removalPolicy,
      properties: {
        // The function overwrites unless it is told otherwise.
        ...{
          Setting: definition.setting, OnExisting: props.onExisting === OnExisting.OVERWRITE ? undefined : props.onExisting,
        } satisfies Record<keyof SettingProperties, unknown>,
        ...definition.properties,
      },
    });
    this.resource.node.addDependency(...provider._readyFor(definition.setting));
    this.node.defaultChild = this.resource.node.defaultChild;
  }

  /**
   * Changes the removal policy of the setting.
   *
   * @throws if the policy is not `RETAIN_ON_UPDATE_OR_DELETE`, `RETAIN` or `DESTROY`
   */
  public applyRemovalPolicy(policy: RemovalPolicy): void {
    (this.node.defaultChild as CfnResource).applyRemovalPolicy(settingRemovalPolicy(policy, this));
  }
}

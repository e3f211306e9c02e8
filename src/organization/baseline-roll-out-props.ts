import { RemovalPolicy } from 'aws-cdk-lib';
import { EveryRegionOptions } from './every-region-options';
import { RollOutCaller } from './roll-out-caller';
import { RollOutTarget } from './roll-out-target';
import { RollOutWatchOptions } from './roll-out-watch-options';
import { SecureAccountBaselineProps } from '../baseline/secure-account-baseline-props';

/** Properties of a `BaselineRollOut`. */
export interface BaselineRollOutProps {
  /**
   * The baseline of each account. An alias belongs to one account and is refused, unless the only target is one account. Constructs of
   * this app stay in its own account: `replace` and groups that refer to them are refused at synth.
   *
   * @default - the baseline without properties
   */
  readonly baseline?: SecureAccountBaselineProps;

  /**
   * The accounts, up to 50 units. Accounts that join a unit later get the baseline too; a target of accounts by their ids cannot be
   * combined with one of a unit.
   */
  readonly targets: RollOutTarget[];

  /** The home region of the accounts, where the baseline is created once, such as `eu-central-1`. */
  readonly region: string;

  /**
   * What is set in more regions than the home region, by a second stack set in a stack of its own.
   *
   * @default - nothing
   */
  readonly everyRegion?: EveryRegionOptions;

  /**
   * The watch of each account, by a stack set in a stack of its own. Pass `{}` for the defaults.
   *
   * @default - none
   */
  readonly watch?: RollOutWatchOptions;

  /**
   * The number of accounts that may fail in a region before the deployment stops and is rolled back. Accounts that join later are
   * deployed to whatever fails.
   *
   * @default 0
   */
  readonly failureTolerance?: number;

  /**
   * The number of accounts that are deployed to at the same time: 1 or more.
   *
   * @default 5
   */
  readonly maxConcurrency?: number;

  /**
   * The account that deploys the roll-out.
   *
   * @default RollOutCaller.MANAGEMENT_ACCOUNT
   */
  readonly callAs?: RollOutCaller;

  /**
   * The id of the management account, so that it is refused as a target. A delegated administrator gives it so that, in accounts that
   * join later, the stack sets of `everyRegion` and `watch` start after the first one.
   *
   * @default - the account of the stack, where that is known and is the management account
   */
  readonly managementAccount?: string;

  /**
   * The removal policy of the stacks of an account that leaves its unit: `RETAIN` or `DESTROY`. An account that `targets` no longer
   * names loses its stacks, and so does every account when the roll-out is deleted; whether the settings stay then is
   * decided by `baseline.settingsRemovalPolicy`.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;

  /**
   * The name of the stack set: `account-baseline`, or that and a suffix, up to 64 characters. Those of `everyRegion` and `watch` are made
   * of it. By this prefix guardrails and workload boundaries protect the stacks in each account.
   *
   * @default account-baseline
   */
  readonly stackSetName?: string;
}

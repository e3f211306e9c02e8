import { Token } from 'aws-cdk-lib';
import { RollOutUnitOptions } from './roll-out-unit-options';
import { unitsAbove } from './units-above';
import { invalid, requireOnce } from '../private/errors';
import { KnownKeys, listOf, requireKnownKeys, text } from '../private/known-keys';
import { requireAccountId, requireRootId, requireUnitId, requireUnitOrRootId } from '../private/text/organization-ids';

const KEYS: KnownKeys<RollOutUnitOptions> = { exceptAccounts: listOf(text) };

/**
 * The accounts that a `BaselineRollOut` reaches. StackSets never reaches the management account, which gets a
 * `SecureAccountBaselineStack` of its own.
 *
 * @example
 * RollOutTarget.unit('ou-abcd-11112222', { exceptAccounts: ['444455556666'] });
 */
export class RollOutTarget {
  /**
   * Every account of an organizational unit and of the units below it, those that join later included.
   *
   * @param unitId such as `ou-abcd-11112222`
   * @throws if an id is malformed, or an account is listed twice
   */
  public static unit(unitId: string, options: RollOutUnitOptions = {}): RollOutTarget {
    requireUnitId('unitId', unitId);
    return new RollOutTarget(unitId, undefined, exceptions(options));
  }

  /**
   * Every member account of the organization, those that join later included.
   *
   * @param rootId such as `r-abcd`
   * @throws if an id is malformed, or an account is listed twice
   */
  public static root(rootId: string, options: RollOutUnitOptions = {}): RollOutTarget {
    requireRootId('rootId', rootId);
    return new RollOutTarget(rootId, undefined, exceptions(options), true);
  }

  /**
   * Accounts by their ids. Accounts that are created later are not reached, so that a roll-out with this target has no automatic deployment.
   *
   * @param unitId the unit that the accounts are in, directly or in a unit below it, or the root of the organization
   * @throws if an id is malformed, no account is listed, or one is listed twice
   */
  public static accounts(unitId: string, accountIds: string[]): RollOutTarget {
    requireUnitOrRootId('unitId', unitId);
    requireAccounts('accountIds', accountIds);
    if (accountIds.length === 0) throw invalid('accountIds', accountIds, 'it must list at least one account');
    return new RollOutTarget(unitId, accountIds, []);
  }

  private constructor(
    /** @internal */ public readonly _unitId: string,
    /** @internal */ public readonly _accountIds: string[] | undefined,
    /** @internal */ public readonly _exceptAccounts: string[],
    private readonly isRoot = false,
  ) {}

  /**
   * Whether some account is reached by both targets, now or when one joins a unit. Synthesis knows which unit is below which only where
   * the app makes them.
   *
   * @internal
   */
  public _overlaps(other: RollOutTarget): boolean {
    if (this._accountIds) return this._accountIds.some((account) => other._reaches(account, this._unitId));
    if (other._accountIds) return other._overlaps(this);
    return this.contains(other._unitId) || other.contains(this._unitId);
  }

  /**
   * Whether the target is known to reach an account of a unit.
   *
   * @internal
   */
  public _reaches(account: string, unitId: string): boolean {
    if (this._accountIds) return this._accountIds.includes(account);
    return (this.contains(unitId) || this.contains(account)) && !this._exceptAccounts.includes(account);
  }

  /**
   * Whether the target is known never to reach an account.
   *
   * @internal
   */
  public _leavesOut(account: string): boolean {
    return this._accountIds ? !this._accountIds.some((one) => one === account || Token.isUnresolved(one)) : this._exceptAccounts.includes(account);
  }

  private contains(id: string): boolean {
    return this.isRoot || id === this._unitId || unitsAbove(id).includes(this._unitId);
  }
}

function exceptions(options: RollOutUnitOptions): string[] {
  requireKnownKeys(options, KEYS);
  const { exceptAccounts = [] } = options;
  requireAccounts('exceptAccounts', exceptAccounts);
  return exceptAccounts;
}

function requireAccounts(property: string, accounts: string[]): void {
  const rule = listOf(text)(accounts);
  if (rule) throw invalid(property, accounts, rule);
  for (const account of accounts) requireAccountId(property, account);
  requireOnce(property, accounts);
}

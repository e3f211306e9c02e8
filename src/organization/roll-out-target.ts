import { Token } from 'aws-cdk-lib';
import { RollOutUnitOptions } from './roll-out-unit-options';
import { unitsAbove } from './units-above';
import { invalid, requireMatch } from '../private/errors';
import { KnownKeys, listOf, requireKnownKeys, text } from '../private/known-keys';

const KEYS: KnownKeys<RollOutUnitOptions> = { exceptAccounts: listOf(text) };

/** "CreateOrganizationalUnit", "ListRoots" and "Account", AWS Organizations API Reference. */
const UNIT = { pattern: /^ou-[0-9a-z]{4,32}-[0-9a-z]{8,32}$/, rule: 'the id of an organizational unit looks like ou-abcd-11112222' };
const ROOT = { pattern: /^r-[0-9a-z]{4,32}$/, rule: 'the id of the root of an organization looks like r-abcd' };
const UNIT_OR_ROOT = { pattern: new RegExp(`${UNIT.pattern.source}|${ROOT.pattern.source}`), rule: `${UNIT.rule}, that of the root like r-abcd` };
const ACCOUNT = /^\d{12}$/;

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
    requireMatch('unitId', unitId, UNIT.pattern, UNIT.rule);
    return new RollOutTarget(unitId, undefined, exceptions(options));
  }

  /**
   * Every member account of the organization, those that join later included.
   *
   * @param rootId such as `r-abcd`
   * @throws if an id is malformed, or an account is listed twice
   */
  public static root(rootId: string, options: RollOutUnitOptions = {}): RollOutTarget {
    requireMatch('rootId', rootId, ROOT.pattern, ROOT.rule);
    return new RollOutTarget(rootId, undefined, exceptions(options), true);
  }

  /**
   * Accounts by their ids. Accounts that are created later are not reached, so that a roll-out with this target has no automatic deployment.
   *
   * @param unitId the unit that the accounts are in, directly or in a unit below it, or the root of the organization
   * @throws if an id is malformed, no account is listed, or one is listed twice
   */
  public static accounts(unitId: string, accountIds: string[]): RollOutTarget {
    requireMatch('unitId', unitId, UNIT_OR_ROOT.pattern, UNIT_OR_ROOT.rule);
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
  for (const account of accounts) requireMatch(property, account, ACCOUNT, 'the id of an account has 12 digits');
  const twice = accounts.find((account, index) => !Token.isUnresolved(account) && accounts.indexOf(account) !== index);
  if (twice !== undefined) throw invalid(property, twice, 'the account is listed twice. Remove one of the two');
}

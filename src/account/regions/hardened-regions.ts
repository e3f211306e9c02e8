import { Token } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import { invalid, requireOnce } from '../../private/errors';
import { ALL_ENABLED } from '../contract/settings';

/** Such as `us-east-1`, `us-gov-west-1` and `eusc-de-east-1`. */
const REGION = /^[a-z]{2,8}(-[a-z]+){1,3}-\d{1,2}$/;

/**
 * The regions of an account in which a setting holds.
 *
 * @example
 * new AccountHardening(this, 'Hardening', { regions: HardenedRegions.of('eu-central-1', 'us-east-1') });
 */
export class HardenedRegions {
  /** Every region that the account has enabled when the resource is created or updated. A region that is enabled later follows with the next change; a `DriftGuard` reports it. */
  public static readonly ALL_ENABLED = new HardenedRegions();

  /**
   * The regions that are named, that of the stack included.
   *
   * @throws if there are none, one has not the form of a region, one is named twice, or they are of several partitions
   */
  public static of(...regions: string[]): HardenedRegions {
    if (regions.length === 0) throw invalid('regions', regions, 'it must name at least one region');
    const known = regions.filter((region) => !Token.isUnresolved(region));
    for (const region of known) {
      if (typeof region !== 'string' || !REGION.test(region)) throw invalid('regions', region, 'a region has a form such as eu-central-1');
    }
    requireOnce('regions', regions);
    const partitions = [...new Set(known.map((region) => RegionInfo.get(region).partition).filter((partition) => partition !== undefined))];
    if (partitions.length > 1) throw invalid('regions', known, `they are in the partitions ${partitions.join(' and ')}, and an account is in one`);
    return new HardenedRegions(regions);
  }

  private constructor(private readonly named?: string[]) {}

  /**
   * As a property of a custom resource.
   *
   * @internal
   */
  public _property(): string[] | string {
    return this.named ?? ALL_ENABLED;
  }

  /**
   * Refuses a stack in a region that is not among these: its own region always has the setting.
   *
   * @internal
   */
  public _requireRegion(region: string): void {
    const { named } = this;
    if (!named || Token.isUnresolved(region) || named.some((one) => one === region || Token.isUnresolved(one))) return;
    throw invalid('regions', named, `the region of the stack, ${region}, always has the setting. Add it, or deploy the stack in one of these`);
  }
}

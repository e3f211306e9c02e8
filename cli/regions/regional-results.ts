import { inRegion, SETTINGS } from './settings';
import type { RegionalCheckName } from '../../src/account/contract/security-checks';
import { inParallel } from '../../src/handlers/account-settings-regions/in-parallel';
import { Call } from '../../src/handlers/shared/retry';
import { Fact, Unknown } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';
import { CheckStatus } from '../../src/handlers/shared/security-checks/outcome';
import { REGIONAL_REMEDIATION } from '../../src/handlers/shared/security-checks/regional-remediation';
import { CheckResult } from '../../src/handlers/shared/security-checks/remediation';
import { Configuration } from '../organization/accounts';

/** Regions at a time. A region takes six calls, one after the other. */
const AT_ONCE = 10;

/** The checks of every region, in their order. */
export const REGIONAL_CHECKS = Object.keys(SETTINGS) as RegionalCheckName[];

/** How regions are read. */
export interface RegionalOptions {
  readonly configuration: Configuration;
  readonly checks: readonly RegionalCheckName[];
  /** Says what takes time. */
  readonly progress: (text: string) => void;
}

/**
 * Makes the checks of every region that the account has enabled. What cannot be read of a region is unknown, and spares the rest: a service
 * control policy may deny the region, or a firewall may close it.
 */
export async function regionalResults(call: Call, { configuration, checks, progress }: RegionalOptions): Promise<CheckResult[]> {
  if (checks.length === 0) return [];
  const unknown = ({ message }: Error): Unknown => ({ unknown: message });
  const listed = await fact(inRegion(configuration, ({ ec2 }) => call(ec2, 'ec2:DescribeRegions', {})), unknown);
  if (!('value' in listed)) return checks.map((check) => ({ ...found(check, 'UNKNOWN', listed.unknown), remediation: remediationOf([listed]) }));
  const regions = listed.value.Regions!.map(({ RegionName }) => RegionName!).sort();
  progress(`Reading the settings of ${regions.length} regions, which takes some seconds ...`);
  const states = new Map(checks.map((check) => [check, new Map<string, Fact<boolean>>()]));
  let done = 0;
  await inParallel(regions, AT_ONCE, async (region) => {
    await inRegion({ ...configuration, region }, async (services) => {
      for (const [check, state] of states) state.set(region, await fact(SETTINGS[check](call, services), unknown));
    });
    if (++done % AT_ONCE === 0 || done === regions.length) progress(`Settings of regions: ${done} of ${regions.length}`);
  });
  return [...states].map(([check, state]) => resultOf(check, regions, state));
}

function resultOf(check: RegionalCheckName, regions: readonly string[], state: ReadonlyMap<string, Fact<boolean>>): CheckResult {
  const lacking = regions.filter((region) => isMissing(state.get(region)!));
  const unread = regions.flatMap((region) => {
    const known = state.get(region)!;
    return 'value' in known ? [] : [{ region, ...known }];
  });
  const seen = [
    ...lacking.length > 0 ? [`missing in ${lacking.length === regions.length ? `all ${regions.length} regions` : lacking.join(', ')}`] : [],
    ...[...new Set(unread.map(({ unknown }) => unknown))].map((reason) => (
      `not readable in ${unread.filter(({ unknown }) => unknown === reason).map(({ region }) => region).join(', ')} (${reason})`
    )),
  ];
  const status = lacking.length > 0 ? 'FAIL' : unread.length > 0 ? 'UNKNOWN' : 'PASS';
  return {
    ...found(check, status, seen.join('; ') || `all ${regions.length} regions`),
    ...status !== 'PASS' && { remediation: status === 'FAIL' ? REGIONAL_REMEDIATION[check][1] : remediationOf(unread) },
    regions: { lacking, notReadable: unread.map(({ region }) => region) },
  };
}

function isMissing(state: Fact<boolean>): boolean {
  return 'value' in state && !state.value;
}

function found(check: RegionalCheckName, status: CheckStatus, seen: string): CheckResult {
  return { check, severity: REGIONAL_REMEDIATION[check][0], status, seen };
}

/** What to do about what could not be read. */
function remediationOf(unread: readonly Unknown[]): string {
  const [denied] = unread.flatMap(({ denied: action }) => action ?? []);
  return denied ? `Allow ${denied}, or leave the check out with --ignore if a service control policy denies regions on purpose` : 'Check again later';
}

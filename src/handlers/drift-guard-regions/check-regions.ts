import type { RegionalSettingName, WantedInRegions } from '../../account/contract/settings';
import { budgetInRegion } from '../account-settings-regions/budget-in-region';
import { inParallel } from '../account-settings-regions/in-parallel';
import { REGIONAL_SETTINGS } from '../account-settings-regions/regional-settings';
import { selection } from '../account-settings-regions/selection';
import { UNAVAILABLE } from '../account-settings-regions/unavailable';
import { ec2 } from '../shared/clients/ec2';
import { log } from '../shared/log';
import { Budget } from '../shared/retry';
import { same, show } from '../shared/settings/setting';

const AT_ONCE = 10;

/**
 * Finds enabled regions that do not have the settings that the stack wants there, such as a region that was enabled after the last
 * deployment. It compares the settings themselves, since everybody with `ssm:PutParameter` can write an ownership record.
 *
 * A region that denies a call is left out: the deployment has named it.
 *
 * @returns a sentence for each setting that a region lacks
 */
export async function checkRegions(budget: Budget, wanted: WantedInRegions): Promise<string[]> {
  const found: string[] = [];
  const { Regions } = await budget.call(ec2(), 'ec2:DescribeRegions', {});
  await inParallel(Regions!.map(({ RegionName }) => RegionName!), AT_ONCE, async (region) => {
    const own = budgetInRegion(region, budget);
    for (const [name, { Regions: regions, OnExisting, ...properties }] of Object.entries(wanted)) {
      if (!selection(regions).has(region)) continue;
      try {
        const setting = REGIONAL_SETTINGS[name as RegionalSettingName](own);
        const value = setting.parseProperties(properties);
        const present = await setting.read();
        // The stack may have adopted any value.
        const isExpected = same(present, value) || OnExisting === 'ADOPT' && present !== undefined;
        if (!isExpected) found.push(`${region}: ${name} is ${show(present)}; the stack wants ${show(value)}.`);
      } catch (error) {
        const { name: errorName, message } = error as Error;
        log({ region, setting: name, error: message });
        if (!UNAVAILABLE.test(errorName)) found.push(`${region}: ${name} could not be checked: ${message}`);
      }
    }
  });
  return found.sort();
}

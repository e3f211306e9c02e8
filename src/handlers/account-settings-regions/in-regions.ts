import { budgetInRegion } from './budget-in-region';
import { inParallel } from './in-parallel';
import { REGIONAL_SETTINGS } from './regional-settings';
import { NO_REGION, selection } from './selection';
import { UNAVAILABLE } from './unavailable';
import { SETTING_OPTIONS } from '../../account/contract/fields';
import { ownershipRecord } from '../../account/contract/parameters';
import type { RegionalSettingName } from '../../account/contract/settings';
import { lifecycle } from '../account-settings/lifecycle';
import { ec2 } from '../shared/clients/ec2';
import { CustomResourceRequest } from '../shared/custom-resource/custom-resource';
import { environment } from '../shared/environment';
import { form } from '../shared/settings/fields';
import { parameter } from '../shared/settings/ownership-record';

/** Regions at a time. A region takes some ten calls, one after the other. */
const AT_ONCE = 10;

/**
 * Changes or undoes a setting in several regions, but not in that of the function, where another custom resource has it. Each region has
 * its own ownership record, in that region, and so its own lifecycle.
 *
 * A region that is not enabled, or is denied to the function, is named in the answer and fails nothing. If any other region fails, those
 * that the event has changed get back what they had before the failure is reported.
 */
export async function inRegions(request: CustomResourceRequest, _functionArn: string, isRollback: boolean): Promise<Record<string, string> | void> {
  const { budget, RequestType, RequestId, StackId: stackId, LogicalResourceId: logicalId, note } = request;
  const { Setting, OnExisting = 'OVERWRITE', Regions, ...properties } = { ...request.ResourceProperties };
  const { OnExisting: formerOnExisting = 'OVERWRITE', Regions: formerRegions, ...formerProperties } = { ...request.OldResourceProperties };
  const name = Setting as RegionalSettingName;
  const isDelete = RequestType === 'Delete';
  const isUpdate = RequestType === 'Update';
  const wanted = isDelete ? NO_REGION : selection(Regions);
  const former = isDelete ? selection(Regions) : isUpdate ? selection(formerRegions) : NO_REGION;
  if (!isDelete) {
    form(SETTING_OPTIONS).parseProperties({ OnExisting });
    REGIONAL_SETTINGS[name](budget).parseProperties(properties);
  }

  const isElsewhere = (region: string) => region !== environment.AWS_REGION;
  const enabled = (await budget.call(ec2(), 'ec2:DescribeRegions', {})).Regions!.map(({ RegionName }) => RegionName!);
  const concerned = enabled.filter((region) => isElsewhere(region) && (wanted.has(region) || former.has(region)));
  const closed = [...new Set([...wanted.named, ...former.named])].filter((region) => isElsewhere(region) && !enabled.includes(region));
  const reasons = closed.map((region) => `${region}: not enabled in this account`);
  const done: string[] = [];
  const failures: string[] = [];

  const settingIn = (region: string, requestId: string, rollsBack: boolean, say: (text: string) => void) => {
    const own = budgetInRegion(region, budget);
    const setting = REGIONAL_SETTINGS[name](own);
    const record = parameter(own.call, ownershipRecord(name));
    return { own, setting, ...lifecycle(setting, { stackId, logicalId }, requestId, record, own, rollsBack, say) };
  };
  await inParallel(concerned, AT_ONCE, async (region) => {
    const { setting, put, undo } = settingIn(region, RequestId, isRollback, (text) => reasons.push(`${region}: ${text}`));
    try {
      if (wanted.has(region)) await put(setting.parseProperties(properties), OnExisting, former.has(region));
      else await undo(request.failedCreate);
      done.push(region);
    } catch (error) {
      const { name: errorName, message } = error as Error;
      (UNAVAILABLE.test(errorName) ? reasons : failures).push(`${region}: ${message}`);
      if (UNAVAILABLE.test(errorName)) closed.push(region);
    }
  });

  if (failures.length > 0) {
    if (!isDelete) {
      // Under another request, since the records of this one count as done.
      await inParallel(done, AT_ONCE, async (region) => {
        const { own, setting, put, undo } = settingIn(region, `${RequestId}-restore`, true, () => undefined);
        own.until = own.end;
        await (former.has(region) ? put(setting.parseProperties(formerProperties), formerOnExisting, true) : undo())
          .catch(({ message }: Error) => failures.push(`${region}: restoring failed too: ${message}`));
      });
    }
    throw Error(failures.join('; '));
  }
  if (closed.length > 0) note(`regions left as they are: ${closed.sort().join(', ')}`);
  reasons.sort().forEach(note);
  const list = (regions: string[]) => regions.filter(wanted.has).sort().join(', ') || 'none';
  if (!isDelete) return { Hardened: list(done), NotHardened: list(closed) };
}

import { REGIONAL_ANALYZERS_TYPE, RegionalAnalyzersProperties } from '../../account/contract/options';
import { budgetInRegion } from '../account-settings-regions/budget-in-region';
import { inParallel } from '../account-settings-regions/in-parallel';
import { NO_REGION, selection } from '../account-settings-regions/selection';
import { UNAVAILABLE } from '../account-settings-regions/unavailable';
import { put, remove } from '../external-access-analyzer/analyzers';
import { ec2 } from '../shared/clients/ec2';
import { customResource } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { environment } from '../shared/environment';
import { LambdaContext } from '../shared/lambda-context';
import { Call } from '../shared/retry';

/** Regions at a time. A region takes three calls, and two more for each archive rule, one after the other. */
const AT_ONCE = 20;

/**
 * The custom resource of the access analyzers of other regions than that of the function, where another custom resource has its own.
 *
 * A region that is not enabled, is denied to the function or lacks the service is named in the answer and fails nothing. If another region
 * fails, the event fails, and CloudFormation sends the opposite one: the tag of an analyzer says whether the stack created it. No analyzer is
 * deleted before all that are wanted exist, since its findings do not come back.
 */
export function handler(event: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { Type, Name, Archive, Regions } = { ...event.ResourceProperties } as unknown as RegionalAnalyzersProperties;
  return customResource(event, context, REGIONAL_ANALYZERS_TYPE, `${Type}-regions`, async ({ RequestType, RequestId, StackId, OldResourceProperties, budget, note }) => {
    const isDelete = RequestType === 'Delete';
    const wanted = isDelete ? NO_REGION : selection(Regions);
    const former = isDelete ? selection(Regions) : RequestType === 'Update' ? selection(OldResourceProperties?.Regions) : NO_REGION;

    const isElsewhere = (region: string) => region !== environment.AWS_REGION;
    const enabled = (await budget.call(ec2(), 'ec2:DescribeRegions', {})).Regions!.map(({ RegionName }) => RegionName!);
    const closed = [...new Set([...wanted.named, ...former.named])].filter((region) => isElsewhere(region) && !enabled.includes(region));
    const reasons = closed.map((region) => `${region}: not enabled in this account`);
    const done: string[] = [];
    const failures: string[] = [];

    const inEach = (isConcerned: (region: string) => boolean, work: (call: Call) => Promise<unknown>) =>
      inParallel(enabled.filter((region) => isElsewhere(region) && isConcerned(region)), AT_ONCE, async (region) => {
        try {
          await work(budgetInRegion(region, budget).call);
          done.push(region);
        } catch (error) {
          const { name, message } = error as Error;
          // A region without the service has no name of an endpoint.
          const isClosed = UNAVAILABLE.test(name) || /ENOTFOUND/.test(message);
          (isClosed ? reasons : failures).push(`${region}: ${message}`);
          if (isClosed) closed.push(region);
        }
      });
    await inEach(wanted.has, (call) => put(call, { Type, Name, Archive }, StackId, RequestId));
    if (failures.length === 0) await inEach((region) => former.has(region) && !wanted.has(region), (call) => remove(call, Type, StackId));
    if (failures.length > 0) throw Error(failures.sort().join('; '));

    if (closed.length > 0) note(`regions left as they are: ${closed.sort().join(', ')}`);
    reasons.sort().forEach(note);
    const list = (regions: string[]) => regions.filter(wanted.has).sort().join(', ') || 'none';
    return isDelete ? undefined : { Analyzed: list(done), NotAnalyzed: list(closed) };
  });
}

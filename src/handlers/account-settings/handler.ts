import { lifecycle } from './lifecycle';
import { SETTINGS } from './settings';
import { cloudFormation } from '../shared/clients/cloudformation';
import { CustomResourceEvent, respond } from '../shared/custom-resource/respond';
import { budget as budgetOf, failure, only } from '../shared/retry';
import { parameter } from '../shared/settings/ownership-record';

interface LambdaContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Part of the physical id of a resource of which the Create failed, before the event: its Delete must know whether that began. */
const FAILED = '-failed-';

/** The custom resources of the settings that an account has exactly one of: each event is answered exactly once. */
export async function handler({ ResponseURL, ...event }: CustomResourceEvent, context: LambdaContext): Promise<void> {
  const { RequestType, ResourceProperties } = event;
  const { ServiceToken, ServiceTimeout, Setting: name, OnExisting = 'OVERWRITE', ...properties } = { ...ResourceProperties };
  const end = Date.now() + context.getRemainingTimeInMillis();
  const budget = budgetOf(end);
  const notes: string[] = [];

  async function work(): Promise<Record<string, string> | undefined> {
    const setting = SETTINGS.get(name)?.(budget, context.invokedFunctionArn);
    if (!setting) throw failure(`this release does not know the setting ${name}`, 'Unknown');
    const { put, undo } = lifecycle(
      setting,
      { stackId: event.StackId, logicalId: event.LogicalResourceId },
      event.RequestId,
      parameter(budget.call, `/account-baseline/settings/${name}`),
      budget,
      async (StackName) => (await budget.call(cloudFormation, 'cloudformation:DescribeStacks', { StackName })
        .catch(only('ValidationError')))?.Stacks?.[0]?.StackStatus,
      (text) => notes.push(text),
    );
    if (RequestType === 'Delete') return undo(event.PhysicalResourceId?.split(FAILED)[1]) as Promise<undefined>;
    for (const property in properties) {
      if (!setting.properties.includes(property)) notes.push(`ignores the unknown property ${property}`);
    }
    if (!/^(Create|Update),(OVERWRITE|ADOPT|FAIL)$/.test(`${RequestType},${OnExisting}`)) {
      throw Error(`RequestType ${RequestType} or OnExisting ${OnExisting} is unknown`);
    }
    // On a line of its own: as the argument of an optional call it would not be done for a setting without attributes.
    const value = await put(setting.parse(properties), OnExisting, RequestType === 'Update');
    return setting.attributes?.(value);
  }

  let timer;
  let Data;
  let Status = 'SUCCESS';
  try {
    Data = await Promise.race([work(), new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Error('no time left: the last call may have taken effect')), budget.end + 1_000 - Date.now());
    })]);
  } catch (thrown) {
    const error = thrown as Error;
    // Of a newer release that is being rolled back: this one cannot undo it, and a stack that cannot be deleted helps nobody.
    if (RequestType !== 'Delete' || error.name !== 'Unknown') Status = 'FAILED';
    notes.unshift(error.message);
  }
  clearTimeout(timer);
  const PhysicalResourceId = event.PhysicalResourceId ?? name + (Status === 'FAILED' ? FAILED + event.RequestId : '');
  const answer = { Status, Reason: notes.join('; '), Data, PhysicalResourceId };
  // Never the ResponseURL: whoever has it can answer in our name.
  console.log(JSON.stringify({ ...event, ...answer }));
  await respond(ResponseURL, event, answer, end - 1_000);
}

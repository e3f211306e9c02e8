import { guard } from './guard';
import { records } from './records';
import { ownershipRecord } from '../../account/contract/parameters';
import type { SettingName, WantedInRegions, WantedSettings } from '../../account/contract/settings';
import { environment } from '../shared/environment';
import { LambdaContext } from '../shared/lambda-context';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { Budget, budget as budgetOf, only } from '../shared/retry';
import { accountAlias } from '../shared/settings/account-alias';
import { passwordPolicy } from '../shared/settings/password-policy';
import { Setting } from '../shared/settings/setting';

/** The settings by the name of their record, with the word by which their API calls are known. */
const GUARDED: [SettingName, string, (budget: Budget, functionArn: string) => Setting<any>][] = [
  ['account-alias', 'Alias', accountAlias],
  ['password-policy', 'Password', passwordPolicy],
];

/** What EventBridge sends: a call that CloudTrail has seen, or the daily schedule, which has no detail. */
export interface GuardEvent {
  readonly account?: string;
  readonly time?: string;
  readonly detail?: { readonly eventName?: string; readonly sourceIPAddress?: string; readonly userIdentity?: { readonly arn?: string } };
}

/**
 * Checks what an event is about, or on schedule everything. One setting that cannot be checked does not keep it from the others.
 *
 * @param inRegions finds regions that do not have the settings that they are to have, in a sentence each
 */
export async function handler(
  { account, time, detail = {} }: GuardEvent, { invokedFunctionArn, ...context }: LambdaContext,
  inRegions?: (budget: Budget, wanted: WantedInRegions) => Promise<string[]>,
): Promise<void> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  const wanted: WantedSettings = JSON.parse(environment.WANTED ?? '{}');
  const { eventName, sourceIPAddress, userIdentity } = detail;
  const by = eventName
    ? `${eventName} at ${time} by ${userIdentity?.arn ?? 'an unknown user'}, from ${sourceIPAddress}.`
    : 'Seen by the daily check: CloudTrail\'s event history of the last 90 days tells who changed it.';
  for (const [name, word, make] of GUARDED) {
    if (eventName && !eventName.includes(word)) continue;
    const tell = (what: string, text: string) =>
      notify(budget.call, `AWS account ${account}: ${name} ${what}`, `The setting ${name} of the account ${account} ${what}.\n${text}\n${by}`);
    const store = records(budget.call, ownershipRecord(name));
    const setting = make(budget, invokedFunctionArn);
    const check = async (): Promise<string> => guard(
      setting, store, budget, wanted[name] && setting.parseProperties(wanted[name]), environment.SELF_HEAL === 'true', tell,
    )
      // The stack changes the setting at this moment: check the result again.
      .catch(only('Conflict', check));
    const result = await check().catch(async ({ message }: Error) => {
      await tell('could not be checked', message);
      return `could not be checked: ${message}`;
    });
    log({ setting: name, result, eventName, by: userIdentity?.arn });
  }
  if (eventName || !inRegions) return;
  const found = await inRegions(budget, JSON.parse(environment.IN_REGIONS!)).catch(({ message }: Error) => [`The regions could not be checked: ${message}`]);
  log({ inRegions: found });
  // It is told every day: no record says so, and none can keep the guard from telling it.
  if (found.length) {
    await notify(budget.call, `AWS account ${account}: regions without the settings of the stack`, `${found.join('\n')}\n\n`
      + 'A region that was enabled after the last deployment gets the settings when `regions` of their stack names it. In any other region '
      + 'restore them manually.');
  }
}

import { statusChanges, statusToRemember } from './changes';
import { checkAccount } from './check-account';
import { statusEmail } from './email';
import { forget, recall, remember } from './former-status';
import type { importFindings } from './security-hub';
import { OnFindingName, OnFindingSettings, onFindingOf, SECURITY_STATUS_TYPE, SecurityCheckName } from '../../account/contract/security-checks';
import { customResource, CustomResourceRequest } from '../shared/custom-resource/custom-resource';
import { CustomResourceEvent } from '../shared/custom-resource/event';
import { stackStatus } from '../shared/custom-resource/sender';
import { environment } from '../shared/environment';
import { LambdaContext } from '../shared/lambda-context';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { budget as budgetOf, Call } from '../shared/retry';
import { CheckResult } from '../shared/security-checks/remediation';
import { summary } from '../shared/security-checks/summary';

/** The attributes share the 4,096 bytes of the answer. */
const LONGEST_ATTRIBUTE = 900;

/**
 * CloudFormation calls it at deployment, and EventBridge every day.
 *
 * @param hub sends the daily results to Security Hub, too
 */
export async function handler(event: CustomResourceEvent | object, context: LambdaContext, hub?: typeof importFindings): Promise<void> {
  if ('ResponseURL' in event) await customResource(event, context, SECURITY_STATUS_TYPE, 'security-status', atDeployment);
  else await everyDay(context, hub);
}

async function everyDay(context: LambdaContext, hub?: typeof importFindings): Promise<void> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  const { call } = budget;
  const [, partition, , region, account] = context.invokedFunctionArn.split(':');
  const { at, results } = await check(call).catch(async (error: Error) => {
    budget.until = budget.end;
    await notify(call, `Security status of ${account}: not checked`, `${error.message}\n\nThe next run checks again.`).catch(log);
    throw error;
  });
  for (const result of results) log({ account, ...result });
  budget.until = budget.end;
  const former = await recall(call);
  const email = statusEmail(account, results, statusChanges(former, results));
  // Sent before it is remembered: a run that fails in between sends it twice rather than never.
  if (email) await notify(call, email.subject, email.text);
  const status = statusToRemember(results);
  if (JSON.stringify(status) !== JSON.stringify(former)) await remember(call, status);
  await hub?.(call, { partition, region, account }, at, results);
}

/** A deployment changes nothing in the account, whatever the checks find. */
async function atDeployment({ RequestType, StackId, budget: { call }, note }: CustomResourceRequest): Promise<Record<string, string> | void> {
  if (RequestType === 'Delete') {
    // What is left behind costs nothing. A stack that cannot be deleted does not help.
    return forget(call).catch(({ message }: Error) => note(message));
  }
  const { all, results, actionOf } = await check(call).catch(({ message }: Error) => { throw Error(`The account could not be checked: ${message}`); });
  const failures = results.filter((result) => result.status === 'FAIL' && actionOf(result) === 'FAIL');
  // A rollback restores settings with which the account may fail now. A stack that cannot be rolled back does not help.
  if (failures.length && !(RequestType === 'Update' && /ROLLBACK/.test(`${await stackStatus(call, StackId)}`))) {
    throw Error(`The account does not pass: ${failures.map(sentence).join('; ')}`);
  }
  return {
    ...Object.fromEntries(all.map((result) => [result.check, results.includes(result) ? result.status : 'IGNORED'])),
    Summary: summary(results),
    Findings: shortened(results.filter(({ status }) => status !== 'PASS').map(sentence).join('; ')) || 'none',
  };
}

/** All checks, and those of them that are not ignored. */
async function check(call: Call) {
  const settings: OnFindingSettings = JSON.parse(environment.ON_FINDING!);
  const actionOf = (result: CheckResult<SecurityCheckName>): OnFindingName => onFindingOf(settings, result.check);
  const { at, results: all } = await checkAccount(call);
  return { at, all, results: all.filter((result) => actionOf(result) !== 'IGNORE'), actionOf };
}

function sentence({ check: name, status, seen, remediation }: CheckResult): string {
  return `${name}: ${status === 'UNKNOWN' ? 'unknown, ' : ''}${seen}. ${remediation}`;
}

function shortened(text: string): string {
  return text.length > LONGEST_ATTRIBUTE ? `${text.slice(0, LONGEST_ATTRIBUTE)} ...` : text;
}

import { statusChanges, statusToRemember } from './changes';
import { check as checkAccount } from './checks';
import { statusMail, summary } from './mail';
import type { importFindings } from './security-hub';
import { forget, recall, remember } from './ssm';
import { FindingSettings, ON_FINDING, onFindingOf } from '../../account/contract/security-status';
import { cloudFormation } from '../shared/clients/cloudformation';
import { CustomResourceEvent, respond } from '../shared/custom-resource/respond';
import { notify } from '../shared/notify';
import { Budget, budget as budgetOf } from '../shared/retry';
import { CheckResult } from '../shared/security-checks/check-result';

interface LambdaContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Of each, in the answer to CloudFormation, which has 4,096 bytes. */
const LONGEST_ANSWER = 900;

/**
 * Called by CloudFormation at deployment and by EventBridge every day.
 *
 * @param hub what also brings the daily results to Security Hub
 */
export async function handler(event: CustomResourceEvent | object, context: LambdaContext, hub?: typeof importFindings): Promise<void> {
  const end = Date.now() + context.getRemainingTimeInMillis();
  if ('ResponseURL' in event) await atDeployment(event, end);
  else await everyDay(context, end, hub);
}

async function everyDay({ invokedFunctionArn }: LambdaContext, end: number, hub?: typeof importFindings): Promise<void> {
  const budget = budgetOf(end);
  const [, partition, , region, account] = invokedFunctionArn.split(':');
  const { at, results } = await look(budget);
  for (const result of results) console.log(JSON.stringify({ account, ...result }));
  budget.restoring();
  const former = await recall(budget.call);
  const mail = statusMail(account, results, statusChanges(former, results));
  // Told before remembered: a run that dies in between tells it twice rather than never.
  if (mail) await notify(budget.call, mail.subject, mail.text);
  const status = statusToRemember(results);
  if (JSON.stringify(status) !== JSON.stringify(former)) await remember(budget.call, status);
  await hub?.(budget.call, { partition, region, account }, at, results);
}

/** Nothing of the account is changed at deployment, whatever is found. */
async function atDeployment({ ResponseURL, ...event }: CustomResourceEvent, end: number): Promise<void> {
  const budget = budgetOf(end);
  let Status = 'SUCCESS';
  let Reason = '';
  let Data: Record<string, string> | undefined;
  let timer;
  try {
    await Promise.race([event.RequestType === 'Delete' ? forget(budget.call) : judge(), new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(Error('no time left')), budget.end + 1_000 - Date.now());
    })]);
  } catch (error) {
    Reason = `The account could not be checked: ${(error as Error).message}`;
    // What is left behind costs nothing, and a stack that cannot be deleted helps nobody.
    if (event.RequestType !== 'Delete') Status = 'FAILED';
  }
  clearTimeout(timer);
  const answer = { Status, Reason, Data, PhysicalResourceId: event.PhysicalResourceId ?? 'security-status' };
  // Never the ResponseURL: whoever has it can answer in our name.
  console.log(JSON.stringify({ ...event, ...answer }));
  await respond(ResponseURL, event, answer, end - 1_000);

  async function judge(): Promise<void> {
    const { all, results, settings } = await look(budget);
    const grave = results.filter(({ check, status }) => status === 'FAIL' && onFindingOf(settings, check) === 'FAIL');
    // A rollback brings back settings under which the account may not pass any more: a stack that cannot be rolled back helps nobody.
    if (grave.length && !(event.RequestType === 'Update' && await isRollingBack())) {
      Status = 'FAILED';
      Reason = `The account does not pass: ${grave.map(told).join('; ')}`;
    }
    Data = {
      ...Object.fromEntries(all.map((result) => [result.check, results.includes(result) ? result.status : 'IGNORED'])),
      Summary: summary(results),
      Findings: shortened(results.filter(({ status }) => status !== 'PASS').map(told).join('; ')) || 'none',
    };
  }

  async function isRollingBack(): Promise<boolean> {
    const { Stacks: [stack] = [] } = await budget.call(cloudFormation, 'cloudformation:DescribeStacks', { StackName: event.StackId });
    return /ROLLBACK_IN/.test(stack?.StackStatus ?? '');
  }
}

/** All checks, and those of them that are not ignored. */
async function look({ call }: Budget): Promise<{ at: number; all: CheckResult[]; results: CheckResult[]; settings: FindingSettings }> {
  const settings: FindingSettings = JSON.parse(process.env[ON_FINDING]!);
  const { at, results: all } = await checkAccount(call);
  return { at, all, results: all.filter(({ check }) => onFindingOf(settings, check) !== 'IGNORE'), settings };
}

function told({ check, status, seen, mend }: CheckResult): string {
  return `${check}: ${status === 'CANNOT_TELL' ? 'cannot tell, ' : ''}${seen}. ${mend}`;
}

/** In ASCII, so that its characters are its bytes. */
function shortened(text: string): string {
  const ascii = text.replace(/[^ -~]/g, '?');
  return ascii.length > LONGEST_ANSWER ? `${ascii.slice(0, LONGEST_ANSWER)} ...` : ascii;
}

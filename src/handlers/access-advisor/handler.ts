import { Identity, list } from './identities';
import { suggestions, suggestionTable, Usage } from './suggestions';
import type { AccessAdvisorOptions } from '../../account/contract/options';
import { iam } from '../shared/clients/iam';
import { environment } from '../shared/environment';
import { LambdaContext } from '../shared/lambda-context';
import { JOBS_AT_ONCE, servicesOf } from '../shared/last-accessed';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { budget as budgetOf } from '../shared/retry';

/** The time for the email. */
const RESERVE = 60_000;

/** Reads the use of every identity, and changes nothing. What cannot be read is reported, and spares the rest. */
export async function handler(_event: unknown, context: LambdaContext): Promise<object> {
  const budget = budgetOf(Date.now() + context.getRemainingTimeInMillis());
  const { call, end } = budget;
  const { unused, path, jobFunctions }: AccessAdvisorOptions = JSON.parse(environment.OPTIONS!);
  const until = end - RESERVE;
  const unknown: string[] = [];
  const known = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      if (Date.now() < until) return await read();
      unknown.push(`${what}: no time left`);
    } catch (error) {
      unknown.push(`${what}: ${(error as Error).message}`);
    }
    return undefined;
  };

  const queue: Identity[] = [];
  for (const kind of ['role', 'group', 'user'] as const) queue.push(...await known(`${kind}s`, () => list(call, kind, path)) ?? []);
  const usages: Usage[] = [];
  await Promise.all(Array.from({ length: JOBS_AT_ONCE }, async () => {
    for (let next; (next = queue.shift());) {
      const { arn, ...identity } = next;
      const services = await known(`${identity.kind} ${identity.name}`, () => servicesOf(call, iam, arn, until));
      if (!services) continue;
      usages.push({ ...identity, services });
      log({ arn, created: identity.created, services });
    }
  }));

  const found = suggestions(usages, jobFunctions, unused, Date.now()).sort((a, b) => a.jobFunction < b.jobFunction ? -1 : 1);
  for (const suggestion of found) log(suggestion);
  if (unknown.length) log({ unknown });
  if (found.length || unknown.length) {
    // The reserved time is for the email.
    budget.until = end;
    await notify(call, `Services not used for ${unused} days in ${context.invokedFunctionArn.split(':')[4]}`, [
      ...found.length ? [suggestionTable(found), ''] : [],
      ...unknown.map((what) => `Unknown: ${what}`),
    ].join('\n').trimEnd());
  }
  const summary = { identities: usages.length, suggestions: found.length, unknown: unknown.length };
  log(summary);
  return summary;
}

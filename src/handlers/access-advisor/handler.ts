import { Identity, list, servicesOf } from './iam';
import { suggestions, suggestionTable, Usage } from './suggestions';
import { log } from '../shared/log';
import { notify } from '../shared/notify';
import { budget } from '../shared/retry';

/** What the construct asks for. */
export interface AccessAdvisorOptions {
  /** In days. */
  readonly unused: number;
  readonly path: string;
  /** By the name of the group or role that realises them. */
  readonly jobFunctions: { readonly [name: string]: string };
}

interface LambdaContext {
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** Left for the mail. */
const RESERVE = 60_000;
/** IAM throttles an account that asks for more at once. */
const AT_ONCE = 5;

/** One run: asks for everything, and changes nothing. What cannot be told is said, and spares the rest. */
export async function handler(_event: unknown, context: LambdaContext): Promise<object> {
  const { call, end, restoring } = budget(Date.now() + context.getRemainingTimeInMillis());
  const { unused, path, jobFunctions }: AccessAdvisorOptions = JSON.parse(process.env.OPTIONS!);
  const until = end - RESERVE;
  const cannotTell: string[] = [];
  const told = async <T>(what: string, read: () => Promise<T>): Promise<T | undefined> => {
    try {
      if (Date.now() < until) return await read();
      cannotTell.push(`${what}: no time`);
    } catch (error) {
      cannotTell.push(`${what}: ${(error as Error).message}`);
    }
    return undefined;
  };

  const queue: Identity[] = [];
  for (const kind of ['role', 'group', 'user'] as const) queue.push(...await told(`${kind}s`, () => list(call, kind, path)) ?? []);
  const usages: Usage[] = [];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next; (next = queue.shift());) {
      const { arn, ...identity } = next;
      const services = await told(`${identity.kind} ${identity.name}`, () => servicesOf(call, arn, until));
      if (!services) continue;
      usages.push({ ...identity, services });
      log({ arn, created: identity.created, services });
    }
  }));

  const found = suggestions(usages, jobFunctions, unused, Date.now()).sort((a, b) => a.jobFunction < b.jobFunction ? -1 : 1);
  for (const suggestion of found) log(suggestion);
  if (cannotTell.length) log({ cannotTell });
  if (found.length || cannotTell.length) {
    // What was reserved is for this.
    restoring();
    await notify(call, `Services not used for ${unused} days in ${context.invokedFunctionArn.split(':')[4]}`, [
      ...found.length ? [suggestionTable(found), ''] : [],
      ...cannotTell.map((what) => `Cannot tell: ${what}`),
    ].join('\n').trimEnd());
  }
  const summary = { identities: usages.length, suggestions: found.length, cannotTell: cannotTell.length };
  log(summary);
  return summary;
}

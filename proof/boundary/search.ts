import { BoundedAccount } from './account';
import { Attempt, attemptsIn, World } from './calls';
import { accountAttackedBy, keyOf, promiseBrokenBy, State } from './state';

export interface Finding {
  /** The calls of the shortest path that breaks the promise. Undefined if there is none. */
  readonly way?: string[];
  readonly broken?: string;
  readonly states: number;
  /** Calls that at least one state allows. */
  readonly allowed: Set<string>;
}

/**
 * Visits every state that an attacker can reach, breadth first, so that the first path found is a shortest one. Each call is decided by
 * evaluating the boundary; the attacker's other policies allow everything, or nothing yet.
 */
export async function search(account: BoundedAccount, attacker: string, document: any = account.document): Promise<Finding> {
  const world: World = { account: account.deployment.account, boundary: account.boundary, arn: (text) => account.arn(text) };
  const known = new Map<string, boolean>();
  const decideOnce = async (asked: string, actor: string, { requests }: Attempt) => {
    const decisions = await Promise.all(requests.map((request) => account.decide({ actor, ...request }, document)));
    known.set(asked, !decisions.includes('Denied'));
    return known.get(asked)!;
  };

  const start = accountAttackedBy(attacker);
  const seen = new Set([keyOf(start)]);
  const allowed = new Set<string>();
  const queue: { state: State; way: string[] }[] = [{ state: start, way: [] }];
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const actor of actorsIn(next.state)) {
      for (const attempt of attemptsIn(next.state, actor, world)) {
        const asked = `${actor}: ${attempt.key}`;
        if (!(known.get(asked) ?? await decideOnce(asked, actor, attempt))) continue;
        allowed.add(attempt.does);
        const state = attempt.after();
        const way = [...next.way, `${actor}: ${attempt.does}`];
        const broken = promiseBrokenBy(state);
        if (broken) return { way, broken, states: seen.size, allowed };
        if (state === next.state) continue;
        const key = keyOf(state);
        if (!seen.has(key)) queue.push({ state, way });
        seen.add(key);
      }
    }
  }
  return { states: seen.size, allowed };
}

function actorsIn({ identities }: State): string[] {
  return Object.keys(identities).filter((name) => identities[name].controlled && identities[name].everything);
}

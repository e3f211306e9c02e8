import { cpus, CpuInfo } from 'os';
import { Result } from './result';

/** The load of the last minute, for each processor, from which on other programs decide how long a run takes. */
const MOST_LOAD = 0.5;
/** The share of the processors that may be in use while the benchmark does nothing. */
const MOST_IN_USE = 0.2;
/** How far apart the quartiles may be, as a share of the median. A machine that does nothing else stays below a tenth. */
const MOST_SPREAD = 0.25;
/** How long to look at what other programs do, in milliseconds. */
const LOOK = 1_000;

/** Why figures that are taken now tell more about the machine than about the library; undefined if they do not. */
export function busyWith(load: number, processors: number): string | undefined {
  if (load / processors <= MOST_LOAD) return undefined;
  return `The machine is busy: its load is ${load.toFixed(1)} on ${processors} processors. docs/benchmarks.md and results.jsonl are not written`;
}

/** The share of the time between two looks at the processors in which they did something. */
export function shareInUse(before: readonly CpuInfo[], after: readonly CpuInfo[]): number {
  const sum = (looks: readonly CpuInfo[], of: (times: CpuInfo['times']) => number) => looks.reduce((total, { times }) => total + of(times), 0);
  const spent = (of: (times: CpuInfo['times']) => number) => sum(after, of) - sum(before, of);
  const all = spent(({ user, nice, sys, idle, irq }) => user + nice + sys + idle + irq);
  return all === 0 ? 0 : 1 - spent(({ idle }) => idle) / all;
}

/** Why a question that is answered now cannot be kept. */
export function busyShare(share: number): string | undefined {
  return share <= MOST_IN_USE ? undefined : `other programs use ${Math.round(share * 100)} % of the processors while the benchmark does nothing`;
}

/** What other programs do at the moment: the load also has what the benchmark itself did a minute ago. */
export async function othersAtWork(): Promise<string | undefined> {
  const before = cpus();
  await new Promise((resolve) => setTimeout(resolve, LOOK));
  return busyShare(shareInUse(before, cpus()));
}

/** Why a result cannot be kept: something else ran during some of its runs; undefined if its runs agree. */
export function unsteadiness({ measure, ours, peer }: Result): string | undefined {
  for (const side of [ours, peer]) {
    if (!side?.spread) continue;
    const spread = (side.spread[1] - side.spread[0]) / side.value;
    if (spread > MOST_SPREAD) return `${measure}: the runs of '${side.name}' differ by ${Math.round(spread * 100)} % between their quartiles`;
  }
  return undefined;
}

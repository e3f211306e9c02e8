import { Result } from './result';

/** The load of the last minute, for each processor, from which on other programs decide how long a run takes. */
const MOST_LOAD = 0.5;
/** How far apart the quartiles may be, as a share of the median. A machine that does nothing else stays below a tenth. */
const MOST_SPREAD = 0.25;

/** Why figures that are taken now tell more about the machine than about the library; undefined if they do not. */
export function busyWith(load: number, processors: number): string | undefined {
  if (load / processors <= MOST_LOAD) return undefined;
  return `The machine is busy: its load is ${load.toFixed(1)} on ${processors} processors. docs/benchmarks.md and results.jsonl are not written`;
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

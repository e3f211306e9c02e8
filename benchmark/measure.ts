/** A measure and its peer, taken in turns, so that whatever else the machine does hits both. */
export interface Pair<Value = number> {
  readonly ours: Value[];
  readonly theirs: Value[];
}

/** Takes one measure. */
export type Sample<Value = number> = () => Value | Promise<Value>;

/**
 * Takes two measures in turns.
 *
 * @param runs of each; who begins changes from run to run. One more of each comes first and does not count: it fills the caches.
 */
export async function interleave<Value = number>(runs: number, ours: Sample<Value>, theirs: Sample<Value>): Promise<Pair<Value>> {
  const pair: Pair<Value> = { ours: [], theirs: [] };
  for (let run = -1; run < runs; run++) {
    const order = run % 2 === 0 ? ['ours', 'theirs'] as const : ['theirs', 'ours'] as const;
    for (const who of order) {
      const value = await (who === 'ours' ? ours : theirs)();
      if (run >= 0) pair[who].push(value);
    }
  }
  return pair;
}

/** One figure of measures that have several. */
export function each<Value>({ ours, theirs }: Pair<Value>, figure: (value: Value) => number): Pair {
  return { ours: ours.map(figure), theirs: theirs.map(figure) };
}

/** The value that a share of the values does not exceed, between two of them where it falls there. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values: number[]) => quantile(values, 0.5);

/** The median of the ratios of the runs, each of which saw the machine in one state. */
export const ratio = ({ ours, theirs }: Pair) => median(ours.map((value, run) => value / theirs[run]));

/** The median of the differences of the runs. */
export const difference = ({ ours, theirs }: Pair) => median(ours.map((value, run) => value - theirs[run]));

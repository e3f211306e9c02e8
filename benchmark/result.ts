import { difference, median, Pair, quantile, ratio } from './measure';

/** A figure with its unit. */
export type Unit = 'ms' | 's' | 'bytes' | 'characters' | 'functions' | 'requests a second' | 'steps';

/** What is asked of a measure: of the value itself, of its ratio to the peer, or of what it adds to the peer. */
export interface Goal {
  readonly of: 'value' | 'ratio' | 'difference';
  readonly atMost: number;
}

/** One side of a measure. */
export interface Side {
  readonly name: string;
  /** The median of the runs. */
  readonly value: number;
  /** The lower and the upper quartile; none where every run gives the same. */
  readonly spread?: [number, number];
}

/** A line of `results.jsonl`. */
export interface Result {
  readonly question: string;
  readonly measure: string;
  readonly unit: Unit;
  readonly runs: number;
  readonly ours: Side;
  readonly peer?: Side;
  readonly ratio?: number;
  readonly difference?: number;
  readonly goal?: Goal;
  /** When, and on what. */
  readonly measured?: Machine;
}

export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly processors: number;
  readonly awsCdkLib: string;
}

/** What a measure is about. */
export interface About {
  readonly question: string;
  readonly measure: string;
  readonly unit: Unit;
  readonly ours: string;
  readonly peer: string;
  readonly goal?: Goal;
}

const rounded = (value: number, digits = 3) => Number(value.toPrecision(digits));

function side(name: string, values: number[]): Side {
  const spread: [number, number] = [rounded(quantile(values, 0.25)), rounded(quantile(values, 0.75))];
  return { name, value: rounded(median(values)), spread };
}

/** The result of a measure that was taken in turns with that of a peer. */
export function compared({ question, measure, unit, ours, peer, goal }: About, pair: Pair): Result {
  return {
    question,
    measure,
    unit,
    runs: pair.ours.length,
    ours: side(ours, pair.ours),
    peer: side(peer, pair.theirs),
    ratio: rounded(ratio(pair)),
    difference: rounded(difference(pair)),
    goal,
  };
}

/** The result of counting, which gives the same whenever it is done. */
export function counted({ question, measure, unit, ours, peer, goal }: About, value: number, other: number): Result {
  return {
    question,
    measure,
    unit,
    runs: 1,
    ours: { name: ours, value },
    peer: { name: peer, value: other },
    ratio: other === 0 ? undefined : rounded(value / other),
    difference: value - other,
    goal,
  };
}

/** The result of measuring something that has no peer. */
export function alone({ question, measure, unit, ours, goal }: Omit<About, 'peer'>, values: number[]): Result {
  const once = { name: ours, value: rounded(values[0], 6) };
  return { question, measure, unit, runs: values.length, ours: values.length > 1 ? side(ours, values) : once, goal };
}

/** Whether a result keeps its goal; undefined where there is none. */
export function isMet({ goal, ours, ratio: found, difference: added }: Result): boolean | undefined {
  if (!goal) return undefined;
  const value = { value: ours.value, ratio: found, difference: added }[goal.of];
  if (value === undefined) throw new Error(`a goal for the ${goal.of} needs a peer with one`);
  return value <= goal.atMost;
}

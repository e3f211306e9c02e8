/** A part of a pattern: the characters that it takes, and how many of them. */
export interface GlobPart {
  /** A literal (one character, or a policy variable as a whole), any character, or one of a class of characters. */
  readonly takes: string | RegExp | typeof ANY;
  readonly times: 'once' | 'optional' | 'many';
}

/** A pattern in parts, so that callers can build patterns that the text of a policy cannot express. */
export type Glob = readonly GlobPart[];

/** Any character. */
export const ANY = Symbol('any character');

/** Any number of any characters, as `*` in a policy. */
export const ANYTHING: GlobPart = { takes: ANY, times: 'many' };

/**
 * Reads a pattern as IAM does: `*`, `?`, the escapes `${*}`, `${?}` and `${$}`, and policy variables such as `${aws:username}`. The
 * value of a variable is not known, so a variable equals only itself.
 */
export function globOf(pattern: string): Glob {
  return (pattern.match(/\$\{[^}]*\}|[\s\S]/g) ?? []).map((text): GlobPart => {
    if (text === '*') return ANYTHING;
    if (text === '?') return { takes: ANY, times: 'once' };
    return { takes: /^\$\{[*?$]\}$/.test(text) ? text[2] : text, times: 'once' };
  });
}

/** Whether any text matches both patterns. */
export function overlaps(one: string | Glob, other: string | Glob): boolean {
  const left = typeof one === 'string' ? globOf(one) : one;
  const right = typeof other === 'string' ? globOf(other) : other;
  const seen = new Set<number>();
  const waiting: [number, number][] = [[0, 0]];
  const visit = (i: number, j: number) => {
    const key = i * (right.length + 1) + j;
    if (!seen.has(key)) waiting.push([i, j]);
    seen.add(key);
  };
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [i, j] = next;
    if (i === left.length && j === right.length) return true;
    if (i < left.length && left[i].times !== 'once') visit(i + 1, j);
    if (j < right.length && right[j].times !== 'once') visit(i, j + 1);
    if (i < left.length && j < right.length && meet(left[i].takes, right[j].takes)) {
      visit(left[i].times === 'many' ? i : i + 1, right[j].times === 'many' ? j : j + 1);
    }
  }
  return false;
}

/** Whether a pattern matches every text that another pattern matches. */
export function covers(pattern: string, other: string): boolean {
  const outer = globOf(pattern);
  // A character that no pattern names matches only wildcards. What holds for it holds for every character.
  const unnamed = '\uffff';
  let reachable = [closure(outer, [0])];
  for (const { takes, times } of globOf(other)) {
    const character = typeof takes === 'string' ? takes : unnamed;
    reachable = times === 'many' ? repeated(outer, reachable, character) : reachable.map((states) => step(outer, states, character));
  }
  return reachable.every((states) => states.includes(outer.length));
}

/** The states after each number of repetitions, until they repeat themselves. */
function repeated(glob: Glob, from: number[][], character: string): number[][] {
  const found = new Map<string, number[]>();
  for (let states of from) {
    while (!found.has(states.join())) {
      found.set(states.join(), states);
      states = step(glob, states, character);
    }
  }
  return [...found.values()];
}

function step(glob: Glob, states: number[], character: string): number[] {
  return closure(glob, states.flatMap((state) => (
    state < glob.length && meet(glob[state].takes, character) ? [glob[state].times === 'many' ? state : state + 1] : []
  )));
}

/** With the states that are reached without taking a character. */
function closure(glob: Glob, states: number[]): number[] {
  const all = new Set(states);
  for (const state of all) if (state < glob.length && glob[state].times !== 'once') all.add(state + 1);
  return [...all].sort((one, other) => one - other);
}

function meet(one: GlobPart['takes'], other: GlobPart['takes']): boolean {
  if (one === ANY || other === ANY) return true;
  if (typeof one === 'string') return typeof other === 'string' ? one === other : other.test(one);
  // Two classes: the callers use no two that have nothing in common.
  return typeof other === 'string' ? one.test(other) : true;
}

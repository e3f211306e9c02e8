/** What the command knows about the place that it prints to. */
export interface Terminal {
  /** Whether standard output shows colors. */
  readonly color: boolean;
}

/**
 * Whether to color the output: on a terminal, unless `NO_COLOR` is set. `FORCE_COLOR` has the last word, as in Node.
 *
 * @param isTerminal whether the output goes to a terminal
 */
export function usesColor(isTerminal: boolean, { FORCE_COLOR: force, NO_COLOR: none, TERM: term }: NodeJS.ProcessEnv): boolean {
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && !none && term !== 'dumb';
}

/** Numbers of SGR sequences: bold, and colors that dark and light terminals both show. */
const STYLES = { CRITICAL: '1;31', HIGH: '31', MEDIUM: '33', LOW: '36', FAIL: '31', UNKNOWN: '33', PASS: '32' } as const;

/** A word that has a color. */
export type Painted = keyof typeof STYLES;

/** Colors a text as a word is colored; without color the text itself. */
export function paint(text: string, as: Painted, color: boolean): string {
  return color ? `\x1b[${STYLES[as]}m${text}\x1b[0m` : text;
}

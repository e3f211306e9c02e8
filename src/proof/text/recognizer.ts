import { Bound, Pattern, readSymbol, Step, StepOptions, ValueOf } from './pattern';

/** The state from which no text is accepted. */
export const DEAD = 0;

interface State {
  readonly positions: number[];
  readonly accepts: boolean;
  /** Characters that lead elsewhere than others do. */
  readonly literals: string[];
  readonly next: Map<string, number>;
}

/** Recognizes the texts that match one pattern. Its states are made when they are first reached. */
export class Recognizer {
  public readonly start: number;
  /** The text that alone is accepted, if the pattern has neither wildcards nor variables of any value. */
  public readonly only?: string;
  private readonly states: State[] = [];
  private readonly ids = new Map<string, number>();

  /** @param steps nothing for a pattern that matches no text */
  constructor(private readonly steps: Step[] | undefined) {
    this.idOf([]);
    this.start = steps ? this.idOf([0]) : DEAD;
    if (steps?.every((step) => step.takes === 'literal' && step.of.length === 1 && !readSymbol(step.of[0]))) {
      this.only = steps.map((step) => step.takes === 'literal' ? step.of[0] : '').join('');
    }
  }

  public accepts(state: number): boolean {
    return this.states[state].accepts;
  }

  public literals(state: number): string[] {
    return this.states[state].literals;
  }

  /** The state after a character, or after the symbol of a variable. */
  public next(state: number, symbol: string): number {
    const known = this.states[state].next.get(symbol);
    if (known !== undefined) return known;
    const id = this.idOf(this.states[state].positions.flatMap((position) => this.after(position, symbol)));
    this.states[state].next.set(symbol, id);
    return id;
  }

  public matches(text: string): boolean {
    if (this.only !== undefined) return text === this.only;
    let state = this.start;
    for (const character of text) {
      if (state === DEAD) return false;
      state = this.next(state, character);
    }
    return this.accepts(state);
  }

  private after(position: number, symbol: string): number[] {
    const step = this.steps![position];
    if (step === undefined) return [];
    if (step.takes === 'literal') return step.of.includes(symbol) ? [position + 1] : [];
    const variable = readSymbol(symbol);
    // The value of a variable has any length.
    if (variable) return step.takes === 'many' && (step.colons || !variable.colons) ? [position] : [];
    if (symbol === ':' && !step.colons) return [];
    return [step.takes === 'many' ? position : position + 1];
  }

  private idOf(from: number[]): number {
    const all = new Set(from);
    const repeating: number[] = [];
    for (const position of all) {
      if (this.steps?.[position]?.takes !== 'many') continue;
      repeating.push(position);
      all.add(position + 1);
    }
    const positions = [...all].filter((position) => !repeating.some((later) => this.includes(later, position))).sort((one, other) => one - other);
    const key = positions.join();
    const known = this.ids.get(key);
    if (known !== undefined) return known;
    const id = this.states.length;
    this.ids.set(key, id);
    this.states.push({
      positions,
      accepts: this.steps !== undefined && positions.includes(this.steps.length),
      literals: positions.flatMap((position) => {
        const step = this.steps?.[position];
        return step?.takes === 'literal' ? step.of : [];
      }),
      next: new Map(),
    });
    return id;
  }

  /** Whether a later position accepts all that a position accepts: it repeats, and takes every character on the way to it. */
  private includes(later: number, position: number): boolean {
    const step = this.steps![later];
    if (later <= position || step.takes !== 'many') return false;
    return step.colons || this.steps!.slice(position, later).every((between) => between.takes === 'literal' ? !between.of.includes(':') : !between.colons);
  }
}

const known = new WeakMap<Pattern, Map<string, Recognizer>>();

/** The recognizer of a pattern. It is made once, since many texts are compared with it. */
export function recognizerOf(pattern: Pattern, valueOf: ValueOf, bound: Bound, options: StepOptions): Recognizer {
  const { colons, wildcards, ignoreCase } = options;
  const values = pattern.variables.length > 0 ? JSON.stringify(pattern.variables.map(valueOf)) : '';
  const key = `${bound} ${colons} ${wildcards} ${ignoreCase} ${values}`;
  const ofPattern = known.get(pattern) ?? new Map<string, Recognizer>();
  known.set(pattern, ofPattern);
  if (!ofPattern.has(key)) ofPattern.set(key, new Recognizer(pattern.steps(valueOf, bound, options)));
  return ofPattern.get(key)!;
}

import { DEAD, Recognizer } from './recognizer';
import { Budget } from '../decide/budget';

/** Texts that a set of patterns cannot tell from each other. */
export interface TextClass {
  /** A shortest text of the class. */
  readonly text: string;
  /** Which of the recognizers accept it. */
  readonly matches: readonly boolean[];
}

export interface ClassesOptions {
  /** What every text must match. */
  readonly within?: Recognizer;
  /** One of these must match too; recognizers by their index. No text if the list is empty. */
  readonly oneOf?: number[];
  /** The symbols of variables, which stand for their values. */
  readonly symbols?: string[];
}

const COMMON = [...'xyzabcdefghijklmnopqrstuvw0123456789-_/.@ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/**
 * The classes of texts that recognizers tell apart, by the product of the recognizers, breadth first: the first text that reaches a class
 * is a shortest one.
 *
 * @throws LimitReached if there are too many states
 */
export function classesOf(recognizers: Recognizer[], budget: Budget, options: ClassesOptions = {}): TextClass[] {
  const texts = recognizers.flatMap(({ only }) => only ?? []);
  if (texts.length === recognizers.length && Object.keys(options).length === 0) return classesOfTexts(texts);
  const parts = options.within ? [...recognizers, options.within] : recognizers;
  const found = new Map<string, TextClass>();
  const states = [parts.map(({ start }) => start)];
  const origins: { readonly from: number; readonly symbol: string }[] = [{ from: -1, symbol: '' }];
  const seen = new Set([states[0].join()]);
  const isHopeless = (state: number[]) => (options.within && state.at(-1) === DEAD)
    || (options.oneOf && options.oneOf.every((index) => state[index] === DEAD));
  if (isHopeless(states[0])) return [];
  for (let at = 0; at < states.length; at++) {
    const state = states[at];
    if (!options.within || options.within.accepts(state.at(-1)!)) {
      const matches = recognizers.map((recognizer, index) => recognizer.accepts(state[index]));
      const key = matches.map(Number).join('');
      if (!found.has(key)) found.set(key, { text: textOf(origins, at), matches });
    }
    const literals = new Set(parts.flatMap((part, index) => part.literals(state[index])));
    const other = COMMON.find((character) => !literals.has(character)) ?? '\ue000';
    for (const symbol of new Set([other, ...literals, ':', ...options.symbols ?? []])) {
      const next = parts.map((part, index) => part.next(state[index], symbol));
      if (isHopeless(next)) continue;
      const key = next.join();
      if (seen.has(key)) continue;
      seen.add(key);
      states.push(next);
      origins.push({ from: at, symbol });
      budget.spendStates(parts.length, states.length);
    }
  }
  return [...found.values()];
}

/** Each of some texts is a class, and all others are one. */
function classesOfTexts(texts: string[]): TextClass[] {
  const other = ['', ...COMMON].find((candidate) => !texts.includes(candidate)) ?? `${texts.join('')}x`;
  return [other, ...new Set(texts)].map((text) => ({ text, matches: texts.map((each) => each === text) }));
}

function textOf(origins: { readonly from: number; readonly symbol: string }[], end: number): string {
  const symbols: string[] = [];
  for (let at = end; at > 0; at = origins[at].from) symbols.push(origins[at].symbol);
  return symbols.reverse().join('');
}

/** Whether every text that one recognizer accepts is accepted by another one. */
export function isContained(inner: Recognizer, outer: Recognizer, budget: Budget, symbols: string[]): boolean {
  return classesOf([inner, outer], budget, { oneOf: [0], symbols }).every(({ matches: [isInner, isOuter] }) => !isInner || isOuter);
}

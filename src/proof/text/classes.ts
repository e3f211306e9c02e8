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
  const states = [stateOf(parts.map(({ start }) => start))];
  const origins: { readonly from: number; readonly symbol: string }[] = [{ from: -1, symbol: '' }];
  const seen = new Set([keyOf(states[0])]);
  const wanted = options.oneOf && new Set(options.oneOf);
  const isHopeless = ({ of, alive }: ProductState) => (options.within && of.at(-1) === DEAD) || (wanted && !alive.some((index) => wanted.has(index)));
  if (isHopeless(states[0])) return [];
  for (let at = 0; at < states.length; at++) {
    const { of, alive } = states[at];
    if (!options.within || options.within.accepts(of.at(-1)!)) {
      const accepting = alive.filter((index) => index < recognizers.length && parts[index].accepts(of[index]));
      const key = accepting.join();
      if (!found.has(key)) found.set(key, { text: textOf(origins, at), matches: matchesOf(accepting, recognizers.length) });
    }
    const literals = new Set(alive.flatMap((index) => parts[index].literals(of[index])));
    const other = COMMON.find((character) => !literals.has(character)) ?? '\ue000';
    for (const symbol of new Set([other, ...literals, ':', ...options.symbols ?? []])) {
      const next = stateAfter(states[at], symbol, parts);
      if (isHopeless(next)) continue;
      const key = keyOf(next);
      if (seen.has(key)) continue;
      seen.add(key);
      states.push(next);
      origins.push({ from: at, symbol });
      budget.spendStates(parts.length, states.length);
    }
  }
  return [...found.values()];
}

/** A state of each recognizer. Nearly all of them are dead after a few characters, and remain so. */
interface ProductState {
  readonly of: number[];
  /** The indices of those that are not dead. */
  readonly alive: number[];
}

function stateOf(of: number[]): ProductState {
  return { of, alive: [...of.keys()].filter((index) => of[index] !== DEAD) };
}

function stateAfter({ of, alive }: ProductState, symbol: string, parts: Recognizer[]): ProductState {
  const after = new Array<number>(of.length).fill(DEAD);
  for (const index of alive) after[index] = parts[index].next(of[index], symbol);
  return { of: after, alive: alive.filter((index) => after[index] !== DEAD) };
}

function keyOf({ of, alive }: ProductState): string {
  return alive.map((index) => `${index}:${of[index]}`).join();
}

function matchesOf(accepting: number[], length: number): boolean[] {
  const matches = new Array<boolean>(length).fill(false);
  for (const index of accepting) matches[index] = true;
  return matches;
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

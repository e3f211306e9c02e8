import { Result } from './result';
import { unsteadiness } from './trust';

/** What answering questions needs beside them. */
export interface Surroundings {
  /** Why figures cannot be trusted at the moment, if so. */
  busy(): Promise<string | undefined>;
  answer(question: string): Promise<Result[]>;
  /** Keeps the results of a question in place of earlier ones. */
  keep(results: Result[]): void;
}

/** What was found, and what of it was not kept. */
export interface Answers {
  readonly results: Result[];
  readonly kept: Result[];
  /** Why questions were not kept. */
  readonly doubts: string[];
}

/**
 * Answers questions one after the other. The results of one are kept if nothing else was at work before it or after it, and if its runs
 * agree.
 *
 * @param busy why nothing at all can be kept, if so
 */
export async function answers(questions: readonly string[], surroundings: Surroundings, busy?: string): Promise<Answers> {
  const found: Answers = { results: [], kept: [], doubts: busy ? [busy] : [] };
  for (const question of questions) {
    const before = await surroundings.busy();
    const results = await surroundings.answer(question);
    const after = await surroundings.busy();
    found.results.push(...results);
    const atWork = before ?? after;
    const doubts = [...atWork ? [`${question}: ${atWork}`] : [], ...results.flatMap((result) => unsteadiness(result) ?? [])];
    found.doubts.push(...doubts);
    if (busy || doubts.length > 0) continue;
    surroundings.keep(results);
    found.kept.push(...results);
  }
  return found;
}

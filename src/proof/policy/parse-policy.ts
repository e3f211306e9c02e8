import { invalid } from '../../private/errors';

/** @throws InvalidInputError if the text is no JSON, with the position */
export function parsePolicy(name: string, text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    const position = firstWrong(text);
    const lines = text.slice(0, position).split('\n');
    throw invalid(name, text.slice(Math.max(0, position - 20), position + 20), `it is no JSON at line ${lines.length}, column ${lines.at(-1)!.length + 1}`);
  }
}

/** The position of the first character that no JSON has there. Not every error of `JSON.parse` says it. */
function firstWrong(text: string): number {
  let [right, wrong] = [0, text.length + 1];
  while (wrong - right > 1) {
    const middle = Math.floor((right + wrong) / 2);
    if (isBeginning(text.slice(0, middle))) right = middle;
    else wrong = middle;
  }
  return right;
}

/** Whether a text is JSON, or would be if it went on. */
function isBeginning(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch (error) {
    const { message } = error as Error;
    return /end of JSON|Unterminated/.test(message) || Number(/position (\d+)/.exec(message)?.[1]) >= text.length;
  }
}

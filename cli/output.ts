import { accessSync, closeSync, constants, openSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** The output file cannot be written. The message is complete. */
export class OutputError extends Error {}

/** Lines or pieces of a report, so that a large one is never in memory as a whole. */
export type Report = string | Iterable<string>;

/** A piece is written once it has this many characters. */
const PIECE = 65_536;

/**
 * Checks an output file before the time of the command is spent.
 *
 * @throws OutputError if it cannot be written
 */
export function requireWritable(file: string | undefined): void {
  if (file === undefined) return;
  try {
    const exists = statSync(file, { throwIfNoEntry: false });
    if (exists?.isDirectory()) throw Object.assign(Error(`${file} is a folder`), { code: 'EISDIR' });
    accessSync(exists ? file : dirname(file), constants.W_OK);
  } catch (error) {
    throw outputError(error as Error);
  }
}

/**
 * Writes a report to a file, or prints it.
 *
 * @throws OutputError if the file cannot be written
 */
export function write(report: Report, file: string | undefined, print: (text: string) => void): void {
  if (file === undefined) {
    for (const piece of pieces(report)) print(piece);
    return;
  }
  try {
    const descriptor = openSync(file, 'w');
    try {
      for (const piece of pieces(report)) writeSync(descriptor, `${piece}\n`);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    throw outputError(error as Error);
  }
}

/** Lines, gathered to pieces without the line break at their end. */
function* pieces(report: Report): Iterable<string> {
  if (typeof report === 'string') {
    yield report;
    return;
  }
  let lines: string[] = [];
  let length = 0;
  for (const line of report) {
    lines.push(line);
    length += line.length;
    if (length < PIECE) continue;
    yield lines.join('\n');
    lines = [];
    length = 0;
  }
  if (lines.length > 0) yield lines.join('\n');
}

function outputError(error: Error): OutputError {
  return new OutputError(`--output: the file cannot be written: ${error.message}`);
}

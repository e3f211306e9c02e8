import { accessSync, closeSync, constants, openSync, realpathSync, renameSync, rmSync, Stats, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The output file cannot be written. The message is complete. */
export class OutputError extends Error {}

/** Lines or pieces of a report, so that a large one is never in memory as a whole. */
export type Report = string | Iterable<string>;

/** Prints a text and a line break. A promise is kept once the reader can take more. */
export type Print = (text: string) => unknown;

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
export async function write(report: Report, file: string | undefined, print: Print): Promise<void> {
  if (file !== undefined) return writeToFile(report, file);
  for (const piece of pieces(report)) await print(piece);
}

/**
 * Writes a report beside the file, and then in its place: a disk that is full does not cost the former report.
 *
 * @throws OutputError if the file cannot be written
 */
export function writeToFile(report: Report, file: string): void {
  try {
    const former = statSync(file, { throwIfNoEntry: false });
    // A device or a pipe is written itself, and so is a file in a folder that takes no other.
    if (former && (!former.isFile() || !isWritable(dirname(realpathSync(file))))) fill(openSync(file, 'w'), report);
    else replace(former ? realpathSync(file) : file, report, former);
  } catch (error) {
    throw outputError(error as Error);
  }
}

function replace(file: string, report: Report, former: Stats | undefined): void {
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}`);
  const descriptor = openSync(beside, 'wx', former?.mode);
  try {
    fill(descriptor, report);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

function fill(descriptor: number, report: Report): void {
  try {
    for (const piece of pieces(report)) writeFileSync(descriptor, `${piece}\n`);
  } finally {
    closeSync(descriptor);
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
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

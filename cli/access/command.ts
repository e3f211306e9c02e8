import { writeFileSync } from 'node:fs';
import { BadInput } from './bad-input';
import { compare } from './compare';
import { ACCESS_USAGE, FORMATS, readAccessOptions } from './options';
import { prove } from './prove';
import { countOf, Review, summaryOf } from './review';
import { UNKNOWN } from '../exit-code';
import { UsageError } from '../options';

const FAILED = 1;
const BAD_INPUT = 2;

/** The commands about access. Each prints through its arguments and returns the exit code. */
export function accessCommand(command: string, args: string[], print: (text: string) => void, printError: (text: string) => void): number {
  try {
    const { help, files, format, output, allowUnknown, managedPolicies } = readAccessOptions(command, args);
    if (help) {
      print(ACCESS_USAGE);
      return 0;
    }
    const review = command === 'compare' ? compare(files[0], files[1], managedPolicies) : prove(files[0]);
    const report = FORMATS[format](review);
    if (output === undefined) {
      print(report);
    } else {
      write(output, report);
      print(summaryOf(review));
    }
    return exitCodeOf(review, allowUnknown);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BadInput)) throw error;
    printError(error instanceof UsageError ? `${error.message}\n\n${ACCESS_USAGE}` : error.message);
    return BAD_INPUT;
  }
}

function exitCodeOf(review: Review, allowUnknown: boolean): number {
  if (countOf(review, 'FAIL') > 0) return FAILED;
  return countOf(review, 'UNKNOWN') > 0 && !allowUnknown ? UNKNOWN : 0;
}

function write(file: string, report: string): void {
  try {
    writeFileSync(file, `${report}\n`);
  } catch (error) {
    throw new BadInput(`--output: ${(error as Error).message}`);
  }
}

import { BadInput } from './bad-input';
import { compare } from './compare';
import { ACCESS_USAGE, FORMATS, readAccessOptions } from './options';
import { prove } from './prove';
import { countOf, Review, summaryOf } from './review';
import { UNKNOWN } from '../exit-code';
import { UsageError } from '../options';
import { OutputError, requireWritable, writeToFile } from '../output';

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
    // First: a typo in a file name should not cost the time of the proofs.
    requireWritable(output);
    const review = command === 'compare' ? compare(files[0], files[1], managedPolicies) : prove(files[0]);
    const report = FORMATS[format](review);
    if (output === undefined) {
      print(report);
    } else {
      writeToFile(report, output);
      print(summaryOf(review));
    }
    return exitCodeOf(review, allowUnknown);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof BadInput || error instanceof OutputError)) throw error;
    printError(error instanceof UsageError ? `${error.message}\n\n${ACCESS_USAGE}` : error.message);
    return BAD_INPUT;
  }
}

function exitCodeOf(review: Review, allowUnknown: boolean): number {
  if (countOf(review, 'FAIL') > 0) return FAILED;
  return countOf(review, 'UNKNOWN') > 0 && !allowUnknown ? UNKNOWN : 0;
}

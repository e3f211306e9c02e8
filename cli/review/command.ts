import { FORMATS } from './formats';
import { readReview } from './read-review';
import { Reviewed } from './reviewed';
import { UNKNOWN } from '../exit-code';
import { parsed, requireOneOf, UsageError } from '../options';
import { callerOf } from '../organization/accounts';
import { inEachAccount } from '../organization/check';
import { ACCOUNT_OPTIONS, readAccountOptions } from '../organization/options';
import { Print, requireWritable, write } from '../output';
import { REPORT_TIMEOUT } from '../status/command';

const OPTIONS = { ...ACCOUNT_OPTIONS, format: { type: 'string' } } as const;

/** Lists the identities of accounts for an access review, and returns the exit code. */
export async function reviewCommand(args: string[], print: Print, printError: (text: string) => void): Promise<number> {
  const { values, positionals } = parsed(args, OPTIONS);
  const { format = 'csv' } = values;
  if (positionals.length > 0) throw new UsageError(`review takes options only; got '${positionals.join(' ')}'`);
  requireOneOf('--format', FORMATS, format);
  const options = readAccountOptions(values, format === 'csv');
  const { configuration, organizationRole: role, output, quiet } = options;
  requireWritable(output);
  const progress = quiet ? () => undefined : printError;
  const reviewed: Reviewed[] = role === undefined
    ? [{ id: (await callerOf(configuration)).account, name: '', ...await readReview(configuration, REPORT_TIMEOUT, progress) }]
    : await inEachAccount(configuration, { role, progress }, (ofAccount) => readReview(ofAccount, REPORT_TIMEOUT, () => undefined));
  if (output !== undefined || !quiet) await write(FORMATS[format as keyof typeof FORMATS](reviewed, options), output, print);
  if (output !== undefined && !quiet) print(`Written to ${output}`);
  return reviewed.some(isIncomplete) ? UNKNOWN : 0;
}

/** Whether something of an account could not be read. */
function isIncomplete(account: Reviewed): boolean {
  return 'error' in account || account.unread.length > 0 || account.identities.some(({ rights }) => rights.unread.length > 0);
}

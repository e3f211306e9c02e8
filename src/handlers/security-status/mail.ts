import { StatusChanges } from './changes';
import { CheckResult } from '../shared/security-checks/check-result';

/** A message for people. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
}

/** @returns nothing if there is nothing new to say */
export function statusMail(account: string, results: CheckResult[], changes: StatusChanges): Mail | undefined {
  const told = Object.entries(changes).filter(([, changed]) => changed.length) as [string, CheckResult[]][];
  return told.length ? {
    subject: `Security status of ${account}: ${told.map(([title, changed]) => `${changed.length} ${title}`).join(', ')}`,
    text: [...told.map(([title, changed]) => `${title.toUpperCase()}\n${changed.map(line).join('\n')}`), summary(results)].join('\n\n'),
  } : undefined;
}

/** How many checks pass, and which do not, in one sentence. */
export function summary(results: CheckResult[]): string {
  const not = results.filter(({ status }) => status !== 'PASS').map(({ check }) => check);
  return `${results.length - not.length} of ${results.length} checks pass${not.length ? `, not ${not.join(', ')}` : ''}`;
}

function line({ check, status, severity, seen, mend = '' }: CheckResult): string {
  return `- ${check}: ${status}${status === 'FAIL' ? ` (${severity})` : ''}: ${seen}${mend && `\n  ${mend}`}`;
}

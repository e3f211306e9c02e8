import { StatusChanges } from './changes';
import { CheckResult } from '../shared/security-checks/remediation';
import { summary } from '../shared/security-checks/summary';

export interface Email {
  readonly subject: string;
  readonly text: string;
}

/** @returns undefined if nothing changed */
export function statusEmail(account: string, results: CheckResult[], changes: StatusChanges): Email | undefined {
  const reported = Object.entries(changes).filter(([, changed]) => changed.length) as [string, CheckResult[]][];
  return reported.length ? {
    subject: `Security status of ${account}: ${reported.map(([title, changed]) => `${changed.length} ${title}`).join(', ')}`,
    text: [...reported.map(([title, changed]) => `${title.toUpperCase()}\n${changed.map(line).join('\n')}`), summary(results)].join('\n\n'),
  } : undefined;
}

function line({ check, status, severity, seen, remediation = '' }: CheckResult): string {
  return `- ${check}: ${status}${status === 'FAIL' ? ` (${severity})` : ''}: ${seen}${remediation && `\n  ${remediation}`}`;
}

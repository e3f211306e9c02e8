import { Action } from './actions';
import { CredentialFinding, CredentialFindingKind } from './findings';

export interface Email {
  readonly subject: string;
  readonly text: string;
  /** The users that it is about. */
  readonly users: string[];
}

/** The entries of one email: it stays readable, and far below the limit of SNS. */
const ENTRIES = 150;

/** What is wrong, and the remediation. */
const KINDS: Record<CredentialFindingKind, [string, string]> = {
  NO_MFA: ['console password without MFA', 'assign a device under Security credentials'],
  PASSWORD_UNUSED: ['console password unused', 'sign in, or have it deleted'],
  PASSWORD_OVERDUE: ['console password too old', 'change it under Security credentials'],
  KEY_UNUSED: ['access key unused', 'use it, or deactivate it'],
  KEY_OVERDUE: ['access key too old', 'create a second one, change the program, deactivate the old one, and later delete it'],
  CERTIFICATE_OVERDUE: ['signing certificate too old', 'upload another one, and deactivate this one'],
  ROOT_KEY: ['root access key', 'sign in as root and delete it'],
  NOT_DATED: ['more credentials than the report dates', 'keep two of each kind'],
};

/**
 * The emails of a run: its actions, and the findings to report with their remediation. Many findings become several emails.
 *
 * @param deactivates whether unused credentials are deactivated when they are due
 */
export function credentialEmails(account: string, now: number, news: CredentialFinding[], actions: Action[], deactivates: boolean): Email[] {
  const entries: { user: string; kind?: CredentialFindingKind; text: string }[] = [
    ...actions,
    ...[...news].sort((a, b) => a.due - b.due).map(({ user, kind, number = '', due, used }) => ({
      user,
      kind,
      text: `${KINDS[kind][0]} ${number}, ${due > now ? 'due' : 'since'} ${day(due)}`.replace(' ,', ',')
        + (/UNUSED/.test(kind) ? `, last used ${used ? day(used) : 'never'}${deactivates ? ', will be deactivated' : ''}` : ''),
    })),
  ];
  const emails: Email[] = [];
  for (let start = 0; start < entries.length; start += ENTRIES) {
    const part = entries.slice(start, start + ENTRIES);
    const kinds = [...new Set(part.flatMap(({ kind }) => kind ?? []))];
    emails.push({
      subject: `Credentials of ${account}: ${entries.length} to check${start ? ` (from ${start + 1} on)` : ''}`,
      text: [
        `Credential report of ${day(now)}`,
        '',
        ...part.map(({ user, text }) => `- ${user}: ${text}`),
        '',
        ...kinds.map((kind) => `${KINDS[kind].join(': ')}.`),
      ].join('\n').trimEnd(),
      users: [...new Set(part.map(({ user }) => user))],
    });
  }
  return emails;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

import { CredentialFinding, CredentialFindingKind } from './findings';

/** Something that a run did, or left, with what there is to say about it. */
export interface Deed {
  readonly user: string;
  readonly text: string;
}

export interface Mail {
  readonly subject: string;
  readonly text: string;
  /** Whom it is about. */
  readonly users: string[];
}

/** How many entries one mail has: it stays readable, and far below what SNS takes. */
const ENTRIES = 150;

/** What is wrong, and the steps that mend it. */
const KINDS: Record<CredentialFindingKind, [string, string]> = {
  NO_MFA: ['console password without MFA', 'assign a device under Security credentials'],
  PASSWORD_UNUSED: ['console password unused', 'sign in, or have it removed'],
  PASSWORD_OVERDUE: ['console password too old', 'change it under Security credentials'],
  KEY_UNUSED: ['access key unused', 'use it, or make it inactive'],
  KEY_OVERDUE: ['access key too old', 'make a second one, change the program, make the old one inactive, later delete it'],
  CERTIFICATE_OVERDUE: ['signing certificate too old', 'upload another, make it inactive'],
  ROOT_KEY: ['root access key', 'sign in as root and delete it'],
  NOT_DATED: ['has more credentials than the report dates', 'keep two of each'],
};

/**
 * The mails of a run: what was done, what was left, and what is new, with the steps that mend it. Many findings become several mails.
 *
 * @param switchesOff whether what is unused will be switched off
 */
export function credentialMails(account: string, now: number, news: CredentialFinding[], deeds: Deed[], switchesOff: boolean): Mail[] {
  const entries: { user: string; kind?: CredentialFindingKind; text: string }[] = [
    ...deeds,
    ...[...news].sort((a, b) => a.due - b.due).map(({ user, kind, number = '', due, used }) => ({
      user,
      kind,
      text: `${KINDS[kind][0]} ${number}, ${due > now ? 'due' : 'since'} ${day(due)}`.replace(' ,', ',')
        + (/UNUSED/.test(kind) ? `, last used ${used ? day(used) : 'never'}${switchesOff ? ', will be switched off' : ''}` : ''),
    })),
  ];
  const mails: Mail[] = [];
  for (let start = 0; start < entries.length; start += ENTRIES) {
    const part = entries.slice(start, start + ENTRIES);
    const kinds = [...new Set(part.flatMap(({ kind }) => kind ?? []))];
    mails.push({
      subject: `Credentials of ${account}: ${entries.length} to look at${start ? ` (from ${start + 1} on)` : ''}`,
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
  return mails;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

import { ReportedCredential, ReportedUser } from '../shared/credential-report/parser';

/** What can be wrong with a credential. Stable, for programs. */
export type CredentialFindingKind =
  | 'PASSWORD_UNUSED' | 'KEY_UNUSED' | 'PASSWORD_OVERDUE' | 'KEY_OVERDUE' | 'CERTIFICATE_OVERDUE' | 'NO_MFA' | 'ROOT_KEY' | 'NOT_DATED';

export interface CredentialFinding {
  readonly user: string;
  readonly kind: CredentialFindingKind;
  /** The number of the key or certificate in the report. */
  readonly number?: string;
  /** When it became or becomes one, in milliseconds since the epoch. */
  readonly due: number;
  /** The last use, where it is about use. */
  readonly used?: number;
}

/** In days. */
export interface CredentialAgeRules {
  readonly unused: number;
  readonly keyAge: number;
  readonly passwordAge?: number;
  /** How long before it is due somebody is told. */
  readonly warning: number;
}

export const DAY = 86_400_000;

/** Who was told and did nothing is told again. */
const REMIND = 30 * DAY;

/** What is due, or will be within the warning time. Nothing but the report goes in. */
export function credentialFindings(user: ReportedUser, rules: CredentialAgeRules, now: number): CredentialFinding[] {
  const found: CredentialFinding[] = [];
  const { created = 0, password } = user;
  const add = (kind: CredentialFindingKind, due: number, number?: string, used?: number) => {
    if (due - rules.warning * DAY <= now) found.push({ user: user.name, kind, number, due, used });
  };
  const age = (credential: ReportedCredential, days: number) => (credential.changed ?? created) + days * DAY;

  if (password && !user.mfa) add('NO_MFA', created);
  if (password && !user.isRoot) {
    add('PASSWORD_UNUSED', unusedAt(password, created, rules.unused), undefined, password.used);
    add('PASSWORD_OVERDUE', Math.min(age(password, rules.passwordAge ?? Infinity), password.nextRotation ?? Infinity));
  }
  for (const [number, key] of Object.entries(user.keys)) {
    if (user.isRoot) {
      add('ROOT_KEY', key.changed ?? created, number, key.used);
    } else {
      add('KEY_UNUSED', unusedAt(key, created, rules.unused), number, key.used);
      add('KEY_OVERDUE', age(key, rules.keyAge), number);
    }
  }
  for (const [number, certificate] of Object.entries(user.certificates)) add('CERTIFICATE_OVERDUE', age(certificate, rules.keyAge), number);
  if (user.more) add('NOT_DATED', created);
  return found;
}

/** When a credential counts as unused. One that was just made, or changed, has not had the time to be used. */
export function unusedAt({ changed, used }: ReportedCredential, created: number, days: number): number {
  return (Math.max(changed ?? 0, used ?? 0) || created) + days * DAY;
}

/**
 * Whether a finding is news after an earlier run: when the warning time begins, when it is due, and every 30 days from then on. It
 * follows from dates alone, so that nothing must be remembered of a user.
 *
 * @param before the time of the run that was reported last, 0 if there was none
 */
export function isNews({ due }: CredentialFinding, { warning }: CredentialAgeRules, now: number, before: number): boolean {
  return (now < due ? due - warning * DAY : due + Math.floor((now - due) / REMIND) * REMIND) > before;
}

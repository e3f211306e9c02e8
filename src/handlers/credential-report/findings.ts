import type { CredentialAgeRules } from '../../account/contract/options';
import { ReportedCredential, ReportedUser } from '../shared/credential-report/parse';

/** What can be wrong with a credential. Stable, for programs. */
export type CredentialFindingKind =
  | 'PASSWORD_UNUSED' | 'KEY_UNUSED' | 'PASSWORD_OVERDUE' | 'KEY_OVERDUE' | 'CERTIFICATE_OVERDUE' | 'NO_MFA' | 'ROOT_KEY' | 'NOT_DATED';

export interface CredentialFinding {
  readonly user: string;
  readonly kind: CredentialFindingKind;
  /** The number of the key or certificate in the report. */
  readonly number?: string;
  /** Since or from when it is a finding, in milliseconds since the epoch. */
  readonly due: number;
  /** The last use, of a finding about use. */
  readonly used?: number;
}

export const DAY = 86_400_000;

/** A finding that stays is reported again after this long. */
const REMIND = 30 * DAY;

/** What is due, or will be within the warning time. The report is the only input. */
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

/** When a credential counts as unused. A new or changed one has had no time to be used. */
export function unusedAt({ changed, used }: ReportedCredential, created: number, days: number): number {
  return (Math.max(changed ?? 0, used ?? 0) || created) + days * DAY;
}

/**
 * Whether a finding is reported after an earlier run: when the warning time begins, when it is due, and every 30 days from then on. Dates
 * alone decide, so that nothing about a user must be remembered.
 *
 * @param before the time of the run that was reported last, 0 if there was none
 */
export function isNews({ due }: CredentialFinding, { warning }: CredentialAgeRules, now: number, before: number): boolean {
  return (now < due ? due - warning * DAY : due + Math.floor((now - due) / REMIND) * REMIND) > before;
}

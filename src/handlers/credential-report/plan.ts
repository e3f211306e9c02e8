import { CredentialFinding, DAY } from './findings';
import type { CredentialAgeRules } from '../../account/contract/options';
import { ReportedUser } from '../shared/credential-report/parse';

/** What IAM knows about a user that the credential report does not contain. */
export interface Identity {
  readonly path: string;
  readonly tags: string[];
  /** Whether the user is in a group of administrators, or has AdministratorAccess. */
  readonly isAdministrator: boolean;
}

export interface Plan {
  /** What to deactivate: PASSWORD_UNUSED and KEY_UNUSED that are due and were announced in time. */
  readonly steps: CredentialFinding[];
  readonly exempt: { readonly finding: CredentialFinding; readonly because: string }[];
  /** The administrators that keep a credential. IAM must confirm one of them before another administrator loses a credential. */
  readonly survivors: string[];
  /** Which credential the survivors keep: the console password or, if no administrator has one, an access key. */
  readonly survivesBy: 'password' | 'key';
}

/** Whether a run that reported all of its findings announced what is due, at least the warning time ago. */
export function wasAnnounced(due: number, { warning }: CredentialAgeRules, runs: number[], now: number): boolean {
  return runs.some((run) => run <= now - warning * DAY && run >= due - warning * DAY);
}

/** The runs that show what was announced: the newest one that is old enough, and those after it. */
export function remember(runs: number[], { warning }: CredentialAgeRules, now: number): number[] {
  const all = [...new Set([...runs, now])].sort((a, b) => a - b);
  return all.filter((_, index) => !(all[index + 1] <= now - warning * DAY));
}

/** Decides what to deactivate. A user about whom anything is uncertain is exempt. */
export function planDeactivation(
  users: ReportedUser[], findings: CredentialFinding[], identities: Map<string, Identity>,
  { exemptPaths, exemptTag }: { readonly exemptPaths: string[]; readonly exemptTag: string },
): Plan {
  const exempt: { finding: CredentialFinding; because: string }[] = [];
  let steps = findings.filter((finding) => {
    const identity = identities.get(finding.user);
    const because = !identity ? 'the user no longer exists'
      : exemptPaths.some((path) => identity.path.startsWith(path)) ? 'exempt by path'
        : identity.tags.includes(exemptTag) ? 'exempt by tag' : undefined;
    if (because) exempt.push({ finding, because });
    return !because;
  });

  const administrators = users.filter((user) => identities.get(user.name)?.isAdministrator);
  const survivesBy = administrators.some((user) => user.password) ? 'password' : 'key';
  const loses = (user: ReportedUser, number?: string) => steps.some((step) => step.user === user.name && step.number === number);
  const able = administrators.filter((user) => survivesBy === 'key' ? Object.keys(user.keys)[0] : user.password);
  let survivors = able.filter((user) => survivesBy === 'key' ? Object.keys(user.keys).some((number) => !loses(user, number)) : !loses(user));
  if (able[0] && !survivors[0]) {
    // The administrator who was active last keeps all credentials.
    survivors = [able.reduce((last, user) => activity(user) > activity(last) ? user : last)];
    steps = steps.filter((finding) => {
      const isLast = finding.user === survivors[0].name;
      if (isLast) exempt.push({ finding, because: 'last administrator' });
      return !isLast;
    });
  }
  return { steps, exempt, survivors: survivors.map((user) => user.name), survivesBy };
}

function activity({ password, keys }: ReportedUser): number {
  return Math.max(...[password ?? {}, ...Object.values(keys)].flatMap(({ changed = 0, used = 0 }) => [changed, used]));
}

import { CredentialAgeRules, CredentialFinding, DAY } from './findings';
import { ReportedUser } from '../shared/credential-report/parser';

/** What IAM knows of a user that the credential report does not tell. */
export interface Identity {
  readonly path: string;
  readonly tags: string[];
  /** Is in a group of administrators, or carries AdministratorAccess, alone or through a group. */
  readonly isAdministrator: boolean;
}

export interface Plan {
  /** What is to be switched off: PASSWORD_UNUSED and KEY_UNUSED that are due and were announced in time. */
  readonly steps: CredentialFinding[];
  /** What is spared, and why. */
  readonly spared: { readonly finding: CredentialFinding; readonly because: string }[];
  /** The administrators that are left with a credential; asked for before one of the others loses theirs. */
  readonly survivors: string[];
  /** Whether a survivor is one because of the console password, or, where no administrator has one, because of an access key. */
  readonly survivesBy: 'password' | 'key';
}

/**
 * Whether a run at least the warning time ago has announced what is due then. The runs are those that told everything they found.
 */
export function wasAnnounced(due: number, { warning }: CredentialAgeRules, runs: number[], now: number): boolean {
  return runs.some((run) => run <= now - warning * DAY && run >= due - warning * DAY);
}

/** The runs that have to be remembered to know what was announced: the newest one that is old enough, and those after it. */
export function remember(runs: number[], { warning }: CredentialAgeRules, now: number): number[] {
  const all = [...new Set([...runs, now])].sort((a, b) => a - b);
  return all.filter((_, index) => !(all[index + 1] <= now - warning * DAY));
}

/** Decides what is switched off. Whatever is not known for sure is spared. */
export function planDeactivation(
  users: ReportedUser[], findings: CredentialFinding[], identities: Map<string, Identity>,
  { exemptPaths, exemptTag }: { readonly exemptPaths: string[]; readonly exemptTag: string },
): Plan {
  const spared: { finding: CredentialFinding; because: string }[] = [];
  let steps = findings.filter((finding) => {
    const identity = identities.get(finding.user);
    const because = !identity ? 'the user is gone'
      : exemptPaths.some((path) => identity.path.startsWith(path)) ? 'exempt by path'
        : identity.tags.includes(exemptTag) ? 'exempt by tag' : undefined;
    if (because) spared.push({ finding, because });
    return !because;
  });

  const administrators = users.filter((user) => identities.get(user.name)?.isAdministrator);
  const survivesBy = administrators.some((user) => user.password) ? 'password' : 'key';
  const loses = (user: ReportedUser, number?: string) => steps.some((step) => step.user === user.name && step.number === number);
  const able = administrators.filter((user) => survivesBy === 'key' ? Object.keys(user.keys)[0] : user.password);
  let survivors = able.filter((user) => survivesBy === 'key' ? Object.keys(user.keys).some((number) => !loses(user, number)) : !loses(user));
  if (able[0] && !survivors[0]) {
    // The one who was active last keeps everything.
    survivors = [able.reduce((last, user) => activity(user) > activity(last) ? user : last)];
    steps = steps.filter((finding) => {
      const isLast = finding.user === survivors[0].name;
      if (isLast) spared.push({ finding, because: 'last administrator' });
      return !isLast;
    });
  }
  return { steps, spared, survivors: survivors.map((user) => user.name), survivesBy };
}

function activity({ password, keys }: ReportedUser): number {
  return Math.max(...[password ?? {}, ...Object.values(keys)].flatMap(({ changed = 0, used = 0 }) => [changed, used]));
}

import { CONTROL } from './scanned-account';

/** A finding that stays, and why. */
export interface Explained {
  readonly finding: RegExp;
  readonly reason: string;
}

/** What the scanners find in the account, with a reason for each. A scan fails on any other finding, and on a reason without one. */
export const EXPLAINED: Record<'pmapper', Explained[]> = {
  pmapper: [
    { finding: new RegExp(`^user/${CONTROL} is an administrative principal$`), reason: 'The control: PMapper must find a user who can change their own policies.' },
    { finding: /^role\/Administrator is an administrative principal$/, reason: 'The administrator role. Its trust requires MFA and admits only users of the group.' },
    { finding: /^role\/BreakGlass is an administrative principal$/, reason: 'Emergency access. Its trust requires MFA and names the users.' },
    {
      finding: /^user\/account-baseline\/(bob|dave) \(MFA required\) can use EC2 to .* role\/workload\/account-baseline-BaselineInstanceRole\w+-\w+$/,
      reason: 'Power users run instances with workload roles; that is their job. The instance role delivers logs and metrics only.',
    },
  ],
};

/** The findings that nobody has explained, and the reasons that explain none. */
export function compare(findings: string[], explained: Explained[]): { unexplained: string[]; needless: string[] } {
  return {
    unexplained: findings.filter((text) => !explained.some(({ finding }) => finding.test(text))),
    needless: explained.filter(({ finding }) => !findings.some((text) => finding.test(text))).map(({ finding, reason }) => `${finding}: ${reason}`),
  };
}

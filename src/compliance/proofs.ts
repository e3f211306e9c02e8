/** What tests prove about the policies of the baseline, as they are synthesized. */
export interface Proof {
  readonly title: string;
  /** The files that hold the cases and the assertions, from the root of the repository. */
  readonly files: readonly string[];
}

export type ProofName = keyof typeof PROOFS;

/** The proofs, by their names. */
export const PROOFS = {
  MFA: {
    title: 'without MFA, a user can only sign in and enroll a device',
    files: ['proof/cases/journeys/mfa', 'test/proof/mfa-matrix.test.ts', 'test/access-proof/promises/identities.test.ts'],
  },
  ATTACKS: {
    title: 'a stolen password or access key opens nothing, and no user can remove the enforcement',
    files: ['proof/cases/journeys/attacks', 'test/proof/sweep.test.ts'],
  },
  JOB_FUNCTIONS: {
    title: 'each job function is allowed its job, and denied the job of others',
    files: ['proof/cases/journeys/jobs', 'docs/who-can-do-what.md'],
  },
  ADMINISTRATOR: {
    title: 'only administrators assume the administrator role, with MFA and under their own name',
    files: ['proof/cases/journeys/administrator', 'test/access-proof/promises/trusts.test.ts'],
  },
  ESCALATION: {
    title: 'the guardrail closes the known privilege-escalation paths, except those that are listed with a reason',
    files: ['test/proof/escalation.test.ts', 'proof/data/irreducible-paths.json'],
  },
  BOUNDARY: {
    title: 'a carrier of the workload boundary creates nothing without the boundary, in any order of calls',
    files: ['proof/cases/boundary', 'test/proof/boundary-search.test.ts'],
  },
  TRUSTS: {
    title: 'each role trusts the principals that it names, and no others, for every request',
    files: ['proof/cases/roles', 'test/access-proof/promises/trusts.test.ts'],
  },
  FEDERATION: {
    title: 'each federated role trusts the subjects that it names, and no others',
    files: ['proof/cases/federation', 'test/proof/federation-trusts.test.ts'],
  },
  INSTANCES: { title: 'credentials of an instance work only over IMDSv2', files: ['proof/cases/roles/instance.json'] },
  SUPPORT: { title: 'the support role opens support cases and is assumed with MFA', files: ['proof/cases/roles/support.json'] },
  BREAK_GLASS: { title: 'only the named users assume the break-glass role, with MFA', files: ['proof/cases/roles/break-glass.json'] },
  PROTECTED: {
    title: 'no job function but administrators changes the trail, the alerts, the functions and the records of the baseline',
    files: ['test/proof/protected-everywhere.test.ts', 'proof/cases/journeys/attacks/11-blind-the-audit.json'],
  },
  LEAST_PRIVILEGE: {
    title: 'a policy that the least-privilege rules accept opens no privilege-escalation path',
    files: ['test/proof/least-privilege.test.ts'],
  },
  FUNCTIONS: {
    title: 'each function of the baseline changes only what it is for',
    files: ['test/proof/handler-roles.test.ts', 'test/access-proof/promises/functions.test.ts'],
  },
  SETTINGS: {
    title: 'each account-wide setting is applied or restored, whatever call fails',
    files: ['docs/reliability.md', 'test/handlers/account-settings/matrix.test.ts'],
  },
} as const satisfies Record<string, Proof>;

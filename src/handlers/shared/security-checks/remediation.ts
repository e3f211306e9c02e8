import { CheckOutcome, CheckStatus } from './outcome';
import type { AccountCheckName, SecurityCheckName } from '../../../account/contract/security-checks';

/** How severe a failed check is, in the words of Security Hub, the worst first. */
export type Severity = 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';

/** What a check found, for people and for programs. */
export interface CheckResult<Name extends AccountCheckName = AccountCheckName> {
  readonly check: Name;
  readonly severity: Severity;
  readonly status: CheckStatus;
  /** What was found, as a sentence without a full stop. */
  readonly seen: string;
  /** What to do about it, as a sentence without a full stop; undefined for a check that passes. */
  readonly remediation?: string;
  /** Of a check of every region: those that do not have the setting, and those that could not be read. */
  readonly regions?: { readonly lacking: readonly string[]; readonly notReadable: readonly string[] };
}

const AS_ROOT = 'Sign in as root and, under Security credentials, ';

/** The severity of each failed check, and what to do. The function that makes the checks does without. */
export const REMEDIATION: Record<SecurityCheckName, [Severity, string]> = {
  ROOT_ACCESS_KEYS: ['CRITICAL', `${AS_ROOT}delete every access key`],
  ROOT_MFA: ['CRITICAL', `${AS_ROOT}assign an MFA device`],
  INDIVIDUAL_USERS: ['MEDIUM', 'Create a user for each person, or use Identity Center'],
  GROUP_PERMISSIONS: ['MEDIUM', 'Create groups, attach policies to them and add the users'],
  PASSWORD_POLICY: ['MEDIUM', 'Set one in the IAM console, or with the PasswordPolicy construct'],
  ROOT_SIGNING_CERTIFICATES: ['HIGH', `${AS_ROOT}delete every signing certificate`],
  USER_MFA: ['HIGH', 'Let the user assign an MFA device, or delete the password'],
  USER_POLICIES: ['LOW', 'Add the user to a group with the permissions, then detach the policies'],
  UNUSED_ACCESS_KEYS: ['MEDIUM', 'Deactivate the key, and delete it if nothing fails'],
  SUPPORT_ROLE: ['LOW', 'Attach AWSSupportAccess to a role or a group, as JobFunction.SUPPORT does'],
  FULL_ADMINISTRATION: ['HIGH', 'Allow only what the job needs, or let administrators assume a role that requires MFA'],
  CLOUDSHELL_FULL_ACCESS: ['MEDIUM', 'Detach it, or allow CloudShell without file transfer'],
  EXPIRED_CERTIFICATES: ['MEDIUM', 'Delete it (aws iam delete-server-certificate)'],
  EXTERNAL_ACCESS_ANALYZER: ['MEDIUM', 'Create one, it is free, as the ExternalAccessAnalyzer construct does'],
};

/** Adds the severity, and the remediation unless the check passes. */
export function withRemediation({ check, status, seen, see, denied }: CheckOutcome): CheckResult<SecurityCheckName> {
  const result = { check, severity: REMEDIATION[check][0], status, seen };
  if (status === 'PASS') return result;
  if (status === 'FAIL') return { ...result, remediation: REMEDIATION[see ?? check][1] };
  return {
    ...result,
    remediation: denied ? `Allow ${denied}, which a service control policy or a permissions boundary may deny` : 'Check again later',
  };
}

import { CheckResult, Judgment, Severity } from './check-result';

const AS_ROOT = 'Sign in as root, open /iam/home#/security_credentials in the console and ';

/** How bad it is if a check fails, and how to mend it. Apart from the checks: the function that makes them does without. */
const ADVICE: Record<string, [Severity, string]> = {
  ROOT_ACCESS_KEYS: ['CRITICAL', `${AS_ROOT}delete every access key`],
  ROOT_MFA: ['CRITICAL', `${AS_ROOT}assign an MFA device`],
  INDIVIDUAL_USERS: ['MEDIUM', 'Make a user for each person, or let people in through Identity Center'],
  GROUP_PERMISSIONS: ['MEDIUM', 'Make groups for the jobs that people do, give them policies and put the users into them'],
  PASSWORD_POLICY: ['MEDIUM', 'Set a password policy: Account settings in the IAM console, or the PasswordPolicy construct'],
  ROOT_SIGNING_CERTIFICATES: ['HIGH', `${AS_ROOT}delete every signing certificate`],
  USER_MFA: ['HIGH', 'Let the user assign an MFA device, or take the password away'],
  USER_POLICIES: ['LOW', 'Put the user into a group that has the permissions, then detach the policies from the user'],
  UNUSED_ACCESS_KEYS: ['MEDIUM', 'Make the key inactive, and delete it once nobody has missed it'],
  SUPPORT_ROLE: ['LOW', 'Give it to a role or a group, as JobFunction.SUPPORT does'],
  FULL_ADMINISTRATION: ['HIGH', 'Allow what the job needs; administrators get AdministratorAccess through a role that takes MFA'],
  CLOUDSHELL_FULL_ACCESS: ['MEDIUM', 'Detach it, or allow CloudShell without file transfer'],
  EXPIRED_CERTIFICATES: ['MEDIUM', 'Delete the certificate (aws iam delete-server-certificate)'],
  EXTERNAL_ACCESS_ANALYZER: ['MEDIUM', 'Make one, it is free: IAM Access Analyzer in the console, or the ExternalAccessAnalyzer construct'],
};

/** Adds how bad a failure is, and what to do about it, if there is anything to do. */
export function withAdvice({ check, status, seen, about }: Judgment): CheckResult {
  const [severity] = ADVICE[check];
  const result = { check, severity, status, seen };
  if (status === 'PASS') return result;
  if (status === 'FAIL') return { ...result, mend: ADVICE[about ?? check][1] };
  return { ...result, mend: `Let whoever runs the check call ${about}; a service control policy or a boundary may deny it` };
}

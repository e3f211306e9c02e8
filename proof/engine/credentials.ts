/**
 * The kinds of credentials, and the condition keys of each. A user's requests differ only in the MFA keys they carry, and in who sends
 * them.
 */
export interface Credentials {
  readonly context: Record<string, string>;
  /** AWS's own rule for sessions of GetSessionToken, which no policy can override. */
  readonly session?: 'with MFA' | 'without MFA';
}

const WITHOUT_MFA = { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'false' };
const WITH_MFA = { 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '60', 'aws:ViaAWSService': 'false' };

export const CREDENTIALS: Record<string, Credentials> = {
  // A long-lived key carries no MFA information: the condition key is absent, not false.
  'access key': { context: { 'aws:ViaAWSService': 'false' } },
  // The same applies to Git, with an SSH key or a password of IAM.
  'git client': { context: { 'aws:ViaAWSService': 'false' } },
  'console': { context: WITHOUT_MFA },
  'console with MFA': { context: WITH_MFA },
  'console with MFA of 13 hours ago': { context: { ...WITH_MFA, 'aws:MultiFactorAuthAge': '46800' } },
  'session': { context: WITHOUT_MFA, session: 'without MFA' },
  'session with MFA': { context: WITH_MFA, session: 'with MFA' },
  // `aws login` passes on what the browser showed.
  'aws login with MFA': { context: WITH_MFA },
  'aws login': { context: WITHOUT_MFA },
  // A service that calls another service in the user's name.
  'forwarded': { context: { 'aws:MultiFactorAuthPresent': 'false', 'aws:ViaAWSService': 'true' } },
  'forwarded for an access key': { context: { 'aws:ViaAWSService': 'true' } },
};

/**
 * Calls that STS refuses to a session of GetSessionToken, whatever the policies allow. Source: AWS STS API Reference, GetSessionToken: no
 * IAM operation without MFA, and of STS only AssumeRole and GetCallerIdentity.
 */
export function refusedToSession(credentials: Credentials, action: string): boolean {
  if (!credentials.session) return false;
  if (action.startsWith('iam:')) return credentials.session === 'without MFA';
  return action.startsWith('sts:') && !['sts:AssumeRole', 'sts:GetCallerIdentity'].includes(action);
}

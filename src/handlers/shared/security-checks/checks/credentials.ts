import { Judge, unless } from './check';
import { fail, given, pass } from '../check-result';

/** IAM asks for 8 characters where an account has no policy of its own. */
const DEFAULT_PASSWORD_LENGTH = 8;

/** A key may wait a week for its first use. */
const FIRST_USE = 7 * 86_400_000;

export const PASSWORD_POLICY: Judge = ({ passwordPolicy }) => given(passwordPolicy, (policy) => {
  const length = policy?.minimumLength ?? 0;
  if (length >= DEFAULT_PASSWORD_LENGTH) return pass(`passwords have at least ${length} characters`);
  return fail(policy ? `the password policy admits ${length} characters, without one it would be ${DEFAULT_PASSWORD_LENGTH}`
    : 'the account has no password policy of its own');
});

/** CIS AWS Foundations 2.10, Security Hub IAM.5. */
export const USER_MFA: Judge = ({ credentials }) => unless(credentials, (known) => known.filter(({ password, mfa }) => password && !mfa), 'no MFA');

/** CIS AWS Foundations 2.11 waits for months; a key that was never used is known to be needless sooner. */
export const UNUSED_ACCESS_KEYS: Judge = ({ at, credentials }) => unless(
  credentials, (known) => known.filter(({ unusedKeys }) => unusedKeys.some((made) => at - made > FIRST_USE)),
  'access keys older than a week were never used',
);

/** CIS AWS Foundations 2.17, Security Hub IAM.26. */
export const EXPIRED_CERTIFICATES: Judge = ({ at, serverCertificates }) => unless(
  serverCertificates, (known) => known.filter(({ expires }) => expires <= at), 'certificates have expired',
);

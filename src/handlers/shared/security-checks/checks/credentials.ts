import { Check, unless } from './check';
import { fail, given, pass } from '../outcome';

/** IAM requires 8 characters where an account has no policy. */
const DEFAULT_PASSWORD_LENGTH = 8;

/** A new key has a week for its first use. */
const FIRST_USE = 7 * 86_400_000;

export const PASSWORD_POLICY: Check = ({ passwordPolicy }) => given(passwordPolicy, (policy) => {
  const length = policy?.minimumLength ?? 0;
  if (length >= DEFAULT_PASSWORD_LENGTH) return pass(`passwords have at least ${length} characters`);
  return fail(policy ? `passwords may have ${length} characters, ${DEFAULT_PASSWORD_LENGTH} is the default` : 'the account has no password policy');
});

/** CIS AWS Foundations 2.10, Security Hub IAM.5. */
export const USER_MFA: Check = ({ credentials }) => unless(
  credentials, (known) => known.filter(({ password, mfa }) => password && !mfa), 'passwords without MFA',
);

/** CIS AWS Foundations 2.11 allows 45 days. A key that was never used shows sooner that it is not needed. */
export const UNUSED_ACCESS_KEYS: Check = ({ at, credentials }) => unless(
  credentials, (known) => known.filter(({ unusedKeys }) => unusedKeys.some((created) => at - created > FIRST_USE)),
  'access keys were not used in their first week',
);

/** CIS AWS Foundations 2.17, Security Hub IAM.26. */
export const EXPIRED_CERTIFICATES: Check = ({ at, serverCertificates }) => unless(
  serverCertificates, (known) => known.filter(({ expires }) => expires <= at), 'certificates have expired',
);

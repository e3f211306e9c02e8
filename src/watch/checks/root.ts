import { Check } from './check';
import { fail, given, pass } from '../check-result';

const AS_ROOT = 'Sign in as root, open /iam/home#/security_credentials in the console and ';

/** All checks of the root user pass in a member account whose organisation manages the root credentials. */
export const ROOT_ACCESS_KEYS: Check = {
  check: 'ROOT_ACCESS_KEYS',
  severity: 'CRITICAL',
  judge: ({ root }) => given(root, ({ accessKeys }) => accessKeys
    ? fail('root has an access key', `${AS_ROOT}delete every access key`)
    : pass('root has no access key')),
};

export const ROOT_MFA: Check = {
  check: 'ROOT_MFA',
  severity: 'CRITICAL',
  judge: ({ root }) => given(root, ({ mfa, password, accessKeys, signingCertificates }) => {
    if (mfa) return pass('root has MFA');
    // Only an organisation that manages the root credentials of its members can take the password away, and then nobody signs in.
    if (password === false && !accessKeys && !signingCertificates) return pass('root has no credentials: its organisation manages them');
    return fail('root has no MFA', `${AS_ROOT}assign an MFA device`);
  }),
};

export const ROOT_SIGNING_CERTIFICATES: Check = {
  check: 'ROOT_SIGNING_CERTIFICATES',
  severity: 'HIGH',
  judge: ({ root }) => given(root, ({ signingCertificates }) => signingCertificates
    ? fail('root has a signing certificate', `${AS_ROOT}delete every signing certificate`)
    : pass('root has no signing certificate')),
};

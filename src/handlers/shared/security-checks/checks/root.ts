import { Check } from './check';
import { fail, given, pass } from '../outcome';

/** Every check of the root user passes in a member account whose organization manages the root credentials. */
export const ROOT_ACCESS_KEYS: Check = ({ root }) => given(root, ({ accessKeys }) => accessKeys
  ? fail('root has an access key')
  : pass('root has no access key'));

export const ROOT_MFA: Check = ({ root }) => given(root, ({ mfa, password, accessKeys, signingCertificates }) => {
  if (mfa) return pass('root has MFA');
  // Only an organization that manages the root credentials of its members can remove the password, and then nobody signs in as root.
  if (password === false && !accessKeys && !signingCertificates) return pass('root has no credentials: the organization manages them');
  return fail('root has no MFA');
});

export const ROOT_SIGNING_CERTIFICATES: Check = ({ root }) => given(root, ({ signingCertificates }) => signingCertificates
  ? fail('root has a signing certificate')
  : pass('root has no signing certificate'));

import { Judge } from './check';
import { fail, given, pass } from '../check-result';

/** All checks of the root user pass in a member account whose organisation manages the root credentials. */
export const ROOT_ACCESS_KEYS: Judge = ({ root }) => given(root, ({ accessKeys }) => accessKeys
  ? fail('root has an access key')
  : pass('root has no access key'));

export const ROOT_MFA: Judge = ({ root }) => given(root, ({ mfa, password, accessKeys, signingCertificates }) => {
  if (mfa) return pass('root has MFA');
  // Only an organisation that manages the root credentials of its members can take the password away, and then nobody signs in.
  if (password === false && !accessKeys && !signingCertificates) return pass('root has no credentials: its organisation manages them');
  return fail('root has no MFA');
});

export const ROOT_SIGNING_CERTIFICATES: Judge = ({ root }) => given(root, ({ signingCertificates }) => signingCertificates
  ? fail('root has a signing certificate')
  : pass('root has no signing certificate'));

/** What the checks are called for people; the function of the watch does without. */
export const CHECK_TITLES: Record<string, string> = {
  ROOT_ACCESS_KEYS: 'Root access keys deleted',
  ROOT_MFA: 'MFA on root',
  INDIVIDUAL_USERS: 'Individual users',
  GROUP_PERMISSIONS: 'Groups carry the permissions',
  PASSWORD_POLICY: 'Password policy',
  ROOT_SIGNING_CERTIFICATES: 'Root signing certificates deleted',
  USER_MFA: 'Users with a password and no MFA',
  USER_POLICIES: 'Policies on users',
  UNUSED_ACCESS_KEYS: 'Access keys never used',
  SUPPORT_ROLE: 'Somebody may open support cases',
  FULL_ADMINISTRATION: 'Customer policies that allow *:*',
  CLOUDSHELL_FULL_ACCESS: 'Full access to CloudShell',
  EXPIRED_CERTIFICATES: 'Expired server certificates',
  EXTERNAL_ACCESS_ANALYZER: 'External access analyzer',
};

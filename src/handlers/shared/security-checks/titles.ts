import type { AccountCheckName } from '../../../account/contract/security-checks';

/** The titles of the checks, for people. The functions do without. */
export const CHECK_TITLES: Record<AccountCheckName, string> = {
  ROOT_ACCESS_KEYS: 'No root access keys',
  ROOT_MFA: 'MFA for root',
  INDIVIDUAL_USERS: 'Individual users',
  GROUP_PERMISSIONS: 'Permissions through groups',
  PASSWORD_POLICY: 'Password policy',
  ROOT_SIGNING_CERTIFICATES: 'No root signing certificates',
  USER_MFA: 'MFA for users with a password',
  USER_POLICIES: 'No policies on users',
  UNUSED_ACCESS_KEYS: 'No unused access keys',
  SUPPORT_ROLE: 'Access to AWS Support',
  FULL_ADMINISTRATION: 'No full administration by own policies',
  CLOUDSHELL_FULL_ACCESS: 'No full access to CloudShell',
  EXPIRED_CERTIFICATES: 'No expired server certificates',
  EXTERNAL_ACCESS_ANALYZER: 'External access analyzer',
  EBS_DEFAULT_ENCRYPTION: 'EBS encryption by default in every region',
  INSTANCE_METADATA_DEFAULTS: 'IMDSv2 by default in every region',
  IMAGE_PUBLIC_ACCESS_BLOCK: 'Public AMIs blocked in every region',
  SNAPSHOT_PUBLIC_ACCESS_BLOCK: 'Public EBS snapshots blocked in every region',
  DOCUMENT_PUBLIC_SHARING_BLOCK: 'Public SSM documents blocked in every region',
  ANALYZER_IN_EVERY_REGION: 'External access analyzer in every region',
};

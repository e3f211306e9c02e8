/** A check of the security of an account. */
export enum SecurityCheck {
  /** Root has no access key. CIS AWS Foundations 2.4, Security Hub IAM.4. */
  ROOT_ACCESS_KEYS = 'ROOT_ACCESS_KEYS',

  /** Root has MFA. CIS AWS Foundations 2.5, Security Hub IAM.9. */
  ROOT_MFA = 'ROOT_MFA',

  /** People have individual identities: there are users or an identity provider. */
  INDIVIDUAL_USERS = 'INDIVIDUAL_USERS',

  /** Users get their permissions from groups. */
  GROUP_PERMISSIONS = 'GROUP_PERMISSIONS',

  /** The account has a password policy that is not weaker than the IAM default. Security Hub IAM.7. */
  PASSWORD_POLICY = 'PASSWORD_POLICY',

  /** Root has no X.509 signing certificate. */
  ROOT_SIGNING_CERTIFICATES = 'ROOT_SIGNING_CERTIFICATES',

  /** Users with a console password have MFA. CIS AWS Foundations 2.10, Security Hub IAM.5. */
  USER_MFA = 'USER_MFA',

  /** Users have no policies attached directly. CIS AWS Foundations 2.13, Security Hub IAM.2. */
  USER_POLICIES = 'USER_POLICIES',

  /** Every active access key that was created more than a week ago has been used. CIS AWS Foundations 2.11. */
  UNUSED_ACCESS_KEYS = 'UNUSED_ACCESS_KEYS',

  /** A role or a group may open support cases. CIS AWS Foundations 2.15, Security Hub IAM.18. */
  SUPPORT_ROLE = 'SUPPORT_ROLE',

  /** No attached customer-managed policy allows everything. CIS AWS Foundations 2.14, Security Hub IAM.1. */
  FULL_ADMINISTRATION = 'FULL_ADMINISTRATION',

  /** No identity carries AWSCloudShellFullAccess. CIS AWS Foundations 2.20. */
  CLOUDSHELL_FULL_ACCESS = 'CLOUDSHELL_FULL_ACCESS',

  /** IAM holds no expired server certificate. CIS AWS Foundations 2.17, Security Hub IAM.26. */
  EXPIRED_CERTIFICATES = 'EXPIRED_CERTIFICATES',

  /** The region has an external access analyzer. CIS AWS Foundations 2.18 and Security Hub IAM.28 require one in every region. */
  EXTERNAL_ACCESS_ANALYZER = 'EXTERNAL_ACCESS_ANALYZER',
}

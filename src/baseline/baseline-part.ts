/** A part of the baseline that can be left out. */
export enum BaselinePart {
  /** The password policy. */
  PASSWORD_POLICY = 'PASSWORD_POLICY',
  /** The MFA enforcement of the groups. */
  MFA_ENFORCEMENT = 'MFA_ENFORCEMENT',
  /** All groups and their MFA enforcement, for an account whose people come from Identity Center or another identity provider. */
  GROUPS = 'GROUPS',
  /** The role for EC2 instances. */
  INSTANCE_ROLE = 'INSTANCE_ROLE',
  /** The role for AWS Support cases. */
  SUPPORT_ROLE = 'SUPPORT_ROLE',
}

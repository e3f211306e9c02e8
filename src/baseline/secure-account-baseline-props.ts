import { RemovalPolicy } from 'aws-cdk-lib';
import { BaselineGroupOptions } from './baseline-group-options';
import { BaselinePart } from './baseline-part';
import { BaselineReplacementOptions } from './baseline-replacement-options';
import { BaselineRolesOptions } from './baseline-roles-options';
import { BaselineUserOptions } from './baseline-user-options';
import { AccountHardeningProps } from '../account/account-hardening';
import { OnExisting } from '../account/on-existing';
import { PasswordPolicyProps } from '../account/password-policy/password-policy-props';
import { MfaEnforcementProps } from '../identities/mfa-enforcement';
import { GuardrailOptions } from '../permissions/guardrail';
import { Ec2InstanceRoleProps } from '../roles/ec2/ec2-instance-role-props';

/** Properties of a `SecureAccountBaseline`. Every property has a default. */
export interface SecureAccountBaselineProps {
  /**
   * The alias of the account, which is part of its sign-in URL: 3 to 63 lowercase letters, digits and single hyphens. An alias is
   * unique among all AWS accounts.
   *
   * @default - the alias of the account is not changed
   */
  readonly accountAlias?: string;

  /**
   * The password policy.
   *
   * @default - 14 characters, all four character types, password history of 24, expire after 90 days
   */
  readonly passwordPolicy?: PasswordPolicyProps;

  /**
   * Free settings that close what AWS leaves open: no public access to S3, encryption of new EBS volumes, IMDSv2 for new EC2
   * instances, no public AMIs, snapshots and Systems Manager documents. `AccountHardening.ALL` turns all of them on. They are off by
   * default, since public resources of an existing account become inaccessible.
   *
   * S3 and contacts are settings of the whole account, all others of the region of the stack.
   *
   * @default - these settings are not changed
   */
  readonly accountHardening?: AccountHardeningProps;

  /**
   * What the account-wide settings do with a value that the account already has.
   *
   * @default OnExisting.OVERWRITE, which remembers the previous value
   */
  readonly onExisting?: OnExisting;

  /**
   * The removal policy of the account-wide settings: `RETAIN_ON_UPDATE_OR_DELETE` or `RETAIN` keeps them, `DESTROY` restores the
   * previous values when the stack is deleted.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly settingsRemovalPolicy?: RemovalPolicy;

  /**
   * The groups of IAM users, one for each job function.
   *
   * @default - JobFunction.ADMINISTRATOR, POWER_USER, SECURITY_AUDITOR and BILLING
   */
  readonly groups?: BaselineGroupOptions[];

  /**
   * The people to create IAM users for.
   *
   * @default - none
   */
  readonly users?: BaselineUserOptions[];

  /**
   * The MFA enforcement of the groups.
   *
   * @default - without MFA everything is denied except enrolling a device
   */
  readonly mfaEnforcement?: MfaEnforcementProps;

  /**
   * The deny policy of every job function but the administrator's. It is made even if no group of the baseline carries it, so that a
   * permission set of IAM Identity Center can refer to its name.
   *
   * @default - made without options when the first job function needs it
   */
  readonly guardrail?: GuardrailOptions;

  /**
   * The role for EC2 instances.
   *
   * @default - a role with Session Manager access that requires IMDSv2
   */
  readonly instanceRole?: Ec2InstanceRoleProps;

  /**
   * Roles that people assume, in addition to the administrator role.
   *
   * @default - a support role
   */
  readonly roles?: BaselineRolesOptions;

  /**
   * Constructs of your own that take the place of parts of the baseline.
   *
   * @default - none
   */
  readonly replace?: BaselineReplacementOptions;

  /**
   * Parts to leave out.
   *
   * @default - none
   */
  readonly omit?: BaselinePart[];
}

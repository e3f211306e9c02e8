import * as iam from 'aws-cdk-lib/aws-iam';
import { IPasswordPolicy } from '../account/password-policy/password-policy-reference';
import { IMfaEnforcement } from '../identities/mfa-enforcement-reference';

/**
 * Constructs of your own that take the place of parts of the baseline. A group is replaced by `existing` of its entry in `groups`.
 */
export interface BaselineReplacementOptions {
  /**
   * The MFA enforcement of the groups that the baseline creates.
   *
   * @default - the baseline creates one
   */
  readonly mfaEnforcement?: IMfaEnforcement;

  /**
   * The password policy, which another construct or stack manages.
   *
   * @default - the baseline creates one
   */
  readonly passwordPolicy?: IPasswordPolicy;

  /**
   * The role for EC2 instances.
   *
   * @default - the baseline creates one
   */
  readonly instanceRole?: iam.IRole;

  /**
   * The role for AWS Support cases.
   *
   * @default - the baseline creates one
   */
  readonly supportRole?: iam.IRole;
}

import * as iam from 'aws-cdk-lib/aws-iam';
import { BaselineRoleOptions } from './baseline-role-options';

/** Properties of a role that people of this account assume by default. */
export interface PeopleRoleProps extends BaselineRoleOptions {
  /**
   * The principals that may assume the role: a `RoleTrust`, or a principal of aws-cdk-lib that meets the same rules.
   *
   * @default RoleTrust.people(), IAM users of this account under the path of the baseline with MFA of the last 12 hours
   */
  readonly assumedBy?: iam.IPrincipal;
}

import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PermissionSetAssignmentOptions } from './permission-set-assignment-options';
import { SecureAccountBaseline } from '../../baseline/secure-account-baseline';
import { JobFunction } from '../../permissions/job-function';
import { BaselineRollOut } from '../baseline-roll-out';

/** Properties of a `JobFunctionPermissionSet`. */
export interface JobFunctionPermissionSetProps {
  /** The ARN of the instance of IAM Identity Center, such as `arn:aws:sso:::instance/ssoins-1234567890abcdef`. */
  readonly instanceArn: string;

  /** The job function of the people to whom the permission set is assigned. */
  readonly jobFunction: JobFunction;

  /**
   * The name of the permission set: 1 to 32 letters, digits and characters of `_+=,.@-`, unique in the instance. People choose it in the
   * access portal, and it is part of the name of the role in each account.
   *
   * @default - the name of the job function
   */
  readonly permissionSetName?: string;

  /**
   * The roll-out that creates the guardrail and the other customer managed policies in the accounts. It is deployed before the
   * permission set. Its guardrail needs a name: `baseline: { guardrail: { managedPolicyName: 'Guardrail' } }`.
   *
   * @default - none: the job function and the boundary then have no policies that an account must hold
   */
  readonly rollOut?: BaselineRollOut;

  /**
   * The baseline of the management account, which no roll-out reaches. Its policies have the names of those of the roll-out.
   *
   * @default - none: a permission set with customer managed policies is not assigned to the management account
   */
  readonly managementBaseline?: SecureAccountBaseline;

  /**
   * The groups of Identity Center that get the permission set, and the accounts in which they have it. See also `assign`.
   *
   * @default - none
   */
  readonly assignments?: PermissionSetAssignmentOptions[];

  /**
   * The length of a session, from 1 to 12 hours.
   *
   * @default - the session length of the job function
   */
  readonly sessionDuration?: Duration;

  /**
   * The permissions boundary of the role in each account: a policy of AWS, a policy with a name in the stack of `rollOut.baseline`, such
   * as a `WorkloadBoundary`, or an imported one that every account holds.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The purpose of the permission set, up to 700 characters.
   *
   * @default - none
   */
  readonly description?: string;

  /**
   * The page of the console that opens after the sign-in, such as `https://console.aws.amazon.com/billing/`: up to 240 characters, with https and
   * a host of AWS, since another page could ask people who have just signed in for their credentials.
   *
   * @default - the home page of the console
   */
  readonly relayState?: string;

  /**
   * The id of the management account.
   *
   * @default - the account of the stack, where that is known and is not the delegated administrator
   */
  readonly managementAccount?: string;

  /**
   * Whether the stack belongs to the delegated administrator of Identity Center, which cannot manage permission sets that are assigned to
   * the management account.
   *
   * @default false
   */
  readonly delegatedAdministrator?: boolean;
}

import { RemovalPolicy, SecretValue } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccountHardeningProps } from '../account/account-hardening';
import { OnExisting } from '../account/on-existing';
import { PasswordPolicyProps } from '../account/password-policy';
import { IJobFunctionGroup, JobFunctionAccess } from '../identities/job-function-group';
import { IMfaEnforcement, MfaEnforcementProps } from '../identities/mfa-enforcement';
import { JobFunction } from '../permissions/job-function';
import { BreakGlassRoleProps } from '../roles/break-glass-role';
import { Ec2InstanceRoleProps } from '../roles/ec2/ec2-instance-role-props';
import { PeopleRoleProps } from '../roles/people-role-props';

/**
 * A part of the baseline that can be left out.
 */
export enum BaselinePart {
  /** The password policy. */
  PASSWORD_POLICY = 'PASSWORD_POLICY',
  /** The MFA enforcement on the groups. */
  MFA_ENFORCEMENT = 'MFA_ENFORCEMENT',
  /** All groups, for an account whose people come from Identity Center or another provider. */
  GROUPS = 'GROUPS',
  /** The role for EC2 instances. */
  INSTANCE_ROLE = 'INSTANCE_ROLE',
  /** The role to open support cases with. */
  SUPPORT_ROLE = 'SUPPORT_ROLE',
}

/**
 * Constructs of your own that take the place of the baseline's.
 */
export interface BaselineReplacements {
  /**
   * Groups, made or imported with `JobFunctionGroup`, by the name of the job function that each stands for, such as `Administrator`.
   *
   * @default - the baseline makes its groups
   */
  readonly groups?: { [jobFunctionName: string]: IJobFunctionGroup };

  /**
   * The MFA enforcement for the baseline's groups.
   *
   * @default - the baseline makes one
   */
  readonly mfaEnforcement?: IMfaEnforcement;

  /**
   * The role for EC2 instances.
   *
   * @default - the baseline makes one
   */
  readonly instanceRole?: iam.IRole;

  /**
   * The role to open support cases with.
   *
   * @default - the baseline makes one
   */
  readonly supportRole?: iam.IRole;
}

/**
 * Roles that people assume, beside the administrators'. Members of the Administrators group may assume those that trust them.
 */
export interface BaselineRolesProps {
  /**
   * The role to open support cases with, which benchmarks ask for.
   *
   * @default - people of the baseline with MFA assume it
   */
  readonly support?: PeopleRoleProps;

  /**
   * A role to read the account's security settings with.
   *
   * @default - none
   */
  readonly securityAudit?: PeopleRoleProps;

  /**
   * The role for the day on which every other way in is shut.
   *
   * @default - none
   */
  readonly breakGlass?: BreakGlassRoleProps;
}

/**
 * A person of the baseline.
 */
export interface BaselineMember {
  /** The name to sign in with: 1 to 64 letters, digits and characters of `_+=,.@-`. */
  readonly userName: string;

  /** What the person does; each job function must be one of the baseline's. */
  readonly jobFunctions: JobFunction[];

  /**
   * The password for the first sign-in, which the person must change there. The template holds a reference to a secret, never the
   * password itself.
   *
   * @default - no console password: an administrator gives one by hand
   */
  readonly initialPassword?: SecretValue;

  /**
   * The permissions boundary of the user.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;
}

/**
 * What can be tuned in a baseline. Everything has a default.
 */
export interface SecureAccountBaselineProps {
  /**
   * The account's alias, which makes its sign-in address readable: 3 to 63 lower-case letters, digits and single hyphens. An alias
   * belongs to one account in the world.
   *
   * @default - the account's alias is left as it is
   */
  readonly accountAlias?: string;

  /**
   * The password policy.
   *
   * @default - 14 characters of four classes, 24 remembered, to be changed every 90 days
   */
  readonly passwordPolicy?: PasswordPolicyProps;

  /**
   * Settings that close what AWS leaves open, at no cost: nothing in S3 is public, new EBS volumes are encrypted, new EC2 instances
   * require IMDSv2, no AMI, snapshot or Systems Manager document becomes public. `AccountHardening.ALL` turns all of it on. It is not
   * on by itself, since what is public in an existing account goes dark.
   *
   * S3 and contacts are settings of the whole account, everything else is for the region of the stack.
   *
   * @default - these settings are left as they are
   */
  readonly accountHardening?: AccountHardeningProps;

  /**
   * What the account-wide settings do with a value that the account has already.
   *
   * @default OnExisting.OVERWRITE, remembering what was there
   */
  readonly onExisting?: OnExisting;

  /**
   * What becomes of the account-wide settings when the stack is deleted: `RETAIN_ON_UPDATE_OR_DELETE` keeps them, `DESTROY` puts back
   * what was there before.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly settingsRemovalPolicy?: RemovalPolicy;

  /**
   * The job functions that get a group.
   *
   * @default - JobFunction.ADMINISTRATOR, POWER_USER, SECURITY_AUDITOR and BILLING
   */
  readonly jobFunctions?: JobFunction[];

  /**
   * Names of groups, by the name of the job function, such as `{ Administrator: 'Admins' }`, for an account in which a default name is
   * taken.
   *
   * @default - the group names of the job functions
   */
  readonly groupNames?: { [jobFunctionName: string]: string };

  /**
   * Whether administrators assume a role that carries `AdministratorAccess`, with MFA and for an hour, or carry it at every moment.
   *
   * @default JobFunctionAccess.ASSUME_ROLE
   */
  readonly administratorAccess?: JobFunctionAccess;

  /**
   * The people to make users for.
   *
   * @default - none
   */
  readonly users?: BaselineMember[];

  /**
   * How people are made to show MFA.
   *
   * @default - everything but enrolling a device is denied without MFA
   */
  readonly mfaEnforcement?: MfaEnforcementProps;

  /**
   * The role for EC2 instances.
   *
   * @default - a role with Session Manager access, for IMDSv2 only
   */
  readonly instanceRole?: Ec2InstanceRoleProps;

  /**
   * Roles that people assume, beside the administrators'.
   *
   * @default - a support role
   */
  readonly roles?: BaselineRolesProps;

  /**
   * Constructs of your own in place of the baseline's.
   *
   * @default - none
   */
  readonly replace?: BaselineReplacements;

  /**
   * Parts to leave out.
   *
   * @default - none
   */
  readonly omit?: BaselinePart[];
}

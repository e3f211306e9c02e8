import { RemovalPolicy } from 'aws-cdk-lib';
import { BaselineGroupOptions } from './baseline-group-options';
import { BaselinePart } from './baseline-part';
import { BaselineReplacementOptions } from './baseline-replacement-options';
import { BaselineRolesOptions } from './baseline-roles-options';
import { BaselineUserOptions } from './baseline-user-options';
import { SecureAccountBaselineProps } from './secure-account-baseline-props';
import { OnExisting } from '../account/on-existing';
import { JobFunctionAccess } from '../identities/job-function-group';
import { JobFunction } from '../permissions/job-function';
import { having, iamManagedPolicy, iamRole, instanceOf, Kind, KnownKeys, listOf, mandatory, object, oneOf, options, secretValue, text } from '../private/known-keys';

const jobFunction = instanceOf(JobFunction, 'a JobFunction, such as JobFunction.ADMINISTRATOR');

/** A job function alone would be taken for the properties of a group. */
const group: Kind = (value) => jobFunction(value) ? object(value) : 'it must be an object such as { jobFunction: JobFunction.BILLING }';

/** What the baseline takes. The parts check their own properties. */
export const BASELINE_KEYS: KnownKeys<SecureAccountBaselineProps> = {
  accountAlias: text,
  passwordPolicy: options,
  accountHardening: options,
  onExisting: oneOf(OnExisting),
  settingsRemovalPolicy: oneOf(RemovalPolicy),
  groups: listOf(group),
  users: listOf(options),
  mfaEnforcement: options,
  guardrail: options,
  instanceRole: options,
  roles: options,
  replace: options,
  omit: listOf(oneOf(BaselinePart)),
};

export const GROUP_KEYS: KnownKeys<BaselineGroupOptions> = {
  jobFunction: mandatory(jobFunction),
  groupName: text,
  access: oneOf(JobFunctionAccess),
  existing: having('groupName', 'a JobFunctionGroup'),
  role: iamRole,
  roleOptions: options,
};

export const USER_KEYS: KnownKeys<BaselineUserOptions> = {
  userName: mandatory(text),
  jobFunctions: mandatory(listOf(jobFunction)),
  initialPassword: secretValue,
  permissionsBoundary: iamManagedPolicy,
  path: text,
};

export const ROLES_KEYS: KnownKeys<BaselineRolesOptions> = { support: options, securityAudit: options, breakGlass: options };

export const REPLACEMENT_KEYS: KnownKeys<BaselineReplacementOptions> = {
  mfaEnforcement: having('enforced', 'an MfaEnforcement'),
  passwordPolicy: having('minimumLength', 'a PasswordPolicy'),
  instanceRole: iamRole,
  supportRole: iamRole,
};

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
import { having, iamManagedPolicy, iamRole, instanceOf, Kind, KnownKeys, listOf, mandatory, object, oneOf, secretValue, text } from '../private/known-keys';

const jobFunction = instanceOf(JobFunction, 'a JobFunction, such as JobFunction.ADMINISTRATOR');

/** A job function alone would be taken for the properties of a group. */
const group: Kind = (value) => jobFunction(value) ? object(value) : 'it must be an object such as { jobFunction: JobFunction.BILLING }';

/** What the baseline takes. The parts check their own properties. */
export const BASELINE_KEYS: KnownKeys<SecureAccountBaselineProps> = {
  accountAlias: text,
  passwordPolicy: object,
  accountHardening: object,
  onExisting: oneOf(OnExisting),
  settingsRemovalPolicy: oneOf(RemovalPolicy),
  groups: listOf(group),
  users: listOf(object),
  mfaEnforcement: object,
  guardrail: object,
  instanceRole: object,
  roles: object,
  replace: object,
  omit: listOf(oneOf(BaselinePart)),
};

export const GROUP_KEYS: KnownKeys<BaselineGroupOptions> = {
  jobFunction: mandatory(jobFunction),
  groupName: text,
  access: oneOf(JobFunctionAccess),
  existing: having('groupName', 'a JobFunctionGroup'),
  role: iamRole,
  roleOptions: object,
};

export const USER_KEYS: KnownKeys<BaselineUserOptions> = {
  userName: mandatory(text),
  jobFunctions: mandatory(listOf(jobFunction)),
  initialPassword: secretValue,
  permissionsBoundary: iamManagedPolicy,
  path: text,
};

export const ROLES_KEYS: KnownKeys<BaselineRolesOptions> = { support: object, securityAudit: object, breakGlass: object };

export const REPLACEMENT_KEYS: KnownKeys<BaselineReplacementOptions> = {
  mfaEnforcement: having('enforced', 'an MfaEnforcement'),
  passwordPolicy: having('minimumLength', 'a PasswordPolicy'),
  instanceRole: iamRole,
  supportRole: iamRole,
};

import { PeopleRoleProps } from './people-role-props';
import { JobFunction } from '../permissions/job-function';
import { duration, iamManagedPolicy, instanceOf, KnownKeys, listOf, text } from '../private/known-keys';
import { principal } from '../trust/assumed-by';

/** The properties of a role that people of this account assume by default. */
export const PEOPLE_ROLE_KEYS: KnownKeys<PeopleRoleProps> = {
  assumedBy: principal,
  jobFunctions: listOf(instanceOf(JobFunction, 'a JobFunction')),
  managedPolicies: listOf(iamManagedPolicy),
  permissionsBoundary: iamManagedPolicy,
  maxSessionDuration: duration,
  roleName: text,
  path: text,
  description: text,
};

/** The default name of the support role, which a role of a job function may have too. */
export const SUPPORT_ROLE_NAME = 'Support';

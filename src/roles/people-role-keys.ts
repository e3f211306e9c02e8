import { PeopleRoleProps } from './people-role-props';
import { JobFunction } from '../permissions/job-function';
import { duration, instanceOf, KnownKeys, listOf, object, text } from '../private/known-keys';
import { principal } from '../trust/assumed-by';

/** The properties of a role that people of this account assume by default. */
export const PEOPLE_ROLE_KEYS: KnownKeys<PeopleRoleProps> = {
  assumedBy: principal,
  jobFunctions: listOf(instanceOf(JobFunction, 'a JobFunction')),
  managedPolicies: listOf(object),
  permissionsBoundary: object,
  maxSessionDuration: duration,
  roleName: text,
  path: text,
  description: text,
};

import { Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { USER_KEYS } from './baseline-keys';
import { BaselineUserOptions } from './baseline-user-options';
import { BaselineUser } from '../identities/baseline-user';
import { IJobFunctionGroup } from '../identities/job-function-group';
import { JobFunction } from '../permissions/job-function';
import { invalid, requireOnce } from '../private/errors';
import { requireKnownKeys } from '../private/known-keys';
import { inProperty } from '../private/written-properties';

/** Refuses what is wrong about the users before anything is created. */
export function requireUsers(users: BaselineUserOptions[], jobFunctions: JobFunction[]): void {
  const known = new Set<string>();
  for (const [index, user] of users.entries()) {
    inProperty(`users[${index}]`, () => {
      requireKnownKeys(user, USER_KEYS);
      if (known.has(user.userName)) throw invalid('userName', user.userName, 'each user is listed once, with all job functions. Merge the two entries');
      known.add(user.userName);
      if (user.jobFunctions.length === 0) throw invalid('jobFunctions', user.jobFunctions, `the user '${user.userName}' must have at least one job function`);
      requireOnce('jobFunctions', user.jobFunctions.map(({ name }) => name));
      user.jobFunctions.forEach((jobFunction) => requireGroupOf(jobFunction, jobFunctions));
    });
  }
}

function requireGroupOf(jobFunction: JobFunction, ofGroups: JobFunction[]): void {
  if (ofGroups.includes(jobFunction)) return;
  const { name } = jobFunction;
  if (ofGroups.some((other) => other.name === name)) throw invalid('jobFunctions', name, 'the group of that name has another job function. Give the same object to both');
  throw invalid('jobFunctions', name, `the baseline has groups for ${ofGroups.map((other) => other.name).join(', ') || 'no job function'}. Add one for it to groups`);
}

/** The users by name. */
export function createUsers(scope: Construct, users: BaselineUserOptions[], groups: Map<string, IJobFunctionGroup>): Map<string, BaselineUser> {
  return new Map(users.map(({ jobFunctions, ...user }, index) => {
    // A name that only the deployment knows cannot be part of an id. No name of a job function has a hyphen.
    const id = Token.isUnresolved(user.userName) ? `UnnamedUser-${index}` : `User-${user.userName}`;
    const property = `users[${index}]`;
    return [user.userName, inProperty(property, () => (
      new BaselineUser(scope, id, { ...user, groups: jobFunctions.map(({ name }) => groups.get(name)!) })
    ), { groups: `${property}.jobFunctions` })];
  }));
}

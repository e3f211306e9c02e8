import { Construct } from 'constructs';
import { BaselineGroupOptions } from './baseline-group-options';
import { GROUP_KEYS } from './baseline-keys';
import { IJobFunctionGroup, JobFunctionGroup } from '../identities/job-function-group';
import { IMfaEnforcement } from '../identities/mfa-enforcement-reference';
import { JobFunction } from '../permissions/job-function';
import { invalid } from '../private/errors';
import { requireKnownKeys } from '../private/known-keys';
import { warn } from '../private/warnings';
import { inProperty } from '../private/written-properties';

/** The groups of an account whose owner has not chosen any. */
export const DEFAULT_GROUPS: BaselineGroupOptions[] = [
  JobFunction.ADMINISTRATOR, JobFunction.POWER_USER, JobFunction.SECURITY_AUDITOR, JobFunction.BILLING,
].map((jobFunction) => ({ jobFunction }));

/** Refuses what is wrong about the groups before anything is created. */
export function requireGroups(groups: BaselineGroupOptions[], reservedIds: string[]): void {
  const known = new Set<string>();
  for (const [index, options] of groups.entries()) {
    inProperty(`groups[${index}]`, () => {
      requireKnownKeys(options, GROUP_KEYS);
      const { name } = options.jobFunction;
      if (known.has(name)) throw invalid('jobFunction', name, 'a job function has one group in a baseline. Remove one of the two');
      if (reservedIds.includes(name)) throw invalid('jobFunction', name, 'a part of the baseline has this name. Give the job function another one');
      known.add(name);
      requireExisting(options);
    });
  }
}

function requireExisting({ existing, ...options }: BaselineGroupOptions): void {
  if (!existing) return;
  const { jobFunction, ...ofNewGroup } = options;
  for (const [key, value] of Object.entries(ofNewGroup)) {
    if (value !== undefined) throw invalid(key, value, 'it describes a new group. Remove it, or remove existing');
  }
  if (existing.jobFunction === jobFunction) return;
  throw invalid('existing', existing.node.path, `it is a group of another job function, ${existing.jobFunction?.name}. Give a group of ${jobFunction.name}`);
}

/** The groups by the name of the job function. */
export function createGroups(scope: Construct, groups: BaselineGroupOptions[], mfaEnforcement?: IMfaEnforcement): Map<string, IJobFunctionGroup> {
  return new Map(groups.map(({ existing, ...options }, index) => {
    const { name } = options.jobFunction;
    if (existing && mfaEnforcement && !existing.mfaEnforcement) {
      warn(scope, 'existingGroupWithoutMfa', `The existing group ${existing.node.path} of groups[${index}] has no mfaEnforcement: its members can work without MFA. Give it one where it is imported or created`);
    }
    return [name, existing ?? inProperty(`groups[${index}]`, () => new JobFunctionGroup(scope, name, { ...options, mfaEnforcement }))];
  }));
}

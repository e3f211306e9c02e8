import { Check, unless } from './check';
import { PolicyFacts } from '../facts';
import { list } from '../policy-values';

/** A pattern that matches every action, or every resource whatever the partition is. */
const EVERYTHING = /^(arn(:aws[^:]*)?)?[:?]*\*[:?*]*$/;

/** A principal that is allowed one of these can become an administrator: an exclusion that leaves one of them excludes nothing. */
const ESCALATIONS = ['AttachGroup', 'AttachRole', 'AttachUser', 'PutGroup', 'PutRole', 'PutUser', 'UpdateAssumeRole'].map((name) => `iam:${name}Policy`);

/**
 * CIS AWS Foundations 2.14 and Security Hub IAM.1, which do not evaluate conditions either. They look for `*` as action and resource
 * alone; the same rights by NotAction, NotResource or longer patterns count as well.
 */
export const FULL_ADMINISTRATION: Check = ({ identities }) => unless(
  identities, ({ ownPolicies }) => ownPolicies.filter(allowsEverything), 'policies allow every action on every resource',
);

function allowsEverything({ document }: PolicyFacts): boolean {
  return list(document.Statement).some(({ Effect, Action, NotAction, Resource, NotResource }) => Effect === 'Allow'
    && (isEverything(Action) || NotAction && !ESCALATIONS.every((action) => list(NotAction).some((pattern) => matches(pattern, action))))
    && (isEverything(Resource) || NotResource && !isEverything(NotResource)));
}

function isEverything(patterns: unknown): boolean {
  return list(patterns).some((pattern) => EVERYTHING.test(pattern));
}

function matches(pattern: string, action: string): boolean {
  return new RegExp(`^${pattern.replace(/[^\w*?]/g, '\\$&').replace(/\*+/g, '.*').replace(/\?/g, '.')}$`, 'i').test(action);
}

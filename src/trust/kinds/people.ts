import { Duration } from 'aws-cdk-lib';
import { invalid, requireDuration } from '../../private/errors';
import { BASELINE_PATH, requireIamPath } from '../../private/iam-names';
import { duration, flag, KnownKeys, listOf, object, requireKnownKeys, text } from '../../private/known-keys';
import { inEach, principalArns, siblingAccounts, wholeAccounts } from '../account-principals';
import { ConditionList, secondsOf } from '../condition-list';
import { PeopleTrustOptions } from '../options/people-trust-options';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<PeopleTrustOptions> = {
  siblings: object, users: listOf(text), usersPath: text, mfaMaxAge: duration, sourceIdentity: flag,
};

/**
 * The account as principal admits every principal whose own policies allow `sts:AssumeRole` on the role, so that the users are restricted
 * by their ARNs. The session of a role fails both conditions: its ARN is not the ARN of a user, and it carries no MFA.
 */
export function peopleTrust(options: PeopleTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  const { siblings, users, usersPath, sourceIdentity } = options;
  const mfaMaxAge = options.mfaMaxAge ?? Duration.hours(12);
  const accounts = siblingAccounts(siblings);
  if (users && usersPath !== undefined) throw invalid('usersPath', usersPath, 'each entry of `users` includes its path. Remove one of the two');
  requireIamPath('usersPath', usersPath);
  requireDuration('mfaMaxAge', mfaMaxAge, Duration.minutes(15), Duration.hours(36));
  const { conditions } = new ConditionList()
    .add('users', 'ArnLike', 'aws:PrincipalArn', users ? principalArns('users', users, accounts, ['user']) : inEach(accounts, `user${usersPath ?? BASELINE_PATH}*`))
    .add('mfaMaxAge', 'Bool', 'aws:MultiFactorAuthPresent', 'true')
    .add('mfaMaxAge', 'NumericLessThan', 'aws:MultiFactorAuthAge', secondsOf(mfaMaxAge))
    .add('sourceIdentity', 'StringEquals', 'sts:RoleSessionName', '${aws:username}')
    .add('sourceIdentity', 'StringEquals', 'sts:SourceIdentity', sourceIdentity ? '${aws:username}' : undefined)
    .add('siblings.organizationId', 'StringEquals', 'aws:PrincipalOrgID', siblings?.organizationId)
    .add('siblings.organizationPaths', 'ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', siblings?.organizationPaths);
  return { parts: [{ kind: 'people', principals: wholeAccounts(accounts), conditions, sourceIdentity }], arns: { users } };
}

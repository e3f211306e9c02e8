import { Check, shown, unless } from './check';
import { IdentityFacts } from '../facts';
import { fail, given, pass } from '../outcome';

/** CIS AWS Foundations 2.15, Security Hub IAM.18. */
export const SUPPORT_ROLE: Check = ({ identities }) => given(identities, ({ groups, roles }) => {
  const able = carrying('AWSSupportAccess', groups, roles);
  return able.length ? pass(shown(able.map(({ name }) => name)))
    : fail('no role or group has AWSSupportAccess');
});

/** CIS AWS Foundations 2.20. */
export const CLOUDSHELL_FULL_ACCESS: Check = ({ identities }) => unless(
  identities, ({ users, groups, roles }) => carrying('AWSCloudShellFullAccess', users, groups, roles), 'AWSCloudShellFullAccess is attached',
);

/** CIS AWS Foundations 2.18, Security Hub IAM.28, for one region. */
export const EXTERNAL_ACCESS_ANALYZER: Check = ({ analyzers }) => given(analyzers, (known) => known.length ? pass(shown(known))
  : fail('the region has no active one'));

/** The identities that have the AWS-managed policy, in any partition. */
function carrying(policy: string, ...identities: IdentityFacts[][]): IdentityFacts[] {
  return identities.flat().filter(({ policies }) => policies.some((arn) => arn.endsWith(`:aws:policy/${policy}`)));
}

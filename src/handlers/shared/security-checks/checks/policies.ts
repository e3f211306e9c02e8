import { Judge, shown, unless } from './check';
import { fail, given, pass } from '../check-result';
import { IdentityFacts, PolicyFacts } from '../facts';

/** CIS AWS Foundations 2.15, Security Hub IAM.18. */
export const SUPPORT_ROLE: Judge = ({ groups, roles }) => given(groups, (known) => given(roles, (more) => {
  const able = carrying('AWSSupportAccess', known, more);
  return able.length ? pass(`AWSSupportAccess is on ${shown(able.map(({ name }) => name))}`)
    : fail('no role or group carries AWSSupportAccess');
}));

/** CIS AWS Foundations 2.20. */
export const CLOUDSHELL_FULL_ACCESS: Judge = ({ users, groups, roles }) => given(users, (people) => given(groups, (known) => unless(
  roles, (more) => carrying('AWSCloudShellFullAccess', people, known, more), 'AWSCloudShellFullAccess, which lets files out, is on',
)));

/** CIS AWS Foundations 2.14, Security Hub IAM.1, which do not weigh conditions either. */
export const FULL_ADMINISTRATION: Judge = ({ customerPolicies }) => unless(
  customerPolicies, (known) => known.filter(allowsEverything), '*:* is allowed by attached policies',
);

/** CIS AWS Foundations 2.18, Security Hub IAM.28, for one region. */
export const EXTERNAL_ACCESS_ANALYZER: Judge = ({ analyzers }) => given(analyzers, (known) => known.length ? pass(shown(known))
  : fail('the region has no active external access analyzer'));

/** Those who carry the AWS-managed policy, in any partition. */
function carrying(policy: string, ...identities: IdentityFacts[][]): IdentityFacts[] {
  return identities.flat().filter(({ policies }) => policies.some((arn) => arn.endsWith(`:aws:policy/${policy}`)));
}

function allowsEverything({ document }: PolicyFacts): boolean {
  return list(document.Statement).some((statement) => statement.Effect === 'Allow'
    && list(statement.Action).some((action) => /^\*(:\*)?$/.test(action)) && list(statement.Resource).includes('*'));
}

/** A policy may have one thing where it can have several. */
function list(value: any): any[] {
  return [value ?? []].flat();
}

import { ErrorId } from '../../../src/private/rules/error-ids';
import { ErrorRule } from '../rule';

/** Who may assume a role, in the accounts of AWS. */
export const TRUST = {
  'trust-any-account': {
    what: 'A trust policy names `*` as the principal.',
    why: 'Every identity in every AWS account can assume the role.',
    fix: 'Use `RoleTrust.people`, `RoleTrust.roles` or `RoleTrust.thirdParty`, which name the accounts.',
  },
  'trust-wildcard-principal': {
    what: 'A trust policy names a principal with a wildcard, such as `role/*`.',
    why: 'IAM rejects the policy. A wildcard that works belongs into a condition on `aws:PrincipalArn`.',
    fix: 'Use the options of `RoleTrust.people` and `RoleTrust.roles`, which accept patterns, or name the provider in full.',
  },
  'trust-whole-account': {
    what: 'A trust policy names an account, without MFA and without a condition that admits only roles.',
    why: 'Every user and role of the account that is allowed `sts:AssumeRole` can assume the role, also with a stolen access key.',
    fix: 'Use `RoleTrust.people` for IAM users, which requires MFA, or `RoleTrust.roles` for roles.',
  },
  'trust-foreign-account': {
    what: 'A trust policy names a principal of another account, without the ID of the organization and without an external ID.',
    why: 'The role stays open to the account after it leaves the organization, or to the customers of a third party (confused deputy).',
    fix: 'Use `siblings` of `RoleTrust.people` or `RoleTrust.roles` for an account of the organization, and `RoleTrust.thirdParty` for another company.',
  },
  'trust-without-mfa': {
    what: 'A trust policy admits IAM users without MFA.',
    why: 'A stolen access key is enough to assume the role.',
    fix: 'Use `RoleTrust.people`, which requires MFA, or `RoleTrust.roles` if a program assumes the role.',
  },
  'trust-never-holds': {
    what: 'No request of the principal can meet a condition of the trust, such as MFA for an AWS service or a claim that the issuer does not send.',
    why: 'Nobody can assume the role, and a later repair tends to remove the condition instead of correcting it.',
    fix: 'Remove the condition, or use the key or value that the message names.',
  },
  'trust-outside-role': {
    what: 'A `RoleTrust` is the principal of a resource policy, such as the policy of a bucket.',
    why: 'Its conditions, such as MFA, belong to the assumption of a role. Without them, the principal is a whole account.',
    fix: 'Name the role that has the trust as the principal.',
  },
  'external-id-missing': {
    what: 'A trust of a third party has no external ID.',
    why: 'Any customer of the third party can make it use the role (confused deputy).',
    fix: 'Ask the third party for an external ID that it generates for you.',
  },
  'exception-for-everyone': {
    what: 'An exception of a guardrail names the roles of every name, or the path of every user.',
    why: 'The guardrail limits nobody, and the reader believes that it does.',
    fix: 'Name the roles or a path that only they have, or remove the control.',
  },
} satisfies { [id in ErrorId]?: ErrorRule };

import { flag, KnownKeys, listOf, object, requireKnownKeys, text } from '../../private/known-keys';
import { inEach, principalArns, siblingAccounts, wholeAccounts } from '../account-principals';
import { ConditionList } from '../condition-list';
import { RolesTrustOptions } from '../options/roles-trust-options';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<RolesTrustOptions> = {
  siblings: object, roles: listOf(text), sessionTags: flag, sourceIdentity: flag,
};

/** Restricts the trust to roles, so that a user with an access key and full permissions cannot assume a role for machines. */
export function rolesTrust(options: RolesTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  const { siblings, roles, sessionTags, sourceIdentity } = options;
  const accounts = siblingAccounts(siblings);
  const { conditions } = new ConditionList()
    .add('roles', 'ArnLike', 'aws:PrincipalArn', roles ? principalArns('roles', roles, accounts, ['role']) : inEach(accounts, 'role/*'))
    .add('siblings.organizationId', 'StringEquals', 'aws:PrincipalOrgID', siblings?.organizationId)
    .add('siblings.organizationPaths', 'ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', siblings?.organizationPaths);
  return { parts: [{ kind: 'roles', principals: wholeAccounts(accounts), conditions, sessionTags, sourceIdentity }], arns: { roles } };
}

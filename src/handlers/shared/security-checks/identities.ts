import type { GetAccountAuthorizationDetailsResponse } from '@aws-sdk/client-iam';
import { FactServices } from './fact-services';
import { IdentitiesFacts, IdentityFacts, PolicyFacts, UserFacts } from './facts';
import { isForOtherAccounts } from './role-trust';
import { Call } from '../retry';

/** The path of the roles that Identity Center creates for its permission sets. */
const IDENTITY_CENTER_PATH = '/aws-reserved/sso.amazonaws.com/';

interface Policy { PolicyName?: string; PolicyArn?: string; PolicyDocument?: string }
interface Detail { Arn?: string; AssumeRolePolicyDocument?: string; AttachedManagedPolicies?: Policy[]; GroupList?: string[]; Path?: string }

export async function readIdentities(call: Call, { iam }: FactServices): Promise<IdentitiesFacts> {
  const signInRoles: string[] = [];
  const managed = new Map<string, PolicyFacts>();
  const carried = new Set<string>();
  const inline: PolicyFacts[] = [];
  const read = (details: Detail[] | undefined, kind: string) => (details ?? []).map((detail) => {
    const { [`${kind}Name`]: name, [`${kind}PolicyList`]: own = [] } = detail as Record<string, any>;
    const { Arn = '', AssumeRolePolicyDocument: trust, Path: path, AttachedManagedPolicies: attached = [], GroupList: groups = [] } = detail;
    if (path?.startsWith(IDENTITY_CENTER_PATH) || trust && isForOtherAccounts(parsed(trust), Arn)) signInRoles.push(name);
    const policies = attached.map(({ PolicyArn: arn }) => arn!);
    policies.forEach((arn) => carried.add(arn));
    inline.push(...own.filter((policy: Policy) => policy.PolicyDocument)
      .map((policy: Policy) => ({ name: `${policy.PolicyName} of ${name}`, document: parsed(policy.PolicyDocument!) })));
    return { name, groups, policies: [...policies, ...own.map((policy: Policy) => policy.PolicyName)] };
  });
  const users: UserFacts[] = [];
  const groups: IdentityFacts[] = [];
  const roles: IdentityFacts[] = [];
  let page: GetAccountAuthorizationDetailsResponse = {};
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', {
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'], MaxItems: 500, Marker: page.Marker,
    });
    users.push(...read(page.UserDetailList, 'User'));
    groups.push(...read(page.GroupDetailList, 'Group'));
    roles.push(...read(page.RoleDetailList, 'Role'));
    for (const { PolicyName, Arn, PolicyVersionList } of page.Policies ?? []) {
      const text = PolicyVersionList?.find((version) => version.IsDefaultVersion)?.Document;
      if (text) managed.set(Arn!, { name: PolicyName!, document: parsed(text) });
    }
  } while (page.IsTruncated);
  const ownPolicies = [...[...managed].filter(([arn]) => carried.has(arn)).map(([, policy]) => policy), ...inline];
  return { users, groups, roles, signInRoles, ownPolicies };
}

function parsed(document: string): { Statement: unknown } {
  return JSON.parse(decodeURIComponent(document));
}

import type { GetAccountAuthorizationDetailsResponse } from '@aws-sdk/client-iam';
import { IdentityFacts, PolicyFacts, UserFacts } from './facts';
import { FactServices } from './services';
import { Call } from '../retry';

/** Where Identity Center puts the roles of its permission sets. */
const IDENTITY_CENTER_PATH = '/aws-reserved/sso.amazonaws.com/';

/** What one listing tells of all identities, which otherwise takes several calls for each. */
export interface Identities {
  readonly users: UserFacts[];
  readonly groups: IdentityFacts[];
  readonly roles: IdentityFacts[];
  /** The names of the roles of Identity Center. */
  readonly federation: string[];
  /** The customer-managed ones that an identity carries. */
  readonly customerPolicies: PolicyFacts[];
}

interface Policy { PolicyName?: string; PolicyArn?: string }
interface Detail { GroupList?: string[]; Path?: string; AttachedManagedPolicies?: Policy[] }

export async function readIdentities(call: Call, { iam }: FactServices): Promise<Identities> {
  const federation: string[] = [];
  const documents = new Map<string, PolicyFacts>();
  const carried = new Set<string>();
  let page: GetAccountAuthorizationDetailsResponse = {};
  const read = (details: Detail[] | undefined, nameOf: string, inline: string) => (details ?? []).map((detail) => {
    const { [nameOf]: name, [inline]: own = [], Path: path, AttachedManagedPolicies: attached = [], GroupList: groups = [] } =
      detail as Detail & Record<string, any>;
    if (path?.startsWith(IDENTITY_CENTER_PATH)) federation.push(name);
    const policies = attached.map(({ PolicyArn: arn }) => arn!);
    policies.forEach((arn) => carried.add(arn));
    return { name, groups, policies: [...policies, ...own.map((policy: Policy) => policy.PolicyName)] };
  });
  const users: UserFacts[] = [];
  const groups: IdentityFacts[] = [];
  const roles: IdentityFacts[] = [];
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', {
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'], MaxItems: 500, Marker: page.Marker,
    });
    users.push(...read(page.UserDetailList, 'UserName', 'UserPolicyList'));
    groups.push(...read(page.GroupDetailList, 'GroupName', 'GroupPolicyList'));
    roles.push(...read(page.RoleDetailList, 'RoleName', 'RolePolicyList'));
    for (const { PolicyName, Arn, PolicyVersionList } of page.Policies ?? []) {
      const text = PolicyVersionList?.find((version) => version.IsDefaultVersion)?.Document;
      if (text) documents.set(Arn!, { name: PolicyName!, document: JSON.parse(decodeURIComponent(text)) });
    }
  } while (page.IsTruncated);
  return { users, groups, roles, federation, customerPolicies: [...documents].filter(([arn]) => carried.has(arn)).map(([, policy]) => policy) };
}

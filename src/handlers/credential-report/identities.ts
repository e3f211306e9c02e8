import type { GetAccountAuthorizationDetailsResponse, UserDetail } from '@aws-sdk/client-iam';
import { Identity } from './plan';
import { iam } from '../shared/clients/iam';
import { Call } from '../shared/retry';

/** Users with their path and tags, and whether they administer the account. */
export async function fetchIdentities(call: Call, administratorGroups: string[]): Promise<Map<string, Identity>> {
  const users: UserDetail[] = [];
  const administrators = new Set(administratorGroups);
  const administers = (policies: { PolicyArn?: string }[] = []) => policies.some(({ PolicyArn }) => /:aws:policy\/AdministratorAccess$/.test(PolicyArn!));
  let page: GetAccountAuthorizationDetailsResponse = {};
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', { Filter: ['User', 'Group'], MaxItems: 500, Marker: page.Marker });
    users.push(...page.UserDetailList ?? []);
    for (const group of page.GroupDetailList ?? []) {
      if (administers(group.AttachedManagedPolicies)) administrators.add(group.GroupName!);
    }
  } while (page.IsTruncated);
  return new Map(users.map((user) => [user.UserName!, {
    path: user.Path!,
    tags: (user.Tags ?? []).map(({ Key }) => Key!),
    isAdministrator: administers(user.AttachedManagedPolicies) || (user.GroupList ?? []).some((name) => administrators.has(name)),
  }]));
}

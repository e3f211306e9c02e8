import type { GetAccountAuthorizationDetailsResponse, GroupDetail, ManagedPolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { fetchCredentialReport } from '../../src/handlers/shared/credential-report/fetch';
import { Call } from '../../src/handlers/shared/retry';
import { FactServices } from '../../src/handlers/shared/security-checks/fact-services';
import { Credentials } from '../evidence/details';

/** The users, groups and roles of an account, with their policies, as IAM describes them. */
export interface IdentityDetails {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  /** The customer-managed policies. */
  readonly policies: readonly ManagedPolicyDetail[];
}

export async function readIdentities(call: Call, { iam }: FactServices): Promise<IdentityDetails> {
  const found = { users: [] as UserDetail[], groups: [] as GroupDetail[], roles: [] as RoleDetail[], policies: [] as ManagedPolicyDetail[] };
  let page: GetAccountAuthorizationDetailsResponse = {};
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', {
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'], MaxItems: 500, Marker: page.Marker,
    });
    found.users.push(...page.UserDetailList ?? []);
    found.groups.push(...page.GroupDetailList ?? []);
    found.roles.push(...page.RoleDetailList ?? []);
    found.policies.push(...page.Policies ?? []);
  } while (page.IsTruncated);
  return found;
}

export async function readCredentials(call: Call, { iam }: FactServices, until: number): Promise<Credentials> {
  const { users, time } = await fetchCredentialReport(call, iam, until);
  return { at: time, users: new Map(users.map((user) => [user.name, user])) };
}

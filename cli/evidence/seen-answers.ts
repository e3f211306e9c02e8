import type { AttachedPolicy, GetAccountAuthorizationDetailsResponse, PasswordPolicy, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { Credentials, Identities, ListedRole, ListedUser } from './details';
import { trustedBy } from './trust';
import { parseCredentialReport } from '../../src/handlers/shared/credential-report/parse';

/**
 * What pages show of the answers that the checks get. It is taken from each answer as it comes, so that no answer is asked for twice, and
 * none is kept: the documents of thousands of policies would be most of the memory.
 */
export class SeenAnswers {
  private readonly users: ListedUser[] = [];
  private readonly roles: ListedRole[] = [];
  private policy: PasswordPolicy | null = null;
  private report: { readonly content?: Uint8Array; readonly at: number } = { at: NaN };

  /** @param answer of a call that the checks make */
  public see(action: string, answer: any): void {
    if (action === 'iam:GetAccountAuthorizationDetails') this.seePage(answer);
    if (action === 'iam:GetAccountPasswordPolicy') this.policy = answer.PasswordPolicy ?? null;
    if (action === 'iam:GetCredentialReport') this.report = { content: answer.Content, at: +answer.GeneratedTime };
  }

  public get identities(): Identities {
    return { users: this.users, roles: this.roles };
  }

  /** Null if the account has none. */
  public get passwordPolicy(): PasswordPolicy | null {
    return this.policy;
  }

  /** @throws if the report cannot be read, for the same reasons as the checks */
  public get credentials(): Credentials {
    const { content, at } = this.report;
    return { at, users: new Map(parseCredentialReport(new TextDecoder().decode(content)).map((user) => [user.name, user])) };
  }

  private seePage({ UserDetailList = [], RoleDetailList = [] }: GetAccountAuthorizationDetailsResponse): void {
    for (const user of UserDetailList) this.users.push(listedUser(user));
    for (const role of RoleDetailList) this.roles.push(listedRole(role));
  }
}

/** What pages show of a user. */
export function listedUser({ UserName = '', Arn = '', CreateDate, GroupList = [], AttachedManagedPolicies, UserPolicyList, Tags = [] }: UserDetail): ListedUser {
  return {
    name: UserName,
    arn: Arn,
    created: CreateDate && +CreateDate,
    groups: GroupList,
    policies: namesOf(AttachedManagedPolicies, UserPolicyList),
    // Tags of AWS say only which stack made the user.
    tags: Tags.filter(({ Key }) => !Key?.startsWith('aws:')).map(({ Key, Value }) => `${Key}=${Value}`),
  };
}

/** What pages show of a role. */
export function listedRole(role: RoleDetail): ListedRole {
  const { RoleName = '', Arn = '', Path = '/', CreateDate, AttachedManagedPolicies, RolePolicyList, RoleLastUsed } = role;
  return {
    name: RoleName,
    arn: Arn,
    path: Path,
    created: CreateDate && +CreateDate,
    policies: namesOf(AttachedManagedPolicies, RolePolicyList),
    trusted: trustedBy(role),
    lastUsed: RoleLastUsed?.LastUsedDate && +RoleLastUsed.LastUsedDate,
  };
}

function namesOf(attached: readonly AttachedPolicy[] = [], inline: readonly PolicyDetail[] = []): string[] {
  return [...attached, ...inline].map(({ PolicyName = '' }) => PolicyName);
}

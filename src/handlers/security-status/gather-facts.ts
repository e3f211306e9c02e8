import {
  GetAccountPasswordPolicyCommand, GetAccountSummaryCommand, IAMClient, ListSAMLProvidersCommand, NoSuchEntityException,
  paginateGetAccountAuthorizationDetails, paginateListRoles,
} from '@aws-sdk/client-iam';
import { AccountFacts, Fact, GroupFacts, PasswordPolicyFacts, RootFacts, UserFacts } from '../../watch/facts';

/** Where Identity Center puts the roles of its permission sets. */
const IDENTITY_CENTER_PATH = '/aws-reserved/sso.amazonaws.com/';

/** Refusals by the caller's policies, a boundary or a service control policy; other errors mean that nothing can be said at all. */
const REFUSALS = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'UnauthorizedException']);

/**
 * Reads what the checks have to know. It changes nothing, and a call that is refused spares the others: only the facts that
 * depend on it are missing.
 */
export async function gatherFacts(iam: IAMClient): Promise<AccountFacts> {
  const [root, identities, samlProviders, identityCenterRoles, passwordPolicy] = await Promise.all([
    fact('iam:GetAccountSummary', () => readRoot(iam)),
    fact('iam:GetAccountAuthorizationDetails', () => readIdentities(iam)),
    fact('iam:ListSAMLProviders', () => readSamlProviders(iam)),
    fact('iam:ListRoles', () => readIdentityCenterRoles(iam)),
    fact('iam:GetAccountPasswordPolicy', () => readPasswordPolicy(iam)),
  ]);
  return {
    root,
    users: map(identities, ({ users }) => users),
    groups: map(identities, ({ groups }) => groups),
    federation: both(samlProviders, identityCenterRoles),
    passwordPolicy,
  };
}

async function fact<T>(action: string, read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof Error && REFUSALS.has(error.name)) return { refused: action };
    throw error;
  }
}

function map<T, U>(known: Fact<T>, convert: (value: T) => U): Fact<U> {
  return 'value' in known ? { value: convert(known.value) } : known;
}

/** One way in is enough to know that there is one; that there is none takes both answers. */
function both(one: Fact<string[]>, other: Fact<string[]>): Fact<string[]> {
  const found = [one, other].flatMap((known) => 'value' in known ? known.value : []);
  return [one, other].find((known) => found.length === 0 && 'refused' in known) ?? { value: found };
}

async function readRoot(iam: IAMClient): Promise<RootFacts> {
  const { SummaryMap: summary = {} } = await iam.send(new GetAccountSummaryCommand({}));
  for (const key of ['AccountAccessKeysPresent', 'AccountMFAEnabled']) {
    if ((summary as Record<string, number>)[key] === undefined) throw new Error(`iam:GetAccountSummary answered without ${key}`);
  }
  return {
    accessKeys: summary.AccountAccessKeysPresent!,
    mfa: summary.AccountMFAEnabled! > 0,
    password: summary.AccountPasswordPresent === undefined ? undefined : summary.AccountPasswordPresent > 0,
    signingCertificates: summary.AccountSigningCertificatesPresent ?? 0,
  };
}

/** One listing tells of all users and groups what otherwise takes several calls for each. */
async function readIdentities(iam: IAMClient): Promise<{ users: UserFacts[]; groups: GroupFacts[] }> {
  const users: UserFacts[] = [];
  const groups: GroupFacts[] = [];
  for await (const page of paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 500 }, { Filter: ['User', 'Group'] })) {
    for (const user of page.UserDetailList ?? []) {
      users.push({ name: user.UserName!, groups: user.GroupList ?? [], policies: names(user.AttachedManagedPolicies, user.UserPolicyList) });
    }
    for (const group of page.GroupDetailList ?? []) {
      groups.push({ name: group.GroupName!, policies: names(group.AttachedManagedPolicies, group.GroupPolicyList) });
    }
  }
  return { users, groups };
}

function names(...lists: ({ PolicyName?: string }[] | undefined)[]): string[] {
  return lists.flatMap((list) => list ?? []).map((policy) => policy.PolicyName!);
}

async function readSamlProviders(iam: IAMClient): Promise<string[]> {
  const { SAMLProviderList: providers = [] } = await iam.send(new ListSAMLProvidersCommand({}));
  return providers.map((provider) => provider.Arn!.split('/').slice(1).join('/'));
}

async function readIdentityCenterRoles(iam: IAMClient): Promise<string[]> {
  const found: string[] = [];
  for await (const page of paginateListRoles({ client: iam }, { PathPrefix: IDENTITY_CENTER_PATH })) {
    found.push(...(page.Roles ?? []).map((role) => role.RoleName!));
  }
  return found;
}

async function readPasswordPolicy(iam: IAMClient): Promise<PasswordPolicyFacts | null> {
  try {
    const { PasswordPolicy: policy } = await iam.send(new GetAccountPasswordPolicyCommand({}));
    // IAM leaves out what was never set, and 6 is what it takes then.
    return { minimumLength: policy?.MinimumPasswordLength ?? 6 };
  } catch (error) {
    if (error instanceof NoSuchEntityException) return null;
    throw error;
  }
}

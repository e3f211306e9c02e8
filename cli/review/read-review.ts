import type { AttachedPermissionsBoundary, AttachedPolicy, GroupDetail, PolicyDetail, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { AccountReview, ReviewedIdentity } from './identity';
import { parsed, PolicyDocuments, policyDocuments } from './policy-documents';
import { rightsProposals, roleProposals, userProposals } from './proposals';
import { IdentityDetails, readCredentials, readIdentities } from './read-identities';
import { CarriedPolicy, Rights, RightsReader } from './rights';
import { ReportedUser } from '../../src/handlers/shared/credential-report/parse';
import { factServices } from '../../src/handlers/shared/security-checks/fact-services';
import { Fact } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';
import { accountCall } from '../call';
import { Credentials } from '../evidence/details';
import { isServiceLinked, trustedBy } from '../evidence/trust';
import { Configuration } from '../organization/accounts';

interface Carrier {
  readonly AttachedManagedPolicies?: AttachedPolicy[];
  readonly PermissionsBoundary?: AttachedPermissionsBoundary;
}

/** Reads the identities of an account. It changes nothing. */
export async function readReview(configuration: Configuration, reportTimeout: number, progress: (text: string) => void): Promise<AccountReview> {
  const at = Date.now();
  const call = accountCall(progress);
  const { iam, accessAnalyzer } = factServices(configuration);
  const services = { iam, accessAnalyzer };
  const [identities, credentials] = await Promise.all([
    fact(readIdentities(call, services)),
    fact(readCredentials(call, services, at + reportTimeout), ({ message }) => ({ unknown: message })),
  ]);
  const unread = [identities, credentials].flatMap((each) => 'value' in each ? [] : [each.unknown]);
  const region: string = await (accessAnalyzer as any).config.region();
  if (!('value' in identities)) return { region, at, identities: [], unread };
  const { users, groups, roles, policies } = identities.value;
  const carriers: readonly Carrier[] = [...users, ...groups, ...roles];
  const arns = carriers.flatMap(({ AttachedManagedPolicies = [], PermissionsBoundary }) => (
    [...AttachedManagedPolicies.map(({ PolicyArn }) => PolicyArn), PermissionsBoundary?.PermissionsBoundaryArn]
  ));
  const documents = await policyDocuments(call, iam, arns.filter((arn) => arn !== undefined), policies);
  return { region, at, identities: new Review(identities.value, credentials, documents, at).identities(), unread };
}

/** Brings together what IAM says about identities, their policies and their credentials. */
class Review {
  private readonly reader = new RightsReader();
  private readonly groups: ReadonlyMap<string, GroupDetail>;

  constructor(
    private readonly listed: IdentityDetails,
    private readonly credentials: Fact<Credentials>,
    private readonly documents: PolicyDocuments,
    private readonly at: number,
  ) {
    this.groups = new Map(listed.groups.map((group) => [group.GroupName!, group]));
  }

  public identities(): ReviewedIdentity[] {
    const { users, groups, roles } = this.listed;
    const members = new Map<string, string[]>();
    for (const { UserName, GroupList = [] } of users) {
      for (const group of GroupList) {
        if (!members.has(group)) members.set(group, []);
        members.get(group)!.push(UserName!);
      }
    }
    return [
      ...users.map((user) => this.user(user)),
      ...groups.map((group) => this.group(group, members.get(group.GroupName!) ?? [])),
      ...roles.map((role) => this.role(role)),
    ];
  }

  private user({ UserName: name = '', Path: path = '/', CreateDate, GroupList = [], UserPolicyList = [], ...carrier }: UserDetail): ReviewedIdentity {
    const own = this.policiesOf(carrier, UserPolicyList);
    const inherited = GroupList.flatMap((group) => {
      const { GroupPolicyList = [], ...detail } = this.groups.get(group) ?? {};
      return this.policiesOf(detail, GroupPolicyList);
    });
    const rights = this.rightsOf([...own, ...inherited], carrier);
    const report = 'value' in this.credentials ? this.credentials.value.users.get(name) : undefined;
    const proposals = report ? userProposals(report, own.length > 0, this.at) : ['Look at the credentials, which could not be read'];
    const unknown = 'value' in this.credentials ? { unknown: 'the credential report does not have the user yet' } : this.credentials;
    return {
      kind: 'user',
      name,
      path,
      created: CreateDate && +CreateDate,
      relations: GroupList,
      rights,
      lastUse: report ? lastUseOf(report) : unknown,
      credentials: report ? credentialsOf(report) : [],
      proposals: [...proposals, ...rightsProposals(rights)],
    };
  }

  private group({ GroupName: name = '', Path: path = '/', CreateDate, GroupPolicyList = [], ...carrier }: GroupDetail, members: string[]): ReviewedIdentity {
    const rights = this.rightsOf(this.policiesOf(carrier, GroupPolicyList), {});
    const proposals = members.length === 0 ? ['Delete the group if nobody needs it: it has no members'] : [];
    return { kind: 'group', name, path, created: CreateDate && +CreateDate, relations: members, rights, credentials: [], proposals: [...proposals, ...rightsProposals(rights)] };
  }

  private role(role: RoleDetail): ReviewedIdentity {
    const { RoleName: name = '', Path: path = '/', CreateDate, RolePolicyList = [], RoleLastUsed } = role;
    const rights = this.rightsOf(this.policiesOf(role, RolePolicyList), role);
    const trusted = trustedBy(role);
    const [created, lastUse] = [CreateDate && +CreateDate, RoleLastUsed?.LastUsedDate ? +RoleLastUsed.LastUsedDate : null];
    return {
      kind: 'role',
      name,
      path,
      created,
      relations: (trusted ?? []).map((one) => one.name),
      rights,
      lastUse,
      credentials: [],
      proposals: isServiceLinked(path) ? ['Keep: its service makes and deletes it'] : [...roleProposals(lastUse, created, trusted, this.at), ...rightsProposals(rights)],
    };
  }

  private rightsOf(policies: readonly CarriedPolicy[], { PermissionsBoundary }: Carrier): Rights {
    const arn = PermissionsBoundary?.PermissionsBoundaryArn;
    return this.reader.rightsOf(policies, arn === undefined ? undefined : { name: arn, document: this.documentOf(arn) });
  }

  private policiesOf({ AttachedManagedPolicies = [] }: Carrier, inline: readonly PolicyDetail[]): CarriedPolicy[] {
    return [
      ...AttachedManagedPolicies.map(({ PolicyArn = '' }) => ({ name: PolicyArn, document: this.documentOf(PolicyArn) })),
      ...inline.map(({ PolicyName = '', PolicyDocument = '' }) => ({ name: PolicyName, document: parsed(PolicyDocument) })),
    ];
  }

  private documentOf(arn: string): Fact<unknown> {
    return this.documents.get(arn) ?? { unknown: 'the policy is not listed' };
  }
}

function lastUseOf({ password, keys }: ReportedUser): number | null {
  const used = [password?.used, ...Object.values(keys).map((key) => key.used)].filter((time) => time !== undefined);
  return used.length === 0 ? null : Math.max(...used);
}

function credentialsOf({ password, mfa, keys, certificates }: ReportedUser): string[] {
  const numbers = Object.keys(keys);
  return [
    ...password ? [`password ${mfa ? 'with' : 'without'} MFA`] : [],
    ...numbers.map((number) => `access key ${number}`),
    ...Object.keys(certificates).map((number) => `signing certificate ${number}`),
  ];
}

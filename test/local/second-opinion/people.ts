import {
  AddUserToGroupCommand, AttachUserPolicyCommand, CreateInstanceProfileCommand, CreateRoleCommand, CreateUserCommand, GetPolicyCommand,
  GetPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import type { LocalEndpoint } from '../../../local-endpoint/client/endpoint';
import { JOBS } from '../../../proof/engine/account';
import type { Case } from '../../../proof/engine/cases';
import { clientsOf, enroll, Keys, keysOf, makeUser } from '../endpoint/clients';

/** The identity that acts in a case, with every kind of credentials that the endpoint can give. */
export interface Person {
  readonly keys: Keys;
  readonly session: Keys;
  readonly sessionWithMfa: Keys;
  readonly role?: Keys;
}

/** An IAM user in the groups of the jobs, with a virtual MFA device. */
export async function enter(endpoint: LocalEndpoint, name: string, who: Case['who'], mfaEnforcement: string): Promise<Person> {
  const { iam } = clientsOf(endpoint);
  const jobs = who.role ? [who.role] : who.jobs ?? [];
  const { keys } = await makeUser(endpoint, name, [], who.path ?? '/account-baseline/');
  for (const job of jobs) await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName: JOBS[job].groupName }));
  const policies = [...(who.policies ?? []).map(awsPolicyArn), ...jobs.length === 0 ? [mfaEnforcement] : []];
  for (const PolicyArn of policies) await iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn }));
  const device = await enroll(endpoint, name);
  const { sts } = clientsOf(endpoint, keys);
  const session = keysOf((await sts.send(new GetSessionTokenCommand({}))).Credentials);
  const sessionWithMfa = keysOf((await sts.send(new GetSessionTokenCommand({ SerialNumber: device.serial, TokenCode: device.code() }))).Credentials);
  for (const good of [keys, session, sessionWithMfa]) await clientsOf(endpoint, good).sts.send(new GetCallerIdentityCommand({}));
  if (!who.role) return { keys, session, sessionWithMfa };
  const assume = new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${endpoint.accountId}:role/account-baseline/${who.role}`, RoleSessionName: name });
  return { keys, session, sessionWithMfa, role: keysOf((await clientsOf(endpoint, sessionWithMfa).sts.send(assume)).Credentials) };
}

/**
 * The keys that are to a policy what the case's credentials are. A console session is one of GetSessionToken, except that STS
 * refuses the latter some calls by itself.
 */
export function keysFor(credentials: string, action: string, person: Person): Keys | undefined {
  const sts = action.startsWith('sts:') && !['sts:AssumeRole', 'sts:GetCallerIdentity'].includes(action);
  if (person.role) return credentials === 'role' ? person.role : undefined;
  switch (credentials) {
    case 'access key': return person.keys;
    case 'session': return person.session;
    case 'session with MFA': return person.sessionWithMfa;
    case 'console': case 'aws login': return sts || action.startsWith('iam:') ? undefined : person.session;
    case 'console with MFA': case 'aws login with MFA': return sts ? undefined : person.sessionWithMfa;
  }
  return undefined;
}

/** Those of AWS's policies that the endpoint only records: to attach them grants nothing. */
export async function recordedOnly(endpoint: LocalEndpoint, name: string): Promise<boolean> {
  const { iam } = clientsOf(endpoint);
  const { Policy } = await iam.send(new GetPolicyCommand({ PolicyArn: awsPolicyArn(name) }));
  const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: Policy!.Arn!, VersionId: Policy!.DefaultVersionId! }));
  return decodeURIComponent(PolicyVersion!.Document!).includes('"RecordedOnly"');
}

/** What a case takes for granted: the users, roles, instance profiles and buckets that it names. The roles trust the account. */
export async function furnish(endpoint: LocalEndpoint, arns: string[]): Promise<void> {
  const { iam, s3 } = clientsOf(endpoint);
  const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: { AWS: endpoint.accountId }, Action: 'sts:AssumeRole' }] };
  for (const arn of arns) {
    const [, , service, , account, resource] = arn.split(':');
    const [kind, ...rest] = (resource ?? '').split('/');
    const name = rest[rest.length - 1];
    const Path = ['', ...rest.slice(0, -1), ''].join('/');
    if (service === 's3') await unlessThere(s3.send(new CreateBucketCommand({ Bucket: kind })));
    if (service !== 'iam' || account !== endpoint.accountId || Path.startsWith('/aws-service-role/')) continue;
    if (kind === 'user') await unlessThere(iam.send(new CreateUserCommand({ UserName: name, Path })));
    if (kind === 'role') await unlessThere(iam.send(new CreateRoleCommand({ RoleName: name, Path, AssumeRolePolicyDocument: JSON.stringify(trust) })));
    if (kind === 'instance-profile') await unlessThere(iam.send(new CreateInstanceProfileCommand({ InstanceProfileName: name, Path })));
  }
}

async function unlessThere(creation: Promise<unknown>): Promise<void> {
  await creation.catch((error: Error) => {
    if (!/^(EntityAlreadyExists|BucketAlready)/.test(error.name)) throw error;
  });
}

function awsPolicyArn(name: string): string {
  return `arn:aws:iam::aws:policy/${name}`;
}

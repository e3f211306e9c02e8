import type { GetAccountAuthorizationDetailsResponse } from '@aws-sdk/client-iam';
import { AccountDetails, Credentials, Identities } from './details';
import { readStacks, StackServices } from './stacks';
import { fetchCredentialReport } from '../../src/handlers/shared/credential-report/fetch';
import { Call, only } from '../../src/handlers/shared/retry';
import { FactServices } from '../../src/handlers/shared/security-checks/fact-services';
import { Unknown } from '../../src/handlers/shared/security-checks/facts';
import { fact } from '../../src/handlers/shared/security-checks/gather-facts';

const unknown = ({ message }: Error): Unknown => ({ unknown: message });

/**
 * Reads what pages show. What cannot be read is unknown, and spares the rest.
 *
 * @param until when to stop waiting for the credential report, in milliseconds since the epoch
 */
export async function readDetails(call: Call, services: FactServices & StackServices, until: number): Promise<AccountDetails> {
  const { iam } = services;
  const [alias, identities, credentials, passwordPolicy, stacks] = await Promise.all([
    fact(call(iam, 'iam:ListAccountAliases', {}).then(({ AccountAliases: [first = null] = [] }) => first), unknown),
    fact(readIdentities(call, services), unknown),
    fact(readCredentials(call, services, until), unknown),
    fact(call(iam, 'iam:GetAccountPasswordPolicy', {}).then(({ PasswordPolicy: policy = null }) => policy ?? null).catch(only('NoSuchEntity', () => null)), unknown),
    fact(readStacks(call, services), unknown),
  ]);
  return { alias, identities, credentials, passwordPolicy, stacks };
}

/** The calls are those of the checks, so that their answers are kept already. */
export async function readIdentities(call: Call, { iam }: FactServices): Promise<Identities> {
  const pages: GetAccountAuthorizationDetailsResponse[] = [];
  let page: GetAccountAuthorizationDetailsResponse = {};
  do {
    page = await call(iam, 'iam:GetAccountAuthorizationDetails', {
      Filter: ['User', 'Group', 'Role', 'LocalManagedPolicy'], MaxItems: 500, Marker: page.Marker,
    });
    pages.push(page);
  } while (page.IsTruncated);
  return {
    users: pages.flatMap(({ UserDetailList = [] }) => UserDetailList),
    groups: pages.flatMap(({ GroupDetailList = [] }) => GroupDetailList),
    roles: pages.flatMap(({ RoleDetailList = [] }) => RoleDetailList),
    policies: pages.flatMap(({ Policies = [] }) => Policies),
  };
}

export async function readCredentials(call: Call, { iam }: FactServices, until: number): Promise<Credentials> {
  const { users, time } = await fetchCredentialReport(call, iam, until);
  return { at: time, users: new Map(users.map((user) => [user.name, user])) };
}

import { Organizations } from '@aws-sdk/client-organizations';
import { STS } from '@aws-sdk/client-sts';
import { failure, Service } from '../../src/handlers/shared/retry';
import { call } from '../call';

/** An access key, long-term or of a session. */
export interface Credentials { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string }

/** How the SDK clients are configured. */
export interface Configuration {
  readonly profile?: string;
  readonly region?: string;
  readonly maxAttempts?: number;
  readonly endpoint?: string;
  readonly credentials?: Credentials;
}

/** An account of the organization. */
export interface Account { readonly id: string; readonly name: string }

interface OrganizationsActions {
  'organizations:ListAccounts'(input: { NextToken?: string }): { Accounts?: { Id?: string; Name?: string; Status?: string }[]; NextToken?: string };
}

interface StsActions {
  'sts:GetCallerIdentity'(input: object): { Account?: string; Arn?: string };
  'sts:AssumeRole'(input: { RoleArn: string; RoleSessionName: string }): {
    Credentials?: { AccessKeyId?: string; SecretAccessKey?: string; SessionToken?: string };
  };
}

/** The active accounts by name. A closed account lets nobody in. */
export async function accountsOf(configuration: Configuration): Promise<Account[]> {
  const organizations: Service<OrganizationsActions> = new Organizations(configuration) as object;
  const accounts: Account[] = [];
  let page: { NextToken?: string } = {};
  do {
    const { Accounts = [], NextToken } = await call(organizations, 'organizations:ListAccounts', page);
    accounts.push(...Accounts.filter(({ Status }) => Status === 'ACTIVE').map(({ Id, Name }) => ({ id: Id!, name: Name ?? '' })));
    page = { NextToken };
  } while (page.NextToken);
  return accounts.sort((one, other) => one.name.localeCompare(other.name, 'en') || one.id.localeCompare(other.id));
}

/** Credentials, a region or a network that do not work show in this call, which is not repeated for minutes. */
export async function callerOf(configuration: Configuration): Promise<Caller> {
  try {
    return await Caller.of({ ...configuration, maxAttempts: 3 });
  } catch (error) {
    const { name, message } = error as Error;
    // The SDK does not say which profile it looked for.
    throw configuration.profile !== undefined && name === 'CredentialsProviderError' ? failure(`${message} of the profile '${configuration.profile}'`, name) : error;
  }
}

/** The account and the partition of the credentials, and sessions in others. */
export class Caller {
  public static async of(configuration: Configuration): Promise<Caller> {
    const sts: Service<StsActions> = new STS(configuration) as object;
    const { Account: account, Arn } = await call(sts, 'sts:GetCallerIdentity', {});
    return new Caller(sts, account!, Arn!.split(':')[1]);
  }

  private constructor(private readonly sts: Service<StsActions>, public readonly account: string, public readonly partition: string) {}

  /** @throws if the role does not exist, or does not trust the caller */
  public async assume(role: string, account: string): Promise<Credentials> {
    const RoleArn = `arn:${this.partition}:iam::${account}:role/${role}`;
    const { Credentials: session } = await call(this.sts, 'sts:AssumeRole', { RoleArn, RoleSessionName: 'secure-account-baseline-status' });
    return { accessKeyId: session!.AccessKeyId!, secretAccessKey: session!.SecretAccessKey!, sessionToken: session!.SessionToken };
  }
}

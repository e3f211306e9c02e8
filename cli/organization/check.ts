import { Account, accountsOf, Caller, callerOf, Configuration } from './accounts';
import { AccountStatus } from '../status/account-status';
import { ReadOptions, readStatus } from '../status/read-status';

/** The role that Organizations creates in an account that it makes. */
export const DEFAULT_ROLE = 'OrganizationAccountAccessRole';

/** The accounts that are read at the same time. */
const CONCURRENCY = 10;

export interface OrganizationOptions {
  /** The role to assume in each account, with its path. */
  readonly role: string;
  /** Says what has been read. */
  readonly progress: (text: string) => void;
}

/** An account with what was read of it, or why it could not be read. */
export type InAccount<T> = Account & (T | { readonly error: string });

/**
 * Reads every active account of the organization, the caller's own with the caller's credentials. An account that refuses is a row of the
 * result and does not stop the others.
 *
 * @param read reads one account with the credentials of the configuration
 * @throws if the caller may not list the accounts
 */
export async function inEachAccount<T extends object>(
  configuration: Configuration, options: OrganizationOptions, read: (configuration: Configuration, partition: string) => Promise<T>,
): Promise<InAccount<T>[]> {
  await callerOf(configuration);
  const [caller, accounts] = await Promise.all([Caller.of(configuration), accountsOf(configuration)]);
  const found: InAccount<T>[] = [];
  const waiting = accounts.map((account, index) => ({ account, index }));
  let done = 0;
  const readOne = async ({ id }: Account): Promise<T> => {
    const credentials = id === caller.account ? undefined : await caller.assume(options.role, id);
    return read({ ...configuration, ...credentials && { credentials } }, caller.partition);
  };
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { account, index } = next;
      found[index] = { ...account, ...await readOne(account).catch((error: Error) => ({ error: error.message })) };
      options.progress(`${++done} of ${accounts.length} accounts: ${account.id} ${account.name}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return found;
}

/** Checks every active account of the organization. */
export async function checkOrganization(configuration: Configuration, options: OrganizationOptions & ReadOptions): Promise<AccountStatus[]> {
  // What takes time in one of many accounts is not worth a line.
  const quiet = { ...options, progress: () => undefined };
  return inEachAccount(configuration, options, async (ofAccount, partition) => {
    const { facts, ...status } = await readStatus(ofAccount, partition, quiet);
    return status;
  });
}

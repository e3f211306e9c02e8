import { Account, accountsOf, Caller, Configuration } from './accounts';
import type { SecurityCheckName } from '../../src/account/contract/security-checks';
import { factServices } from '../../src/handlers/shared/security-checks/fact-services';
import { gatherFacts } from '../../src/handlers/shared/security-checks/gather-facts';
import { CheckResult } from '../../src/handlers/shared/security-checks/remediation';
import { securityStatus } from '../../src/handlers/shared/security-checks/security-status';
import { call } from '../call';

/** The role that Organizations creates in an account that it makes. */
export const DEFAULT_ROLE = 'OrganizationAccountAccessRole';

/** The accounts that are checked at the same time. */
const CONCURRENCY = 10;

/** The results of an account, or why it could not be checked. */
export interface AccountStatus extends Account {
  readonly results?: CheckResult[];
  readonly error?: string;
}

export interface OrganizationOptions {
  /** The role to assume in each account, with its path. */
  readonly role: string;
  readonly ignore: SecurityCheckName[];
  /** How long to wait for the credential report of an account, in milliseconds. */
  readonly reportTimeout: number;
  /** Says what has been checked. */
  readonly progress: (text: string) => void;
}

/**
 * Checks every active account of the organization, the caller's own with the caller's credentials. An account that refuses is a row of the
 * result and does not stop the others.
 *
 * @throws if the caller may not list the accounts
 */
export async function checkOrganization(configuration: Configuration, options: OrganizationOptions): Promise<AccountStatus[]> {
  const [caller, accounts] = await Promise.all([Caller.of(configuration), accountsOf(configuration)]);
  const statuses: AccountStatus[] = [];
  const waiting = accounts.map((account, index) => ({ account, index }));
  let done = 0;
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { account, index } = next;
      const status = await checkAccount(caller, account, configuration, options).catch((error: Error) => ({ error: error.message }));
      statuses[index] = { ...account, ...status };
      options.progress(`${++done} of ${accounts.length} accounts: ${account.id} ${account.name}`);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return statuses;
}

async function checkAccount(caller: Caller, { id }: Account, configuration: Configuration, { role, ignore, reportTimeout }: OrganizationOptions) {
  const credentials = id === caller.account ? undefined : await caller.assume(role, id);
  const services = factServices({ ...configuration, ...credentials && { credentials } });
  const facts = await gatherFacts(call, services, Date.now() + reportTimeout);
  return { results: securityStatus(facts).filter(({ check }) => !ignore.includes(check)) };
}

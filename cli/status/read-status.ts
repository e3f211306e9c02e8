import { ReadStatus } from './account-status';
import type { SecurityCheckName } from '../../src/account/contract/security-checks';
import { factServices } from '../../src/handlers/shared/security-checks/fact-services';
import { AccountFacts } from '../../src/handlers/shared/security-checks/facts';
import { gatherFacts } from '../../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../../src/handlers/shared/security-checks/security-status';
import { accountCall } from '../call';
import { readDetails } from '../evidence/read-details';
import { stackServices } from '../evidence/stacks';
import { Configuration } from '../organization/accounts';

/** What to read of an account. */
export interface ReadOptions {
  readonly ignore: readonly SecurityCheckName[];
  /** How long to wait for the credential report, in milliseconds. */
  readonly reportTimeout: number;
  /** Whether to read what pages show beside the checks. */
  readonly details: boolean;
  /** Says what takes time. */
  readonly progress: (text: string) => void;
}

/** Reads an account with the credentials of the configuration, and evaluates the checks. */
export async function readStatus(
  configuration: Configuration, partition: string, options: ReadOptions,
): Promise<ReadStatus & { facts: AccountFacts }> {
  const call = accountCall(options.progress);
  const services = factServices(configuration);
  const until = Date.now() + options.reportTimeout;
  const facts = await gatherFacts(call, services, until);
  // Afterwards, so that the answers of the checks are there already.
  const details = options.details ? await readDetails(call, { ...services, ...stackServices(configuration) }, until) : undefined;
  const results = securityStatus(facts).filter(({ check }) => !options.ignore.includes(check));
  return { partition, region: await (services.accessAnalyzer as any).config.region(), at: facts.at, results, facts, ...details && { details } };
}

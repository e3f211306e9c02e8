import { ReadStatus } from './account-status';
import type { AccountCheckName } from '../../src/account/contract/security-checks';
import { factServices } from '../../src/handlers/shared/security-checks/fact-services';
import { AccountFacts, Fact } from '../../src/handlers/shared/security-checks/facts';
import { gatherFacts } from '../../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../../src/handlers/shared/security-checks/security-status';
import { accountCall } from '../call';
import { readDetails } from '../evidence/read-details';
import { SeenAnswers } from '../evidence/seen-answers';
import { stackServices } from '../evidence/stacks';
import { readUnusedPermissions, UnusedPermissions } from '../evidence/unused-permissions';
import { Configuration } from '../organization/accounts';
import { REGIONAL_CHECKS, regionalResults } from '../regions/regional-results';

/** What to read of an account. */
export interface ReadOptions {
  readonly ignore: readonly AccountCheckName[];
  /** How long to wait for the credential report, in milliseconds. */
  readonly reportTimeout: number;
  /** Whether to read what pages show beside the checks. */
  readonly details: boolean;
  /** Of how many users and roles to read the unused permissions, at most. */
  readonly unusedPermissions: number;
  /** Says what takes time. */
  readonly progress: (text: string) => void;
}

/** Reads an account with the credentials of the configuration, and evaluates the checks. */
export async function readStatus(
  configuration: Configuration, partition: string, { ignore, reportTimeout, details, unusedPermissions: limit, progress }: ReadOptions,
): Promise<ReadStatus & { facts: AccountFacts }> {
  const seen = details || limit > 0 ? new SeenAnswers() : undefined;
  const call = accountCall(progress, (action, answer) => seen?.see(action, answer));
  const services = factServices(configuration);
  const isWanted = (check: AccountCheckName) => !ignore.includes(check);
  // One source of credentials for all clients: some ask for a code, or assume a role.
  const { region, credentials } = (services.accessAnalyzer as any).config;
  const [facts, ofRegions] = await Promise.all([
    gatherFacts(call, services, Date.now() + reportTimeout),
    regionalResults(call, { configuration: { ...configuration, credentials }, checks: REGIONAL_CHECKS.filter(isWanted), progress }),
  ]);
  const unusedPermissions = async ({ identities }: AccountFacts, { identities: listed }: SeenAnswers): Promise<Fact<UnusedPermissions>> => (
    'value' in identities ? { value: await readUnusedPermissions(call, services.iam, listed, { limit, progress }) } : identities
  );
  const results = [...securityStatus(facts).filter(({ check }) => isWanted(check)), ...ofRegions];
  return {
    partition,
    region: await region(),
    at: facts.at,
    results,
    facts,
    ...seen && details && { details: await readDetails(call, { ...services, ...stackServices(configuration) }, facts, seen) },
    ...seen && limit > 0 && { unusedPermissions: await unusedPermissions(facts, seen) },
  };
}

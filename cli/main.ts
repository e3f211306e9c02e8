import { readFileSync } from 'node:fs';
import { accessCommand } from './access/command';
import { ACCESS_COMMANDS } from './access/options';
import { accountOf, aliasOf, arnsOf } from './account';
import { adoptionSteps } from './adoption';
import { importMap } from './adoption-import';
import { adoptionRoad } from './adoption-road';
import { call } from './call';
import { exitCode, NOT_CHECKED } from './exit-code';
import { FORMATS, Report } from './format';
import { Options, readOptions, USAGE, UsageError } from './options';
import { checkOrganization } from './organization/check';
import { organizationJson, organizationTable } from './organization/format';
import { factServices } from '../src/handlers/shared/security-checks/fact-services';
import { AccountFacts } from '../src/handlers/shared/security-checks/facts';
import { gatherFacts } from '../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../src/handlers/shared/security-checks/security-status';

/** The build sets it; a checkout has none. */
declare const VERSION: string | undefined;

/** How long the command waits for the credential report. */
const REPORT_TIMEOUT = 120_000;

/** The remediation for SDK errors whose message does not include it. */
const HINTS: [RegExp, string][] = [
  [/Region is missing/, 'pass --region, or set AWS_REGION'],
  [/Could not load credentials|Could not resolve credentials/, 'pass --profile, set AWS_PROFILE, or sign in as for the AWS CLI'],
  [/ExpiredToken/, 'sign in again'],
];

/** The command without the process: prints through its arguments and returns the exit code. */
export async function main(args: string[], print: (text: string) => void, printError: (text: string) => void): Promise<number> {
  try {
    const [command, ...rest] = args;
    if (Object.hasOwn(ACCESS_COMMANDS, command ?? '')) return accessCommand(command, rest, print, printError);
    const options = readOptions(args);
    if (options.help) print(USAGE);
    else if (options.version) print(typeof VERSION === 'string' ? VERSION : 'checkout');
    else if (options.organizationRole !== undefined) return await statusOfAll(options, options.organizationRole, print, printError);
    else return await status(options, print);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    const [, hint] = HINTS.find(([pattern]) => pattern.test(message)) ?? [];
    printError(error instanceof UsageError ? `${message}\n\n${USAGE}` : `The account could not be checked: ${message}${hint ? ` (${hint})` : ''}`);
    return NOT_CHECKED;
  }
}

async function status(options: Options, print: (text: string) => void): Promise<number> {
  const { profile, region, template: file } = options;
  const configuration = { ...profile && { profile }, ...region && { region } };
  // Read first: a typo in the file name should not cost the time of the checks.
  const template = file === undefined ? undefined : templateIn(file);
  const services = factServices({ ...configuration, maxAttempts: 10 });
  const [account, facts] = await Promise.all([accountOf(configuration), gatherFacts(call, services, Date.now() + REPORT_TIMEOUT)]);
  const results = securityStatus(facts).filter(({ check }) => !options.ignore.includes(check));
  const report: Report = { account, region: await (services.accessAnalyzer as any).config.region(), results };
  const adoptionFacts = options.adopt ? { account: facts, alias: await aliasOf(configuration) } : undefined;
  const adoption = adoptionFacts && adoptionSteps(adoptionFacts);
  const road = adoptionFacts && adoptionRoad(adoptionFacts);
  const map = template && importMap(template, { ...namesIn(facts), arns: await arnsOf(configuration) });
  print(FORMATS[options.format]({ ...report, ...adoption && { adoption }, ...road && { road }, ...map && { importMap: map } }));
  return exitCode(results);
}

async function statusOfAll(options: Options, role: string, print: (text: string) => void, progress: (text: string) => void): Promise<number> {
  const { profile, region, ignore } = options;
  const configuration = { ...profile && { profile }, ...region && { region }, maxAttempts: 10 };
  const statuses = await checkOrganization(configuration, { role, ignore, reportTimeout: REPORT_TIMEOUT, progress });
  print(options.format === 'json' ? organizationJson(statuses) : organizationTable(statuses));
  return exitCode(statuses.flatMap(({ results }) => results ?? []), statuses.some(({ error }) => error !== undefined));
}

function templateIn(file: string): Parameters<typeof importMap>[0] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--template: ${(error as Error).message}`);
  }
}

/** A listing that is unknown is empty here. The adoption steps say that it is unknown. */
function namesIn({ identities }: AccountFacts): { users: string[]; groups: string[]; roles: string[] } {
  const { users = [], groups = [], roles = [] } = 'value' in identities ? identities.value : {};
  const names = (listed: { readonly name: string }[]) => listed.map(({ name }) => name);
  return { users: names(users), groups: names(groups), roles: names(roles) };
}

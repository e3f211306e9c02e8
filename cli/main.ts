import { readFileSync } from 'node:fs';
import { accountOf, aliasOf, arnsOf } from './account';
import { adoptionSteps } from './adoption';
import { importMap } from './adoption-import';
import { call } from './call';
import { exitCode, NOT_CHECKED } from './exit-code';
import { FORMATS, Report } from './format';
import { Options, readOptions, USAGE, UsageError } from './options';
import { AccountFacts } from '../src/handlers/shared/security-checks/facts';
import { gatherFacts } from '../src/handlers/shared/security-checks/gather-facts';
import { securityStatus } from '../src/handlers/shared/security-checks/security-status';
import { factServices } from '../src/handlers/shared/security-checks/services';

/** Put in by the build; in a checkout there is none. */
declare const VERSION: string | undefined;

/** How long somebody waits for the credential report. */
const PATIENCE = 120_000;

/** The command, without the process: prints to where it is told and returns the exit code. */
export async function main(args: string[], print: (text: string) => void, complain: (text: string) => void): Promise<number> {
  try {
    const options = readOptions(args);
    if (options.help) print(USAGE);
    else if (options.version) print(typeof VERSION === 'string' ? VERSION : 'checkout');
    else return await status(options, print);
    return 0;
  } catch (error) {
    const { message } = error as Error;
    const hint = /Region is missing/.test(message) ? ' (give --region, or set AWS_REGION)' : '';
    complain(error instanceof UsageError ? `${message}\n\n${USAGE}` : `The account could not be checked: ${message}${hint}`);
    return NOT_CHECKED;
  }
}

async function status(options: Options, print: (text: string) => void): Promise<number> {
  const { profile, region, template: file } = options;
  const configuration = { ...profile && { profile }, ...region && { region } };
  // Read first: who misspells the file should not wait for the account.
  const template = file === undefined ? undefined : templateIn(file);
  const services = factServices({ ...configuration, maxAttempts: 10 });
  const [account, facts] = await Promise.all([accountOf(configuration), gatherFacts(call, services, Date.now() + PATIENCE)]);
  const results = securityStatus(facts).filter(({ check }) => !options.ignore.includes(check));
  const report: Report = { account, region: await (services.accessAnalyzer as any).config.region(), results };
  const adoption = options.adopt ? adoptionSteps({ account: facts, alias: await aliasOf(configuration) }) : undefined;
  const map = template && importMap(template, { ...namesIn(facts), arns: await arnsOf(configuration) });
  print(FORMATS[options.format]({ ...report, ...adoption && { adoption }, ...map && { importMap: map } }));
  return exitCode(results);
}

function templateIn(file: string): Parameters<typeof importMap>[0] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`--template: ${(error as Error).message}`);
  }
}

/** A listing that was refused is empty here: the steps say that it was. */
function namesIn({ users, groups, roles }: AccountFacts): { users: string[]; groups: string[]; roles: string[] } {
  const names = (fact: AccountFacts['roles'] | AccountFacts['users']) => 'value' in fact ? fact.value.map(({ name }) => name) : [];
  return { users: names(users), groups: names(groups), roles: names(roles) };
}

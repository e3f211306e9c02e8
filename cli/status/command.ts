import { readFileSync } from 'node:fs';
import { AccountStatus, isRead } from './account-status';
import { FORMATS } from './formats/format';
import { controlsByCheck } from './framework';
import { readStatusOptions, StatusOptions } from './options';
import { readStatus } from './read-status';
import { StatusReport } from './status-report';
import type { AccountCheckName } from '../../src/account/contract/security-checks';
import { Framework } from '../../src/compliance/catalog';
import { AccountFacts } from '../../src/handlers/shared/security-checks/facts';
import { CHECK_TITLES } from '../../src/handlers/shared/security-checks/titles';
import { aliasOf, arnsOf } from '../account';
import { adoptionSteps } from '../adoption';
import { importMap } from '../adoption-import';
import { adoptionRoad } from '../adoption-road';
import { exitCode } from '../exit-code';
import { UsageError } from '../options';
import { callerOf } from '../organization/accounts';
import { checkOrganization } from '../organization/check';
import { Print, requireWritable, write } from '../output';
import { Terminal } from '../terminal';

/** How long the command waits for the credential report. */
export const REPORT_TIMEOUT = 120_000;

/** Prints whether accounts pass the checks, and returns the exit code. */
export async function statusCommand(
  args: string[], print: Print, printError: (text: string) => void, terminal: Terminal,
): Promise<number> {
  const options = readStatusOptions(args);
  const { format, output, quiet, framework } = options;
  const ignore = framework ? [...options.ignore, ...checksOutside(framework)] : options.ignore;
  // First: a typo in a file name should not cost the time of the checks.
  requireWritable(output);
  const template = options.template === undefined ? undefined : templateIn(options.template);
  const progress = quiet ? () => undefined : printError;
  const read = { ignore, reportTimeout: REPORT_TIMEOUT, details: format === 'html', unusedPermissions: options.unusedPermissions, progress };
  const report = options.organizationRole === undefined
    ? await oneAccount(options, read, template)
    : { statuses: await checkOrganization(options.configuration, { ...read, role: options.organizationRole }), isOrganization: true, adoption: {} };
  const written = FORMATS[format]({ ...report, framework }, { ...options, color: terminal.color && output === undefined });
  if (output !== undefined || !quiet) await write(written, output, print);
  if (output !== undefined && !quiet) print(`Written to ${output}`);
  return exitCode(report.statuses.flatMap((status) => isRead(status) ? status.results : []), report.statuses.some((status) => !isRead(status)));
}

async function oneAccount(
  { configuration, adopt }: StatusOptions, read: Parameters<typeof readStatus>[2], template: Parameters<typeof importMap>[0] | undefined,
): Promise<StatusReport> {
  const { account: id, partition } = await callerOf(configuration);
  const { facts, ...status } = await readStatus(configuration, partition, read);
  const statuses: AccountStatus[] = [{ id, name: '', ...status }];
  if (!adopt) return { statuses, isOrganization: false, adoption: {} };
  const adoptionFacts = { account: facts, alias: await aliasOf(configuration) };
  const road = adoptionRoad(adoptionFacts);
  const map = template && importMap(template, { ...namesIn(facts), arns: await arnsOf(configuration) });
  return { statuses, isOrganization: false, adoption: { steps: adoptionSteps(adoptionFacts), ...road && { road }, ...map && { importMap: map } } };
}

/** The checks that answer no control of a framework. */
function checksOutside(framework: Framework): AccountCheckName[] {
  const controls = controlsByCheck(framework);
  return (Object.keys(CHECK_TITLES) as AccountCheckName[]).filter((check) => !controls.has(check));
}

function templateIn(file: string): Parameters<typeof importMap>[0] {
  try {
    // An editor of Windows may begin a file with a byte order mark, which JSON does not have.
    const template = JSON.parse(readFileSync(file, 'utf8').replace(/^\ufeff/, ''));
    if (isObject(template?.Resources) && Object.values(template.Resources).every(isResource)) return template;
  } catch (error) {
    throw new UsageError(`--template: ${(error as Error).message}`);
  }
  throw new UsageError('--template: the file is no CloudFormation template in JSON: pass one of cdk.out, such as cdk.out/account-baseline.template.json');
}

function isResource(value: unknown): boolean {
  return isObject(value) && typeof value.Type === 'string' && (value.Properties === undefined || isObject(value.Properties));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A listing that is unknown is empty here. The adoption steps say that it is unknown. */
function namesIn({ identities }: AccountFacts): { users: string[]; groups: string[]; roles: string[] } {
  const { users = [], groups = [], roles = [] } = 'value' in identities ? identities.value : {};
  const names = (listed: { readonly name: string }[]) => listed.map(({ name }) => name);
  return { users: names(users), groups: names(groups), roles: names(roles) };
}

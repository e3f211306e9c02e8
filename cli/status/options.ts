import { Format, FORMATS } from './formats/format';
import { FRAMEWORKS_BY_NAME } from './framework';
import type { AccountCheckName } from '../../src/account/contract/security-checks';
import { Framework } from '../../src/compliance/catalog';
import { CHECK_TITLES } from '../../src/handlers/shared/security-checks/titles';
import { parsed, requireOneOf, UsageError } from '../options';
import { ACCOUNT_OPTIONS, AccountOptions, readAccountOptions } from '../organization/options';

/** What the command line requests. */
export interface StatusOptions extends AccountOptions {
  readonly format: Format;
  readonly ignore: AccountCheckName[];
  readonly adopt: boolean;
  /** The framework whose checks are shown. */
  readonly framework?: Framework;
  /** Of how many users and roles to read the unused permissions, at most. */
  readonly unusedPermissions: number;
  /** A synthesized template of the baseline, to compare the account with. */
  readonly template?: string;
}

/** The formats that show unused permissions. */
const WITH_UNUSED_PERMISSIONS: Format[] = ['html', 'json'];

/** So many users and roles take a minute or two. In an organization each account does. */
export const DEFAULT_LIMIT = 100;

/** The formats that show what to change before the baseline is deployed. */
const WITH_ADOPTION: Format[] = ['table', 'json'];

/**
 * @param args the command line without the name of the command
 * @throws UsageError if it is invalid
 */
export function readStatusOptions(args: string[]): StatusOptions {
  const { values, positionals } = parsed(args, OPTIONS);
  const { format = 'table', ignore = [], adopt = false, template, framework, 'unused-permissions': unused } = values;
  if (positionals.length > 0) throw new UsageError(`status takes options only; got '${positionals.join(' ')}'`);
  requireOneOf('--format', FORMATS, format);
  for (const check of ignore) requireOneOf('--ignore', CHECK_TITLES, check);
  if (framework !== undefined) requireOneOf('--framework', Object.fromEntries(FRAMEWORKS_BY_NAME), framework);
  if (template !== undefined && !adopt) throw new UsageError('--template needs --adopt');
  const account = readAccountOptions(values, format === 'csv');
  if (account.organizationRole !== undefined && adopt) throw new UsageError('--adopt checks one account: use it without --organization');
  if (format === 'oscal' && account.organizationRole !== undefined) throw new UsageError('--format oscal is about one account: use it without --organization');
  if (format === 'oscal' && framework !== undefined) throw new UsageError('--format oscal has results for every framework: use it without --framework');
  if (unused !== undefined && !WITH_UNUSED_PERMISSIONS.includes(format as Format)) throw new UsageError(`--unused-permissions has no format ${format}: use ${WITH_UNUSED_PERMISSIONS.join(' or ')}`);
  if (adopt && !WITH_ADOPTION.includes(format as Format)) throw new UsageError(`--adopt has no format ${format}: use ${WITH_ADOPTION.join(' or ')}`);
  return {
    ...account,
    format: format as Format,
    ignore: ignore as AccountCheckName[],
    adopt,
    template,
    framework: FRAMEWORKS_BY_NAME.get(framework ?? ''),
    unusedPermissions: unused !== undefined ? limitOf(unused) : format === 'html' && account.organizationRole === undefined ? DEFAULT_LIMIT : 0,
  };
}

function limitOf(text: string): number {
  if (text === 'all') return Infinity;
  if (!/^\d{1,9}$/.test(text)) throw new UsageError(`--unused-permissions must be a number of users and roles, or all; got '${text}'`);
  return Number(text);
}

const OPTIONS = {
  ...ACCOUNT_OPTIONS,
  'format': { type: 'string' },
  'ignore': { type: 'string', multiple: true },
  'adopt': { type: 'boolean' },
  'template': { type: 'string' },
  'framework': { type: 'string' },
  'unused-permissions': { type: 'string' },
} as const;

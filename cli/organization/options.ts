import { Configuration } from './accounts';
import { DEFAULT_ROLE } from './check';
import { CsvOptions, SEPARATORS } from '../csv';
import { requireOneOf, UsageError } from '../options';

/** What commands that read accounts have in common. */
export interface AccountOptions extends CsvOptions {
  readonly configuration: Configuration;
  /** The role to assume in each account of the organization, if all accounts are read. */
  readonly organizationRole?: string;
  /** The file to write to. */
  readonly output?: string;
  readonly quiet: boolean;
}

export const ACCOUNT_OPTIONS = {
  'output': { type: 'string' },
  'quiet': { type: 'boolean' },
  'organization': { type: 'boolean' },
  'role': { type: 'string' },
  'profile': { type: 'string' },
  'region': { type: 'string' },
  'separator': { type: 'string' },
  'byte-order-mark': { type: 'boolean' },
} as const;

type Values = { readonly [name in keyof typeof ACCOUNT_OPTIONS]?: (typeof ACCOUNT_OPTIONS)[name]['type'] extends 'string' ? string : boolean };

/**
 * @param isCsv whether the output is for spreadsheets
 * @throws UsageError if options contradict each other, or a value is not known
 */
export function readAccountOptions(values: Values, isCsv: boolean): AccountOptions {
  const { output, quiet = false, organization = false, role, profile, region, separator = 'comma', 'byte-order-mark': byteOrderMark = false } = values;
  if (role !== undefined && !organization) throw new UsageError('--role needs --organization');
  requireOneOf('--separator', SEPARATORS, separator);
  if (!isCsv && (values.separator !== undefined || byteOrderMark)) throw new UsageError('--separator and --byte-order-mark need --format csv');
  for (const [option, value] of Object.entries({ '--output': output, '--profile': profile, '--region': region })) {
    if (value === '') throw new UsageError(`${option} must not be empty`);
  }
  return {
    configuration: { ...profile !== undefined && { profile }, ...region !== undefined && { region }, maxAttempts: 10 },
    ...organization && { organizationRole: role ?? DEFAULT_ROLE },
    output,
    quiet,
    separator: SEPARATORS[separator],
    byteOrderMark,
  };
}

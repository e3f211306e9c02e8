import { parseArgs, ParseArgsConfig } from 'node:util';
import { Format, FORMATS } from './format';
import { DEFAULT_ROLE } from './organization/check';
import type { SecurityCheckName } from '../src/account/contract/security-checks';
import { CHECK_TITLES } from '../src/handlers/shared/security-checks/titles';

/** What the command line requests. */
export interface Options {
  readonly help: boolean;
  readonly version: boolean;
  readonly format: Format;
  readonly ignore: SecurityCheckName[];
  readonly adopt: boolean;
  /** A synthesized template of the baseline, to compare the account with. */
  readonly template?: string;
  /** The role to assume in each account of the organization, if all accounts are checked. */
  readonly organizationRole?: string;
  readonly profile?: string;
  readonly region?: string;
}

/** The command line is invalid. */
export class UsageError extends Error {}

export const USAGE = `Usage: secure-account-baseline status [options]
       secure-account-baseline compare OLD NEW [options]
       secure-account-baseline prove FILE [options]

compare and prove have a --help of their own. status checks the AWS account of the credentials, or every account of its organization. It only reads.

  --format table|json|junit  how to print the results (default: table)
  --ignore CHECK             leaves a check out; can be repeated
  --profile NAME             the profile of the AWS configuration files to use
  --region NAME              the region whose external access analyzer is checked
  --organization             checks every account of the organization of the credentials
  --role NAME                with --organization: the role to assume in each account (default: ${DEFAULT_ROLE})
  --adopt                    also prints what to change before the baseline is deployed into this account
  --template FILE            with --adopt: a synthesized template of the baseline, such as cdk.out/account-baseline.template.json,
                             to print a resource map for cdk import
  --help, --version

Exit codes: 0 all checks pass; 1 a check of low or medium severity fails; 2 of high severity; 3 of critical severity; 4 no check fails, but
some are unknown, or an account refuses; 10 the account could not be checked.`;

/** @throws UsageError if the command line is invalid */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parsed(args, OPTIONS);
  const { help = false, version = false, format = 'table', ignore = [], adopt = false, template, organization = false, role, profile, region } = values;
  if (!help && !version) {
    if (positionals.length !== 1 || positionals[0] !== 'status') throw new UsageError(`the command must be status, compare or prove; got '${positionals.join(' ')}'`);
    requireOneOf('--format', FORMATS, format);
    for (const check of ignore) requireOneOf('--ignore', CHECK_TITLES, check);
    if (template !== undefined && !adopt) throw new UsageError('--template needs --adopt');
    if (role !== undefined && !organization) throw new UsageError('--role needs --organization');
    if (organization && adopt) throw new UsageError('--adopt checks one account: use it without --organization');
    if (organization && format === 'junit') throw new UsageError('--organization has no JUnit format: use table or json');
    if (adopt && format === 'junit') throw new UsageError('--adopt has no JUnit format: use table or json');
  }
  return {
    help,
    version,
    format: format as Format,
    ignore: ignore as SecurityCheckName[],
    adopt,
    template,
    profile,
    region,
    ...organization && { organizationRole: role ?? DEFAULT_ROLE },
  };
}

/** @throws UsageError if the value of an option is not one of the known names */
export function requireOneOf(option: string, known: object, value: string): void {
  const names = Object.keys(known);
  if (!names.includes(value)) throw new UsageError(`${option} must be one of ${names.join(', ')}; got '${value}'`);
}

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  format: { type: 'string' },
  ignore: { type: 'string', multiple: true },
  adopt: { type: 'boolean' },
  template: { type: 'string' },
  organization: { type: 'boolean' },
  role: { type: 'string' },
  profile: { type: 'string' },
  region: { type: 'string' },
} as const;

type Parsed<T extends ParseArgsConfig['options']> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>>;

/**
 * The options and the other words of a command line.
 *
 * @throws UsageError if an option is unknown, or has a value that it does not take
 */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

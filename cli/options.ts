import { parseArgs } from 'node:util';
import { FORMATS } from './format';
import { SecurityCheck } from '../src/watch/security-status/security-check';

/** What the command line asks for. */
export interface Options {
  readonly help: boolean;
  readonly version: boolean;
  readonly format: string;
  readonly ignore: string[];
  readonly adopt: boolean;
  /** A synthesised template of the baseline, to compare the account with. */
  readonly template?: string;
  readonly profile?: string;
  readonly region?: string;
}

/** The command line cannot be understood. */
export class UsageError extends Error {}

export const USAGE = `Usage: secure-account-baseline status [options]

Checks the AWS account that the credentials reach. It only reads.

  --format table|json|junit  how to print the results (table)
  --ignore CHECK             leave a check out; can be given several times
  --profile NAME             the profile of the AWS configuration files to use
  --region NAME              the region whose external access analyzer is looked for
  --adopt                    also say what to change before the baseline is deployed into this account
  --template FILE            with --adopt: a synthesised template of the baseline, such as cdk.out/account-baseline.template.json,
                             to print a resource map for cdk import
  --help, --version

The exit code says how bad it is: 0 all checks pass, 1 a finding of low or medium severity, 2 of high, 3 of critical severity;
4 no finding, but some checks cannot tell; 10 the account could not be checked.`;

/** @throws UsageError, with what is wrong */
export function readOptions(args: string[]): Options {
  const { values, positionals } = parsed(args);
  const { help = false, version = false, format = 'table', ignore = [], adopt = false, template, profile, region } = values;
  if (!help && !version) {
    if (positionals.length !== 1 || positionals[0] !== 'status') throw new UsageError(`there is one command, status; got '${positionals.join(' ')}'`);
    if (!Object.keys(FORMATS).includes(format)) throw new UsageError(`--format must be one of ${Object.keys(FORMATS).join(', ')}; got '${format}'`);
    const unknown = ignore.find((check) => !Object.keys(SecurityCheck).includes(check));
    if (unknown !== undefined) throw new UsageError(`--ignore must be one of ${Object.keys(SecurityCheck).join(', ')}; got '${unknown}'`);
    if (template !== undefined && !adopt) throw new UsageError('--template is for --adopt');
    if (adopt && format === 'junit') throw new UsageError('--adopt has no JUnit form: use table or json');
  }
  return { help, version, format, ignore, adopt, template, profile, region };
}

function parsed(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        format: { type: 'string' },
        ignore: { type: 'string', multiple: true },
        adopt: { type: 'boolean' },
        template: { type: 'string' },
        profile: { type: 'string' },
        region: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

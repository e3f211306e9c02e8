import { json } from './formats/json';
import { junit } from './formats/junit';
import { markdown } from './formats/markdown';
import { sarif } from './formats/sarif';
import { text } from './formats/text';
import { Review } from './review';
import { parsed, requireOneOf, UsageError } from '../options';

export const FORMATS: Record<string, (review: Review) => string> = { text, json, junit, sarif, markdown };

/** The commands about access, each with what stands behind its name. */
export const ACCESS_COMMANDS: Record<string, readonly string[]> = { compare: ['OLD', 'NEW'], prove: ['FILE'] };

export const ACCESS_USAGE = `Usage: secure-account-baseline compare OLD NEW [options]
       secure-account-baseline prove FILE [options]

compare proves that policies allow nothing that earlier ones did not allow, or gives examples of new access, for each role, group and user.
OLD and NEW are synthesized templates, cdk.out folders or policy documents, in JSON. prove answers the questions of a file in YAML or JSON.
Neither calls AWS.

  --format text|json|junit|sarif|markdown  how to print the results (default: text)
  --output FILE                            writes the results to a file, and prints only their summary
  --managed-policy NAME=FILE               compare: the document of a policy that a template only names, such as ReadOnlyAccess=FILE or
                                           ARN=FILE; can be repeated
  --allow-unknown                          unknown results do not fail the command
  --help                                   prints this text

Exit codes: 0 nothing is new, every claim is proved; 1 new access, or a claim is refuted; 2 the input is invalid; 4 some results are unknown.`;

/** What the command line requests. */
export interface AccessOptions {
  readonly help: boolean;
  readonly files: readonly string[];
  readonly format: string;
  readonly output?: string;
  readonly allowUnknown: boolean;
  /** The files of managed policies by the name or the ARN of the policy. */
  readonly managedPolicies: ReadonlyMap<string, string>;
}

const OPTIONS = {
  'help': { type: 'boolean', short: 'h' },
  'format': { type: 'string' },
  'output': { type: 'string' },
  'allow-unknown': { type: 'boolean' },
  'managed-policy': { type: 'string', multiple: true },
} as const;

/**
 * @param args the command line without the name of the command
 * @throws UsageError if it is invalid
 */
export function readAccessOptions(command: string, args: string[]): AccessOptions {
  const { values, positionals: files } = parsed(args, OPTIONS);
  const { help = false, format = 'text', output, 'allow-unknown': allowUnknown = false, 'managed-policy': policies = [] } = values;
  const expected = ACCESS_COMMANDS[command];
  if (!help && files.length !== expected.length) throw new UsageError(`${command} takes ${expected.join(' and ')}; got '${files.join(' ')}'`);
  requireOneOf('--format', FORMATS, format);
  if (policies.length > 0 && command !== 'compare') throw new UsageError(`${command} has no --managed-policy: name the file in managedPolicies of a question`);
  return { help, files, format, output, allowUnknown, managedPolicies: new Map(policies.map(nameAndFile)) };
}

function nameAndFile(value: string): [string, string] {
  const [, name, file] = /^([^=]+)=(.+)$/.exec(value) ?? [];
  if (name === undefined) throw new UsageError(`--managed-policy must be NAME=FILE; got '${value}'`);
  return [name, file];
}

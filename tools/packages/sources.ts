import { existsSync, readdirSync, readFileSync } from 'fs';
import { join } from 'path';

/** What the generated sources of a package must have. */
export interface ExpectedSources {
  /** The folder with a file for each type. */
  readonly folder: string;
  /** The public types. */
  readonly types: string[];
  /** What the name of a file ends with. */
  readonly ending: string;
  /** The line that says where the types of a file belong. */
  readonly declaration: string;
  /** The folder that the npm package lies in, which the classes run. */
  readonly embedded: string;
}

/** @throws if a public type has no source, if one belongs elsewhere, or if the npm package is not with them */
export function requireSources({ folder, types, ending, declaration, embedded }: ExpectedSources): void {
  const file = (type: string) => join(folder, `${type}${ending}`);
  const missing = types.filter((type) => !existsSync(file(type)));
  if (missing.length > 0) throw new Error(`No source for ${missing.join(', ')}`);
  const elsewhere = types.filter((type) => !readFileSync(file(type), 'utf8').split(/\r?\n/).includes(declaration));
  if (elsewhere.length > 0) throw new Error(`Not in "${declaration}": ${elsewhere.join(', ')}`);
  if (!readdirSync(embedded).some((name) => name.endsWith('.tgz'))) throw new Error('The npm package is not with the sources');
}

/** @throws if a text of a file is not as it is expected to be */
export function requireLines(file: string, lines: string[]): void {
  const text = readFileSync(file, 'utf8');
  const missing = lines.filter((line) => !text.split(/\r?\n/).some((candidate) => candidate.trim() === line));
  if (missing.length > 0) throw new Error(`${file} has no line ${missing.map((line) => `"${line}"`).join(', ')}`);
}

import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pythonProgram } from '../../../tools/python-program';

/** The folder of all documents, beside the workspace of trestle: it imports only what lies outside of that. */
let folder: string | undefined;
let documents = 0;

/**
 * Validates an OSCAL document with compliance-trestle: the schema of its type, and unique identifiers.
 *
 * @returns what trestle prints, and whether it accepts the document
 */
export async function validate(document: object): Promise<{ readonly valid: boolean; readonly output: string }> {
  const trestle = await pythonProgram('compliance-trestle');
  const [type] = Object.keys(document);
  const run = (...args: string[]) => spawnSync(trestle, args, { cwd: join(folder!, 'workspace'), encoding: 'utf8' });
  const runs: string[][] = [];
  if (!folder) {
    folder = mkdtempSync(join(tmpdir(), 'trestle-'));
    mkdirSync(join(folder, 'workspace'));
    runs.push(['init', '--local']);
  }
  const name = `document-${documents++}`;
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(document));
  runs.push(['import', '--file', file, '--output', name], ['validate', '--type', type, '--name', name]);
  let output = '';
  for (const args of runs) {
    const { status, stdout, stderr } = run(...args);
    output += `${stdout}${stderr}`;
    if (status !== 0) return { valid: false, output };
  }
  return { valid: true, output };
}

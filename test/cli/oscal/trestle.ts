import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pythonProgram } from '../../../tools/python-program';

/**
 * Validates an OSCAL document with compliance-trestle: the schema of its type, and unique identifiers.
 *
 * @returns what trestle prints, and whether it accepts the document
 */
export async function validate(document: object): Promise<{ readonly valid: boolean; readonly output: string }> {
  const trestle = await pythonProgram('compliance-trestle');
  const [type] = Object.keys(document);
  const folder = mkdtempSync(join(tmpdir(), 'trestle-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  try {
    const run = (...args: string[]) => spawnSync(trestle, args, { cwd: workspace, encoding: 'utf8' });
    // Trestle imports only what lies outside of its workspace.
    writeFileSync(join(folder, 'document.json'), JSON.stringify(document));
    const runs = [['init', '--local'], ['import', '--file', join(folder, 'document.json'), '--output', 'document'], ['validate', '--type', type, '--name', 'document']];
    let output = '';
    for (const args of runs) {
      const { status, stdout, stderr } = run(...args);
      output += `${stdout}${stderr}`;
      if (status !== 0) return { valid: false, output };
    }
    return { valid: true, output };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

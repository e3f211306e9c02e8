import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

const ROOT = join(__dirname, '..');
const SNAPSHOT = join(ROOT, 'integ', 'integ.account-baseline.ts.snapshot');

test('the snapshot of the integration test is the template that would be deployed, as integ-runner itself finds', () => {
  const { status, stdout, stderr } = spawnSync('npx', ['tsx', 'tools/integration.ts', '--snapshot'], { cwd: ROOT, encoding: 'utf8' });
  expect(`${stdout}${stderr}`).toContain('UNCHANGED');
  expect(status).toBe(0);
}, 120_000);

test('the snapshot tells nothing of the machine that wrote it', () => {
  for (const file of readdirSync(SNAPSHOT)) {
    const text = readFileSync(join(SNAPSHOT, file), 'utf8');
    expect({ file, found: [ROOT, tmpdir(), 'node_modules', '.ts:'].filter((part) => text.includes(part)) }).toEqual({ file, found: [] });
  }
});

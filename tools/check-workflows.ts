import { spawnSync } from 'child_process';
import { join } from 'path';
import { pythonProgram } from './python-program';

/** Fails if zizmor has a finding about the workflows of GitHub, however small. */
async function main(): Promise<number> {
  const zizmor = await pythonProgram('zizmor');
  // Offline: without GitHub's own database it needs no token, and gives the same answer every day.
  const args = ['--offline', '--strict-collection', '--no-progress', '--color', 'never', '.'];
  const { status, error } = spawnSync(zizmor, args, { cwd: join(__dirname, '..'), stdio: 'inherit' });
  if (error) throw error;
  return status ?? 1;
}

main().then((status) => process.exit(status), (error) => {
  console.error(error.message);
  process.exit(1);
});

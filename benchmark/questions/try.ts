import { execFileSync } from 'child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ROOT, run } from '../project';
import { Context } from '../question';
import { alone, Result } from '../result';

const GOALS = [['first run after npm ci', 40], ['a later run', 25]] as const;

/**
 * How long is `npm run try` after `npm ci`? The first run installs the local endpoint, without what pip and tsx keep from earlier ones:
 * it is a copy of the checkout that runs. Each is run once.
 */
export default async function tryIt(_: Context): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'try-'));
  try {
    const checkout = copyOfCheckout(join(folder, 'checkout'));
    const environment = { TMPDIR: join(folder, 'tmp'), PIP_CACHE_DIR: join(folder, 'pip') };
    mkdirSync(environment.TMPDIR);
    const results: Result[] = [];
    for (const [ours, atMost] of GOALS) {
      const { milliseconds } = await run('npm', ['run', 'try'], checkout, environment);
      results.push(alone({ question: 'try', unit: 's', measure: 'npm run try', ours, goal: { of: 'value', atMost } }, [Math.round(milliseconds / 100) / 10]));
    }
    return results;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The checkout as `npm ci` leaves it: what Git has, with packages and handlers. */
function copyOfCheckout(copy: string): string {
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 }).split('\0');
  for (const file of [...files.filter((name) => name !== '' && existsSync(join(ROOT, name))), 'bundled-handlers']) cpSync(join(ROOT, file), join(copy, file), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  return copy;
}

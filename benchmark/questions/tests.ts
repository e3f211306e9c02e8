import { ROOT, run } from '../project';
import { Context } from '../question';
import { alone, Result } from '../result';

/** How long do all tests take? They are run once: it takes minutes. */
export default async function tests(_: Context): Promise<Result[]> {
  const { stdout, milliseconds } = await run('npm', ['test'], ROOT);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(stdout) ?? [];
  if (!passed || failed !== '0') throw new Error(`npm test ends without a count of tests that passed:\n${stdout.slice(-3_000)}`);
  return [alone({ question: 'tests', unit: 's', measure: 'npm test', ours: 'every test and check', goal: { of: 'value', atMost: 600 } }, [Math.round(milliseconds / 100) / 10])];
}

import { join } from 'path';
import { ROOT, run } from '../project';
import { Context } from '../question';
import { alone, Result } from '../result';

/** How fast are the policies proven? Each part is run once: it takes minutes. */
export default async function proof(_: Context): Promise<Result[]> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), join(__dirname, '..', 'proof.ts')], ROOT);
  return stdout.trim().split('\n').map((line) => JSON.parse(line)).flatMap(({ measure, seconds, goal, actions, contexts }) => {
    const ours = actions ? `${(actions * contexts).toLocaleString('en-US')} requests` : 'all tests of test/proof';
    return [alone({ question: 'proof', unit: 's', measure: `proof: ${measure}`, ours, goal: { of: 'value', atMost: goal } }, [seconds])];
  });
}

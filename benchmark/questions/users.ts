import { interleave } from '../measure';
import { run } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

/** How does synthesis grow with the users? */
export default async function users({ project, runs }: Context): Promise<Result[]> {
  const milliseconds = async (count: number) => Number((await run(process.execPath, [project.program('users'), String(count)], project.folder)).stdout);
  const results: Result[] = [];
  for (const [fewer, more] of [[1, 10], [10, 100], [100, 1_000]]) {
    const about = { question: 'users', unit: 'ms' as const, measure: 'synthesis without loading', ours: `${more} users`, peer: `${fewer} user${fewer > 1 ? 's' : ''}` };
    // Ten times as many users in at most ten times as long.
    results.push(compared({ ...about, goal: { of: 'ratio', atMost: 10 } }, await interleave(runs, () => milliseconds(more), () => milliseconds(fewer))));
  }
  return results;
}

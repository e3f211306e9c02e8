import { run } from '../project';
import { Context } from '../question';
import { alone, Result } from '../result';

/** How long do the access checks take at a synthesis? */
export default async function accessChecks({ project, runs }: Context): Promise<Result[]> {
  const results: Result[] = [];
  for (const [count, ours, atMost] of [[0, 'default baseline', 2_000], [200, '200 roles', 15_000]] as const) {
    const values: number[] = [];
    while (values.length < runs) values.push(Number((await run(process.execPath, [project.program('access-checks'), String(count)], project.folder)).stdout));
    results.push(alone({ question: 'access-checks', unit: 'ms', measure: 'access checks', ours, goal: { of: 'value', atMost } }, values));
  }
  return results;
}

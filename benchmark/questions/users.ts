import { interleave } from '../measure';
import { run } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

/** How does synthesis grow with the users, and what does the library add to as many users of aws-cdk-lib? */
export default async function users({ project, runs, few }: Context): Promise<Result[]> {
  const milliseconds = async (count: number, app = 'users') => Number((await run(process.execPath, [project.program(app), String(count)], project.folder)).stdout);
  const results: Result[] = [];
  for (const [fewer, more] of [[1, 10], [10, 100], [100, 1_000]]) {
    const about = { question: 'users', unit: 'ms' as const, measure: 'synthesis without loading', ours: `${more} users`, peer: `${fewer} user${fewer > 1 ? 's' : ''}` };
    // Ten times as many users in at most ten times as long.
    results.push(compared({ ...about, goal: { of: 'ratio', atMost: 10 } }, await interleave(runs, () => milliseconds(more), () => milliseconds(fewer))));
  }
  const about = { question: 'users', unit: 'ms' as const, measure: 'synthesis without loading', ours: '3,000 users', peer: '3,000 plain iam.Users', goal: { of: 'ratio' as const, atMost: 1.15 } };
  results.push(compared(about, await interleave(few, () => milliseconds(3_000), () => milliseconds(3_000, 'plain-users'))));
  return results;
}

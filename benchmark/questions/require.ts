import { interleave } from '../measure';
import { run } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

/** How long does it take to load the library? */
export default async function load({ project, runs }: Context): Promise<Result[]> {
  const milliseconds = async (...args: string[]) => Number((await run(process.execPath, [project.program('require'), ...args], project.folder)).stdout);
  const about = { question: 'require', unit: 'ms' as const, peer: 'aws-cdk-lib core and IAM' };
  return [
    compared({ ...about, measure: 'loading', ours: 'core, IAM and the library', goal: { of: 'difference', atMost: 20 } },
      await interleave(runs, () => milliseconds('library'), () => milliseconds())),
    compared({ ...about, measure: 'loading what the default stack uses', ours: 'core, IAM and the stack of the library' },
      await interleave(runs, () => milliseconds('use'), () => milliseconds())),
  ];
}

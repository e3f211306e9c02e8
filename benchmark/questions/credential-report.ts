import { join } from 'path';
import { interleave } from '../measure';
import { ROOT, run } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const HANDLER = join(ROOT, 'bundled-handlers', 'credential-report.js');

/** How does the credential report grow with the users? An account has up to 5,000. */
export default async function credentialReport({ project, runs }: Context): Promise<Result[]> {
  const milliseconds = async (users: string) => {
    const { stdout } = await run(process.execPath, [project.program('credential-report'), HANDLER, users], project.folder);
    return Number(stdout.trim().split('\n').pop());
  };
  const about = {
    question: 'credential-report',
    unit: 'ms' as const,
    measure: 'credential report, without the time of AWS',
    ours: '5,000 users',
    peer: '500 users',
    goal: { of: 'ratio' as const, atMost: 10 },
  };
  return [compared(about, await interleave(runs, () => milliseconds('5000'), () => milliseconds('500')))];
}

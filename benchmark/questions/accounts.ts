import { interleave } from '../measure';
import { run, SETTINGS_HANDLER } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const ACCOUNTS = '200';

/** How long is the synthesis of many accounts in one app? */
export default async function accounts({ project, few }: Context): Promise<Result[]> {
  const milliseconds = async (app: string, ...more: string[]) => {
    const { stdout } = await run(process.execPath, [project.program(app), ACCOUNTS, ...more], project.folder);
    return Number(stdout);
  };
  const about = {
    question: 'accounts',
    unit: 'ms' as const,
    measure: 'synthesis of 200 accounts in one app, without loading',
    ours: 'default baseline',
    peer: 'the same with aws-cdk-lib alone',
    goal: { of: 'ratio' as const, atMost: 1.35 },
  };
  return [compared(about, await interleave(few, () => milliseconds('accounts'), () => milliseconds('plain-accounts', SETTINGS_HANDLER)))];
}

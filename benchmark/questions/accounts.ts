import { each, interleave } from '../measure';
import { run, SETTINGS_HANDLER } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';
import { Usage } from '../usage';

const [MANY, FEWER] = [200, 50];
/** Half of the 415 MB that 200 accounts took when each check walked the whole tree. */
const MOST_BYTES = 207_500_000;

/** How long is the synthesis of many accounts in one app, how much memory does it take, and how does it grow with them? */
export default async function accounts({ project, few }: Context): Promise<Result[]> {
  const synthesis = async (app: string, count: number, ...more: string[]): Promise<Usage> => (
    JSON.parse((await run(process.execPath, [project.program(app), String(count), ...more], project.folder)).stdout)
  );
  const ours = () => synthesis('accounts', MANY);
  const besidePlain = await interleave(few, ours, () => synthesis('plain-accounts', MANY, SETTINGS_HANDLER));
  const besideFewer = await interleave(few, ours, () => synthesis('accounts', FEWER));

  const plain = { question: 'accounts', ours: 'default baseline', peer: 'the same with aws-cdk-lib alone' };
  const fewer = { question: 'accounts', ours: `${MANY} accounts`, peer: `${FEWER} accounts` };
  const time = ({ milliseconds }: Usage) => milliseconds;
  return [
    compared({ ...plain, unit: 'ms', measure: `synthesis of ${MANY} accounts in one app, without loading`, goal: { of: 'ratio', atMost: 1.35 } }, each(besidePlain, time)),
    compared({ ...plain, unit: 'bytes', measure: `most memory of that synthesis, of ${MANY} accounts`, goal: { of: 'value', atMost: MOST_BYTES } },
      each(besidePlain, ({ bytes }) => bytes)),
    // Four times as many accounts in at most four times as long.
    compared({ ...fewer, unit: 'ms', measure: 'synthesis of accounts in one app, without loading', goal: { of: 'ratio', atMost: MANY / FEWER } }, each(besideFewer, time)),
  ];
}

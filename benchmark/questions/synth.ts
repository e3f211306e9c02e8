import { interleave } from '../measure';
import { Project, ROOT, run, SETTINGS_HANDLER } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

/** How long is synthesis, from the start of the process to its end? */
export default async function synth(context: Context): Promise<Result[]> {
  const pair = async (project: Project, ours: string, peer: string) =>
    interleave(context.runs, () => project.synthesize(ours), () => project.synthesize(peer));
  const about = { question: 'synth', unit: 'ms' as const };
  const { project, newest } = context;
  return [
    compared({ ...about, measure: 'synthesis', ours: 'default baseline', peer: 'the same with aws-cdk-lib alone', goal: { of: 'ratio', atMost: 1.05 } },
      await interleave(context.runs, () => project.synthesize('baseline'), () => project.synthesize('plain-baseline', SETTINGS_HANDLER))),
    compared({ ...about, measure: 'synthesis', ours: 'default baseline', peer: 'an app with one group' },
      await pair(project, 'baseline', 'bare')),
    compared({ ...about, measure: 'synthesis with the newest aws-cdk-lib', ours: 'default baseline', peer: 'an app with one group' },
      await pair(newest, 'baseline', 'bare')),
    compared({ ...about, measure: 'synthesis by the CDK CLI', ours: 'default baseline', peer: 'an app with one group' },
      await interleave(context.runs, () => byCli(project, 'baseline'), () => byCli(project, 'bare'))),
    compared({ ...about, measure: 'synthesis', ours: 'everything on', peer: 'an app with one group' },
      await pair(project, 'everything-on', 'bare')),
    compared({ ...about, measure: 'synthesis of alias and password policy', ours: 'two constructs', peer: 'two AwsCustomResources' },
      await pair(project, 'settings', 'aws-custom-resources')),
  ];
}

async function byCli(project: Project, app: string): Promise<number> {
  const cdk = `${ROOT}/node_modules/.bin/cdk`;
  const args = [cdk, 'synth', '--quiet', '--no-notices', '--app', `"${process.execPath}" ${project.program(app)}`, '--output', `${project.assembly(app)}-cli`];
  return (await run(process.execPath, args, project.folder, { CI: 'true', CDK_DISABLE_CLI_TELEMETRY: 'true', CDK_DISABLE_VERSION_CHECK: 'true' })).milliseconds;
}

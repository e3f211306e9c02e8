import * as yaml from 'yaml';
import { Context } from '../question';
import { counted, Result } from '../result';
import { wavesOf } from '../waves';

/**
 * How large is the template as the CDK CLI sends it? Up to 51,200 characters go without a bucket. And in how many steps, each of which
 * waits for the one before, does CloudFormation create it?
 */
export default async function template({ project }: Context): Promise<Result[]> {
  const characters = async (app: string) => {
    await project.synthesize(app);
    return yaml.stringify(project.template(app).template, { schema: 'yaml-1.1', lineWidth: 0 }).length;
  };
  const steps = (app: string) => wavesOf(project.template(app).template).length;
  const about = { question: 'template', unit: 'characters' as const };
  const bare = { peer: 'an app with one group', goal: { of: 'value' as const, atMost: 51_199 } };
  const one = await characters('bare');
  return [
    counted({ ...about, ...bare, measure: 'template', ours: 'default baseline', goal: { of: 'value', atMost: 35_999 } }, await characters('baseline'), one),
    counted({ ...about, ...bare, measure: 'template', ours: 'everything on' }, await characters('everything-on'), one),
    counted({ ...about, measure: 'template of alias and password policy, code included', ours: 'two constructs', peer: 'two AwsCustomResources, code in the bucket' },
      await characters('settings'), await characters('aws-custom-resources')),
    ...([['default baseline', 'baseline', 5], ['everything on', 'everything-on', 6]] as const).map(([ours, app, atMost]) => counted(
      { question: 'template', unit: 'steps', measure: 'deployment, steps that wait for each other', ours, peer: 'two AwsCustomResources', goal: { of: 'value', atMost } },
      steps(app), steps('aws-custom-resources'),
    )),
  ];
}

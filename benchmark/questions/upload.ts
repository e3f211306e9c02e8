import { Context } from '../question';
import { counted, Result } from '../result';

/** How much must be uploaded, into a bucket that must be there, before a stack can be deployed? */
export default async function upload({ project }: Context): Promise<Result[]> {
  const bytes = async (app: string) => {
    await project.synthesize(app);
    return project.template(app).files.reduce((sum, file) => sum + file.bytes, 0);
  };
  const peer = await bytes('aws-custom-resources');
  const about = { question: 'upload', unit: 'bytes' as const, peer: 'two AwsCustomResources', goal: { of: 'value' as const, atMost: 0 } };
  return [
    counted({ ...about, measure: 'upload before the deployment of alias and password policy', ours: 'two constructs' }, await bytes('settings'), peer),
    counted({ ...about, measure: 'upload before the deployment', ours: 'baseline with everything on' }, await bytes('everything-on'), peer),
  ];
}

import { Context } from '../question';
import { counted, Result } from '../result';

/** How many Lambda functions does it take? */
export default async function functions({ project }: Context): Promise<Result[]> {
  const count = async (app: string) => {
    await project.synthesize(app);
    return Object.values<any>(project.template(app).template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function').length;
  };
  const about = { question: 'functions', unit: 'functions' as const, peer: 'two AwsCustomResources' };
  const peer = await count('aws-custom-resources');
  return [
    counted({ ...about, measure: 'Lambda functions', ours: 'everything on', goal: { of: 'value', atMost: 1 } }, await count('everything-on'), peer),
  ];
}

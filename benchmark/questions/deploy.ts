import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { runCdk, said } from '../../local-endpoint/cdk-cli';
import { startLocalEndpoint } from '../../local-endpoint/endpoint';
import { interleave } from '../measure';
import { Context } from '../question';
import { compared, Result } from '../result';

/**
 * How long are a deployment and the deletion of its stack, on the local endpoint, from the start of the CDK CLI to its end? The peer's
 * asset is uploaded once and found in every later run; what a bootstrap takes is not counted.
 */
export default async function deploy({ project, runs }: Context): Promise<Result[]> {
  const endpoint = await startLocalEndpoint({ quiet: true });
  try {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    await new S3Client({ endpoint: endpoint.url, region: 'us-east-1', forcePathStyle: true, credentials }).send(new CreateBucketCommand({ Bucket: 'assets' }));
    const deployAndDestroy = async (app: string) => {
      let seconds = 0;
      for (const command of [['deploy', '--method', 'direct'], ['destroy']]) {
        const result = await runCdk([...command, '--all', '--output', `${project.assembly(app)}-deployed`], {
          cwd: project.folder, app: `"${process.execPath}" ${project.program(app)}`, environment: endpoint.environment, died: endpoint.died,
        });
        if (result.code !== 0) throw new Error(`${app}: ${said(result)}`);
        seconds += result.seconds;
      }
      return seconds;
    };
    const about = { question: 'deploy', unit: 's' as const, measure: 'deploying and destroying alias and password policy, by the CDK CLI' };
    return [
      compared({ ...about, ours: 'two constructs', peer: 'two AwsCustomResources', goal: { of: 'ratio', atMost: 0.9 } },
        await interleave(runs, () => deployAndDestroy('settings'), () => deployAndDestroy('aws-custom-resources'))),
    ];
  } finally {
    await endpoint.stop();
  }
}

import { join } from 'path';
import { DeleteAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { CloudFormation } from '../invocation';
import { interleave } from '../measure';
import { bundledHandler, ROOT } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const PASSWORD_POLICY = { ResourceType: 'Custom::PasswordPolicy', ResourceProperties: { Setting: 'password-policy', OnExisting: 'OVERWRITE', MinimumPasswordLength: '14', RequireSymbols: 'true' } };
/** The same by an AwsCustomResource. aws-cdk-lib has the code of its function as a file. */
const AWS_CUSTOM_RESOURCE = {
  ResourceType: 'Custom::AWS',
  ResourceProperties: {
    InstallLatestAwsSdk: 'false',
    Create: JSON.stringify({
      service: 'IAM',
      action: 'updateAccountPasswordPolicy',
      parameters: { MinimumPasswordLength: 14, RequireSymbols: true },
      physicalResourceId: { id: 'setting' },
    }),
  },
};
const AWS_CUSTOM_RESOURCE_HANDLER = join(ROOT, 'node_modules', 'aws-cdk-lib', 'custom-resource-handlers', 'dist', 'custom-resources', 'aws-custom-resource-handler', 'index.js');

/**
 * How long is it, in a new account, from the start of a process to the answer at CloudFormation's address, for a function that has never
 * run? The local endpoint answers its calls.
 */
export default async function coldStart({ project, runs }: Context): Promise<Result[]> {
  const endpoint = await startLocalEndpoint({ quiet: true });
  const cloudFormation = await CloudFormation.start();
  try {
    const iam = new IAMClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    const environment = { ...endpoint.environment, AWS_ENDPOINT_URL_IAM: endpoint.url, AWS_ENDPOINT_URL_SSM: endpoint.url };
    const bundle = bundledHandler('account-settings', project.folder);
    // Each finds no password policy: the settings handler reads an unexpected one for some seconds, in case it is not the newest.
    const ours = async () => {
      const { milliseconds } = await cloudFormation.invoke(project, bundle, { ...PASSWORD_POLICY, RequestType: 'Create' }, environment);
      await cloudFormation.invoke(project, bundle, { ...PASSWORD_POLICY, RequestType: 'Delete' }, environment);
      return milliseconds;
    };
    const peer = (handler: string, request: typeof PASSWORD_POLICY | typeof AWS_CUSTOM_RESOURCE) => async () => {
      const { milliseconds } = await cloudFormation.invoke(project, handler, { ...request, RequestType: 'Create' }, environment);
      await iam.send(new DeleteAccountPasswordPolicyCommand({})); // Fails if the handler has set none.
      return milliseconds;
    };
    const about = {
      question: 'cold-start',
      unit: 'ms' as const,
      measure: 'first invocation, from the start of the process to the answer',
      ours: 'settings handler, with its ownership record',
    };
    return [
      compared({ ...about, peer: 'the handler of AwsCustomResource', goal: { of: 'ratio', atMost: 1.25 } },
        await interleave(runs, ours, peer(AWS_CUSTOM_RESOURCE_HANDLER, AWS_CUSTOM_RESOURCE))),
      compared({ ...about, peer: 'a handler that makes one IAM call' },
        await interleave(runs, ours, peer(project.program('least-handler'), PASSWORD_POLICY))),
    ];
  } finally {
    cloudFormation.stop();
    await endpoint.stop();
  }
}

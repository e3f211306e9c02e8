import { readFileSync, writeFileSync } from 'fs';
import { createServer } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { brotliDecompressSync } from 'zlib';
import { DeleteAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { startLocalEndpoint } from '../../local-endpoint/client/endpoint';
import { interleave } from '../measure';
import { ROOT, run } from '../project';
import { Context } from '../question';
import { compared, Result } from '../result';

const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/settings/1';
const TYPE = 'Custom::PasswordPolicy';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:settings';

/** What CloudFormation says of the stack and its resource while it waits for the answer to a request. */
function inProgress(action: string, requestType: string): string {
  const status = `${requestType.toUpperCase()}_IN_PROGRESS`;
  const result = action === 'DescribeStackResource'
    ? `<StackResourceDetail><ResourceType>${TYPE}</ResourceType><ResourceStatus>${status}</ResourceStatus></StackResourceDetail>`
    : `<Stacks><member><StackName>settings</StackName><StackStatus>${status}</StackStatus></member></Stacks>`;
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

/**
 * How long is it, in a new account, from the start of a process to the answer at CloudFormation's address, for a function that has never run? The local
 * endpoint answers its calls.
 */
export default async function coldStart({ project, runs }: Context): Promise<Result[]> {
  const endpoint = await startLocalEndpoint({ quiet: true });
  let answered = (_body: any) => {};
  let requestType = 'Create';
  // It is CloudFormation: it reads the answer, and says that it waits for one.
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => body += chunk).on('end', () => {
      if (request.method === 'PUT') answered(JSON.parse(body));
      response.setHeader('content-type', 'text/xml').end(request.method === 'PUT' ? '' : inProgress(/Action=(\w+)/.exec(body)![1], requestType));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cloudFormation = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let requests = 0;

  const invoke = async (handler: string, RequestType: string): Promise<number> => {
    requestType = RequestType;
    const event = {
      RequestType,
      RequestId: `request-${++requests}`,
      ResponseURL: `${cloudFormation}/answer`,
      ResourceType: TYPE,
      StackId: STACK,
      LogicalResourceId: 'PasswordPolicy',
      PhysicalResourceId: RequestType === 'Create' ? undefined : 'password-policy',
      ResourceProperties: { Setting: 'password-policy', OnExisting: 'OVERWRITE', MinimumPasswordLength: '14', RequireSymbols: 'true' },
    };
    const answer = new Promise<[any, number]>((resolve) => { answered = (body) => resolve([body, performance.now()]); });
    const started = performance.now();
    const environment = {
      ...endpoint.environment,
      STACK,
      DOMAIN: 'amazonaws.com',
      AWS_ENDPOINT_URL: cloudFormation,
      AWS_ENDPOINT_URL_IAM: endpoint.url,
      AWS_ENDPOINT_URL_SSM: endpoint.url,
      NODE_PATH: join(ROOT, 'node_modules'),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
    await run(process.execPath, [project.program('invoke'), handler, JSON.stringify(event), FUNCTION], project.folder, environment);
    const [{ Status, Reason }, at] = await answer;
    if (Status !== 'SUCCESS') throw new Error(Reason);
    return at - started;
  };
  try {
    const bundle = join(project.folder, 'account-settings.js');
    writeFileSync(bundle, JSON.parse(brotliDecompressSync(readFileSync(join(ROOT, 'bundled-handlers', 'handlers.json.br'))).toString())['account-settings']);
    const iam = new IAMClient({ endpoint: endpoint.url, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
    // Each finds no password policy: the settings handler reads an unexpected one for some seconds, in case it is not the newest.
    const ours = async () => {
      const milliseconds = await invoke(bundle, 'Create');
      await invoke(bundle, 'Delete');
      return milliseconds;
    };
    const least = async () => {
      const milliseconds = await invoke(project.program('least-handler'), 'Create');
      await iam.send(new DeleteAccountPasswordPolicyCommand({}));
      return milliseconds;
    };
    return [compared({
      question: 'cold-start',
      unit: 'ms',
      measure: 'first invocation, from the start of the process to the answer',
      ours: 'settings handler, with its ownership record',
      peer: 'a handler that makes one IAM call',
    }, await interleave(runs, ours, least))];
  } finally {
    server.close();
    await endpoint.stop();
  }
}

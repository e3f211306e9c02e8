import { createServer } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { Project, ROOT, run } from './project';

const STACK = 'arn:aws:cloudformation:us-east-1:111122223333:stack/settings/1';
const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:settings';

/** A request of CloudFormation to a custom resource, as far as it differs from one to the next. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Delete';
  readonly ResourceType: string;
  readonly ResourceProperties: object;
}

/** An answer to it. */
export interface Invoked {
  /** From the start of the process to the answer. */
  readonly milliseconds: number;
  readonly data: Record<string, string>;
}

/** What CloudFormation says of the stack and its resource while it waits for the answer to a request. */
function inProgress(action: string, { RequestType, ResourceType }: CustomResourceRequest): string {
  const status = `${RequestType.toUpperCase()}_IN_PROGRESS`;
  const result = action === 'DescribeStackResource'
    ? `<StackResourceDetail><ResourceType>${ResourceType}</ResourceType><ResourceStatus>${status}</ResourceStatus></StackResourceDetail>`
    : `<Stacks><member><StackName>settings</StackName><StackStatus>${status}</StackStatus></member></Stacks>`;
  return `<${action}Response><${action}Result>${result}</${action}Result></${action}Response>`;
}

/** CloudFormation as a function meets it: it sends a request, says that it waits, and reads the answer. It answers at once. */
export class CloudFormation {
  public static async start(): Promise<CloudFormation> {
    const cloudFormation = new CloudFormation();
    await new Promise<void>((resolve) => cloudFormation.server.listen(0, '127.0.0.1', resolve));
    return cloudFormation;
  }

  private readonly server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => body += chunk).on('end', () => {
      if (request.method === 'PUT') this.answered(JSON.parse(body));
      response.setHeader('content-type', 'text/xml').end(request.method === 'PUT' ? '' : inProgress(/Action=(\w+)/.exec(body)![1], this.current));
    });
  });
  private requests = 0;
  private current!: CustomResourceRequest;
  private answered = (_body: any) => {};

  /**
   * Invokes a handler in a process that has never run, as Lambda does.
   *
   * @param environment of the function, with the addresses of the services that it calls
   * @throws if the answer is a failure
   */
  public async invoke(project: Project, handler: string, sent: CustomResourceRequest, environment: Record<string, string>): Promise<Invoked> {
    this.current = sent;
    const { port } = this.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}`;
    const event = {
      ...sent,
      RequestId: `request-${++this.requests}`,
      ResponseURL: `${url}/answer`,
      StackId: STACK,
      LogicalResourceId: 'Setting',
      PhysicalResourceId: sent.RequestType === 'Create' ? undefined : 'setting',
    };
    const answer = new Promise<[any, number]>((resolve) => { this.answered = (body) => resolve([body, performance.now()]); });
    const started = performance.now();
    await run(process.execPath, [project.program('invoke'), handler, JSON.stringify(event), FUNCTION], project.folder, {
      ...environment,
      STACK,
      DOMAIN: 'amazonaws.com',
      AWS_ENDPOINT_URL: url,
      ANSWER_PORT: String(port),
      NODE_PATH: join(ROOT, 'node_modules'),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    });
    const [{ Status, Reason, Data }, at] = await answer;
    if (Status !== 'SUCCESS') throw new Error(Reason);
    return { milliseconds: at - started, data: Data };
  }

  public stop(): void {
    this.server.close();
  }
}

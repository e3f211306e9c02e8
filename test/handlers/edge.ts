import { IAMClient } from '@aws-sdk/client-iam';

Object.assign(process.env, { AWS_REGION: 'eu-central-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });

/** An error as AWS answers it. */
export class AwsError extends Error {
  constructor(public readonly code: string, public readonly status = 400, message = code) {
    super(message);
  }
}

export interface EdgeCall {
  /** As an IAM action, such as `iam:GetUser`. */
  readonly action: string;
  readonly input: Record<string, any>;
  /** That of the endpoint, if its name has one. */
  readonly region?: string;
}

type Answer = string | object;

/** The services by the names that their JSON requests have. */
const TARGETS: Record<string, string> = { AmazonSSM: 'ssm', AWSIdentityStore: 'identitystore' };

/**
 * AWS behind the SDK's own clients. It replaces the network: requests are serialized, and answers and errors parsed, as in the Lambda
 * function.
 */
export class Edge {
  public readonly calls: EdgeCall[] = [];
  /** Called before each call; the call fails with what it throws. */
  public fault?: (call: EdgeCall, index: number) => void;

  /** @param handle answers with the members of an IAM or EC2 result as XML, or with the JSON of another service */
  constructor(private readonly handle: (action: string, input: Record<string, any>, region?: string) => Answer | Promise<Answer>) {
    // All clients share the class that opens the connections.
    const connections = Object.getPrototypeOf(new IAMClient({}).config.requestHandler);
    jest.spyOn(connections, 'handle').mockImplementation((request: any) => this.receive(request));
  }

  public of(action: string): Record<string, any>[] {
    return this.calls.filter((call) => call.action === action).map(({ input }) => input);
  }

  private async receive(request: any) {
    const text = typeof request.body === 'string' ? request.body : request.body ? new TextDecoder().decode(request.body) : '';
    const call: EdgeCall = { ...callOf(request, text), region: /^[a-z0-9-]+[.]([a-z0-9-]+)[.]amazonaws[.]com/.exec(request.hostname)?.[1] };
    this.calls.push(call);
    const isQuery = /^(cloudformation|iam|sns|ec2):/.test(call.action);
    let statusCode = 200;
    let headers: Record<string, string> = {};
    let body: string;
    try {
      this.fault?.(call, this.calls.length - 1);
      const answer = await this.handle(call.action, call.input, call.region);
      const [service, name] = call.action.split(':');
      body = service === 'ec2' ? `<${name}Response>${answer}</${name}Response>` : typeof answer === 'string' ? `<${name}Response><${name}Result>${answer}</${name}Result></${name}Response>` : JSON.stringify(answer);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      statusCode = error.status;
      headers = { 'x-amzn-errortype': error.code };
      body = isQuery ? `<ErrorResponse><Error><Type>Sender</Type><Code>${error.code}</Code><Message>${error.message}</Message></Error></ErrorResponse>`
        : JSON.stringify({ __type: error.code, message: error.message });
    }
    return { response: { statusCode, headers: { 'content-type': isQuery ? 'text/xml' : 'application/json', ...headers }, body: Buffer.from(body) } };
  }
}

/** The JSON operations of Access Analyzer, by method and path. */
const REST: [RegExp, string][] = [
  [/^GET \/analyzer$/, 'ListAnalyzers'],
  [/^PUT \/analyzer$/, 'CreateAnalyzer'],
  [/^DELETE \/analyzer\/([^/]+)$/, 'DeleteAnalyzer'],
  [/^GET \/analyzer\/([^/]+)\/archive-rule$/, 'ListArchiveRules'],
  [/^PUT \/analyzer\/([^/]+)\/archive-rule$/, 'CreateArchiveRule'],
  [/^PUT \/analyzer\/([^/]+)\/archive-rule\/([^/]+)$/, 'UpdateArchiveRule'],
  [/^DELETE \/analyzer\/([^/]+)\/archive-rule\/([^/]+)$/, 'DeleteArchiveRule'],
  [/^PUT \/archive-rule$/, 'ApplyArchiveRule'],
  [/^POST \/tags\/(.+)$/, 'TagResource'],
];

/** The JSON operations of Security Hub, by method and path. */
const SECURITY_HUB: { readonly [request: string]: string } = {
  'POST /findings': 'GetFindings', 'PATCH /findings/batchupdate': 'BatchUpdateFindings',
};

function callOf(request: any, text: string): EdgeCall {
  const target = request.headers['x-amz-target'];
  if (target) {
    const [service, operation] = target.split('.');
    return { action: `${TARGETS[service] ?? service}:${operation}`, input: JSON.parse(text) };
  }
  const query = new URLSearchParams(text);
  if (query.has('Action')) {
    const service = ({ '2010-05-08': 'iam', '2010-05-15': 'cloudformation', '2016-11-15': 'ec2' } as Record<string, string>)[query.get('Version')!] ?? 'sns';
    return { action: `${service}:${query.get('Action')}`, input: Object.fromEntries(query) };
  }
  for (const [pattern, name] of REST) {
    const match = pattern.exec(`${request.method} ${request.path}`);
    if (match) {
      const [, analyzer, rule] = match.map((part) => part && decodeURIComponent(part));
      return { action: `access-analyzer:${name}`, input: { analyzer, rule, ...request.query, ...text ? JSON.parse(text) : {} } };
    }
  }
  const operation = SECURITY_HUB[`${request.method} ${request.path}`];
  if (operation) return { action: `securityhub:${operation}`, input: JSON.parse(text) };
  throw new Error(`unknown request ${request.method} ${request.path}`);
}

/** The XML of a list. */
export function members(items: (string | object)[]): string {
  return items.map((item) => `<member>${typeof item === 'string' ? item : xml(item)}</member>`).join('');
}

/** The XML of an object; dates, numbers and lists as the query protocol has them. */
export function xml(value: object): string {
  return Object.entries(value).filter(([, content]) => content !== undefined).map(([name, content]) => `<${name}>${
    Array.isArray(content) ? members(content) : content instanceof Date ? content.toISOString()
      : typeof content === 'object' ? xml(content) : String(content).replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>`).join('');
}

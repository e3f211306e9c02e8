import { spawn } from 'child_process';
import { createServer, IncomingMessage, Server } from 'http';
import { AddressInfo } from 'net';
import { join } from 'path';
import { FakeAws } from './fake-aws';
import { settingType } from '../../../src/account/contract/settings';

/** What really ships: the file that is put into the template, in a Node of its own, over real connections. */
const BUNDLE = join(__dirname, '..', '..', '..', 'bundled-handlers', 'account-settings.js');
const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/baseline/aaaa';

const INVOKE = `
const { handler } = require(process.argv[1]);
const end = Date.now() + Number(process.argv[3]);
handler(JSON.parse(process.argv[2]), {
  invokedFunctionArn: 'arn:aws-us-gov:lambda:us-gov-west-1:111122223333:function:f',
  getRemainingTimeInMillis: () => end - Date.now(),
}).then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
`;

let server: Server;
let aws: FakeAws;
let put: { headers: IncomingMessage['headers']; body: string }[];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    if (request.method === 'PUT') {
      put.push({ headers: request.headers, body });
      // The first answer is refused, as S3 does now and then.
      return response.writeHead(put.length === 1 ? 503 : 200).end();
    }
    const { response: { statusCode, headers, body: content } } = await aws.receive({
      hostname: '', method: request.method, path: request.url, headers: request.headers as Record<string, string>, body,
    });
    return response.writeHead(statusCode, headers).end(content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
  aws = new FakeAws();
  put = [];
});
afterEach(() => jest.restoreAllMocks());

async function invoke(
  RequestType: string, ResourceProperties: { Setting: string; [field: string]: string }, milliseconds = 60_000,
): Promise<{ answer: any; output: string }> {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const event = {
    RequestType, RequestId: RequestType, StackId: STACK, LogicalResourceId: 'Setting', ResponseURL: `${address}/?signature=secret`, ResourceType: settingType(ResourceProperties.Setting), ResourceProperties,
  };
  aws.stacks[STACK] = 'UPDATE_IN_PROGRESS';
  aws.resources = { Setting: { type: event.ResourceType, status: `${RequestType.toUpperCase()}_IN_PROGRESS` } };
  const child = spawn(process.execPath, ['-e', INVOKE, BUNDLE, JSON.stringify(event), String(milliseconds)], {
    env: { ...process.env, STACK, AWS_ENDPOINT_URL: address, NODE_OPTIONS: '', NODE_NO_WARNINGS: '1' },
  });
  let output = '';
  child.stdout.on('data', (text) => { output += text; });
  child.stderr.on('data', (text) => { output += text; });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect([status, output]).toEqual([0, expect.any(String)]);
  return { answer: JSON.parse(put[put.length - 1].body), output };
}

test('sets and undoes an alias, and answers once, with an empty content type', async () => {
  const { answer, output } = await invoke('Create', { Setting: 'account-alias', AccountAlias: 'first' });
  expect(answer).toEqual({
    Status: 'SUCCESS',
    Reason: '',
    Data: { AccountAlias: 'first', SignInUrl: 'https://first.signin.amazonaws-us-gov.com/console' },
    PhysicalResourceId: 'account-alias',
    StackId: STACK,
    RequestId: 'Create',
    LogicalResourceId: 'Setting',
  });
  expect(aws.account.alias).toBe('first');
  expect(put).toHaveLength(2);
  expect(put[1].headers['content-type']).toBe('');
  expect(put[1].headers['content-length']).toBe(String(put[1].body.length));
  expect(output.trim().split('\n')).toEqual([expect.stringMatching(/^\{.*"Status":"SUCCESS".*\}$/)]);
  expect(output).not.toContain('secret');
  expect((await invoke('Delete', { Setting: 'account-alias', AccountAlias: 'first' })).answer.Status).toBe('SUCCESS');
  expect(aws.account).toEqual({ alias: undefined, parameters: {} });
});

test('sets, updates and undoes a password policy', async () => {
  aws.account.policy = { MinimumPasswordLength: 8, HardExpiry: false };
  await invoke('Create', { Setting: 'password-policy', MinimumPasswordLength: '14', MaxPasswordAge: '90' });
  expect(aws.account.policy).toMatchObject({ MinimumPasswordLength: 14, MaxPasswordAge: 90 });
  await invoke('Update', { Setting: 'password-policy', MinimumPasswordLength: '16' });
  expect(aws.account.policy).toMatchObject({ MinimumPasswordLength: 16, ExpirePasswords: false });
  await invoke('Delete', { Setting: 'password-policy' });
  expect(aws.account.policy).toMatchObject({ MinimumPasswordLength: 8 });
});

test('a connection that nobody answers ends in time, with the reason', async () => {
  const receive = aws.receive.bind(aws);
  aws.receive = (request) => new URLSearchParams(request.body as string).get('Action') === 'ListAccountAliases' ? new Promise(() => {}) : receive(request);
  const { answer } = await invoke('Create', { Setting: 'account-alias', AccountAlias: 'first' }, 38_000);
  expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^iam:ListAccountAliases: /) });
}, 30_000);

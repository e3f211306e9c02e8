import { handler } from '../../../src/handlers/external-access-analyzer/handler';
import { takeAnswers } from '../answers';
import { AwsError, Edge } from '../edge';
import { VirtualTime } from '../virtual-time';

interface FakeAnalyzer {
  name: string;
  arn: string;
  type: string;
  status: string;
  tags: Record<string, string>;
  configuration?: any;
  createdAt: string;
}

const STACK = 'arn:aws:cloudformation:eu-central-1:111122223333:stack/watch/0a1b2c3d-1111-2222-3333-444455556666';
const OTHER = STACK.replace('0a1b2c3d', 'ffffffff');
const URL = 'https://cloudformation-custom-resource-response-eucentral1.s3.amazonaws.com/secret?signature=secret';
const FUNCTION_ARN = 'arn:aws:lambda:eu-central-1:111122223333:function:watch-ExternalAccessAnalyzerProvider';
const PREFIX = 'account-baseline-0a1b2c3d-1111-2222-3333-444455556666-';
const RULE = { resource: { eq: ['arn:aws:iam::111122223333:role/auditor'] }, isPublic: { eq: ['false'] } };

let time: VirtualTime;
let edge: Edge;
let analyzers: FakeAnalyzer[];
let rules: Record<string, Record<string, unknown>>;
let answers: any[];
let output: string;

const arnOf = (name: string) => `arn:aws:access-analyzer:eu-central-1:111122223333:analyzer/${name}`;
function existing(name: string, type = 'ACCOUNT', tags: Record<string, string> = {}, more: Partial<FakeAnalyzer> = {}): FakeAnalyzer {
  const analyzer = { name, arn: arnOf(name), type, status: 'ACTIVE', tags, createdAt: '2026-01-01T00:00:00Z', ...more };
  analyzers.push(analyzer);
  return analyzer;
}

function handle(action: string, input: Record<string, any>): object {
  const name = input.analyzer ?? input.analyzerName ?? input.analyzerArn?.split('/').pop();
  const mine = () => analyzers.find((one) => one.name === name) ?? (() => { throw new AwsError('ResourceNotFoundException', 404); })();
  switch (action.split(':')[1]) {
    case 'ListAnalyzers': {
      const all = analyzers.filter(({ type }) => type === input.type);
      const start = Number(input.nextToken ?? 0);
      return { analyzers: all.slice(start, start + 1), nextToken: start + 1 < all.length ? String(start + 1) : undefined };
    }
    case 'CreateAnalyzer':
      if (/^ACCOUNT/.test(input.type) && analyzers.some(({ type }) => type === input.type)) throw new AwsError('ServiceQuotaExceededException', 402);
      return { arn: existing(input.analyzerName, input.type, input.tags, { configuration: input.configuration }).arn };
    case 'DeleteAnalyzer':
      analyzers.splice(analyzers.indexOf(mine()), 1);
      delete rules[name];
      return {};
    case 'ListArchiveRules': {
      mine();
      const all = Object.keys(rules[name] ?? {});
      const start = Number(input.nextToken ?? 0);
      return {
        archiveRules: all.slice(start, start + 2).map((ruleName) => ({ ruleName, filter: {}, createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' })),
        nextToken: start + 2 < all.length ? String(start + 2) : undefined,
      };
    }
    case 'CreateArchiveRule':
      if (rules[name]?.[input.ruleName]) throw new AwsError('ConflictException', 409);
      (rules[name] ??= {})[input.ruleName] = input.filter;
      return {};
    case 'UpdateArchiveRule':
      rules[name][input.rule] = input.filter;
      return {};
    case 'DeleteArchiveRule':
      delete rules[name][input.rule];
      return {};
    case 'ApplyArchiveRule': return {};
    default: throw new AwsError('InvalidAction', 400, action);
  }
}

beforeEach(() => {
  time = new VirtualTime();
  Object.assign(process.env, { AWS_REGION: 'eu-central-1', STACK, DOMAIN: 'amazonaws.com' });
  edge = new Edge(handle);
  analyzers = [];
  rules = {};
  answers = [];
  output = '';
  jest.spyOn(console, 'log').mockImplementation((line) => { output += line; });
  takeAnswers(({ url, body }) => {
    expect(url).toBe(URL);
    answers.push(JSON.parse(body));
  });
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

async function deliver(RequestType: string, properties: object = {}, more: object = {}): Promise<void> {
  const end = Date.now() + 120_000;
  await handler({
    RequestType,
    RequestId: 'request',
    ResponseURL: URL,
    StackId: STACK,
    ResourceType: 'Custom::AccessAnalyzer',
    LogicalResourceId: 'AccessAnalyzerACCOUNT',
    ResourceProperties: { ServiceToken: 'arn', Type: 'ACCOUNT', Name: 'account-baseline-external-access', ...properties },
    ...RequestType === 'Create' ? {} : { PhysicalResourceId: 'ACCOUNT' },
    ...more,
  }, { invokedFunctionArn: FUNCTION_ARN, getRemainingTimeInMillis: () => end - Date.now() });
  expect(output).not.toContain('secret');
}

async function send(RequestType: string, properties?: object): Promise<any> {
  const before = answers.length;
  await deliver(RequestType, properties);
  expect(answers).toHaveLength(before + 1);
  return answers[before];
}

const writes = () => edge.calls.map(({ action }) => action.split(':')[1]).filter((action) => !/^List/.test(action));

test('it creates an analyzer in a region without one, and deletes it with the stack', async () => {
  expect(await send('Create')).toEqual({
    Status: 'SUCCESS',
    Reason: '',
    PhysicalResourceId: 'ACCOUNT',
    Data: { AnalyzerArn: arnOf('account-baseline-external-access'), Created: 'true' },
    StackId: STACK,
    RequestId: 'request',
    LogicalResourceId: 'AccessAnalyzerACCOUNT',
  });
  expect(analyzers).toEqual([expect.objectContaining({ type: 'ACCOUNT', tags: { 'account-baseline:stack': STACK } })]);
  expect((await send('Delete')).Status).toBe('SUCCESS');
  expect(analyzers).toEqual([]);
});

test('a second delivery of an event creates and deletes nothing', async () => {
  await send('Create');
  expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { Created: 'true' } });
  await send('Delete');
  expect(await send('Delete')).toMatchObject({ Status: 'SUCCESS' });
  expect(writes()).toEqual(['CreateAnalyzer', 'DeleteAnalyzer']);
});

test.each([['no tag', {}], ['the tag of another stack', { 'account-baseline:stack': OTHER }]])(
  'an existing analyzer, with %s, is used, and neither duplicated nor deleted', async (_, tags) => {
    existing('theirs', 'ACCOUNT', tags as any);
    existing('unused', 'ACCOUNT_UNUSED_ACCESS');
    expect(await send('Create')).toMatchObject({ Status: 'SUCCESS', Data: { AnalyzerArn: arnOf('theirs'), Created: 'false' } });
    expect(await send('Update')).toMatchObject({ Status: 'SUCCESS', Data: { AnalyzerArn: arnOf('theirs'), Created: 'false' } });
    expect((await send('Delete')).Status).toBe('SUCCESS');
    expect(analyzers.map(({ name }) => name)).toEqual(['theirs', 'unused']);
    expect(writes()).toEqual([]);
  });

test('it finds its own analyzer of an organization, on any page', async () => {
  existing('theirs', 'ORGANIZATION');
  existing('ours', 'ORGANIZATION', { 'account-baseline:stack': STACK });
  expect(await send('Create', { Type: 'ORGANIZATION' })).toMatchObject({ PhysicalResourceId: 'ORGANIZATION', Data: { AnalyzerArn: arnOf('ours'), Created: 'true' } });
  await send('Delete', { Type: 'ORGANIZATION' });
  expect(analyzers.map(({ name }) => name)).toEqual(['theirs']);
});

test.each(['DISABLED', 'FAILED'])('an analyzer that is %s fails the deployment, which names it', async (status) => {
  existing('theirs', 'ACCOUNT', {}, { status });
  expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: `the analyzer theirs is ${status}: repair or delete it` });
  expect((await send('Delete')).Status).toBe('SUCCESS');
});

test('archive rules follow the template, apply to existing findings, and leave other rules unchanged', async () => {
  existing('theirs');
  rules.theirs = { 'by-hand-1': {}, 'by-hand-2': {}, 'account-baseline-ffffffff-0': {} };
  const other = { resource: { eq: ['arn:aws:iam::111122223333:role/other'] } };
  await send('Create', { Archive: [RULE, other] });
  expect(rules.theirs).toMatchObject({ [`${PREFIX}0`]: RULE, [`${PREFIX}1`]: other });
  expect(edge.of('access-analyzer:ApplyArchiveRule')).toHaveLength(2);
  await send('Update', { Archive: [other] });
  expect(rules.theirs).toEqual({ 'by-hand-1': {}, 'by-hand-2': {}, 'account-baseline-ffffffff-0': {}, [`${PREFIX}0`]: other });
  await send('Delete', { Archive: [other] });
  expect(rules.theirs).toEqual({ 'by-hand-1': {}, 'by-hand-2': {}, 'account-baseline-ffffffff-0': {} });
});

test('another age replaces its own analyzer of unused access; any other analyzer keeps its age', async () => {
  const unused = { Type: 'ACCOUNT_UNUSED_ACCESS', Name: 'account-baseline-unused-access', UnusedAccessAge: '90' };
  await send('Create', unused);
  expect(analyzers[0].configuration).toEqual({ unusedAccess: { unusedAccessAge: 90 } });
  await send('Update', unused);
  expect(writes()).toEqual(['CreateAnalyzer']);
  await send('Update', { ...unused, UnusedAccessAge: '180' });
  expect(analyzers.map(({ configuration }) => configuration)).toEqual([{ unusedAccess: { unusedAccessAge: 180 } }]);
  analyzers[0].tags = {};
  expect(await send('Update', unused)).toMatchObject({ Status: 'SUCCESS', Data: { Created: 'false' } });
  expect(analyzers.map(({ configuration }) => configuration)).toEqual([{ unusedAccess: { unusedAccessAge: 180 } }]);
});

test.each<[string, object]>([
  ['for another stack', { StackId: OTHER }],
  ['for a resource of another type', { ResourceType: 'Custom::SecurityStatus' }],
  ['with an answer to another place', { ResponseURL: 'https://example.com/' }],
])('an event %s deletes nothing and gets no answer', async (_, event) => {
  existing('ours', 'ACCOUNT', { 'account-baseline:stack': STACK });
  await deliver('Delete', {}, event);
  expect([analyzers.length, answers, writes()]).toEqual([1, [], []]);
  expect(output).toContain('refused');
});

test('throttled calls are retried', async () => {
  edge.fault = (_, index) => { if (index % 3) throw new AwsError('ThrottlingException', 429, 'Rate exceeded'); };
  expect((await send('Create', { Archive: [RULE] })).Status).toBe('SUCCESS');
  expect((await send('Delete')).Status).toBe('SUCCESS');
  expect(analyzers).toEqual([]);
});

test('a denied call fails the deployment with the action', async () => {
  edge.fault = ({ action }) => {
    if (/CreateAnalyzer/.test(action)) throw new AwsError('AccessDeniedException', 403, 'not authorized with an explicit deny in a service control policy');
  };
  expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^access-analyzer:CreateAnalyzer: AccessDeniedException/), PhysicalResourceId: 'ACCOUNT-failed-request' });
});

test('it answers in time if the service never answers', async () => {
  edge.fault = ({ action }) => {
    if (!/ListAnalyzers/.test(action)) return;
    time.pass(30_000);
    throw new AwsError('InternalServerException', 500);
  };
  const start = Date.now();
  expect(await send('Create')).toMatchObject({ Status: 'FAILED', Reason: expect.stringContaining('access-analyzer:ListAnalyzers') });
  expect(Date.now() - start).toBeLessThan(120_000);
});

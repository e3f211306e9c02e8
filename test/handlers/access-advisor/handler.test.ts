import { handler } from '../../../src/handlers/access-advisor/handler';
import { AwsError, Edge, xml } from '../edge';
import { VirtualTime } from '../virtual-time';

/** A role, user or group with the services it may use, and the days since it used them. */
interface FakeIdentity { kind: 'role' | 'user' | 'group'; name: string; path?: string; age?: number; services: Record<string, number | null> }

let time: VirtualTime;
let edge: Edge;
let identities: FakeIdentity[];
/** How each job goes on: the states it answers with, one after the other, and then COMPLETED. */
let states: string[];
let jobs: string[];
let lines: any[];
const day = (ago: number) => new Date(time.now - ago * 86_400_000);
const arnOf = ({ kind, name, path = '/account-baseline/' }: FakeIdentity) => `arn:aws:iam::111122223333:${kind}${path}${name}`;

function handle(action: string, input: Record<string, any>): string | object {
  const [, kind] = /^iam:List(Role|User|Group)s$/.exec(action) ?? [];
  if (kind) {
    const all = identities.filter((one) => one.kind === kind.toLowerCase() && (one.path ?? '/account-baseline/').startsWith(input.PathPrefix));
    const start = Number(input.Marker ?? 0);
    return xml({
      [`${kind}s`]: all.slice(start, start + 2).map((one) => ({ [`${kind}Name`]: one.name, Arn: arnOf(one), CreateDate: day(one.age ?? 300) })),
      IsTruncated: start + 2 < all.length,
      Marker: start + 2 < all.length ? start + 2 : undefined,
    });
  }
  switch (action) {
    case 'iam:GenerateServiceLastAccessedDetails':
      jobs.push(input.Arn);
      return xml({ JobId: `${'0'.repeat(35)}${jobs.length}` });
    case 'iam:GetServiceLastAccessedDetails': {
      const state = states.shift() ?? 'COMPLETED';
      const services = Object.entries(identities.find((one) => arnOf(one) === jobs[Number(input.JobId) - 1])!.services);
      const start = Number(input.Marker ?? 0);
      if (state === 'FAILED') return xml({ JobStatus: state, JobCreationDate: day(0), Error: { Code: 'INTERNAL', Message: 'try again' } });
      return xml({
        JobStatus: state,
        JobCreationDate: day(0),
        ServicesLastAccessed: state === 'COMPLETED' ? services.slice(start, start + 2).map(([service, used]) => ({
          ServiceName: service,
          ServiceNamespace: service,
          LastAuthenticated: used === null ? undefined : day(used),
          TotalAuthenticatedEntities: 1,
        })) : [],
        IsTruncated: state === 'COMPLETED' && start + 2 < services.length,
        Marker: state === 'COMPLETED' && start + 2 < services.length ? start + 2 : undefined,
      });
    }
    case 'sns:Publish': return xml({ MessageId: 'id' });
    default: throw new AwsError('InvalidAction', 400, action);
  }
}

beforeEach(() => {
  time = new VirtualTime();
  lines = [];
  states = [];
  jobs = [];
  jest.spyOn(console, 'log').mockImplementation((line) => lines.push(JSON.parse(line)));
  Object.assign(process.env, {
    TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts',
    OPTIONS: JSON.stringify({ unused: 90, path: '/account-baseline/', jobFunctions: { PowerUsers: 'PowerUser' } }),
  });
  edge = new Edge(handle);
  identities = [
    { kind: 'role', name: 'PowerUser', services: { s3: 1, ec2: 100, ses: null, sqs: null, sns: 89 } },
    { kind: 'group', name: 'PowerUsers', services: { s3: null, ec2: 3 } },
    { kind: 'user', name: 'alice', services: { iam: 200 } },
    { kind: 'role', name: 'workload', path: '/workload/', services: { s3: null } },
  ];
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

async function run(minutes = 15): Promise<any> {
  const end = Date.now() + minutes * 60_000;
  return handler({}, { invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f', getRemainingTimeInMillis: () => end - Date.now() });
}
const emails = () => edge.of('sns:Publish').map(({ Subject, Message }) => [Subject, Message]);

test('each job function has a suggestion: as JSON in the log, and as a table in the email', async () => {
  expect(await run()).toEqual({ identities: 3, suggestions: 2, unknown: 0 });
  expect(lines).toContainEqual({ jobFunction: 'PowerUser', identities: ['group PowerUsers', 'role PowerUser'], used: ['ec2', 's3', 'sns'], unused: ['ses', 'sqs'] });
  expect(lines.filter(({ arn }) => arn).map(({ arn }) => arn.split(':')[5]).sort()).toEqual([
    'group/account-baseline/PowerUsers', 'role/account-baseline/PowerUser', 'user/account-baseline/alice',
  ]);
  expect(emails()).toEqual([['Services not used for 90 days in 111122223333', [
    'Job function  granted     used   unused',
    'PowerUser           5        3        2',
    'user alice          1        0        1',
    '',
    'PowerUser (group PowerUsers, role PowerUser)',
    '  keep: ec2, s3, sns',
    '  remove: ses, sqs',
    '',
    'user alice (user alice)',
    '  keep: nothing',
    '  remove: iam',
  ].join('\n')]]);
});

test('every page of identities and services is read', async () => {
  identities = Array.from({ length: 7 }, (_, index) => ({ kind: 'role', name: `r${index}`, services: { a: 1, b: 1, c: 1, d: 1, e: null } }));
  expect(await run()).toEqual({ identities: 7, suggestions: 7, unknown: 0 });
  expect(lines.filter(({ arn }) => arn).every(({ services }) => services.length === 5)).toBe(true);
});

test('it waits for a job, and starts one that fails a second time', async () => {
  states = ['IN_PROGRESS', 'IN_PROGRESS', 'FAILED', 'IN_PROGRESS'];
  expect(await run()).toEqual({ identities: 3, suggestions: 2, unknown: 0 });
  expect(jobs).toHaveLength(4);
});

test('jobs that fail twice are reported, and spare the others', async () => {
  identities.splice(1);
  identities.push({ kind: 'user', name: 'alice', services: { iam: 200 } });
  edge.fault = ({ action, input }) => {
    if (action === 'iam:GetServiceLastAccessedDetails' && /user/.test(jobs[Number(input.JobId) - 1])) states = ['FAILED'];
  };
  expect(await run()).toEqual({ identities: 1, suggestions: 1, unknown: 1 });
  expect(emails()[0][1]).toMatch(/\nUnknown: user alice: the job failed: INTERNAL: try again$/);
});

test('a list that is denied is reported with its action, and spares the others', async () => {
  edge.fault = ({ action }) => {
    if (action === 'iam:ListUsers') throw new AwsError('AccessDenied', 403, 'not authorized with an explicit deny in a service control policy');
  };
  expect(await run()).toEqual({ identities: 2, suggestions: 1, unknown: 1 });
  expect(lines).toContainEqual({ unknown: [expect.stringMatching(/^users: iam:ListUsers: AccessDenied/)] });
});

test('throttled calls are retried', async () => {
  edge.fault = (_, index) => { if (index % 3) throw new AwsError('Throttling', 400, 'Rate exceeded'); };
  expect(await run()).toEqual({ identities: 3, suggestions: 2, unknown: 0 });
});

test('an identity that is deleted during the run is left out', async () => {
  edge.fault = ({ action, input }) => {
    if (action === 'iam:GenerateServiceLastAccessedDetails' && /alice/.test(input.Arn)) throw new AwsError('NoSuchEntity', 404);
  };
  expect(await run()).toEqual({ identities: 2, suggestions: 1, unknown: 0 });
});

test('identities that are left when the time is over are named', async () => {
  states = Array(10_000).fill('IN_PROGRESS');
  expect(await run(3)).toEqual({ identities: 0, suggestions: 0, unknown: 3 });
  expect(emails()[0][1]).toContain('Unknown: role PowerUser: the job did not complete in time');
  states = [];
  edge.fault = ({ action }) => { if (action === 'iam:GetServiceLastAccessedDetails') time.pass(10_000); };
  identities = Array.from({ length: 30 }, (_, index) => ({ kind: 'role', name: `r${index}`, services: { a: 1 } }));
  expect((await run(5)).unknown).toBeGreaterThan(0);
  expect(emails()[1][1]).toContain('Unknown: role r29: no time left');
});

test('an account without a baseline causes no email', async () => {
  identities = [];
  expect(await run()).toEqual({ identities: 0, suggestions: 0, unknown: 0 });
  expect(emails()).toEqual([]);
});

test('it only reads', async () => {
  await run();
  expect([...new Set(edge.calls.map(({ action }) => action))].filter((action) => !/^iam:(List|Get|GenerateServiceLast)/.test(action))).toEqual(['sns:Publish']);
});

import { ago, DAY, FakeAccount, NOW } from './fake-account';
import { CredentialReportOptions } from '../../../src/account/contract/options';
import { deactivate } from '../../../src/handlers/credential-report/deactivate';
import { reportCredentials } from '../../../src/handlers/credential-report/handler';
import { AwsError } from '../edge';
import { VirtualTime } from '../virtual-time';

const OPTIONS: CredentialReportOptions = {
  unused: 45,
  keyAge: 90,
  warning: 7,
  exemptPaths: ['/break-glass/'],
  exemptTag: 'account-baseline:keep-credentials',
  administratorGroups: ['Administrators'],
};

let time: VirtualTime;
let account: FakeAccount;
let lines: any[];

beforeEach(() => {
  time = new VirtualTime();
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((line) => lines.push(typeof line === 'string' && line[0] === '{' ? JSON.parse(line) : line));
  Object.assign(process.env, { TOPIC_ARN: 'arn:aws:sns:eu-central-1:111122223333:alerts', OPTIONS: JSON.stringify(OPTIONS) });
  account = new FakeAccount();
});
afterEach(() => {
  time.restore();
  jest.restoreAllMocks();
});

const CONTEXT = () => {
  const end = Date.now() + 900_000;
  return { invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:f', getRemainingTimeInMillis: () => end - Date.now() };
};
const report = () => reportCredentials(CONTEXT());
const run = () => reportCredentials(CONTEXT(), deactivate);
/** Runs once a day up to the day that the tests call today. */
async function daily(days: number): Promise<void> {
  for (let day = days; day >= 0; day--) {
    account.time = NOW - day * DAY;
    await run();
  }
}
const actions = () => lines.filter(({ action }) => action).map(({ action, user }) => `${action} ${user}`);
const key = (id: string, made: number, used?: number) => ({ id, made, used, active: true });

test('the log has every user with its findings, and an email reports each finding once', async () => {
  account.user('alice', { password: { made: ago(200), used: ago(50) } });
  account.user('bob', { password: { made: ago(10), used: ago(1) }, keys: [key('AKIA1', ago(5), ago(1))] });
  expect(await report()).toEqual({ users: 3, findings: 1, news: 1, actions: 0 });
  expect(lines.filter(({ name }) => name).map(({ name, findings }) => [name, findings.length])).toEqual([['<root_account>', 0], ['alice', 1], ['bob', 0]]);
  expect(account.emails).toEqual([{
    subject: 'Credentials of 111122223333: 1 to check',
    text: [
      'Credential report of 2026-11-22', '',
      '- alice: console password unused, since 2026-11-17, last used 2026-10-03', '',
      'console password unused: sign in, or have it deleted.',
    ].join('\n'),
    users: ['alice'],
  }]);
  expect(await report()).toMatchObject({ findings: 1, news: 0 });
  account.time += DAY;
  expect(await report()).toMatchObject({ findings: 1, news: 0 });
  account.time += 24 * DAY;
  // Reported again 30 days later. By then bob has not used his credentials for long, and is warned.
  expect((await report() as any).news).toBe(1);
  expect(account.emails).toHaveLength(2);
});

test('REPORT changes nothing, and makes no call that it does not need', async () => {
  account.user('alice', { password: { made: ago(200) }, keys: [key('AKIA1', ago(200))] });
  account.time = ago(20);
  await report();
  account.time = NOW;
  await report();
  expect([...new Set(account.edge.calls.map(({ action }) => action))].sort()).toEqual([
    'iam:GenerateCredentialReport', 'iam:GetCredentialReport', 'sns:Publish', 'ssm:GetParameter', 'ssm:PutParameter',
  ]);
});

test('the first run with DEACTIVATE only announces; a later run deactivates what was announced in time', async () => {
  account.user('admin', { groups: ['Administrators'], password: { made: ago(100), used: NOW } });
  const alice = account.user('alice', { password: { made: ago(200), used: ago(60) }, keys: [key('AKIA1', ago(200), ago(60)), key('AKIA2', ago(80), ago(1))] });
  account.time = ago(7);
  await run();
  expect([alice.password, alice.keys[0].active, actions()]).toEqual([expect.anything(), true, []]);
  expect(account.emails[0].text).toContain('- alice: access key unused 1, since 2026-11-07, last used 2026-09-23, will be deactivated');
  account.time = ago(1);
  await run();
  expect(actions()).toEqual([]);
  account.time = NOW;
  await run();
  expect([alice.password, alice.keys.map(({ active }) => active)]).toEqual([undefined, [false, true]]);
  expect(actions()).toEqual(['PASSWORD_DELETED alice', 'KEY_DEACTIVATED alice']);
  const email = account.emails[account.emails.length - 1];
  expect(email.text).toContain('aws iam update-access-key --user-name alice --access-key-id AKIA1 --status Active');
  expect(email.text).toContain('aws iam create-login-profile --user-name alice --password-reset-required --password NEW');
  expect(email.users).toEqual(['alice']);
  lines.length = 0;
  await run();
  expect(actions()).toEqual([]);
});

test('a warning that could not be sent does not count', async () => {
  const alice = account.user('alice', { keys: [key('AKIA1', ago(200))] });
  account.edge.fault = ({ action }) => { if (action === 'sns:Publish') throw new AwsError('AuthorizationError', 403, 'with an explicit deny'); };
  account.time = ago(7);
  await expect(run()).rejects.toThrow('sns:Publish');
  account.edge.fault = undefined;
  account.time = NOW;
  await run();
  expect(alice.keys[0].active).toBe(true);
  account.time = NOW + 7 * DAY;
  await run();
  expect(alice.keys[0].active).toBe(false);
});

test.each([
  ['was used since', (alice: any) => { alice.keys[0].used = NOW; }],
  ['is inactive already', (alice: any) => { alice.keys[0].active = false; }],
  ['is another one now', (alice: any) => { alice.keys = [key('AKIA9', NOW)]; }],
  ['no longer exists', (alice: any) => { alice.keys = []; }],
])('a key that %s, which is not in the report yet, stays active', async (_, change) => {
  const alice = account.user('alice', { keys: [key('AKIA1', ago(200), ago(100))] });
  await daily(7);
  alice.keys[0].active = true;
  account.csv = account.report();
  change(alice);
  lines.length = 0;
  await run();
  expect(actions()).toEqual([]);
  expect(account.edge.of('iam:UpdateAccessKey')).toHaveLength(1);
});

test.each([
  ['was used since', (alice: any) => { alice.password.used = NOW; }],
  ['was replaced', (alice: any) => { alice.password = { made: NOW }; }],
  ['no longer exists', (alice: any) => { alice.password = undefined; }],
])('a password that %s, which is not in the report yet, stays', async (_, change) => {
  const alice = account.user('alice', { password: { made: ago(200), used: ago(100) } });
  account.time = ago(7);
  await run();
  account.csv = account.report();
  change(alice);
  account.time = NOW;
  await run();
  expect([actions(), account.edge.of('iam:DeleteLoginProfile')]).toEqual([[], []]);
});

test('exempt users are warned, and keep their credentials', async () => {
  account.user('by-path', { path: '/break-glass/two/', keys: [key('AKIA1', ago(200))] });
  account.user('by-tag', { tags: ['account-baseline:keep-credentials'], password: { made: ago(200) } });
  account.user('neither', { path: '/not/break-glass/', tags: ['other'], keys: [key('AKIA3', ago(200))] });
  await daily(7);
  expect(actions()).toEqual(['EXEMPT by-path', 'EXEMPT by-tag', 'KEY_DEACTIVATED neither']);
  expect(account.emails[0].users.sort()).toEqual(['by-path', 'by-tag', 'neither']);
});

test('the administrator who was active last keeps the password, however long it is unused', async () => {
  account.user('old', { groups: ['Administrators'], password: { made: ago(300), used: ago(200) } });
  account.user('older', { policies: ['AdministratorAccess'], password: { made: ago(300), used: ago(250) } });
  account.user('robot', { groups: ['Operators'], keys: [key('AKIA1', ago(300), ago(1))] });
  await daily(7);
  expect(actions()).toEqual(['EXEMPT old', 'PASSWORD_DELETED older']);
  expect(lines.find(({ action }) => action === 'EXEMPT').because).toBe('last administrator');
});

test('an administrator loses nothing if IAM shows that no other one has a credential', async () => {
  const other = account.user('other', { groups: ['Administrators'], password: { made: ago(100), used: ago(1) } });
  const unused = account.user('unused', { groups: ['Administrators'], password: { made: ago(300) } });
  account.user('alice', { password: { made: ago(300) } });
  account.time = ago(7);
  await run();
  account.csv = account.report();
  other.password = undefined;
  account.time = NOW;
  await run();
  expect(actions()).toEqual(['EXEMPT unused', 'PASSWORD_DELETED alice']);
  expect(unused.password).toBeDefined();
});

test('if no administrator has a password, the last one keeps an access key', async () => {
  const robot = account.user('robot', { groups: ['Operators'], keys: [key('AKIA1', ago(300), ago(100)), key('AKIA2', ago(300), ago(1))] });
  const other = account.user('other', { groups: ['Administrators'], keys: [key('AKIA3', ago(300), ago(100))] });
  await daily(7);
  expect(robot.keys.map(({ active }) => active)).toEqual([false, true]);
  expect(other.keys[0].active).toBe(false);
});

test('a credential that cannot be deactivated spares the others', async () => {
  account.user('alice', { keys: [key('AKIA1', ago(200))] });
  const bob = account.user('bob', { keys: [key('AKIA2', ago(200))] });
  account.edge.fault = ({ action, input }) => {
    if (action === 'iam:UpdateAccessKey' && input.UserName === 'alice') throw new AwsError('AccessDenied', 403, 'with an explicit deny in a service control policy');
  };
  await daily(7);
  expect(actions()).toEqual(['FAILED alice', 'KEY_DEACTIVATED bob']);
  expect(bob.keys[0].active).toBe(false);
  expect(account.emails[account.emails.length - 1].text).toContain('alice: could not be deactivated: iam:UpdateAccessKey: AccessDenied');
});

test('what does not fit into the time of a run is postponed to the next one', async () => {
  for (const name of ['alice', 'bob', 'carol']) account.user(name, { keys: [key(`AKIA-${name}`, ago(200))] });
  account.time = ago(7);
  await run();
  account.time = NOW;
  account.edge.fault = ({ action }) => { if (action === 'iam:UpdateAccessKey') time.pass(840_000); };
  await run();
  expect(actions()).toEqual(['KEY_DEACTIVATED alice', 'POSTPONED bob']);
  account.edge.fault = undefined;
  await run();
  expect(actions().slice(2)).toEqual(['KEY_DEACTIVATED bob', 'KEY_DEACTIVATED carol']);
});

test('a damaged parameter is like a first run, and is logged', async () => {
  const alice = account.user('alice', { keys: [key('AKIA1', ago(200))] });
  account.time = ago(7);
  await run();
  for (const damage of ['{"runs":["yesterday"]}', 'nonsense', '{"runs":7}', '{"runs":[null]}']) {
    account.parameter = damage;
    account.time = NOW;
    await run();
    expect(lines).toContainEqual({ damaged: damage });
  }
  expect(alice.keys[0].active).toBe(true);
});

describe('a report', () => {
  test('that takes IAM some time is waited for', async () => {
    account.states = ['STARTED', 'INPROGRESS', 'INPROGRESS'];
    expect(await report()).toMatchObject({ users: 1 });
    expect(account.edge.of('iam:GenerateCredentialReport')).toHaveLength(4);
  });

  test.each(['CredentialReportNotPresent', 'CredentialReportExpired', 'CredentialReportNotReady'])('that is %s is requested again', async (code) => {
    let times = 0;
    account.edge.fault = ({ action }) => { if (action === 'iam:GetCredentialReport' && times++ < 2) throw new AwsError(code, code.endsWith('Ready') ? 404 : 410); };
    expect(await report()).toMatchObject({ users: 1 });
    expect(account.edge.of('iam:GenerateCredentialReport')).toHaveLength(3);
  });

  test('that is never ready is an error, and an email says so', async () => {
    account.states = Array(10_000).fill('INPROGRESS');
    await expect(report()).rejects.toThrow('iam:GenerateCredentialReport: the report was not ready in time (INPROGRESS)');
    expect(account.emails).toEqual([expect.objectContaining({ subject: 'Credentials of 111122223333: no report' })]);
    expect(account.parameter).toBe('{"action":"REPORT"}');
  });

  test.each([
    ['is empty', '', 'its first row is not the root user'],
    ['has no users', 'user,arn\n', 'its first row is not the root user'],
    ['lacks a column', 'user,arn\n<root_account>,arn\n', 'it has no column user_creation_time'],
    ['is cut off', 'user,arn\n<root_account>\n', 'row 2 has 1 fields, the header has 2'],
  ])('that %s is an error, an email says so, and nothing is deactivated', async (_, csv, message) => {
    account.csv = csv;
    await expect(run()).rejects.toThrow(message);
    expect(account.emails[0].text).toContain(message);
  });

  test('that a service control policy denies is an error that names the action', async () => {
    account.edge.fault = ({ action }) => {
      if (action === 'iam:GenerateCredentialReport') throw new AwsError('AccessDenied', 403, 'not authorized with an explicit deny in a service control policy');
    };
    await expect(report()).rejects.toThrow('iam:GenerateCredentialReport: AccessDenied');
    expect(account.emails[0].text).toContain('iam:GenerateCredentialReport: AccessDenied');
    expect(account.edge.of('iam:GenerateCredentialReport')).toHaveLength(1);
  });

  test('IAM has no capacity for is requested again, and the report is made', async () => {
    let times = 0;
    account.edge.fault = ({ action }) => {
      if (action === 'iam:GenerateCredentialReport' && times++ < 3) throw new AwsError('LimitExceeded', 409, 'No more capacity to launch new report generation tasks');
    };
    expect(await report()).toMatchObject({ users: 1 });
    expect(account.edge.of('iam:GenerateCredentialReport')).toHaveLength(4);
  });

  test('IAM never has capacity for is an error, and an email says so', async () => {
    account.edge.fault = ({ action }) => {
      if (action === 'iam:GenerateCredentialReport') throw new AwsError('LimitExceeded', 409, 'No more capacity to launch new report generation tasks');
    };
    await expect(report()).rejects.toThrow('iam:GenerateCredentialReport: LimitExceeded');
    expect(account.emails[0].text).toContain('No more capacity');
  });

  test('is made however often IAM throttles', async () => {
    account.user('alice', { keys: [key('AKIA1', ago(200))] });
    account.edge.fault = (_, index) => { if (index % 3) throw new AwsError('Throttling', 400, 'Rate exceeded'); };
    await daily(7);
    expect(actions()).toEqual(['KEY_DEACTIVATED alice']);
  });
});

test('5,000 users: one run within its memory and time, and one parameter', async () => {
  for (let index = 0; index < 5_000; index++) {
    account.user(`user-${index}`, { password: { made: ago(200), used: ago(index % 50) }, keys: [key(`AKIA${index}`, ago(index % 200), ago(index % 49))] });
  }
  account.user('admin', { groups: ['Administrators'], password: { made: ago(10), used: NOW } });
  time.restore();
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  account.time = ago(7);
  expect(await run()).toMatchObject({ users: 5_002, actions: 0 });
  // The time of the processor does not depend on what else the machine does.
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(20);
  expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(200);
  expect(account.edge.calls.length).toBeLessThan(100);
  expect(account.parameter!.length).toBeLessThan(100);
  const warned = new Set(account.emails.flatMap(({ users }) => users));
  lines.length = 0;
  account.time = NOW;
  await run();
  const done = actions().filter((line) => /DELETED|DEACTIVATED/.test(line));
  expect(done.length).toBeGreaterThan(800);
  expect(done.filter((line) => !warned.has(line.split(' ')[1]))).toEqual([]);
  expect(account.edge.of('iam:GetAccountAuthorizationDetails')).toHaveLength(11);
}, 60_000);

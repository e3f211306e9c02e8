import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import { GenerateCredentialReportCommand, GetAccountAuthorizationDetailsCommand, GetCredentialReportCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { main } from '../../../cli/main';
import { usesColor } from '../../../cli/terminal';
import { cloudFormation, goodAccount, iam, refusal } from '../../handlers/shared/security-checks/account-mock';

const sts = mockClient(STSClient);
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'status-test-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  goodAccount();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/audit' });
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      { StackName: 'account-baseline', StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0), DriftInformation: { StackDriftStatus: 'IN_SYNC', LastCheckTimestamp: new Date(0) } },
      { StackName: 'shop', StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0) },
    ],
  });
  cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: '{}' });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string[] }> {
  const [out, err]: string[][] = [[], []];
  const code = await main(args, (text) => out.push(text), (text) => err.push(text));
  return { code, out: out.join('\n'), err };
}

test('--output writes the file and prints where; --quiet prints nothing', async () => {
  const file = join(folder, 'status.json');
  expect(await run('status', '--format', 'json', '--output', file)).toEqual({ code: 0, out: `Written to ${file}`, err: [] });
  expect(JSON.parse(readFileSync(file, 'utf8')).account).toBe('111122223333');
  rmSync(file);
  expect(await run('status', '--output', file, '--quiet')).toEqual({ code: 0, out: '', err: [] });
  expect(readFileSync(file, 'utf8')).toContain('14 of 14 checks pass');
  expect(await run('status', '--quiet')).toEqual({ code: 0, out: '', err: [] });
});

test.each(['status', 'review'])('%s: an output file that cannot be written is one line, before the account is read', async (command) => {
  for (const [file, reason] of [[join(folder, 'nowhere', 'x'), 'ENOENT'], [folder, 'is a folder']]) {
    const { code, out, err } = await run(command, '--output', file);
    expect([code, out]).toEqual([10, '']);
    expect(err).toEqual([expect.stringMatching(`^--output: the file cannot be written: .*${reason}.*$`)]);
  }
  expect(sts.calls()).toEqual([]);
});

test('a file whose folder disappears while the account is read is one line too', async () => {
  const parent = mkdtempSync(join(folder, 'gone-'));
  iam.on(GetAccountAuthorizationDetailsCommand).callsFake(() => {
    rmSync(parent, { recursive: true });
    return {};
  });
  const { code, err } = await run('status', '--output', join(parent, 'x'));
  expect(code).toBe(10);
  expect(err).toEqual([expect.stringMatching(/^--output: the file cannot be written: ENOENT.*$/)]);
});

test('--framework leaves out the checks of other frameworks, also for the exit code', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [] });
  const all = await run('status');
  const { code, out } = await run('status', '--framework', 'soc-2', '--format', 'json');
  expect(all.out).toContain('of 14 checks pass');
  expect(JSON.parse(out).results.length).toBeLessThan(14);
  expect(JSON.parse(out).results.every(({ controls }: { controls: string[] }) => controls.length > 0)).toBe(true);
  expect([0, 1, 2, 3, 4]).toContain(code);
});

test('an existing file is replaced', async () => {
  const file = join(folder, 'old.csv');
  writeFileSync(file, 'x'.repeat(100_000));
  await run('status', '--format', 'csv', '--output', file);
  expect(readFileSync(file, 'utf8')).not.toContain('xxx');
});

test('the page asks for each large listing once, and for nothing that changes the account', async () => {
  const file = join(folder, 'status.html');
  expect((await run('status', '--format', 'html', '--output', file)).code).toBe(0);
  const page = readFileSync(file, 'utf8');
  expect(page).toContain('<title>Security status of account 111122223333</title>');
  expect(page).toMatch(/<th scope="row">account-baseline<\/th><td>UPDATE_COMPLETE<\/td>.*in sync/);
  expect(page).toContain('44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  expect(page).not.toContain('<th scope="row">shop</th>');
  expect(iam.commandCalls(GetAccountAuthorizationDetailsCommand)).toHaveLength(1);
  expect(iam.commandCalls(GetCredentialReportCommand)).toHaveLength(1);
  const names = [...iam.calls(), ...cloudFormation.calls(), ...sts.calls()].map(({ args: [{ constructor: { name } }] }) => name);
  expect(names.filter((name) => !/^(Get|List|Describe|GenerateCredentialReport)/.test(name))).toEqual([]);
});

test('the other formats do not read what only the page shows', async () => {
  await run('status');
  expect(cloudFormation.calls()).toEqual([]);
});

test('single calls that are denied leave the page with rows that name the action', async () => {
  cloudFormation.on(GetTemplateCommand).rejects(refusal());
  iam.on(GetAccountAuthorizationDetailsCommand).rejects(refusal());
  const { code, out } = await run('status', '--format', 'html');
  expect(code).toBe(4);
  for (const action of ['cloudformation:GetTemplate', 'iam:GetAccountAuthorizationDetails']) expect(out).toContain(`${action} was denied`);
});

test('the wait for the credential report is announced once', async () => {
  iam.on(GenerateCredentialReportCommand).resolvesOnce({ State: 'STARTED' }).resolvesOnce({ State: 'INPROGRESS' }).resolves({ State: 'COMPLETE' });
  const { out, err } = await run('status');
  expect(err).toEqual(['IAM makes the credential report, which takes some seconds ...']);
  expect(out).not.toContain('IAM makes');
});

test.each([
  [true, {}, true],
  [false, {}, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [true, { TERM: 'dumb' }, false],
  [false, { FORCE_COLOR: '1' }, true],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
])('on a terminal (%j) with %j colors are %j', (isTerminal, environment, colored) => {
  expect(usesColor(isTerminal, environment)).toBe(colored);
});

test('no color in a file', async () => {
  const file = join(folder, 'table.txt');
  await main(['status', '--output', file, '--quiet'], () => undefined, () => undefined, { color: true });
  expect(existsSync(file)).toBe(true);
  expect(readFileSync(file, 'utf8')).not.toContain('\x1b');
});

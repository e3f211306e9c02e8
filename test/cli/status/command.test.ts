import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { DescribeStacksCommand, GetTemplateCommand } from '@aws-sdk/client-cloudformation';
import {
  GenerateCredentialReportCommand, GenerateServiceLastAccessedDetailsCommand, GetAccountAuthorizationDetailsCommand, GetCredentialReportCommand,
  GetServiceLastAccessedDetailsCommand, ListAccountAliasesCommand, ListOpenIDConnectProvidersCommand, ListPoliciesCommand,
} from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { ec2, goodRegions, ssm } from './regions-mock';
import { main } from '../../../cli/main';
import { readStatus } from '../../../cli/status/read-status';
import { usesColor } from '../../../cli/terminal';
import { analyzer, cloudFormation, goodAccount, iam, refusal } from '../../handlers/shared/security-checks/account-mock';

const sts = mockClient(STSClient);
let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'status-test-')); });
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  goodAccount();
  goodRegions();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/audit' });
  cloudFormation.on(DescribeStacksCommand).resolves({
    Stacks: [
      { StackName: 'account-baseline', StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0), DriftInformation: { StackDriftStatus: 'IN_SYNC', LastCheckTimestamp: new Date(0) } },
      { StackName: 'shop', StackStatus: 'UPDATE_COMPLETE', CreationTime: new Date(0) },
    ],
  });
  cloudFormation.on(GetTemplateCommand).resolves({ TemplateBody: '{}' });
  iam.on(GenerateServiceLastAccessedDetailsCommand).resolves({ JobId: 'job' });
  iam.on(GetServiceLastAccessedDetailsCommand).resolves({
    JobStatus: 'COMPLETED', IsTruncated: false, ServicesLastAccessed: [{ ServiceNamespace: 's3', LastAuthenticated: new Date() }, { ServiceNamespace: 'sqs' }],
  } as any);
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string[] }> {
  const [out, err]: string[][] = [[], []];
  const code = await main(args, (text) => out.push(text), (text) => err.push(text));
  return { code, out: out.join('\n'), err };
}

const READING = ['Reading the settings of 2 regions, which takes some seconds ...', 'Settings of regions: 2 of 2'];

test('--output writes the file and prints where; --quiet prints nothing', async () => {
  const file = join(folder, 'status.json');
  expect(await run('status', '--format', 'json', '--output', file)).toEqual({ code: 0, out: `Written to ${file}`, err: READING });
  expect(JSON.parse(readFileSync(file, 'utf8')).account).toBe('111122223333');
  rmSync(file);
  expect(await run('status', '--output', file, '--quiet')).toEqual({ code: 0, out: '', err: [] });
  expect(readFileSync(file, 'utf8')).toContain('20 of 20 checks pass');
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
  expect(err).toEqual([...READING, expect.stringMatching(/^--output: the file cannot be written: ENOENT.*$/)]);
});

test('--framework leaves out the checks of other frameworks, also for the exit code', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({ UserDetailList: [], GroupDetailList: [], RoleDetailList: [] });
  const all = await run('status');
  const { code, out } = await run('status', '--framework', 'soc-2', '--format', 'json');
  expect(all.out).toContain('of 20 checks pass');
  expect(JSON.parse(out).results.length).toBeLessThan(20);
  expect(JSON.parse(out).results.every(({ controls }: { controls: string[] }) => controls.length > 0)).toBe(true);
  expect([0, 1, 2, 3, 4]).toContain(code);
});

test.each(['null', '[]', '"text"', '{}', '{"Resources":[]}', '{"Resources":"text"}', '{"Resources":{"Group":null}}', '{"Resources":{"Group":{"Properties":{}}}}', '{"Resources":{"Group":{"Type":"AWS::IAM::Group","Properties":null}}}'])(
  '%s is no template, which is said before the account is read', async (text) => {
    const file = join(folder, 'template.json');
    writeFileSync(file, text);
    const { code, out, err } = await run('status', '--adopt', '--template', file);
    expect([code, out, err[0].split('\n')[0]]).toEqual([10, '', '--template: the file is no CloudFormation template in JSON: pass one of cdk.out, such as cdk.out/account-baseline.template.json']);
    expect(sts.calls()).toEqual([]);
  },
);

test('a template of another app has nothing of the account', async () => {
  const file = join(folder, 'template.json');
  writeFileSync(file, '\ufeff{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"},"Group":{"Type":"AWS::IAM::Group","Properties":{"GroupName":{"Ref":"Name"}}}}}');
  for (const command of [ListAccountAliasesCommand, ListPoliciesCommand, ListOpenIDConnectProvidersCommand]) iam.on(command as any).resolves({});
  const { out } = await run('status', '--adopt', '--template', file, '--format', 'json');
  expect(JSON.parse(out).importMap).toEqual({});
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
  expect(names.filter((name) => !/^(Get|List|Describe|GenerateCredentialReport|GenerateServiceLastAccessedDetails)/.test(name))).toEqual([]);
});

test('the page has the unused permissions of users and roles, and JSON if they are asked for', async () => {
  const { out, err } = await run('status', '--format', 'html');
  expect(out).toMatch(/<th scope="row">alice<br><span class="soft">user<\/span><\/th><td class="number">2<\/td><td class="number">1<\/td><td>s3<\/td>/);
  expect(err[2]).toBe('IAM gathers the use of permissions by 2 users and roles, which takes some seconds for every 5 ...');
  const { unusedPermissions } = JSON.parse((await run('status', '--format', 'json', '--unused-permissions', '1')).out);
  expect(unusedPermissions).toEqual({
    days: 90, principals: [{ kind: 'user', name: 'alice', arn: '', used: [{ service: 's3', last: expect.any(String) }], notUsed: [], neverUsed: ['sqs'] }], unread: [], omitted: ['role Support'],
  });
  expect(JSON.parse((await run('status', '--format', 'json')).out)).not.toHaveProperty('unusedPermissions');
});

test('what makes unused permissions unknown is on the page and in JSON', async () => {
  iam.on(GenerateServiceLastAccessedDetailsCommand).rejects(refusal());
  expect((await run('status', '--format', 'html')).out).toContain('<th scope="row">Unused permissions of user alice, role Support</th>');
  expect(JSON.parse((await run('status', '--format', 'json', '--unused-permissions', 'all')).out).unusedPermissions).toMatchObject({
    principals: [], unread: [{ reason: 'iam:GenerateServiceLastAccessedDetails was denied', principals: ['user alice', 'role Support'] }],
  });
  iam.on(GetAccountAuthorizationDetailsCommand).rejects(refusal());
  expect(JSON.parse((await run('status', '--format', 'json', '--unused-permissions', 'all')).out).unusedPermissions).toEqual({ unknown: 'iam:GetAccountAuthorizationDetails was denied' });
});

test('SecurityAudit allows every call', async () => {
  await run('status', '--format', 'html');
  const services = [[iam, 'iam'], [cloudFormation, 'cloudformation'], [analyzer, 'access-analyzer'], [ec2, 'ec2'], [ssm, 'ssm']] as const;
  const actions = services.flatMap(([client, prefix]) => client.calls().map(({ args: [command] }) => `${prefix}:${command.constructor.name.replace(/Command$/, '')}`));
  expect(actions.length).toBeGreaterThan(10);
  const { document } = JSON.parse(readFileSync(join(__dirname, '..', '..', '..', 'proof', 'data', 'aws-managed-policies', 'SecurityAudit.json'), 'utf8'));
  const allowed = document.Statement.flatMap(({ Action }: { Action: string[] }) => Action).map((pattern: string) => RegExp(`^${pattern.replace(/\*/g, '.*')}$`));
  expect([...new Set(actions)].filter((action) => !allowed.some((pattern: RegExp) => pattern.test(action)))).toEqual([]);
});

test('5,000 users: each page of the listing is asked for when the one before was taken, and no policy of it is kept', async () => {
  const pages = 10;
  const text = 'a-document-that-is-long';
  let reading = 0;
  iam.on(GetAccountAuthorizationDetailsCommand).callsFake(async ({ Marker = '0' }) => {
    expect(++reading).toBe(1);
    await new Promise((resolve) => setImmediate(resolve));
    reading--;
    return {
      UserDetailList: Array.from({ length: 500 }, (_, index) => ({ UserName: `user-${Marker}-${index}`, GroupList: [], UserPolicyList: [{ PolicyName: 'Own', PolicyDocument: encodeURIComponent(JSON.stringify({ Statement: [{ Sid: text, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }] })) }] })),
      IsTruncated: Number(Marker) < pages - 1,
      Marker: `${Number(Marker) + 1}`,
    };
  });
  const { facts, ...status } = await readStatus({ region: 'eu-central-1' }, 'aws', { ignore: [], reportTimeout: 1_000, details: true, unusedPermissions: 0, progress: () => undefined });
  expect(iam.commandCalls(GetAccountAuthorizationDetailsCommand)).toHaveLength(pages);
  expect((status.details!.identities as any).value.users).toHaveLength(5_000);
  expect(JSON.stringify(status)).not.toContain(text);
});

test('the other formats do not read what only the page shows', async () => {
  await run('status');
  expect(cloudFormation.calls()).toEqual([]);
  expect(iam.commandCalls(GenerateServiceLastAccessedDetailsCommand)).toEqual([]);
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
  expect(err.filter((line) => !READING.includes(line))).toEqual(['IAM makes the credential report, which takes some seconds ...']);
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

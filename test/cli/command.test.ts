import { execFile } from 'child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { createServer, Server } from 'http';
import { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import { main } from '../../cli/main';
import { contentOf } from '../handlers/shared/security-checks/account-mock';

/** The bundled command in a process of its own, with the real SDK clients. Only the server is a fake. */
const ROOT = join(__dirname, '..', '..');
const COMMAND = join(ROOT, 'cli', 'dist', 'index.js');

let server: Server;
let denied: string[];
let throttled: string[];
let calls: string[];
let mfa: number;
let folder: string;

const entry = (key: string, value: number) => `<entry><key>${key}</key><value>${value}</value></entry>`;
const ANSWERS: Record<string, () => string> = {
  GetCallerIdentity: () => '<Account>111122223333</Account><Arn>arn:aws:iam::111122223333:user/audit</Arn>',
  GetAccountSummary: () => `<SummaryMap>${entry('AccountMFAEnabled', mfa)}${entry('AccountAccessKeysPresent', 0)}${entry('AccountPasswordPresent', 1)}</SummaryMap>`,
  GetAccountAuthorizationDetails: () => '<IsTruncated>false</IsTruncated><UserDetailList><member><UserName>alice&#27;[2J</UserName><GroupList/><UserPolicyList/>'
    + '<AttachedManagedPolicies><member><PolicyName>AdministratorAccess</PolicyName><PolicyArn>arn:aws:iam::aws:policy/AdministratorAccess</PolicyArn></member></AttachedManagedPolicies>'
    + '</member></UserDetailList><GroupDetailList><member><GroupName>Administrators</GroupName></member></GroupDetailList>',
  ListSAMLProviders: () => '<SAMLProviderList/>',
  ListOpenIDConnectProviders: () => '<OpenIDConnectProviderList/>',
  ListPolicies: () => '<IsTruncated>false</IsTruncated><Policies/>',
  ListAccountAliases: () => '<IsTruncated>false</IsTruncated><AccountAliases><member>example</member></AccountAliases>',
  GetAccountPasswordPolicy: () => '<PasswordPolicy><MinimumPasswordLength>14</MinimumPasswordLength></PasswordPolicy>',
  GenerateCredentialReport: () => '<State>COMPLETE</State>',
  GetCredentialReport: () => `<Content>${Buffer.from(contentOf()).toString('base64')}</Content><GeneratedTime>2026-11-22T00:00:00Z</GeneratedTime>`,
  DescribeRegions: () => '<regionInfo><item><regionName>eu-central-1</regionName></item><item><regionName>us-east-1</regionName></item></regionInfo>',
  GetEbsEncryptionByDefault: () => '<ebsEncryptionByDefault>true</ebsEncryptionByDefault>',
  GetInstanceMetadataDefaults: () => '<accountLevel><httpTokens>required</httpTokens></accountLevel>',
  GetImageBlockPublicAccessState: () => '<imageBlockPublicAccessState>block-new-sharing</imageBlockPublicAccessState>',
  GetSnapshotBlockPublicAccessState: () => '<state>block-all-sharing</state>',
  ListServerCertificates: () => '<IsTruncated>false</IsTruncated><ServerCertificateMetadataList/>',
};

beforeAll(async () => {
  await run(process.execPath, [join(ROOT, 'node_modules', '.bin', 'tsx'), join(ROOT, 'tools', 'build-cli.ts')]);
  folder = mkdtempSync(join(tmpdir(), 'cli-test-'));
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const isSetting = request.headers['x-amz-target'] === 'AmazonSSM.GetServiceSetting';
    const action = isSetting ? 'GetServiceSetting' : request.url!.startsWith('/analyzer') ? 'ListAnalyzers' : new URLSearchParams(Buffer.concat(chunks).toString()).get('Action')!;
    // EC2 has no element around the result.
    const isOfEc2 = /^(DescribeRegions|GetEbs|GetInstance|GetImage|GetSnapshot)/.test(action);
    calls.push(action);
    const error = denied.includes(action) ? 'AccessDenied' : throttled.includes(action) ? 'Throttling' : undefined;
    if (throttled.includes(action)) throttled.splice(throttled.indexOf(action), 1);
    if (action === 'ListAnalyzers') {
      response.writeHead(error ? 403 : 200, { 'content-type': 'application/json', ...error && { 'x-amzn-errortype': 'AccessDeniedException' } });
      return response.end(error ? '{"message":"no"}' : '{"analyzers":[{"name":"account","arn":"a","type":"ACCOUNT","status":"ACTIVE","createdAt":"2026-01-01T00:00:00Z"}]}');
    }
    if (isSetting) {
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.1' });
      return response.end('{"ServiceSetting":{"SettingValue":"Disable"}}');
    }
    response.writeHead(error ? error === 'Throttling' ? 400 : 403 : 200, { 'content-type': 'text/xml' });
    return response.end(error ? `<ErrorResponse><Error><Type>Sender</Type><Code>${error}</Code><Message>no</Message></Error></ErrorResponse>`
      : isOfEc2 ? `<${action}Response>${ANSWERS[action]()}</${action}Response>`
        : `<${action}Response><${action}Result>${ANSWERS[action]()}</${action}Result></${action}Response>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  denied = [];
  throttled = [];
  calls = [];
  mfa = 1;
});

function run(file: string, args: string[], env: NodeJS.ProcessEnv = process.env): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => execFile(file, args, { env }, (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err })));
}

const command = (...args: string[]) => run(process.execPath, [COMMAND, ...args], {
  PATH: process.env.PATH,
  HOME: folder,
  NODE_NO_WARNINGS: '1',
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
});

test('the table has every check and the remediation, and the exit code the severity', async () => {
  const { code, out } = await command('status');
  expect(out).toContain('Account 111122223333, region eu-central-1');
  expect(out).toMatch(/^PASS +MFA for root +root has MFA$/m);
  expect(out).toMatch(/^FAIL +Permissions through groups +users have no permissions from a group: alice\?\[2J$/m);
  // A name in the account does not control the terminal.
  expect(out).not.toContain('\x1b');
  expect(out).toContain('17 of 20 checks pass, not GROUP_PERMISSIONS, USER_POLICIES, SUPPORT_ROLE');
  expect(out).toContain('What to do\n\nPermissions through groups (MEDIUM)\n  Add the user to a group');
  expect(code).toBe(1);
  expect(calls.filter((action) => !/^(Get|List|DescribeRegions$|GenerateCredentialReport$)/.test(action))).toEqual([]);
});

test('the most severe failed check decides the exit code; an ignored check does not count', async () => {
  mfa = 0;
  expect((await command('status')).code).toBe(3);
  const { code, out } = await command('status', '--ignore', 'ROOT_MFA', '--ignore', 'GROUP_PERMISSIONS', '--ignore', 'USER_POLICIES', '--ignore', 'SUPPORT_ROLE');
  expect([code, out]).toEqual([0, expect.stringContaining('16 of 16 checks pass')]);
});

test('JSON has the same results', async () => {
  const { out } = await command('status', '--format', 'json');
  const report = JSON.parse(out);
  expect(report).toMatchObject({ account: '111122223333', region: 'eu-central-1' });
  expect(report.results).toHaveLength(20);
  expect(report.results[1]).toEqual({ check: 'ROOT_MFA', severity: 'CRITICAL', status: 'PASS', seen: 'root has MFA', title: 'MFA for root' });
});

test('JUnit XML has a failure for a failed check and an error for an unknown one', async () => {
  denied = ['ListAnalyzers'];
  const { out } = await command('status', '--format', 'junit');
  expect(out).toContain('<testsuite name="security status of 111122223333" tests="20" failures="3" errors="2">');
  expect(out).toContain('<failure type="MEDIUM" message="users have no permissions from a group: alice?[2J">');
  expect(out).toContain('<error type="MEDIUM" message="access-analyzer:ListAnalyzers was denied">');
  expect(out.match(/<testcase /g)).toHaveLength(20);
});

test('a call that is denied makes its checks unknown and spares the others', async () => {
  denied = ['GetAccountSummary'];
  const { out } = await command('status');
  expect(out).toMatch(/^UNKNOWN +MFA for root +iam:GetAccountSummary was denied$/m);
  expect(out).toMatch(/^PASS +Password policy/m);
});

test('if no check fails, an unknown one has an exit code of its own', async () => {
  denied = ['GetAccountSummary'];
  expect((await command('status', '--ignore', 'GROUP_PERMISSIONS', '--ignore', 'USER_POLICIES', '--ignore', 'SUPPORT_ROLE')).code).toBe(4);
});

test('throttled calls are retried', async () => {
  throttled = ['GetAccountPasswordPolicy', 'GetAccountPasswordPolicy'];
  expect((await command('status')).out).toMatch(/^PASS +Password policy/m);
  expect(calls.filter((action) => action === 'GetAccountPasswordPolicy')).toHaveLength(3);
});

test('--adopt prints what to change, and a resource map for a template', async () => {
  const file = join(folder, 'template.json');
  writeFileSync(file, JSON.stringify({ Resources: { Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: 'Administrators' } } } }));
  const { out } = await command('status', '--adopt', '--template', file);
  expect(out).toContain('user alice?[2J has AdministratorAccess\n  Add the user to the group Administrators, then detach the policies');
  expect(out).toContain("account alias is example\n  Set accountAlias: 'example'");
  expect(JSON.parse(out.slice(out.lastIndexOf('{\n  "Group"')))).toEqual({ Group: { GroupName: 'Administrators' } });
  expect(calls.filter((action) => !/^(Get|List|DescribeRegions$|GenerateCredentialReport$)/.test(action))).toEqual([]);
  const json = JSON.parse((await command('status', '--adopt', '--format', 'json')).out);
  expect(json.adoption).toHaveLength(3);
  expect(json).not.toHaveProperty('importMap');
});

test('--profile and --region reach the SDK', async () => {
  const { code, err } = await command('status', '--profile', 'missing');
  expect([code, err]).toEqual([10, expect.stringMatching(/CredentialsProviderError: Could not .*credentials.* of the profile 'missing' \(pass a --profile that/)]);
  expect((await command('status', '--region', 'eu-west-1', '--format', 'json')).out).toContain('"region": "eu-west-1"');
});

test.each([
  [[], "the command must be status, review, compare, prove or oscal; got ''"],
  [['stat'], "the command must be status, review, compare, prove or oscal; got 'stat'"],
  [['status', 'more'], "status takes options only; got 'more'"],
  [['status', '--format', 'xml'], "--format must be one of table, json, junit, csv, asff, ocsf, oscal, html, sarif; got 'xml'"],
  [['status', '--format', 'toString'], "got 'toString'"],
  [['status', '--ignore', 'ROOT'], '--ignore must be one of ROOT_ACCESS_KEYS'],
  [['status', '--fix'], "Unknown option '--fix'"],
  [['status', '--template', 'x.json'], '--template needs --adopt'],
  [['status', '--adopt', '--template', 'missing.json'], '--template: ENOENT'],
  [['status', '--adopt', '--format', 'junit'], '--adopt has no format junit'],
] as [string[], string][])('%j is refused with the reason and the usage', async (args, message) => {
  const errors: string[] = [];
  expect(await main(args, () => { throw new Error('nothing is printed'); }, (text) => errors.push(text))).toBe(10);
  expect(errors).toEqual([expect.stringContaining(message)]);
  expect(errors[0]).toContain('Usage: secure-account-baseline status');
  expect(calls).toEqual([]);
});

test('help and version', async () => {
  const printed: string[] = [];
  expect(await main(['--help'], (text) => printed.push(text), () => undefined)).toBe(0);
  expect(printed).toEqual([expect.stringContaining('--adopt')]);
  expect((await command('--version')).out.trim()).toBe('0.0.0');
});

test('its dependencies are the SDK clients that it loads, in the versions of the checkout', () => {
  const loaded = [...readFileSync(COMMAND, 'utf8').matchAll(/(?:require|import)\("(@[^"]+)"\)/g)].map(([, name]) => name);
  const { dependencies, devDependencies: bundled } = JSON.parse(readFileSync(join(ROOT, 'cli', 'package.json'), 'utf8'));
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  expect(Object.keys(dependencies).sort()).toEqual([...new Set(loaded)].sort());
  for (const [name, version] of Object.entries({ ...dependencies, ...bundled })) expect(devDependencies[name]).toBe(version);
  expect(readFileSync(COMMAND, 'utf8')).not.toMatch(/require\("(aws-cdk-lib|constructs)/);
});

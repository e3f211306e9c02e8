import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { pathToFileURL } from 'url';
import { GetAccountAuthorizationDetailsCommand, GetCredentialReportCommand, GetPolicyCommand, GetPolicyVersionCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { mockClient } from 'aws-sdk-client-mock';
import { main } from '../../../cli/main';
import { csvRows } from '../../../src/handlers/shared/credential-report/csv';
import { accessibilityViolations, launchBrowser } from '../../../tools/picture/browser';
import { document, goodAccount, iam, line, refusal, report } from '../../handlers/shared/security-checks/account-mock';
import { MARKUP } from '../report/accounts';

const sts = mockClient(STSClient);
const DAY = 86_400_000;
const ago = (days: number) => new Date(Date.now() - days * DAY);
const stamp = (days: number) => ago(days).toISOString().replace('Z', '+00:00');
const attached = (...names: string[]) => names.map((PolicyName) => ({ PolicyName, PolicyArn: `arn:aws:iam::aws:policy/${PolicyName}` }));
const policy = (...statements: object[]) => encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
const trust = (Principal: unknown) => policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
const OWN = 'arn:aws:iam::111122223333:policy/Own';

const DOCUMENTS: Record<string, string> = {
  AdministratorAccess: policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
  PowerUserAccess: policy({ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*', 'account:*'], Resource: '*' }),
};

beforeEach(() => {
  goodAccount();
  sts.reset();
  sts.on(GetCallerIdentityCommand).resolves({ Account: '111122223333', Arn: 'arn:aws:iam::111122223333:user/audit' });
  iam.on(GetPolicyCommand).resolves({ Policy: { DefaultVersionId: 'v3' } });
  iam.on(GetPolicyVersionCommand).callsFake(({ PolicyArn, VersionId }) => ({ PolicyVersion: { Document: VersionId === 'v3' ? DOCUMENTS[PolicyArn.split('/').pop()] : undefined } }));
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    UserDetailList: [
      { UserName: 'alice', Path: '/', CreateDate: ago(900), GroupList: ['Administrators'] },
      { UserName: '=bob', Path: '/people/', CreateDate: ago(900), GroupList: [], UserPolicyList: [{ PolicyName: MARKUP, PolicyDocument: policy({ Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject', 'sqs:TagQueue'], Resource: 'arn:aws:s3:::reports/*' }) }] },
      { UserName: 'carol', Path: '/', CreateDate: ago(10), GroupList: ['Developers'], PermissionsBoundary: { PermissionsBoundaryArn: OWN } },
      { UserName: 'new', Path: '/', GroupList: [] },
    ],
    GroupDetailList: [
      { GroupName: 'Administrators', Path: '/', AttachedManagedPolicies: attached('AdministratorAccess') },
      { GroupName: 'Developers', Path: '/', AttachedManagedPolicies: attached('PowerUserAccess') },
      { GroupName: 'Nobody', Path: '/' },
    ],
    RoleDetailList: [
      {
        RoleName: 'Functions',
        Path: '/',
        CreateDate: ago(400),
        AssumeRolePolicyDocument: trust({ Service: 'lambda.amazonaws.com' }),
        RoleLastUsed: { LastUsedDate: ago(2) },
        RolePolicyList: [{ PolicyName: 'Logs', PolicyDocument: policy({ Effect: 'Allow', Action: 'logs:*', Resource: '*' }, { Effect: 'Deny', Action: 'logs:Delete*', Resource: '*' }, { Effect: 'Deny', Action: 'logs:Put*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }) }],
      },
      { RoleName: 'Open', Path: '/', CreateDate: ago(400), AssumeRolePolicyDocument: trust('*') },
      { RoleName: 'AWSServiceRoleForSupport', Path: '/aws-service-role/support.amazonaws.com/', CreateDate: ago(900), AssumeRolePolicyDocument: trust({ Service: 'support.amazonaws.com' }) },
    ],
    Policies: [{ PolicyName: 'Own', Arn: OWN, PolicyVersionList: [{ IsDefaultVersion: true, Document: policy({ Effect: 'Allow', Action: ['ec2:Describe*', 'iam:*'], Resource: '*' }) }] }],
  } as any);
  const keys = (first: string, second: string) => `false,${first},${second}`;
  report(
    line('=bob', `true,${keys(`true,${stamp(200)},${stamp(100)}`, `true,${stamp(100)},${stamp(1)}`)}`, 'arn:aws:iam::111122223333:user/people/=bob'),
    line('carol', `false,${keys('false,N/A,N/A', 'false,N/A,N/A')}`),
  );
});

async function review(...args: string[]) {
  const [out, err]: string[][] = [[], []];
  const code = await main(['review', ...args], (text) => out.push(text), (text) => err.push(text));
  return { code, out: out.join('\n'), err };
}

async function rowsOf(...args: string[]): Promise<Map<string, Record<string, string>>> {
  const { out } = await review(...args);
  const [header, ...rows] = csvRows(`${out}\n`);
  return new Map(rows.map((row) => [`${row[3]} ${row[4]}`, Object.fromEntries(header.map((name, index) => [name, row[index]]))]));
}

test('every user, group and role is listed with columns to sign, and nothing is changed', async () => {
  const { code, out } = await review();
  expect(code).toBe(0);
  const [header, ...rows] = csvRows(`${out}\n`);
  expect(header.slice(-5)).toEqual(['proposed action', 'decision', 'reviewer', 'date', 'signature']);
  expect(rows.map(([, , , kind, name]) => `${kind} ${name}`)).toEqual([
    'user alice', "user '=bob", 'user carol', 'user new', 'group Administrators', 'group Developers', 'group Nobody', 'role Functions', 'role Open', 'role AWSServiceRoleForSupport',
  ]);
  expect(rows.every((row) => row.slice(-4).join('') === '')).toBe(true);
  const names = [...iam.calls(), ...sts.calls()].map(({ args: [{ constructor: { name } }] }) => name);
  expect(names.filter((name) => !/^(Get|List|GenerateCredentialReport)/.test(name))).toEqual([]);
  expect(iam.commandCalls(GetPolicyVersionCommand)).toHaveLength(2);
});

test('rights by access level: groups, conditions, denies and boundaries count', async () => {
  const rows = await rowsOf();
  expect(rows.get('user alice')).toMatchObject({ 'list': 'all services', 'read access': 'all services', 'write': 'all services', 'permissions': 'all services', 'tagging': 'all services', 'groups, members or trusted principals': 'Administrators' });
  expect(rows.get("user '=bob")).toMatchObject({ 'list': '', 'read access': 's3 (limited)', 'write': 's3 (limited)', 'permissions': '', 'tagging': 'sqs (limited)' });
  // The boundary leaves what both allow: PowerUserAccess does not contain iam.
  expect(rows.get('user carol')).toMatchObject({ 'list': 'ec2', 'read access': '', 'write': '', 'permissions': '' });
  expect(rows.get('group Developers')!.permissions).toMatch(/^[\w, -]+ and \d+ more$/);
  expect(rows.get('group Administrators')).toMatchObject({ 'groups, members or trusted principals': 'alice' });
  expect(rows.get('role Functions')).toMatchObject({ 'write': 'logs', 'permissions': 'logs (limited)', 'groups, members or trusted principals': 'lambda.amazonaws.com' });
});

test('last use and proposals: unused credentials, old keys, missing MFA, empty groups, wide trusts', async () => {
  const rows = await rowsOf();
  expect(rows.get('user alice')!['proposed action']).toBe('Delete the password: not used for 45 days (CIS 2.11); Confirm that it may change permissions of IAM, and so may do everything');
  expect(rows.get('user alice')!['last use']).toBe('never');
  expect(rows.get("user '=bob")).toMatchObject({
    'credentials': 'password without MFA, access key 1, access key 2',
    'last use': ago(1).toISOString().slice(0, 10),
    'proposed action': 'Delete the password: not used for 45 days (CIS 2.11); Assign MFA, or delete the password (CIS 2.10); '
      + 'Deactivate access key 1: not used for 45 days (CIS 2.11); Rotate access key 2: older than 90 days (CIS 2.12); Move the policies to a group (CIS 2.13)',
  });
  expect(rows.get('user carol')!['proposed action']).toBe('Delete the user if nobody needs it: it has no credentials');
  expect(rows.get('user new')).toMatchObject({ 'last use': 'unknown: the credential report does not have the user yet', 'proposed action': 'Look at the credentials, which could not be read' });
  expect(rows.get('group Nobody')!['proposed action']).toBe('Delete the group if nobody needs it: it has no members');
  expect(rows.get('role Functions')).toMatchObject({ 'last use': ago(2).toISOString().slice(0, 10), 'proposed action': 'Confirm' });
  expect(rows.get('role Open')!['proposed action']).toBe('Narrow the trust policy: anyone may assume the role; Delete the role if nothing needs it: not used for 90 days');
  expect(rows.get('role AWSServiceRoleForSupport')!['proposed action']).toBe('Keep: its service makes and deletes it');
});

test('a policy that cannot be read is named with the action, and the command says that the list is incomplete', async () => {
  iam.on(GetPolicyVersionCommand).rejects(refusal());
  const { code } = await review('--quiet');
  expect(code).toBe(4);
  const rows = await rowsOf();
  expect(rows.get('group Administrators')).toMatchObject({ 'policies not read': 'arn:aws:iam::aws:policy/AdministratorAccess: iam:GetPolicyVersion was denied', 'proposed action': 'Look at the policies that could not be read' });
});

test('an account that refuses single calls is a row with the action', async () => {
  iam.on(GetCredentialReportCommand).rejects(refusal());
  expect((await rowsOf()).get('account ')).toMatchObject({ 'policies not read': 'iam:GetCredentialReport was denied', 'proposed action': 'Allow the call, and run the command again' });
  iam.on(GetAccountAuthorizationDetailsCommand).rejects(refusal());
  const { code, out } = await review();
  expect([code, [...csvRows(`${out}\n`)].length]).toEqual([4, 3]);
});

test('a spreadsheet of another language: semicolons and a byte order mark', async () => {
  const { out } = await review('--separator', 'semicolon', '--byte-order-mark');
  expect(out.startsWith('\ufeff"account";"account name";')).toBe(true);
  expect(out).toContain('"\'=bob"');
});

test('the page is accessible, escapes names, and loads nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'review-test-'));
  const browser = await launchBrowser();
  try {
    iam.on(GetPolicyVersionCommand).resolves({ PolicyVersion: { Document: document(MARKUP) } });
    const file = join(folder, 'review.html');
    expect(await review('--format', 'html', '--output', file)).toEqual({ code: 4, out: `Written to ${file}`, err: [] });
    expect(readFileSync(file, 'utf8')).not.toMatch(/<script|<img/);
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme });
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      expect(await accessibilityViolations(page)).toEqual([]);
      expect(requests).toEqual([page.url()]);
      expect(await page.title()).toBe('Access review of account 111122223333');
      expect(await page.evaluate('document.body.textContent')).toContain('=bob');
    }
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true });
  }
});

test('5,000 users in a hundred groups are reviewed in seconds', async () => {
  iam.on(GetAccountAuthorizationDetailsCommand).resolves({
    UserDetailList: Array.from({ length: 5_000 }, (_, index) => ({ UserName: `user-${index}`, Path: '/', GroupList: [`group-${index % 100}`] })),
    GroupDetailList: Array.from({ length: 100 }, (_, index) => ({ GroupName: `group-${index}`, Path: '/', AttachedManagedPolicies: attached('PowerUserAccess') })),
    RoleDetailList: [],
  } as any);
  const start = performance.now();
  const rows = await rowsOf();
  expect(rows.size).toBe(5_100);
  expect(rows.get('user user-4999')!.write).toMatch(/ more$/);
  expect(performance.now() - start).toBeLessThan(15_000);
});

test.each([
  [['more'], "review takes options only; got 'more'"],
  [['--format', 'xml'], "--format must be one of csv, html; got 'xml'"],
  [['--format', 'html', '--byte-order-mark'], '--separator and --byte-order-mark need --format csv'],
  [['--ignore', 'ROOT_MFA'], "Unknown option '--ignore'"],
])('%j is refused with the reason', async (args, message) => {
  const { code, err } = await review(...args);
  expect([code, err[0]]).toEqual([10, expect.stringContaining(message)]);
});

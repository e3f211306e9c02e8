import { exitCode } from '../../cli/exit-code';
import { main } from '../../cli/main';
import { AccountStatus } from '../../cli/status/account-status';
import { json } from '../../cli/status/formats/json';
import { junit } from '../../cli/status/formats/junit';
import { organizationTable } from '../../cli/status/formats/organization-table';
import { readStatusOptions } from '../../cli/status/options';

const pass = { check: 'ROOT_ACCESS_KEYS', severity: 'CRITICAL', status: 'PASS', seen: 'root has no access keys' } as const;
const rootMfa = { check: 'ROOT_MFA', severity: 'CRITICAL', status: 'FAIL', seen: 'root has no MFA', remediation: 'Assign an MFA device' } as const;
const support = { check: 'SUPPORT_ROLE', severity: 'LOW', status: 'FAIL', seen: 'nobody', remediation: 'Attach AWSSupportAccess' } as const;
const unknown = { check: 'PASSWORD_POLICY', severity: 'MEDIUM', status: 'UNKNOWN', seen: 'denied' } as const;

const read = { partition: 'aws', region: 'eu-central-1', at: Date.UTC(2026, 10, 29) };
const STATUSES: AccountStatus[] = [
  { id: '111122223333', name: 'shop', ...read, results: [pass, support, rootMfa] },
  { id: '444455556666', name: 'website\x1b[2J', ...read, results: [pass, support] },
  { id: '777788889999', name: 'audit', ...read, results: [pass, unknown] },
  { id: '123456789012', name: 'good', ...read, results: [pass] },
  { id: '210987654321', name: 'closed', error: 'sts:AssumeRole: AccessDenied: no' },
];

test('the table has a line for each account, and each failed check once, the worst first', () => {
  expect(organizationTable(STATUSES)).toBe(`Account       Name         Severity  Checks
111122223333  shop         CRITICAL  1 pass, 2 fail
444455556666  website?[2J  LOW       1 pass, 1 fail
777788889999  audit        UNKNOWN   1 pass, 1 unknown
123456789012  good         PASS      1 pass
210987654321  closed       UNKNOWN   not checked: sts:AssumeRole: AccessDenied: no

What to do

MFA for root (CRITICAL): 111122223333
  Assign an MFA device
Access to AWS Support (LOW): 111122223333, 444455556666
  Attach AWSSupportAccess`);
});

test('the JSON has the results of each account, with titles, or its error', () => {
  const { accounts } = JSON.parse([...json({ statuses: STATUSES, isOrganization: true, adoption: {} })].join('\n'));
  expect(accounts.map(({ account }: any) => account)).toEqual(STATUSES.map(({ id }) => id));
  expect(accounts[0].results[2]).toMatchObject({ check: 'ROOT_MFA', title: 'MFA for root', status: 'FAIL' });
  expect(accounts[0]).toMatchObject({ region: 'eu-central-1', time: '2026-11-29T00:00:00.000Z' });
  expect(accounts[4]).toEqual({ account: '210987654321', name: 'closed', error: 'sts:AssumeRole: AccessDenied: no' });
});

test('JUnit XML has a suite for each account, and an error for one that could not be checked', () => {
  const xml = [...junit({ statuses: STATUSES, isOrganization: true, adoption: {} })].join('\n');
  expect(xml.match(/<testsuite name="security status of \d{12} [^"]+" tests="\d" /g)).toHaveLength(5);
  expect(xml).toContain('<testsuite name="security status of 111122223333 shop" tests="3" failures="2" errors="0">');
  expect(xml).toContain('<testcase classname="security-status" name="The account is checked">\n    <error message="sts:AssumeRole: AccessDenied: no">');
});

test('an account that could not be checked counts as an unknown check', () => {
  expect([exitCode([pass], true), exitCode([rootMfa], true), exitCode([pass])]).toEqual([4, 3, 0]);
});

test('the role is that of Organizations unless it is given', () => {
  expect(readStatusOptions(['--organization']).organizationRole).toBe('OrganizationAccountAccessRole');
  expect(readStatusOptions(['--organization', '--role', 'audit/Reader']).organizationRole).toBe('audit/Reader');
  expect(readStatusOptions([]).organizationRole).toBeUndefined();
});

test('unused permissions are read for the page of one account; of an organization if they are asked for', () => {
  const limit = (...args: string[]) => readStatusOptions(args).unusedPermissions;
  expect([limit(), limit('--format', 'html'), limit('--format', 'html', '--organization'), limit('--format', 'json')]).toEqual([0, 100, 0, 0]);
  expect([limit('--format', 'html', '--organization', '--unused-permissions', '7'), limit('--format', 'json', '--unused-permissions', 'all'), limit('--format', 'html', '--unused-permissions', '0')]).toEqual([7, Infinity, 0]);
});

test.each([
  [['--role', 'Reader'], '--role needs --organization'],
  [['--organization', '--adopt'], '--adopt checks one account: use it without --organization'],
  [['--organization', '--adopt', '--format', 'html'], '--adopt checks one account'],
  [['--adopt', '--format', 'html'], '--adopt has no format html: use table or json'],
  [['--organization', '--format', 'oscal'], '--format oscal is about one account'],
  [['--framework', 'cis-7.0', '--format', 'oscal'], '--format oscal has results for every framework'],
  [['--unused-permissions', '5'], '--unused-permissions has no format table: use html or json'],
  [['--unused-permissions', 'many', '--format', 'json'], "--unused-permissions must be a number of users and roles, or all; got 'many'"],
  [['--unused-permissions', '-1', '--format', 'json'], "Option '--unused-permissions' argument is ambiguous"],
  [['--separator', 'comma'], '--separator and --byte-order-mark need --format csv'],
  [['--format', 'csv', '--separator', '|'], "--separator must be one of comma, semicolon, tab; got '|'"],
  [['--profile', ''], '--profile must not be empty'],
])('%j is refused', async (args, message) => {
  const errors: string[] = [];
  expect(await main(['status', ...args], () => undefined, (text) => errors.push(text))).toBe(10);
  expect(errors[0]).toContain(message);
});

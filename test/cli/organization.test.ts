import { exitCode } from '../../cli/exit-code';
import { main } from '../../cli/main';
import { readOptions } from '../../cli/options';
import { AccountStatus } from '../../cli/organization/check';
import { organizationJson, organizationTable } from '../../cli/organization/format';

const pass = { check: 'ROOT_ACCESS_KEYS', severity: 'CRITICAL', status: 'PASS', seen: 'root has no access keys' } as const;
const rootMfa = { check: 'ROOT_MFA', severity: 'CRITICAL', status: 'FAIL', seen: 'root has no MFA', remediation: 'Assign an MFA device' } as const;
const support = { check: 'SUPPORT_ROLE', severity: 'LOW', status: 'FAIL', seen: 'nobody', remediation: 'Attach AWSSupportAccess' } as const;
const unknown = { check: 'PASSWORD_POLICY', severity: 'MEDIUM', status: 'UNKNOWN', seen: 'denied' } as const;

const STATUSES: AccountStatus[] = [
  { id: '111122223333', name: 'shop', results: [pass, support, rootMfa] },
  { id: '444455556666', name: 'website\x1b[2J', results: [pass, support] },
  { id: '777788889999', name: 'audit', results: [pass, unknown] },
  { id: '123456789012', name: 'good', results: [pass] },
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
  const { accounts } = JSON.parse(organizationJson(STATUSES));
  expect(accounts.map(({ account }: any) => account)).toEqual(STATUSES.map(({ id }) => id));
  expect(accounts[0].results[2]).toMatchObject({ check: 'ROOT_MFA', title: 'MFA for root', status: 'FAIL' });
  expect(accounts[4]).toEqual({ account: '210987654321', name: 'closed', error: 'sts:AssumeRole: AccessDenied: no' });
});

test('an account that could not be checked counts as an unknown check', () => {
  expect([exitCode([pass], true), exitCode([rootMfa], true), exitCode([pass])]).toEqual([4, 3, 0]);
});

test('the role is that of Organizations unless it is given', () => {
  expect(readOptions(['status', '--organization']).organizationRole).toBe('OrganizationAccountAccessRole');
  expect(readOptions(['status', '--organization', '--role', 'audit/Reader']).organizationRole).toBe('audit/Reader');
  expect(readOptions(['status']).organizationRole).toBeUndefined();
});

test.each([
  [['--role', 'Reader'], '--role needs --organization'],
  [['--organization', '--adopt'], '--adopt checks one account: use it without --organization'],
  [['--organization', '--format', 'junit'], '--organization has no JUnit format: use table or json'],
])('%j is refused', async (args, message) => {
  const errors: string[] = [];
  expect(await main(['status', ...args], () => undefined, (text) => errors.push(text))).toBe(10);
  expect(errors[0]).toContain(message);
});

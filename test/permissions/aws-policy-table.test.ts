import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';
import { brotliDecompressSync } from 'zlib';
import { problemOfAwsPolicyName, wideRightsOfAwsPolicy } from '../../src/permissions/aws-policy-table';
import { awsPolicyTable, AwsPolicyTable, lettersOf } from '../../tools/aws-policy-table';

const ROOT = join(__dirname, '..', '..');
const FILE = join(ROOT, 'data', 'aws-policy-table.json.br');
const HELD = join(ROOT, 'proof', 'data', 'aws-managed-policies');

const table: AwsPolicyTable = JSON.parse(brotliDecompressSync(readFileSync(FILE)).toString('utf8'));
const held = readdirSync(HELD).map((file) => JSON.parse(readFileSync(join(HELD, file), 'utf8')));

test('it holds the name of each policy of AWS once, and says of which day it is', () => {
  const names = Object.values(table.names).flatMap((each) => each.split(' '));
  expect(names.length).toBeGreaterThan(1_500);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(names.length);
  expect(table.updated).toMatch(/^2026-\d\d-\d\d$/);
  expect(statSync(FILE).size).toBeLessThan(15_000);
});

test('what it says of the policies that the proof holds is what their documents say', () => {
  for (const { name, document } of held) {
    const [letters] = Object.entries(table.names).find(([, names]) => names.split(' ').includes(name)) ?? [];
    expect([name, letters]).toEqual([name, lettersOf(document)]);
  }
});

test('it is made the same every time, whatever the order of the policies', () => {
  expect(JSON.stringify(awsPolicyTable(held))).toBe(JSON.stringify(awsPolicyTable([...held].reverse())));
});

test.each([
  ['AdministratorAccess', ['fullAccess']], ['IAMFullAccess', ['identityWrites', 'passRole']], ['PowerUserAccess', ['identityWrites', 'assumeRole']],
  ['job-function/ViewOnlyAccess', []], ['SecurityAudit', []], ['IAMUserChangePassword', []], ['NoSuchPolicy', []],
])('%s allows what only an administrator should be allowed: %j', (name, kinds) => expect(wideRightsOfAwsPolicy(name)).toEqual(kinds));

test.each([
  ['arn:aws:iam::aws:policy/AdministratorAccess', 'Use AdministratorAccess'],
  ['arn:aws:iam::aws:policy/ViewOnlyAccess', 'Use job-function/ViewOnlyAccess'],
  ['policy/ReadOnlyAccess', 'Use ReadOnlyAccess'],
  ['/ReadOnlyAccess', 'Use ReadOnlyAccess'],
  ['arn:aws:iam::123456789012:policy/Own', 'Set it in managedPolicies'],
  ['ViewOnlyAccess', 'AWS names the policy job-function/ViewOnlyAccess'],
  ['AmazonECSTaskExecutionRolePolicy', 'AWS names the policy service-role/AmazonECSTaskExecutionRolePolicy'],
  ['readonlyaccess', 'AWS names the policy ReadOnlyAccess'],
  ['Read Only Access', 'it must be the name of an AWS managed policy'],
  ['', 'it must be the name of an AWS managed policy'],
])('%j is certainly wrong: %s', (name, rule) => {
  expect(problemOfAwsPolicyName(name)).toEqual({ certain: true, rule: expect.stringContaining(rule) });
});

test('a name that AWS may have meanwhile is probably wrong, with the nearest one', () => {
  expect(problemOfAwsPolicyName('ReadOnlyAcess')).toEqual({ certain: false, rule: `AWS had no such policy on ${table.updated}: do you mean ReadOnlyAccess?` });
  expect(problemOfAwsPolicyName('QuantumTeleportFullAccessOfNextYear')).toEqual({ certain: false, rule: `AWS had no such policy on ${table.updated}` });
});

test('every name of the table is right', () => {
  expect(Object.values(table.names).flatMap((each) => each.split(' ')).filter((name) => problemOfAwsPolicyName(name))).toEqual([]);
});

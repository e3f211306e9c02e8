import { readFileSync } from 'fs';
import { join } from 'path';
import { parseCredentialReport } from '../../../../src/handlers/shared/credential-report/parser';

const CSV = readFileSync(join(__dirname, '..', '..', 'credential-report', 'cases', 'report.csv'), 'utf8');
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const users = (csv = CSV) => Object.fromEntries(parseCredentialReport(csv).map((user) => [user.name, user]));

test('root: its password is not said to be there, its key and its certificate are', () => {
  expect(users()['<root_account>']).toEqual({
    name: '<root_account>',
    isRoot: true,
    created: at('2020-01-01'),
    mfa: false,
    password: { changed: undefined, used: at('2026-01-01'), nextRotation: undefined },
    keys: { 1: { changed: at('2025-01-01'), used: undefined } },
    certificates: { 1: { changed: at('2024-01-01'), used: undefined } },
    more: undefined,
  });
});

test('root of a member account whose organisation manages its credentials has no password', () => {
  expect(users(CSV.replace('x,not_supported', 'x,FALSE'))['<root_account>'].password).toBeUndefined();
});

test('what was never used has no date, what is inactive is not there, in whatever case the report says so', () => {
  expect(users()['never-used']).toEqual({
    name: 'never-used',
    isRoot: false,
    created: at('2026-01-02'),
    mfa: true,
    password: { changed: at('2026-01-03'), used: undefined, nextRotation: at('2026-04-03') },
    keys: { 1: { changed: at('2026-01-04'), used: undefined } },
    certificates: {},
    more: undefined,
  });
});

test('names are those of the ARN, also where a spreadsheet would read a formula or the name has a comma', () => {
  expect(Object.keys(users())).toEqual(['<root_account>', 'never-used', '=1+1', '@sum', 'smith,jane']);
});

test('quoted fields may have commas, quotes and line breaks', () => {
  expect(users()['smith,jane']).toMatchObject({ mfa: true, password: { used: at('2026-02-02') }, more: '2 more access keys, see ListAccessKeys' });
});

test('columns are found by name, wherever they are, and none may be missing that is needed', () => {
  const rows = CSV.split('\n').slice(0, 3).map((line) => line.split(','));
  const reversed = rows.map((row) => [...row].reverse().join(',')).join('\r\n');
  expect(users(reversed)['never-used']).toEqual(users()['never-used']);
  for (const column of rows[0].filter((name) => !/region|service|tomorrow|additional/.test(name))) {
    const index = rows[0].indexOf(column);
    // What an inactive credential would have is not looked for.
    const active = rows.map((row, line) => line === 1 ? row.map((cell, place) => /active$/.test(rows[0][place]) ? 'true' : cell) : row);
    const without = active.map((row) => row.filter((_, place) => place !== index).join(',')).join('\n');
    expect(() => parseCredentialReport(without)).toThrow(`the credential report has no column ${column}`);
  }
  const withoutMore = rows.map((row) => row.slice(0, -1).join(',')).join('\n');
  expect(users(withoutMore)['never-used'].more).toBeUndefined();
});

test.each(['', '\n', 'user,arn', 'user,arn\n', 'nothing of the kind'])('%j is empty', (csv) => {
  expect(() => parseCredentialReport(csv)).toThrow('the credential report is empty');
});

test('a report that was cut off is not half a report', () => {
  expect(() => parseCredentialReport(CSV.slice(0, -60))).toThrow('user 5 of the credential report is cut short');
});

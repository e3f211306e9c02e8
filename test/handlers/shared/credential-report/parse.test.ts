import { readFileSync } from 'fs';
import { join } from 'path';
import { parseCredentialReport } from '../../../../src/handlers/shared/credential-report/parse';

const read = (name: string) => readFileSync(join(__dirname, 'cases', name), 'utf8');
const CSV = read('report.csv');
const at = (day: string) => Date.parse(`${day}T00:00:00Z`);
const users = (csv = CSV) => Object.fromEntries(parseCredentialReport(csv).map((user) => [user.name, user]));

test('the report says nothing about the password of root, but lists its key and its certificate', () => {
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

test('root of a member account whose organization manages its credentials has no password', () => {
  expect(users(CSV.replace('x,not_supported', 'x,FALSE'))['<root_account>'].password).toBeUndefined();
});

test('a credential that was never used has no date of use; inactive credentials are left out', () => {
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

test('names come from the ARN, also where a spreadsheet would read a formula or the name has a comma', () => {
  expect(Object.keys(users())).toEqual(['<root_account>', 'never-used', '=1+1', '@sum', 'smith,jane']);
});

test('a user with fields in quotes', () => {
  expect(users()['smith,jane']).toMatchObject({ mfa: true, password: { used: at('2026-02-02') }, more: '2 more access keys, see ListAccessKeys' });
});

test('flags have any case', () => {
  expect(users(read('uppercase.csv'))).toMatchObject({
    '<root_account>': { mfa: true, keys: {} },
    'alice': { mfa: false, password: { used: undefined }, keys: { 1: { changed: at('2024-01-01'), used: undefined } } },
  });
});

test('columns are found by name in any order, and every needed column must be there', () => {
  const rows = CSV.split('\n').slice(0, 3).map((line) => line.split(','));
  const reversed = rows.map((row) => [...row].reverse().join(',')).join('\r\n');
  expect(users(reversed)['never-used']).toEqual(users()['never-used']);
  for (const column of rows[0].filter((name) => !/region|service|tomorrow|additional/.test(name))) {
    const index = rows[0].indexOf(column);
    // The dates of an inactive credential are not read.
    const active = rows.map((row, line) => line === 1 ? row.map((cell, place) => /active$/.test(rows[0][place]) ? 'true' : cell) : row);
    const without = active.map((row) => row.filter((_, place) => place !== index).join(',')).join('\n');
    expect(() => parseCredentialReport(without)).toThrow(`the credential report cannot be read: it has no column ${column}`);
  }
  const withoutMore = rows.map((row) => row.slice(0, -1).join(',')).join('\n');
  expect(users(withoutMore)['never-used'].more).toBeUndefined();
});

describe('a value that is not understood is an error, never a pass', () => {
  const HEADER = CSV.split('\n')[0].split(',');
  const withValue = (column: string, value: string) => CSV.split('\n').map((line) => {
    const cells = line.split(',');
    return cells[0] === '=1+1' ? cells.map((cell, index) => HEADER[index] === column ? value : cell).join(',') : line;
  }).join('\n');

  test.each(['', 'yes', 'N/A', 'not_supported', 'no_information', 'truefalse', ' true', 'enabled'])("the flag '%s'", (value) => {
    for (const column of HEADER.filter((name) => /active$|enabled$/.test(name))) {
      expect([column, () => parseCredentialReport(withValue(column, value))]).toEqual([column, expect.any(Function)]);
      expect(() => parseCredentialReport(withValue(column, value)))
        .toThrow(`the credential report cannot be read: row 4 has the unknown value '${value}' of ${column}`);
    }
  });

  test.each(['', 'never', '2026', '01/02/2026', '2026-13-01T00:00:00Z', '1767312000'])("the time '%s'", (value) => {
    expect(() => parseCredentialReport(withValue('user_creation_time', value)))
      .toThrow(`the credential report cannot be read: row 4 has the unknown value '${value}' of user_creation_time`);
  });
});

test.each(['', '\n', 'user,arn', 'user,arn\n', 'no report at all'])('%j is not a report', (csv) => {
  expect(() => parseCredentialReport(csv)).toThrow('the credential report cannot be read: its first row is not the root user');
});

test('a report whose first row is not the root user is refused', () => {
  const [header, root, ...others] = read('uppercase.csv').trim().split('\n');
  for (const rows of [others, [...others, root]]) {
    expect(() => parseCredentialReport([header, ...rows].join('\n'))).toThrow('the credential report cannot be read: its first row is not the root user');
  }
});

test('a report that is cut off is refused', () => {
  expect(() => parseCredentialReport(CSV.slice(0, -60))).toThrow(/^the credential report cannot be read: row 6 /);
});

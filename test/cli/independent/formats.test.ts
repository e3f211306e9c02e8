import { ReadFormat, wrongIn } from './read-report';
import { AccountStatus } from '../../../cli/status/account-status';
import { FORMATS } from '../../../cli/status/formats/format';
import { FormatOptions } from '../../../cli/status/status-report';
import { account, MARKUP } from '../report/accounts';

const OPTIONS: FormatOptions = { color: false, separator: ',', byteOrderMark: false };
const UNREACHED: AccountStatus = { id: '777788889999', name: '=cmd|x', error: 'sts:AssumeRole: AccessDenied: no' };

const STATUSES: [string, AccountStatus[]][] = [
  ['an account', [account()]],
  ['an organization', [account(), account({ id: '444455556666', name: MARKUP }), UNREACHED]],
];

function written(format: ReadFormat, statuses: AccountStatus[]): string {
  const report = FORMATS[format]({ statuses, isOrganization: statuses.length > 1, adoption: {} }, OPTIONS);
  return typeof report === 'string' ? report : `${[...report].join('\n')}\n`;
}

/** For each format a report that is broken, and what the software of others finds. */
const BROKEN: [ReadFormat, string, (report: string) => string, RegExp][] = [
  ['asff', 'a severity that Security Hub does not have', (report) => report.replace('"CRITICAL"', '"SEVERE"'), /Severity\.Label is SEVERE/],
  ['asff', 'a finding without an id', (report) => report.replace(/"Id": "[^"]*",/, ''), /Missing required parameter in Findings\[0\]: "(Id|GeneratorId)"/],
  ['asff', 'an attribute that does not exist', (report) => report.replace('"Title"', '"Headline"'), /Headline/],
  ['asff', 'a blank title', (report) => report.replace(/"Title": "[^"]*"/, '"Title": " "'), /Title is  , which does not match/],
  ['ocsf', 'a severity as text', (report) => report.replace(/"severity_id": \d/, '"severity_id": "high"'), /severity_id: Input should be/],
  ['ocsf', 'a finding without its class', (report) => report.replace('"compliance": {', '"conformity": {'), /compliance: Field required/],
  ['ocsf', 'an attribute that does not exist', (report) => report.replace('"finding_info": {', '"finding_info": { "headline": "a",'), /finding_info\.headline is not known/],
  ['junit', 'a failure that is not counted', (report) => report.replace(/failures="\d"/, 'failures="0"'), /is written, .* is counted/],
  ['csv', 'a row without its last field', (report) => report.replace(/,"[^"]*"\r?\n$/, '\n'), /row \d+ has 9 fields/],
  ['html', 'an element that is not closed', (report) => report.replace('</main>', ''), /end-tag|expected/],
];

describe.each<ReadFormat>(['asff', 'ocsf', 'junit', 'csv', 'html'])('%s is read by software of others', (format) => {
  test.each(STATUSES)('of %s', async (_, statuses) => {
    expect(await wrongIn(format, written(format, statuses))).toEqual([]);
  });
});

test.each(BROKEN)('%s: %s is found', async (format, _, broken, found) => {
  const report = written(format, STATUSES[1][1]);
  const changed = broken(report);
  expect(changed).not.toBe(report);
  expect((await wrongIn(format, changed)).join('\n')).toMatch(found);
});

test.each<[ReadFormat, string]>([['asff', '['], ['ocsf', '{'], ['junit', '<testsuite'], ['junit', '<suite/>'], ['csv', '"a","b"x\n']])(
  '%s: %s cannot be read', async (format, report) => {
    await expect(wrongIn(format, report)).rejects.toThrow();
  });

import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import { SaxesParser } from 'saxes';
import { AccountStatus } from '../../../cli/status/account-status';
import { Format, FORMATS } from '../../../cli/status/formats/format';
import { accountTable } from '../../../cli/status/formats/table';
import { FormatOptions } from '../../../cli/status/status-report';
import { FRAMEWORKS } from '../../../src/compliance/catalog';
import { csvRows } from '../../../src/handlers/shared/credential-report/csv';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { ruleLink } from '../../../src/private/rules/rule-link';
import { account, MARKUP, RESULTS } from '../report/accounts';
import { errorsIn, sarifErrors, schema } from '../schemas/validate';

const OPTIONS: FormatOptions = { color: false, separator: ',', byteOrderMark: false };
const UNREACHED: AccountStatus = { id: '777788889999', name: '=cmd|x', error: 'sts:AssumeRole: AccessDenied: no' };
const STATUSES = [account(), account({ id: '444455556666', name: MARKUP }), UNREACHED];

function written(format: Format, options = OPTIONS, statuses: AccountStatus[] = STATUSES): string {
  const report = FORMATS[format]({ statuses, isOrganization: statuses.length > 1, adoption: {} }, options);
  return typeof report === 'string' ? report : `${[...report].join('\n')}\n`;
}

test('ASFF: the findings are what Security Hub takes', () => {
  const validate = addFormats(new Ajv2020({ strict: false, allErrors: true })).compile(schema('asff.json'));
  const findings = JSON.parse(written('asff'));
  expect(errorsIn(validate, findings)).toEqual([]);
  expect(findings).toHaveLength(2 * RESULTS.length);
  expect(findings[2]).toMatchObject({ AwsAccountId: '111122223333', Severity: { Label: 'CRITICAL' }, Compliance: { Status: 'FAILED' } });
  expect(findings[2].Remediation.Recommendation).toEqual({ Text: expect.any(String), Url: ruleLink('ROOT_MFA') });
  expect(findings[0]).not.toHaveProperty('Remediation');
  expect(new Set(findings.map(({ Id }: any) => Id)).size).toBe(findings.length);
  for (const required of ['Types', 'Severity', 'ProductArn']) expect(errorsIn(validate, [{ ...findings[0], [required]: undefined }])).not.toEqual([]);
});

test('OCSF: each event is a compliance finding of version 1.7.0', () => {
  const validate = new Ajv2020({ strict: false, allErrors: true }).compile(schema('ocsf-compliance-finding-1.7.0.json'));
  const findings = JSON.parse(written('ocsf'));
  expect(findings.flatMap((finding: unknown) => errorsIn(validate, finding))).toEqual([]);
  expect(findings).toHaveLength(2 * RESULTS.length);
  expect(findings[2]).toMatchObject({ class_uid: 2003, severity: 'Critical', time: account().at, compliance: { control: 'ROOT_MFA', status: 'Fail' } });
  expect(findings[0]).toMatchObject({ severity: 'Informational', compliance: { status: 'Pass' } });
  expect(findings[5]).toMatchObject({ compliance: { status: 'Warning' } });
  expect(findings[2].remediation.references).toEqual([ruleLink('ROOT_MFA')]);
  expect(errorsIn(validate, { ...findings[0], severity_id: 7 })).not.toEqual([]);
  expect(errorsIn(validate, { ...findings[0], unknown: 7 })).not.toEqual([]);
});

test('SARIF: the log is valid, and says which account could not be checked', () => {
  const log = JSON.parse(written('sarif'));
  expect(sarifErrors(log)).toEqual([]);
  const [{ results, invocations, tool }] = log.runs;
  expect(tool.driver.rules.map(({ helpUri }: any) => helpUri)).toEqual(Object.keys(CHECK_TITLES).map(ruleLink));
  expect(results.map(({ kind, level }: any) => `${kind} ${level}`).slice(0, 6)).toEqual(['fail error', 'fail error', 'fail note', 'open none', 'pass none', 'pass none']);
  expect(invocations[0]).toMatchObject({ executionSuccessful: false, toolExecutionNotifications: [{ message: { text: '777788889999 =cmd|x: sts:AssumeRole: AccessDenied: no' } }] });
  expect(sarifErrors({ ...log, version: '2.0.0' })).not.toEqual([]);
});

test('OSCAL: the assessment results are those of the account', () => {
  const { metadata, results } = JSON.parse(written('oscal', OPTIONS, [account()]))['assessment-results'];
  expect(metadata.title).toContain('111122223333');
  expect(results.length).toBeGreaterThanOrEqual(FRAMEWORKS.length);
});

test('JUnit: the XML is well-formed, with each check once', () => {
  const names: string[] = [];
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => names.push(name));
  parser.on('error', (error) => { throw error; });
  parser.write(written('junit')).close();
  const count = (wanted: string) => names.filter((name) => name === wanted).length;
  expect([count('testsuite'), count('testcase'), count('failure'), count('error')]).toEqual([3, 13, 6, 3]);
});

test('CSV: a row for each check, which no spreadsheet reads as a formula', () => {
  const rows = [...csvRows(written('csv'))];
  expect(rows).toHaveLength(1 + 2 * RESULTS.length + 1);
  expect(rows[1].slice(0, 7)).toEqual(['111122223333', 'shop', 'eu-central-1', '2026-11-29T12:00:00.000Z', 'FAIL', 'CRITICAL', 'ROOT_MFA']);
  expect(rows.at(-1)).toEqual(['777788889999', "'=cmd|x", '', '', 'UNKNOWN', '', '', 'The account is checked', 'sts:AssumeRole: AccessDenied: no', '']);
});

test('CSV for spreadsheets of other languages: a semicolon or a tab, and a byte order mark', () => {
  const text = written('csv', { color: false, separator: ';', byteOrderMark: true });
  expect(text.startsWith('\ufeff"account";"account name";')).toBe(true);
  expect(text.match(/\ufeff/g)).toHaveLength(1);
  expect(text.split('\r\n').length).toBe(1 + 2 * RESULTS.length + 1 + 1);
  expect(written('csv', { ...OPTIONS, separator: '\t' })).toContain('"account"\t"account name"\t');
});

test('the table has the most severe failed check first, then what is unknown, then what passes', () => {
  const table = accountTable(account(), {}, false);
  const lines = table.split('\n').filter((line) => /^(PASS|FAIL|UNKNOWN) /.test(line));
  expect(lines.map((line) => line.slice(0, 30).trim())).toEqual([
    'FAIL     MFA for root', 'FAIL     MFA for users with a', 'FAIL     No policies on users', 'UNKNOWN  No expired server cer', 'PASS     No root access keys', 'PASS     Password policy',
  ]);
  expect(table).not.toContain('\x1b');
});

test('colors mark statuses and severities, and move no column', () => {
  const [plain, colored] = [false, true].map((color) => accountTable(account(), {}, color));
  expect(colored).toContain('\x1b[31mFAIL\x1b[0m     MFA for root');
  expect(colored).toContain('MFA for root (\x1b[1;31mCRITICAL\x1b[0m)');
  // eslint-disable-next-line no-control-regex
  expect(colored.replace(/\x1b\[[\d;]*m/g, '')).toBe(plain);
});

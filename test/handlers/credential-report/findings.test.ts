import cases from './cases/findings.json';
import { CredentialFinding, credentialFindings, DAY, isNews } from '../../../src/handlers/credential-report/findings';

const NOW = Date.parse('2026-11-22T06:00:00Z');
const RULES = { unused: 45, keyAge: 90, warning: 7 };

/** The times of the cases are days before today. */
function dates(value: any): any {
  if (typeof value === 'number') return NOW - value * DAY;
  return value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, content]) => [name, dates(content)])) : value;
}

test.each(cases.map((one) => [one.promise, one] as [string, any]))('%s', (_, { user, rules, found }) => {
  const findings = credentialFindings({ name: 'user', isRoot: false, created: NOW - 500 * DAY, mfa: true, keys: {}, certificates: {}, ...dates(user) }, { ...RULES, ...rules }, NOW);
  expect(findings.map(({ kind, number, due }) => `${kind}${number ? ` ${number}` : ''} in ${(due - NOW) / DAY}`)).toEqual(found);
});

test('a finding is reported once when the warning time begins, when it is due, and every 30 days from then on', () => {
  const finding: CredentialFinding = { user: 'user', kind: 'KEY_OVERDUE', due: NOW };
  const reported: number[] = [];
  let before = NOW - 8 * DAY;
  for (let day = -7; day <= 70; day++) {
    const now = NOW + day * DAY + 1;
    if (isNews(finding, RULES, now, before)) reported.push(day);
    before = now;
  }
  expect(reported).toEqual([-7, 0, 30, 60]);
});

test('the next run reports what a run that did not happen would have reported', () => {
  const finding: CredentialFinding = { user: 'user', kind: 'KEY_OVERDUE', due: NOW };
  expect(isNews(finding, RULES, NOW + 5 * DAY, NOW - DAY)).toBe(true);
  expect(isNews(finding, RULES, NOW + 5 * DAY, NOW + DAY)).toBe(false);
  expect(isNews(finding, RULES, NOW - 7 * DAY, 0)).toBe(true);
});

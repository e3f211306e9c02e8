import { validate } from './trestle';
import { assessmentResults } from '../../../cli/oscal/assessment-results';
import { oscal } from '../../../cli/status/formats/oscal';
import { FRAMEWORKS } from '../../../src/compliance/catalog';
import { PROOFS } from '../../../src/compliance/proofs';
import { CheckStatus } from '../../../src/handlers/shared/security-checks/outcome';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';

const ACCOUNT = '111122223333';
const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const time = new Date('2026-11-29T12:00:00Z');
const names = Object.keys(CHECK_TITLES) as CheckResult['check'][];

/** All checks with one status, those that are named with another. */
function results(status: CheckStatus, others: { [check in CheckResult['check']]?: CheckStatus } = {}): CheckResult[] {
  return names.map((check) => {
    const seen = 'users have <script>alert(1)</script> "quotes" \u202e and\ttabs';
    const made = others[check] ?? status;
    return { check, severity: 'HIGH', status: made, seen, ...made !== 'PASS' && { remediation: 'Do something' } };
  });
}

const documentOf = (made: CheckResult[], versions = { command: '1.2.3', commit: COMMIT }): any => assessmentResults(made, ACCOUNT, versions, time);
const live = (document: any, framework: string) => document['assessment-results'].results
  .find(({ title }: any) => title === `Live state: ${FRAMEWORKS.find(({ name }) => name === framework)!.title}`);
const statusOf = (document: any, framework: string, id: string) => live(document, framework).findings.find(({ target }: any) => target['target-id'] === id)?.target.status;

test.each<[string, CheckResult[]]>([
  ['that pass', results('PASS')],
  ['that fail or are unknown', results('FAIL', { ROOT_MFA: 'UNKNOWN' })],
  ['of which none was made', []],
])('compliance-trestle accepts the results of checks %s', async (_, made) => {
  expect(await validate(documentOf(made))).toEqual({ valid: true, output: expect.stringContaining('VALID') });
}, 300_000);

test('compliance-trestle accepts what status --format oscal writes', async () => {
  const status = { id: ACCOUNT, name: '', partition: 'aws', region: 'eu-central-1', at: +time, results: results('PASS', { ROOT_MFA: 'FAIL' }) };
  const document = JSON.parse(oscal({ statuses: [status], isOrganization: false, adoption: {} }));
  expect(await validate(document)).toEqual({ valid: true, output: expect.stringContaining('VALID') });
}, 300_000);

test('compliance-trestle refuses a state that OSCAL does not have', async () => {
  const wrong = JSON.parse(JSON.stringify(documentOf(results('FAIL'))).replace('"not-satisfied"', '"failed"'));
  expect(await validate(wrong)).toMatchObject({ valid: false, output: expect.stringContaining('state') });
}, 300_000);

describe('a control', () => {
  test('is satisfied if the checks that decide it pass', () => {
    expect(statusOf(documentOf(results('PASS')), 'cis-7.0', 'cis-2.4')).toEqual({ state: 'satisfied', reason: 'pass' });
  });

  test('is not satisfied if one of them fails', () => {
    expect(statusOf(documentOf(results('PASS', { USER_POLICIES: 'FAIL' })), 'fsbp', 'IAM.2')).toEqual({ state: 'not-satisfied', reason: 'fail' });
  });

  test('is not satisfied if one of them is unknown', () => {
    expect(statusOf(documentOf(results('PASS', { ROOT_MFA: 'UNKNOWN' })), 'fsbp', 'IAM.9'))
      .toEqual({ state: 'not-satisfied', reason: 'other', remarks: 'MFA for root is unknown.' });
  });

  test('is not satisfied by a check that decides a part of it', () => {
    expect(statusOf(documentOf(results('PASS')), 'cis-7.0', 'cis-2.8'))
      .toEqual({ state: 'not-satisfied', reason: 'other', remarks: 'Password policy decides a part: it passes from 8 characters.' });
  });

  test('is satisfied by a check that decides it, beside one that decides a part', () => {
    expect(statusOf(documentOf(results('PASS')), 'cis-7.0', 'cis-2.18')).toEqual({ state: 'satisfied', reason: 'pass' });
    const made = results('PASS').filter(({ check }) => check !== 'ANALYZER_IN_EVERY_REGION');
    expect(statusOf(documentOf(made), 'cis-7.0', 'cis-2.18')).toMatchObject({
      state: 'not-satisfied', remarks: 'External access analyzer decides a part: it checks one region; a check was left out.',
    });
  });

  test('is not satisfied if a check was left out, and has no finding if all were', () => {
    const made = results('PASS').filter(({ check }) => check !== 'GROUP_PERMISSIONS' && check !== 'ROOT_MFA');
    expect(statusOf(documentOf(made), 'cis-7.0', 'cis-2.13')).toMatchObject({ state: 'not-satisfied', remarks: 'a check was left out.' });
    expect(statusOf(documentOf(made), 'cis-7.0', 'cis-2.5')).toBeUndefined();
  });

  test('that no check decides is never satisfied', () => {
    const satisfied = documentOf(results('PASS'))['assessment-results'].results.flatMap(({ findings = [] }: any) => findings)
      .filter(({ target }: any) => target.status.state === 'satisfied').map(({ title }: any) => title.split(' ')[0]);
    const decided = FRAMEWORKS.flatMap(({ controls }) => controls).filter(({ links }) => links.some(({ kind, coverage }) => kind === 'check' && coverage === 'FULL'))
      .map(({ id }) => id);
    expect(satisfied.sort()).toEqual(decided.sort());
    expect(satisfied.length).toBeGreaterThan(20);
  });
});

describe('live state and proof', () => {
  const document = documentOf(results('PASS'));
  const statements = document['assessment-results'].results.map(({ title, props, observations, findings }: any) => ({
    title, statement: props[0].value, methods: new Set(observations.flatMap(({ methods }: any) => methods)), findings,
  }));

  test('are results of their own, for each framework', () => {
    for (const { title } of FRAMEWORKS) expect(statements.filter((each: any) => each.title === `Proof: ${title}`)).toHaveLength(1);
    for (const { statement, methods } of statements) expect([...methods]).toEqual(statement === 'proof' ? ['EXAMINE'] : ['TEST']);
  });

  test('a proof decides no control', () => {
    for (const { statement, findings } of statements) if (statement === 'proof') expect(findings).toBeUndefined();
  });

  test('each says its version and time', () => {
    const { metadata, results: all } = document['assessment-results'];
    expect(metadata.props).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'command-version', value: '1.2.3' }), expect.objectContaining({ value: COMMIT })]));
    for (const { start } of all) expect(start).toBe(time.toISOString());
    const proof = all.find(({ title }: any) => title.startsWith('Proof'));
    expect(proof.props).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'library-commit', value: COMMIT })]));
    expect(proof.observations[0]['relevant-evidence'][0].href).toContain(`/blob/${COMMIT}/${PROOFS.SETTINGS.files[0]}`);
  });

  test('a commit that is unknown is left out', () => {
    expect(JSON.stringify(assessmentResults(results('PASS'), ACCOUNT, { command: 'checkout' }, time))).not.toContain('library-commit');
  });
});

test('each identifier stands once', () => {
  const ids = [...JSON.stringify(documentOf(results('FAIL'))).matchAll(/"uuid":"([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

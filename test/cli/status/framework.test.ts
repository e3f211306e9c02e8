import { statusPage } from '../../../cli/report/page';
import { Format, FORMATS } from '../../../cli/status/formats/format';
import { controlsByCheck, FRAMEWORKS_BY_NAME, liveStateOf } from '../../../cli/status/framework';
import { readStatusOptions } from '../../../cli/status/options';
import { FRAMEWORKS } from '../../../src/compliance/catalog';
import { csvRows } from '../../../src/handlers/shared/credential-report/csv';
import { account, refusingAccount, RESULTS } from '../report/accounts';

const CIS = FRAMEWORKS_BY_NAME.get('cis-7.0')!;
const controlOf = (id: string) => CIS.controls.find((control) => control.id === id)!;
const options = { color: false, separator: ',', byteOrderMark: false };
const written = (format: Format) => {
  const results = RESULTS.filter(({ check }) => controlsByCheck(CIS).has(check));
  const report = FORMATS[format]({ statuses: [account({ results })], isOrganization: false, adoption: {}, framework: CIS }, options);
  return typeof report === 'string' ? report : [...report].join('\n');
};

test('--framework names a framework of the catalog', () => {
  for (const { name } of FRAMEWORKS) expect(readStatusOptions(['--framework', name]).framework?.name).toBe(name);
  expect(readStatusOptions([]).framework).toBeUndefined();
  expect(() => readStatusOptions(['--framework', 'cis'])).toThrow("--framework must be one of cis-7.0, cis-5.0, cis-3.0, fsbp, pci-dss-4.0.1, nist-800-53-r5, soc-2, iso-27001-2022; got 'cis'");
});

test('the table and JSON have the ids of the controls', () => {
  expect(written('table')).toContain('Account 111122223333, region eu-central-1, CIS AWS Foundations Benchmark 7.0.0');
  expect(written('table')).toMatch(/^FAIL {5}2\.5[\d., ]* MFA for root /m);
  const json = JSON.parse(written('json'));
  expect(json.framework).toBe('cis-7.0');
  expect(json.results.find(({ check }: any) => check === 'ROOT_MFA').controls).toContain('2.5');
  expect([...csvRows(`${written('csv')}\n`)].length).toBe(1 + json.results.length);
});

test('the worst check of a control is its live state; without a check there is none', () => {
  expect(liveStateOf(controlOf('2.5'), RESULTS)).toBe('FAIL');
  expect(liveStateOf(controlOf('2.4'), RESULTS)).toBe('PASS');
  expect(liveStateOf(controlOf('2.17'), RESULTS)).toBe('UNKNOWN');
  expect(liveStateOf(controlOf('2.5'), [])).toBeUndefined();
  expect(liveStateOf(controlOf('2.1.1'), RESULTS)).toBeUndefined();
});

test('the page has every control of every framework, with live state, intent and proof in columns of their own', () => {
  const page = [...statusPage({ statuses: [account()], isOrganization: false, adoption: {} })].join('\n');
  for (const { title, controls } of FRAMEWORKS) {
    expect(page).toContain(`<caption>Controls of ${title}</caption>`);
    for (const { id } of controls) expect(page).toContain(`<th scope="row">${id}<br>`);
  }
  const row = page.split('\n').find((line) => line.startsWith('<tr><th scope="row">2.5<br>'))!;
  const [, live, intent, proof] = row.split('</td>')[0].split('<td>').concat(row.split('<td>').slice(2));
  expect(live).toMatch(/FAIL<\/span><br><code>ROOT_MFA<\/code>$/);
  expect(intent).not.toContain('FAIL');
  expect(proof).not.toContain('FAIL');
  expect(page).toMatch(/<tr><th scope="row">2\.1\.1<br>.*<td>no check<\/td>/);
});

test('of several accounts the page counts those with the worst state; of one framework it has only that one', () => {
  const page = [...statusPage({ statuses: [account(), refusingAccount(), account()], isOrganization: true, adoption: {}, framework: CIS })].join('\n');
  expect(page).toMatch(/<tr><th scope="row">2\.5<br>.*FAIL<\/span> in 2 of 3 accounts/);
  expect(page).not.toContain('PCI DSS 4.0.1, 7');
  expect(page).not.toContain('Controls of PCI DSS');
});

import { AdoptionStep } from './adoption';
import { ImportMap } from './adoption-import';
import { AdoptionRoad } from './adoption-road';
import { CheckStatus } from '../src/handlers/shared/security-checks/outcome';
import { CheckResult } from '../src/handlers/shared/security-checks/remediation';
import { summary } from '../src/handlers/shared/security-checks/summary';
import { CHECK_TITLES } from '../src/handlers/shared/security-checks/titles';

/** The content of the command's output. */
export interface Report {
  readonly account: string;
  readonly region: string;
  readonly results: CheckResult[];
  readonly adoption?: AdoptionStep[];
  /** Absent if the account has no users. */
  readonly road?: AdoptionRoad;
  /** Only with a template. */
  readonly importMap?: ImportMap;
}

export type Format = 'table' | 'json' | 'junit';

export const FORMATS: Record<Format, (report: Report) => string> = { table, json, junit };

/** The element of JUnit that a status becomes. */
const JUNIT_ELEMENTS: Record<CheckStatus, string | undefined> = { PASS: undefined, FAIL: 'failure', UNKNOWN: 'error' };

/** A group refers to policies that do not exist yet, and an import takes over only what exists. */
const IMPORT = 'give groups, roles and policies other names, as in the app above; providers can be taken over with cdk import --resource-mapping map.json';

/** The results as lines of a table, the five checks of the console first. */
export function statusTable(results: CheckResult[]): string {
  const width = Math.max(...results.map(({ check }) => CHECK_TITLES[check].length));
  return results.map(({ status, check, seen }) => `${status.padEnd(7)}  ${CHECK_TITLES[check].padEnd(width)}  ${plain(seen)}`).join('\n');
}

function table({ account, region, results, adoption, road, importMap }: Report): string {
  const remediation = results.filter((result) => result.remediation)
    .map((result) => `${CHECK_TITLES[result.check]} (${result.severity})\n  ${plain(result.remediation!)}`);
  const sections = [`Account ${account}, region ${region}\n\n${statusTable(results)}\n\n${summary(results)}`];
  if (remediation.length) sections.push(`What to do\n\n${remediation.join('\n')}`);
  if (adoption) {
    sections.push(`Before the baseline is deployed here\n\n${adoption.map(({ subject, seen, advice }) => `${plain(`${subject} ${seen}`)}\n  ${plain(advice)}`).join('\n')
      || 'Nothing to do: the account has nothing that the baseline would replace'}`);
    if (road) {
      sections.push(`The app\n\n${lines(road.code)}`);
      sections.push(`The steps\n\n${road.steps.map(({ what, commands }, at) => [`${at + 1}. ${plain(what)}`, ...commands.map((command) => `   ${plain(command)}`)].join('\n')).join('\n')}`);
    }
    sections.push(importMap ? `Existing resources under names of the template: ${IMPORT}\n\n${JSON.stringify(importMap, undefined, 2)}`
      : 'To compare names with the account, synthesize the baseline (npx cdk synth) and pass its template with --template');
  }
  return sections.join('\n\n');
}

function lines(code: string): string {
  return code.split('\n').map(plain).join('\n');
}

function json(report: Report): string {
  return JSON.stringify({ ...report, results: report.results.map((result) => ({ ...result, title: CHECK_TITLES[result.check] })) }, undefined, 2);
}

/** A failed check is a failure, an unknown one an error. */
function junit({ account, results }: Report): string {
  const count = (status: CheckStatus) => results.filter((result) => result.status === status).length;
  const cases = results.map(({ check, severity, status, seen, remediation = '' }) => {
    const element = JUNIT_ELEMENTS[status];
    const inside = element ? `\n    <${element} type="${severity}" message="${xml(seen)}">${xml(remediation)}</${element}>\n  ` : '';
    return `  <testcase classname="security-status.${check}" name="${xml(CHECK_TITLES[check])}">${inside}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="security status of ${xml(account)}" tests="${results.length}" failures="${count('FAIL')}" errors="${count('UNKNOWN')}">`,
    ...cases,
    '</testsuite>',
  ].join('\n');
}

/** Names come from the account or a template: none of them may control the terminal, or the direction of the text. */
export function plain(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}|[\ufffe\uffff]/gu, '?');
}

/** Text for XML. */
export function xml(text: string): string {
  return plain(text).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

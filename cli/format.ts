import { AdoptionStep } from './adoption';
import { ImportMap } from './adoption-import';
import { summary } from '../src/handlers/security-status/mail';
import { CheckResult } from '../src/handlers/shared/security-checks/check-result';
import { CHECK_TITLES } from '../src/handlers/shared/security-checks/check-titles';

/** All there is to print. */
export interface Report {
  readonly account: string;
  readonly region: string;
  readonly results: CheckResult[];
  readonly adoption?: AdoptionStep[];
  /** Only where a template was given. */
  readonly importMap?: ImportMap;
}

export const FORMATS: Record<string, (report: Report) => string> = { table, json, junit };

/** The results as lines of a table, the console's five first. */
export function statusTable(results: CheckResult[]): string {
  const width = Math.max(...results.map(({ check }) => CHECK_TITLES[check].length));
  return results.map(({ status, check, seen }) => `${status.padEnd(11)}  ${CHECK_TITLES[check].padEnd(width)}  ${plain(seen)}`).join('\n');
}

function table({ account, region, results, adoption, importMap }: Report): string {
  const mends = results.filter(({ mend }) => mend).map(({ check, severity, mend }) => `${CHECK_TITLES[check]} (${severity})\n  ${plain(mend!)}`);
  const sections = [`Account ${account}, region ${region}\n\n${statusTable(results)}\n\n${summary(results)}`];
  if (mends.length) sections.push(`What to do\n\n${mends.join('\n')}`);
  if (adoption) {
    sections.push(`Before the baseline is deployed here\n\n${adoption.map(({ subject, seen, advice }) => `${plain(`${subject} ${seen}`)}\n  ${plain(advice)}`).join('\n')
      || 'Nothing: the account has nothing that the baseline would meet'}`);
    sections.push(importMap ? `Resources that are there already: save this as map.json and run cdk import --resource-mapping map.json\n\n${JSON.stringify(importMap, undefined, 2)}`
      : 'For a resource map for cdk import, synthesise the baseline (npx cdk synth) and give its template with --template');
  }
  return sections.join('\n\n');
}

function json(report: Report): string {
  return JSON.stringify({ ...report, results: report.results.map((result) => ({ ...result, title: CHECK_TITLES[result.check] })) }, undefined, 2);
}

/** A finding is a failure, a check that cannot tell an error. */
function junit({ account, results }: Report): string {
  const count = (status: string) => results.filter((result) => result.status === status).length;
  const cases = results.map(({ check, severity, status, seen, mend = '' }) => {
    const tag = { PASS: undefined, FAIL: 'failure', CANNOT_TELL: 'error' }[status];
    const inside = tag ? `\n    <${tag} type="${severity}" message="${xml(seen)}">${xml(mend)}</${tag}>\n  ` : '';
    return `  <testcase classname="security-status.${check}" name="${xml(CHECK_TITLES[check])}">${inside}</testcase>`;
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="security status of ${xml(account)}" tests="${results.length}" failures="${count('FAIL')}" errors="${count('CANNOT_TELL')}">`,
    ...cases,
    '</testsuite>',
  ].join('\n');
}

/** Names come from the account: none of them may steer the terminal. */
function plain(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?');
}

function xml(text: string): string {
  return plain(text).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { summary } from '../../../src/handlers/shared/security-checks/summary';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { paint } from '../../terminal';
import { plain } from '../../text';
import { bySeverity, ReadAccount } from '../account-status';
import { Adoption } from '../status-report';

/** A group refers to policies that do not exist yet, and an import takes over only what exists. */
const IMPORT = 'give groups, roles and policies other names, as in the app above; providers can be taken over with cdk import --resource-mapping map.json';

/** The results as lines of a table, in their order. */
export function statusTable(results: readonly CheckResult[], color = false): string {
  const width = Math.max(...results.map(({ check }) => CHECK_TITLES[check].length));
  return results.map(({ status, check, seen }) => `${paint(status, status, color)}${' '.repeat(9 - status.length)}${CHECK_TITLES[check].padEnd(width)}  ${plain(seen)}`).join('\n');
}

/** The results of one account, the most severe first, with what to do. */
export function accountTable({ id, region, results }: ReadAccount, adoption: Adoption, color: boolean): string {
  const sorted = bySeverity(results);
  const remediation = sorted.filter((result) => result.remediation).map(({ check, severity, status, remediation: text }) => (
    `${CHECK_TITLES[check]} (${paint(severity, status === 'FAIL' ? severity : 'UNKNOWN', color)})\n  ${plain(text!)}`
  ));
  return [
    `Account ${id}, region ${region}\n\n${statusTable(sorted, color)}\n\n${summary(results)}`,
    ...remediation.length > 0 ? [`What to do\n\n${remediation.join('\n')}`] : [],
    ...adoptionSections(adoption),
  ].join('\n\n');
}

function adoptionSections({ steps, road, importMap }: Adoption): string[] {
  if (!steps) return [];
  const sections = [`Before the baseline is deployed here\n\n${steps.map(({ subject, seen, advice }) => `${plain(`${subject} ${seen}`)}\n  ${plain(advice)}`).join('\n')
    || 'Nothing to do: the account has nothing that the baseline would replace'}`];
  if (road) {
    sections.push(`The app\n\n${road.code.split('\n').map(plain).join('\n')}`);
    sections.push(`The steps\n\n${road.steps.map(({ what, commands }, at) => [`${at + 1}. ${plain(what)}`, ...commands.map((command) => `   ${plain(command)}`)].join('\n')).join('\n')}`);
  }
  sections.push(importMap ? `Existing resources under names of the template: ${IMPORT}\n\n${JSON.stringify(importMap, undefined, 2)}`
    : 'To compare names with the account, synthesize the baseline (npx cdk synth) and pass its template with --template');
  return sections;
}

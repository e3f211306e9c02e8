import { Framework } from '../../../src/compliance/catalog';
import { CheckResult } from '../../../src/handlers/shared/security-checks/remediation';
import { summary } from '../../../src/handlers/shared/security-checks/summary';
import { CHECK_TITLES } from '../../../src/handlers/shared/security-checks/titles';
import { paint } from '../../terminal';
import { plain } from '../../text';
import { bySeverity, ReadAccount } from '../account-status';
import { controlsByCheck } from '../framework';
import { Adoption } from '../status-report';

/** A group refers to policies that do not exist yet, and an import takes over only what exists. */
const IMPORT = 'give groups, roles and policies other names, as in the app above; providers can be taken over with cdk import --resource-mapping map.json';

/** The results as lines of a table, in their order; with a framework, each with the ids of its controls. */
export function statusTable(results: readonly CheckResult[], color = false, framework?: Framework): string {
  const controls = framework && controlsByCheck(framework);
  const titleOf = ({ check }: CheckResult) => controls ? `${controls.get(check)!.join(', ')} ${CHECK_TITLES[check]}` : CHECK_TITLES[check];
  const width = Math.max(...results.map((result) => titleOf(result).length));
  return results.map((result) => {
    const { status, seen } = result;
    return `${paint(status, status, color)}${' '.repeat(9 - status.length)}${titleOf(result).padEnd(width)}  ${plain(seen)}`;
  }).join('\n');
}

/** The results of one account, the most severe first, with what to do. */
export function accountTable({ id, region, results }: ReadAccount, adoption: Adoption, color: boolean, framework?: Framework): string {
  const sorted = bySeverity(results);
  const remediation = sorted.filter((result) => result.remediation).map(({ check, severity, status, remediation: text }) => (
    `${CHECK_TITLES[check]} (${paint(severity, status === 'FAIL' ? severity : 'UNKNOWN', color)})\n  ${plain(text!)}`
  ));
  return [
    `Account ${id}, region ${region}${framework ? `, ${framework.title}` : ''}\n\n${statusTable(sorted, color, framework)}\n\n${summary(results)}`,
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

import { Framework, FRAMEWORKS } from '../../src/compliance/catalog';
import { Control } from '../../src/compliance/control';
import { CheckStatus } from '../../src/handlers/shared/security-checks/outcome';
import { CheckResult } from '../../src/handlers/shared/security-checks/remediation';

/** The frameworks by the names that the command line takes. */
export const FRAMEWORKS_BY_NAME: ReadonlyMap<string, Framework> = new Map(FRAMEWORKS.map((framework) => [framework.name, framework]));

/** The ids of the controls of a framework by the check that answers them. */
export function controlsByCheck({ controls }: Framework): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { id, links } of controls) {
    for (const { kind, name } of links) {
      if (kind === 'check') found.set(name, [...found.get(name) ?? [], id]);
    }
  }
  return found;
}

/** What the checks of a control say about an account: the worst of them. Undefined if no check of the control was made. */
export function liveStateOf({ links }: Control, results: readonly CheckResult[]): CheckStatus | undefined {
  const names = new Set<string>(links.filter(({ kind }) => kind === 'check').map(({ name }) => name));
  const found = results.filter(({ check }) => names.has(check)).map(({ status }) => status);
  return (['FAIL', 'UNKNOWN', 'PASS'] as const).find((status) => found.includes(status));
}

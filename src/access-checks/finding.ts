import { CfnResource, PolicyViolation, Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ruleLink } from '../private/rules/rule-link';

const PREFIX = 'AccessChecks-';

/** The rules, as the ids of findings name them after the prefix. The ids never change. */
const RULES = ['Administrator', 'NewAccess', 'PassableWideRole', 'PrivilegeEscalation', 'ReachesAdministrator', 'Unknown', 'UnsafeTrust'] as const;
export type Rule = typeof RULES[number];

/** The ids of findings without their details. */
export const FINDING_IDS = RULES.map((rule) => `${PREFIX}${rule}`);

/** What a check found about one resource. */
export interface Finding {
  readonly rule: Rule;
  /** What tells it from other findings of the rule on the resource. */
  readonly detail?: string;
  readonly resource: CfnResource;
  readonly severity: 'error' | 'warning';
  readonly description: string;
  readonly fix: string;
}

/** The id by which a finding is acknowledged. CDK reserves `::`, which ARNs hold. */
export function idOf({ rule, detail }: Finding): string {
  return `${PREFIX}${rule}${detail ? `[${detail.replace(/AWS::/g, '').replace(/::+/g, ':')}]` : ''}`;
}

/** Whether a finding is acknowledged on its resource or on a construct around it. */
export function isAcknowledged(finding: Finding): boolean {
  const id = idOf(finding);
  return finding.resource.node.scopes.some((scope: IConstruct) => scope.node.metadata
    .filter(({ type, data }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY && data)
    // CDK writes a prefix where none is given, and newer versions of it ask for the name of the plugin.
    .some(({ data }) => Object.keys(data).some((key) => key.replace(/^(annotation|AccessChecks)::/i, '') === id)));
}

/** The findings as CDK reports them: each once, with the resources that it is about. */
export function violationsOf(findings: Finding[]): PolicyViolation[] {
  const found = new Map<string, PolicyViolation & { violatingResources: { constructPath: string; locations: string[] }[] }>();
  for (const finding of findings) {
    const { severity, description, fix, resource } = finding;
    const key = JSON.stringify([idOf(finding), description]);
    const violation = found.get(key) ?? {
      ruleName: idOf(finding), severity, description, fix: `${fix} See ${ruleLink(`${PREFIX}${finding.rule}`)}`, violatingResources: [],
    };
    found.set(key, violation);
    violation.violatingResources.push({ constructPath: resource.node.path, locations: ['Properties'] });
  }
  return [...found.values()];
}

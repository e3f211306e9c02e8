import { Token } from 'aws-cdk-lib';
import { notTagged, TagExemption } from './statements/exemption';
import { Exempt } from './statements/principals';
import { Conditions, Statement, unless } from './statements/statement';
import { invalid, requireMatch, requireOnce, unsafe } from '../../private/errors';
import { listOf, text } from '../../private/known-keys';

/** The name of the control that guards the roles which are exempt from most controls. */
export const PROTECT_BASELINE = 'protectBaseline';

/** A control, before it is known for whom it makes an exception. */
export interface Control {
  /** How errors and outputs name it. A policy has it once. */
  readonly name: string;
  readonly statements: (exempt: Exempt) => Statement[];
  /** The regions that it leaves open, if it denies the others. */
  readonly regions?: readonly string[];
  /** The organizations that it calls its own. */
  readonly organizationId?: string;
  readonly exemptions?: readonly Conditions[];
  readonly tags?: readonly TagExemption[];
  /** Whether the user writes the statements. */
  readonly isOwn?: boolean;
  /** Whether it guards the exceptions of other controls; several guardrails of a target have it. */
  readonly isAdded?: boolean;
}

/** The statements of a control, with the exceptions that its user makes. */
export function statementsOf({ statements, exemptions = [], tags = [] }: Control, exempt: Exempt): Statement[] {
  return statements(exempt).map((statement) => unless(statement, ...exemptions, ...tags.map(notTagged)));
}

/** The roles for which a control makes an exception, except for those that the user writes into statements. */
export function exemptRolesOf(control: Control, exempt: Exempt): string[] {
  const conditions = control.isOwn ? control.exemptions ?? [] : statementsOf(control, exempt).map(({ Condition = {} }) => Condition);
  return conditions.flatMap(({ ArnNotLike }) => ArnNotLike?.['aws:PrincipalArn'] ?? []);
}

/** Refuses what is no pattern of roles, and a pattern of all roles. Tokens pass. */
export function requireRolePatterns(property: string, arns: readonly string[] | undefined, rule = { account: /[\d*]+/ }): void {
  if (arns === undefined) return;
  const wrong = Token.isUnresolved(arns) ? 'the number of roles must be known at synth. Name them one by one; each may be a token' : listOf(text)(arns);
  if (wrong) throw invalid(property, arns, wrong);
  for (const arn of arns) {
    const isAnyAccount = rule.account.test('*');
    requireMatch(property, arn, new RegExp(`^arn:[a-z*-]+:iam::${rule.account.source}:role/[^:]*$`),
      `it must be the ARN of a role, such as arn:*:iam::${isAnyAccount ? '*' : '111122223333'}:role/Deploy, which may contain * in its name${isAnyAccount ? '' : ' and not in its account: roles of other organizations have any name'}`);
    if (!Token.isUnresolved(arn) && !/role\/.*[^*?/]/.test(arn)) throw unsafe('exception-for-everyone', property, arn, 'it matches the roles of every name. Name some');
  }
  requireOnce(property, arns);
}

/** Refuses an empty list. */
export function requireSome(property: string, values: readonly unknown[], advice: string): void {
  if (!Token.isUnresolved(values) && values.length === 0) throw invalid(property, values, `it is empty. ${advice}`);
}

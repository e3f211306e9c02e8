import { Policy } from '../engine/policy';

const patterns = new WeakMap<object, RegExp>();
const ids = new Map<object, number>();

/** The statements that concern an action. The others are slow to evaluate and cannot change the answer. */
export function concerningStatements(action: string, policies: Policy[]): any[] {
  return policies.flatMap(({ policy }) => policy.Statement.filter((statement: any) => concerns(statement, action)));
}

/** The same statement for one action alone. */
export function speakingOnlyOf({ Sid, NotAction, ...statement }: any, action: string): any {
  return { ...statement, Action: action };
}

/** A number that stands for a statement in the key of a cache. */
export function idOf(statement: object): number {
  if (!ids.has(statement)) ids.set(statement, ids.size);
  return ids.get(statement)!;
}

/** Policies whose conditional Allows count as Allows; a Deny counts only where its condition is met. */
export function unconditional(policies: Policy[]): Policy[] {
  const free = ({ Condition, ...statement }: any) => (statement.Effect === 'Allow' || !Condition ? statement : { ...statement, Condition });
  return policies.map(({ name, policy }) => ({ name, policy: { ...policy, Statement: policy.Statement.map(free) } }));
}

/** The resources that statements name, except for the person's own user: permissions on those alone count too. */
export function namedResources(policies: Policy[]): string[] {
  const all = policies.flatMap(({ policy }) => policy.Statement.flatMap((each: any) => [each.Resource, each.NotResource].flat()));
  return [...new Set<string>(all.filter((arn) => arn !== undefined && arn !== '*' && !arn.includes('${')))];
}

function concerns(statement: any, action: string): boolean {
  if (!patterns.has(statement)) {
    const names = [statement.Action ?? statement.NotAction].flat().map((name: string) => name.replace(/[.+^$()|[\]{}\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.'));
    patterns.set(statement, new RegExp(`^(${names.join('|')})$`, 'i'));
  }
  return patterns.get(statement)!.test(action) === (statement.Action !== undefined);
}

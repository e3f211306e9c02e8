import { actionsCoveredBy, KnownAction } from './action-table';
import { LeastPrivilegeRule } from './least-privilege-rule';
import { ReadStatement, UNKNOWN } from './statements';

/** What is unsafe about a statement. */
export interface Finding {
  readonly rule: LeastPrivilegeRule;
  readonly statement: ReadStatement;
  readonly property: string;
  readonly value: string;
  readonly explanation: string;
}

/** A finding about one element of a statement. */
export type Find = (rule: LeastPrivilegeRule, property: string, value: string, explanation: string) => Finding;

/** An entry of a statement that allows something, with the actions that it covers. */
export interface Entry {
  readonly property: 'actions' | 'notActions';
  readonly value: string;
  readonly actions: KnownAction[];
}

/** What the elements `Action` and `NotAction` of a statement cover. */
export function entriesOf(statement: ReadStatement): Entry[] {
  const entries: Entry[] = statement.actions.filter((value) => !value.includes(UNKNOWN))
    .map((value) => ({ property: 'actions', value, actions: actionsCoveredBy(value) }));
  if (statement.notActions.length === 0) return entries;
  const left = new Set(statement.notActions.flatMap(actionsCoveredBy).map(({ name }) => name));
  return [...entries, { property: 'notActions', value: statement.notActions.join(', '), actions: actionsCoveredBy('*').filter(({ name }) => !left.has(name)) }];
}

/** Every action that a statement names. */
export function namedActions(statement: ReadStatement): KnownAction[] {
  return entriesOf(statement).flatMap(({ actions }) => actions);
}

/** Which element of a statement a finding about resources belongs to, and its value. */
export function resourceOf(statement: ReadStatement, found: string | undefined): [string, string] {
  return found === undefined ? ['notResources', shown(statement.notResources.join(', '))] : ['resources', shown(found)];
}

/** The first of some actions. */
export function some(actions: readonly { readonly name: string }[]): string {
  const names = actions.slice(0, 5).map(({ name }) => name).join(', ');
  return actions.length > 5 ? `${names} and ${actions.length - 5} more` : names;
}

function shown(text: string): string {
  return text.split(UNKNOWN).join('<token>');
}

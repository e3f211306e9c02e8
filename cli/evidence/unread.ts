import { AccountDetails } from './details';
import { shown } from '../../src/handlers/shared/security-checks/checks/check';
import { Fact, Unknown } from '../../src/handlers/shared/security-checks/facts';
import { ReadStatus } from '../status/account-status';

/** Something that could not be read. */
export interface Unread {
  /** What it would show. */
  readonly what: string;
  readonly why: Unknown;
}

/** What could not be read of an account. */
export function unreadOf({ details, unusedPermissions: unused }: Pick<ReadStatus, 'details' | 'unusedPermissions'>): Unread[] {
  const facts: [string, Fact<unknown>][] = [
    ...details ? factsOf(details) : [],
    ...unused && 'value' in unused ? unused.value.unread.map(({ names, why }): [string, Fact<unknown>] => [`Unused permissions of ${shown([...names])}`, why]) : [],
  ];
  return facts.flatMap(([what, fact]) => 'value' in fact ? [] : [{ what, why: fact }]);
}

function factsOf({ alias, identities, credentials, passwordPolicy, stacks }: AccountDetails): [string, Fact<unknown>][] {
  return [
    ['Account alias', alias],
    ['Users, groups, roles and policies', identities],
    ['Credential report', credentials],
    ['Password policy', passwordPolicy],
    ['Stacks of the baseline and their drift', stacks],
    ...'value' in stacks ? stacks.value.map(({ name, template }): [string, Fact<unknown>] => [`Template of the stack ${name}`, template]) : [],
  ];
}

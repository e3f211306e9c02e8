import { Construct } from 'constructs';
import { PolicyKind } from './policy-kind';
import { Statement } from './statements/statement';
import { longestText } from '../../permissions/policies/policy-size';

/** A statement, with the control that it belongs to. */
export interface PlacedStatement {
  readonly control: string;
  readonly statement: Statement;
}

/** The content of one policy. */
export interface PackedPolicy {
  readonly statements: Statement[];
  readonly characters: number;
}

const EMPTY = JSON.stringify(contentOf([])).length;

export function contentOf(statements: readonly Statement[]) {
  return { Version: '2012-10-17', Statement: [...statements] };
}

/** The characters of a statement in a policy, with the comma before the next one. */
export function charactersOf(scope: Construct, statement: Statement): number {
  return longestText(scope, statement).length + 1;
}

/**
 * Statements in as few policies as they fit into: the longest first, each into the first policy with room for it. In a policy they stand in
 * the order of the controls, so that a change moves as little as possible.
 */
export function pack(scope: Construct, { characters: limit }: PolicyKind, placed: readonly PlacedStatement[]): PackedPolicy[] {
  const sized = placed.map(({ statement }, index) => ({ statement, index, characters: charactersOf(scope, statement) }));
  const policies: { members: typeof sized; characters: number }[] = [];
  for (const each of [...sized].sort((one, other) => other.characters - one.characters || one.index - other.index)) {
    const free = policies.find(({ characters }) => characters + each.characters <= limit);
    if (free) {
      free.members.push(each);
      free.characters += each.characters;
    } else {
      // The last statement has no comma.
      policies.push({ members: [each], characters: EMPTY - 1 + each.characters });
    }
  }
  return policies.map(({ members, characters }) => (
    { statements: members.sort((one, other) => one.index - other.index).map(({ statement }) => statement), characters }
  ));
}

import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { invalid, unsafe } from './errors';

/** What there is one of: by the scope that holds it, then by its kind. */
const HELD = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Refuses a second construct of a kind that a stack can hold only once.
 *
 * @param kind with its article, such as `a password policy`; constructs of one kind exclude each other
 * @param advice what to do instead, without a full stop
 */
export function requireOnlyOneInStack(construct: IConstruct, kind: string, advice = 'Change that one'): void {
  const stack = Stack.of(construct);
  const other = hold(stack, kind, construct);
  if (other) throw invalid('scope', stack.node.path, `the stack already has ${kind} at ${other.node.path}. ${advice}`, construct);
}

/** Refuses a second construct of a kind in an app for one account, as far as the account is known at synth. */
export function requireOnlyOneInAccount(construct: IConstruct, kind: string, advice = 'Change that one, or choose another account'): void {
  const { account } = Stack.of(construct);
  if (Token.isUnresolved(account)) return;
  const other = hold(construct.node.root, `${kind} in ${account}`, construct);
  if (!other) return;
  throw unsafe('twice-in-account', 'scope', Stack.of(construct).node.path, `the account ${account} already has ${kind} at ${other.node.path}. ${advice}`, construct);
}

/** Whether two constructs belong to one account, as far as that is known at synth. */
export function isSameAccount(one: IConstruct, other: IConstruct): boolean {
  const [stack, otherStack] = [Stack.of(one), Stack.of(other)];
  return stack === otherStack || !Token.isUnresolved(stack.account) && stack.account === otherStack.account;
}

/** Notes the construct, unless there is another one of the kind. */
function hold(holder: IConstruct, kind: string, construct: IConstruct): IConstruct | undefined {
  const present = heldBy(holder, kind);
  if (present && present !== construct) return present;
  if (!HELD.has(holder)) HELD.set(holder, new Map());
  HELD.get(holder)!.set(kind, construct);
  return undefined;
}

/** A construct that was removed from the tree again does not count. */
function heldBy(holder: IConstruct, kind: string): IConstruct | undefined {
  const known = HELD.get(holder)?.get(kind);
  const isThere = known?.node.scopes.every((scope, index, scopes) => index === 0 || scopes[index - 1].node.tryFindChild(scope.node.id) === scope);
  return isThere ? known : undefined;
}

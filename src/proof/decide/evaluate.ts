import { KeyValue, truthOf } from '../conditions/truth';
import { Access, Element, Statement } from '../policy/statement';
import { Bound, Colons, PLAIN, ValueOf, VariableValue } from '../text/pattern';
import { recognizerOf } from '../text/recognizer';

/** A request with all that a policy can see of it. A key that is not in the context is absent. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: ReadonlyMap<string, KeyValue>;
}

export interface Evaluation {
  readonly isAllowed: boolean;
  /** The statements that allow, and those that deny. */
  readonly allows: Statement[];
  readonly denies: Statement[];
  /** The names of the layers that allow nothing of the request. */
  readonly silent: string[];
}

/**
 * Evaluates one request, statement by statement.
 *
 * @returns nothing if it depends on a statement of which IAM does not document what it says of the request
 */
export function evaluate({ layers: all }: Access, request: AccessRequest, colons: Colons): Evaluation | undefined {
  const applying = all.map((layer) => ({
    layer, statements: layer.statements.map((statement) => ({ statement, applies: appliesTo(statement, request, colons) })),
  }));
  const those = (allows: boolean) => applying.flatMap(({ statements }) => (
    statements.filter(({ statement, applies }) => applies && statement.allows === allows).map(({ statement }) => statement)
  ));
  const silent = applying.filter(({ layer, statements }) => (
    layer.mustAllow && !statements.some(({ statement, applies }) => applies && statement.allows)
  ));
  const denies = those(false);
  const isAllowed = denies.length === 0 && silent.length === 0;
  const isOpen = (allows: boolean, layers: typeof applying) => layers.some(({ statements }) => (
    statements.some(({ statement, applies }) => applies === undefined && statement.allows === allows)
  ));
  // A Deny that may apply matters if nothing else denies; an Allow that may apply matters if the layer does not allow anyway.
  if (denies.length === 0 && (isAllowed ? isOpen(false, applying) : silent.every((each) => isOpen(true, [each])))) return undefined;
  return { isAllowed, allows: those(true), denies, silent: silent.map(({ layer }) => layer.name) };
}

function appliesTo({ actions, resources, conditions }: Statement, { action, resource, context }: AccessRequest, colons: Colons): boolean | undefined {
  const valueOf = (variable: string): VariableValue => {
    const value = context.get(variable);
    return typeof value === 'string' ? { text: value } : 'absent';
  };
  if (!matches(actions, action.toLowerCase(), valueOf, Colons.ANY) || !matches(resources, resource, valueOf, colons)) return false;
  const truths = conditions.map((condition) => truthOf(condition, context.get(condition.key), valueOf));
  if (truths.includes(false)) return false;
  const isDocumented = !resources.negated || resources.patterns.every((pattern) => pattern.hasValue(valueOf));
  return isDocumented && truths.every((truth) => truth === true) ? true : undefined;
}

function matches({ patterns, negated }: Element, text: string, valueOf: ValueOf, colons: Colons): boolean {
  return negated !== patterns.some((pattern) => recognizerOf(pattern, valueOf, Bound.LOWER, { ...PLAIN, colons }).matches(text));
}

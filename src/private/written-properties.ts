import { Construct, IConstruct } from 'constructs';
import { InvalidInputError } from './errors';
import { ErrorId } from './rules/error-ids';

/** What a construct's own properties are called where the user wrote them. */
type Names = (property: string) => string;

/** How the properties of a construct that another construct creates are called there. */
const NAMES = new WeakMap<IConstruct, Names>();

/** They are no property of the construct, so that they have the same name everywhere. */
const OF_THE_STACK = ['scope', 'region'];

/**
 * Creates a construct from a property of another one, so that its errors name the property as the user wrote it:
 * `passwordPolicy.minimumLength`, not `minimumLength`.
 *
 * @param property that holds the properties of the construct
 * @param renamed properties that do not lie in it, by the name that they have on the construct
 */
export function inProperty<T>(property: string, make: () => T, renamed: { [name: string]: string } = {}): T {
  const names: Names = (inner) => {
    if (OF_THE_STACK.includes(inner)) return inner;
    return inner === 'props' ? property : renamed[inner] ?? `${property}.${inner}`;
  };
  try {
    const made = make();
    if (Construct.isConstruct(made)) NAMES.set(made, names);
    return made;
  } catch (error) {
    if (error instanceof InvalidInputError) error.rename(names(error.property));
    throw error;
  }
}

/** An error that a construct finds at synth, in the form and with the property names of those that it throws. */
export function violation(at: IConstruct, property: string, value: unknown, rule: string, id?: ErrorId): string {
  return violationOf(at, new InvalidInputError(property, value, rule, undefined, id));
}

/** The message of an error that was thrown at synth, with the property named as the user wrote it. */
export function violationOf(at: IConstruct, error: InvalidInputError): string {
  // The innermost construct comes last in `scopes`.
  const names = [...at.node.scopes].reverse().map((scope) => NAMES.get(scope)).filter((known) => known !== undefined);
  error.rename(names.reduce((name, outer) => outer(name), error.property));
  return error.message;
}

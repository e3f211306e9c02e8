import { Duration, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { inConstruct, invalid } from './errors';
import { nearest } from './text/nearest';

/** What a property takes. The result is the rule that a value breaks, or nothing. */
export type Kind = (value: any) => string | undefined;

/** A property that must be given. */
export interface Mandatory { readonly kind: Kind }

/**
 * Every property of an interface, with what it takes. TypeScript refuses a list that forgets one or that does not say which are
 * mandatory. It exists since JavaScript and `tsx` check no types: there a typo would otherwise be ignored.
 */
export type KnownKeys<T> = { readonly [K in keyof T]-?: {} extends Pick<T, K> ? Kind : Mandatory };

/** Text. */
export const text: Kind = (value) => typeof value === 'string' ? undefined : 'it must be text';

/** A number. */
export const number: Kind = (value) => typeof value === 'number' ? undefined : 'it must be a number';

/** True or false. */
export const flag: Kind = (value) => typeof value === 'boolean' ? undefined : 'it must be true or false';

/** A `Duration`. It is told by its methods, since an app may hold two copies of aws-cdk-lib. */
export const duration: Kind = (value) => typeof (value as Duration | null)?.toMilliseconds === 'function' ? undefined : 'it must be a Duration, such as Duration.hours(1)';

/** An object: a construct, an instance of a class, or nested properties that their own owner checks. */
export const object: Kind = (value) => typeof value === 'object' && value !== null && !Array.isArray(value) ? undefined : 'it must be an object';

/** A statement of a policy, told by its methods for the same reason. */
export const policyStatement: Kind = (value) => typeof value?.toStatementJson === 'function' ? undefined : 'it must be an iam.PolicyStatement';

/** Nested properties, not a token: the properties of a token are unknown at synth. */
export const options: Kind = (value) => object(value) ?? (Token.isUnresolved(value) ? 'it must be an object, and no token' : undefined);

/** An instance of a class, for one that is the library's own. */
export function instanceOf({ prototype }: { readonly prototype: object }, description: string): Kind {
  return (value) => Object.prototype.isPrototypeOf.call(prototype, value) ? undefined : `it must be ${description}`;
}

/** An object of an interface that others implement too, told by one of its members. */
export function having(member: string, description: string): Kind {
  return (value) => object(value) ?? (member in value ? undefined : `it must be ${description}`);
}

/** A role, of this app or imported. */
export const iamRole = having('roleArn', 'an iam.Role');

/** A managed policy, of this app or imported. */
export const iamManagedPolicy = having('managedPolicyArn', 'an iam.ManagedPolicy');

/** A secret, which is a token itself. */
export const secretValue = having('unsafeUnwrap', 'a SecretValue, such as SecretValue.ssmSecure(name)');

/** A topic, of this app or imported. */
export const snsTopic = having('topicArn', 'an sns.Topic');

/** A KMS key. */
export const kmsKey = having('keyArn', 'a kms.Key');

/** A value of an enum. */
export function oneOf(values: { readonly [name: string]: string }): Kind {
  return (value) => {
    const known = Object.values(values);
    if (known.includes(value) || (typeof value === 'string' && Token.isUnresolved(value))) return undefined;
    const meant = typeof value === 'string' ? nearest(value, known) : undefined;
    return `it must be one of ${known.join(', ')}${meant ? `; the nearest is ${meant}` : ''}`;
  };
}

/** A list. */
export function listOf(kind: Kind): Kind {
  return (value) => {
    if (!Array.isArray(value)) return 'it must be a list';
    const wrong = value.map((item, index) => kind(item)?.replace('it must', `its entry ${index} must`));
    return wrong.find((rule) => rule !== undefined);
  };
}

/** An object with keys of the user's choice. */
export function mapOf(kind: Kind): Kind {
  return (value) => object(value) ?? Object.entries(value)
    .map(([key, item]) => kind(item)?.replace('it must', `its entry '${key}' must`))
    .find((rule) => rule !== undefined);
}

/** A property that must be given. */
export function mandatory(kind: Kind): Mandatory {
  return { kind };
}

/**
 * Refuses a property that does not exist, one that has the wrong type, and one that is missing. Tokens pass where they are encoded as
 * the type.
 *
 * @param extended whether a subclass may have added properties of its own: then only those that look like a typo are refused
 */
export function requireKnownKeys<T extends object>(props: T, keys: KnownKeys<T>, extended = false): void {
  if (object(props) || Token.isUnresolved(props)) throw invalid('props', props, 'it must be an object');
  const known = keys as { readonly [key: string]: Kind | Mandatory };
  for (const [key, value] of Object.entries(props)) {
    if (value === undefined || Object.prototype.hasOwnProperty.call(known, key)) continue;
    const meant = nearest(key, Object.keys(known));
    if (meant) throw invalid(key, value, `there is no such property; the nearest is ${meant}`);
    if (!extended) throw invalid(key, value, `there is no such property. Remove it, or use one of ${Object.keys(known).join(', ')}`);
  }
  for (const [key, entry] of Object.entries(known)) {
    const value = (props as { readonly [key: string]: unknown })[key];
    const isMandatory = typeof entry !== 'function';
    if (value === undefined) {
      if (isMandatory) throw invalid(key, value, 'it must be given');
      continue;
    }
    const rule = (isMandatory ? entry.kind : entry)(value);
    if (rule) throw invalid(key, value, rule);
  }
}

/** The checks of a constructor's properties, with the path of the construct in what they refuse. */
export function checkProps<T extends object>(scope: IConstruct, id: string, props: T, keys: KnownKeys<T>, check: () => void = () => undefined): void {
  inConstruct(scope, id, () => {
    requireKnownKeys(props, keys);
    check();
  });
}

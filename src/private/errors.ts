import { Duration, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { ErrorId } from './rules/error-ids';
import { ruleLink } from './rules/rule-link';

/** An input that this library refuses: a message for people, and its parts for programs. */
export class InvalidInputError extends Error {
  public readonly name = 'InvalidInputError';
  private readonly value: string;

  /**
   * @param written the property that the user wrote
   * @param rule what the value breaks and what to do about it, without a full stop
   * @param path of the construct it was written for, if that is known
   * @param id of the rule of security that the value breaks, by which `docs/rules.md` explains it
   */
  constructor(private written: string, value: unknown, private readonly rule: string, private path?: string, public readonly id?: ErrorId) {
    super();
    this.value = shown(value);
    this.write();
  }

  /** The property that the user wrote. */
  public get property(): string {
    return this.written;
  }

  /** The path of the construct it was written for, if that is known. */
  public get constructPath(): string | undefined {
    return this.path;
  }

  /** Says where it was written, once that is known. */
  public locate(path: string): void {
    this.path = path;
    this.write();
  }

  /** Names the property as the user wrote it, where a construct passed it on under another name. */
  public rename(written: string): void {
    this.written = written;
    this.write();
  }

  private write(): void {
    this.message = `Invalid \`${this.written}\` ${this.value}: ${this.rule}.${this.path ? ` In ${this.path}.` : ''}${this.id ? ` See ${ruleLink(this.id)}` : ''}`;
  }
}

/**
 * The one form in which this library refuses an input: the property, the value and the rule, so that the reader can correct it
 * without opening our source.
 *
 * @param at the construct it was written for, where there is one already; in a constructor see `inConstruct`
 */
export function invalid(property: string, value: unknown, rule: string, at?: IConstruct): InvalidInputError {
  return new InvalidInputError(property, value, rule, at?.node.path);
}

/** Refuses an input that breaks a rule of security. The message leads to the explanation of the rule. */
export function unsafe(id: ErrorId, property: string, value: unknown, rule: string, at?: IConstruct): InvalidInputError {
  return new InvalidInputError(property, value, rule, at?.node.path, id);
}

/**
 * Runs the checks of a constructor before its construct exists, and adds the construct's path to what they refuse.
 *
 * @example super(scope, id, inConstruct(scope, id, () => checked(props)));
 */
export function inConstruct<T>(scope: IConstruct, id: string, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof InvalidInputError && !error.constructPath) error.locate([scope.node.path, id].filter((part) => part !== '').join('/'));
    throw error;
  }
}

/** Refuses a value that a list has twice. */
export function requireOnce(property: string, values: readonly unknown[]): void {
  const twice = values.findIndex((value, index) => values.indexOf(value) !== index);
  if (twice >= 0) throw invalid(`${property}[${twice}]`, values[twice], 'it is listed twice. Remove one of the two');
}

/** Refuses a list of unknown length, and a value that it has twice. */
export function requireEach(property: string, list: readonly string[]): void {
  if (Token.isUnresolved(list)) throw invalid(property, 'a list token', 'the number of entries must be known at synthesis. Name them one by one; each may be a token');
  requireOnce(property, list);
}

/** Refuses a whole number outside of its range; a token passes, since only the deployment knows its value. */
export function requireWholeNumber(property: string, value: number | undefined, minimum: number, maximum: number): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (!Number.isInteger(value) || value < minimum || value > maximum) {
    throw invalid(property, value, `it must be a whole number from ${minimum} to ${maximum}`);
  }
}

/** Refuses a duration outside of its range; a token passes, since only the deployment knows its value. */
export function requireDuration(property: string, value: Duration | undefined, minimum: Duration, maximum: Duration): void {
  if (value === undefined) return;
  if (typeof value.toMilliseconds !== 'function') throw invalid(property, value, 'it must be a Duration, such as Duration.hours(1)');
  if (value.isUnresolved()) return;
  if (value.toMilliseconds() < minimum.toMilliseconds() || value.toMilliseconds() > maximum.toMilliseconds()) {
    throw invalid(property, value.toHumanString(), `it must last from ${minimum.toHumanString()} to ${maximum.toHumanString()}`);
  }
}

/**
 * A duration from 1 day on, as whole days, for code that compares it with others or is given it as a number: a token, which only the
 * deployment could tell, is refused.
 */
export function wholeDays(property: string, value: Duration | undefined, longest: number): number | undefined {
  if (value === undefined) return undefined;
  if (value.isUnresolved()) throw invalid(property, value.toString(), 'it must be known at synth');
  requireDuration(property, value, Duration.days(1), Duration.days(longest));
  const days = value.toDays({ integral: false });
  if (!Number.isInteger(days)) throw invalid(property, value.toHumanString(), 'it must be whole days');
  return days;
}

/** Refuses text that does not match; a token passes, since only the deployment knows its value. */
export function requireMatch(property: string, value: string | undefined, pattern: RegExp, rule: string, id?: ErrorId): void {
  if (value === undefined || Token.isUnresolved(value)) return;
  if (typeof value !== 'string') throw invalid(property, value, 'it must be text');
  if (!pattern.test(value)) throw new InvalidInputError(property, value, rule, undefined, id);
}

/** A value for a message: on one line, not too long, and without looking into constructs and other objects of classes. */
function shown(value: unknown): string {
  const readable = plain(value);
  const text = typeof readable === 'string' ? `'${readable.replace(/\r/g, '\\r').replace(/\n/g, '\\n')}'` : JSON.stringify(readable) ?? String(value);
  return text.length > 600 ? `${text.slice(0, 600)}...` : text;
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if (Construct.isConstruct(value)) return value.node.path;
  if (value instanceof Duration) return value.toString();
  const { name } = value.constructor ?? Object;
  if (name !== 'Object') return name;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

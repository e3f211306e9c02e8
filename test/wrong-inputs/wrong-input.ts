import { App, Stack } from 'aws-cdk-lib';
import * as lib from '../../src';
import { ErrorId } from '../../src/private/rules/error-ids';

/** Writes something wrong into a stack of an app. */
export type Write = (stack: Stack, app: App) => unknown;

/** An error, or a finding of a least-privilege policy. */
export type RuleId = ErrorId | `leastPrivilege:${string}`;

/** The error that a wrong input gets. */
export interface Refused {
  /** As the user wrote it. */
  readonly property: string;
  /** As the message shows it. */
  readonly value: string | RegExp;
  /** Words of the rule. */
  readonly rule: string;
  /** Whether there is a construct yet whose path the error could name. */
  readonly hasConstruct: boolean;
  /** The stable id, of an error that states a rule of security. */
  readonly id?: RuleId;
}

/** The warning that a wrong input gets where it may be meant. */
export interface Warned {
  /** The stable id, without the prefix of the library. */
  readonly id: string;
  /** The property, the value and words of the rule. */
  readonly words: readonly string[];
}

/** One wrong input: what is wrong, how it is written, and what is said about it. */
export type WrongInput = readonly [what: string, write: Write, said: Refused | Warned];

/** An error that names the property, the value, the rule and the construct. */
export const refused = (property: string, value: string | RegExp, rule: string, id?: RuleId): Refused => (
  { property, value, rule, hasConstruct: true, id }
);

/** An error about something that belongs to no construct yet, such as a trust or a job function. */
export const refusedAlone = (property: string, value: string | RegExp, rule: string, id?: RuleId): Refused => (
  { property, value, rule, hasConstruct: false, id }
);

/** A warning that names the property, the value and the rule. */
export const warned = (id: string, ...words: string[]): Warned => ({ id, words });

/** As JavaScript and `tsx` let people write it: nothing checks the types. */
export const untyped = (props: unknown): any => props;

/** Creates a construct with wrong properties in the stack. */
export const wrong = (type: new (scope: Stack, id: string, props: any) => unknown, props: unknown = {}): Write => (
  (stack) => new type(stack, 'Wrong', typeof props === 'function' ? props(stack) : props)
);

export const baseline = (props: object): Write => wrong(lib.SecureAccountBaseline, props);

/** Writes the same into the stacks of two regions of one account. */
export const inRegions = (write: Write): Write => (_, app) => ['us-east-1', 'eu-west-1'].map((region) => (
  write(new Stack(app, region, { env: { account: '111122223333', region } }), app)
));

/** A group of another app that is imported without MFA enforcement. */
export const existing = (jobFunction: lib.JobFunction) => (
  lib.JobFunctionGroup.fromJobFunctionGroupAttributes(new Stack(), 'Existing', { groupName: 'Existing', jobFunction })
);

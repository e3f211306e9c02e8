import { ReadOperator } from './operator';
import { Pattern } from '../text/pattern';

/** Action or NotAction, Resource or NotResource: any of the patterns, or none of them. */
export interface Element {
  readonly patterns: Pattern[];
  readonly negated: boolean;
}

/** One key under one operator. */
export interface Condition extends ReadOperator {
  /** As it is written. */
  readonly text: string;
  /** In lowercase letters, since names of condition keys are not case-sensitive. */
  readonly key: string;
  readonly values: Pattern[];
}

/** A statement of a policy. All of its elements must match for it to apply. */
export interface Statement {
  /** How an answer names it, with its policy. */
  readonly label: string;
  /** What it says, to tell whether two policies hold the same statement. */
  readonly text: string;
  readonly allows: boolean;
  readonly actions: Element;
  readonly resources: Element;
  /** Also a principal, as a condition on the key `PRINCIPAL`. */
  readonly conditions: Condition[];
}

/** The key that stands for the principal of a request in a resource-based policy, such as `AWS:arn:aws:iam::123456789012:role/x`. */
export const PRINCIPAL = 'request:principal';

/** Begins the key that stands for a value that only a deployment knows. It is never absent. */
export const DEPLOYMENT = 'deployment ';

/** Begins the key of a condition of which nothing is known. */
export const UNKNOWN = 'unknown ';

/** Policies of one kind. A request must be allowed by each layer and denied by none. */
export interface Layer {
  readonly name: string;
  readonly statements: Statement[];
  /** False for a layer that only denies, such as resource control policies. */
  readonly mustAllow: boolean;
}

/** Whether a request is allowed by layers of policies. */
export interface Access {
  readonly layers: Layer[];
}

/** What a result is about. The ids are those of SARIF rules. */
export const RULES = {
  'new-access': 'A principal may do what it could not do before',
  'new-trust': 'A role may be assumed by principals that could not assume it before',
  'not-read': 'A change may allow more, and is not read',
  'claim': 'A claim about policies is not proved',
} as const;

export type Rule = keyof typeof RULES;

export type Status = 'PASS' | 'FAIL' | 'UNKNOWN';

/** A request that contradicts the claim. */
export interface Example {
  readonly action: string;
  readonly resource: string;
  /** The values of condition keys. A key that is not in it is absent from the request. */
  readonly context: Readonly<Record<string, string>>;
  /** The statements that decide. */
  readonly statements: readonly string[];
  /** The request and what decides it, in a sentence. */
  readonly explanation: string;
}

export interface Location {
  readonly file: string;
  readonly line: number;
}

/** What was asked about one subject, with the answer. */
export interface Result {
  readonly rule: Rule;
  /** A principal with its kind, a resource, or the name of a question. */
  readonly subject: string;
  readonly status: Status;
  /** The answer in one sentence. */
  readonly message: string;
  readonly examples: readonly Example[];
  readonly location: Location;
}

/** The answer of the command. */
export interface Review {
  readonly title: string;
  readonly results: readonly Result[];
}

/** The results by status. */
export function countOf({ results }: Review, status: Status): number {
  return results.filter((result) => result.status === status).length;
}

/** The review in one sentence. */
export function summaryOf(review: Review): string {
  const counts = (['FAIL', 'UNKNOWN', 'PASS'] as const).map((status) => `${countOf(review, status)} ${status}`);
  return `${review.title}: ${counts.join(', ')}`;
}

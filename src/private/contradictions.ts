import { Token } from 'aws-cdk-lib';
import { invalid, requireOnce } from './errors';

/** Properties by the name that the user wrote. */
export type Written = { readonly [property: string]: unknown };

/** Refuses what is given of some properties. */
export function refuseGiven(written: Written, rule: string): void {
  for (const [property, value] of Object.entries(written)) {
    if (value !== undefined) throw invalid(property, value, rule);
  }
}

/**
 * Refuses the properties of parts that are left out, since they would be ignored.
 *
 * @param belongsTo what configures each part
 */
export function refuseOfOmitted<P, Part extends string>(props: P, omit: Part[] | undefined, belongsTo: Record<Part, (props: P) => Written>): void {
  requireOnce('omit', omit ?? []);
  for (const part of omit ?? []) {
    if (Token.isUnresolved(part)) throw invalid('omit', 'a token', 'the parts must be known at synth. Name them');
    refuseGiven(belongsTo[part](props), `omit leaves out ${part}. Remove one of the two`);
  }
}

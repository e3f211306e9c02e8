import { Token } from 'aws-cdk-lib';
import { invalid } from '../../private/errors';
import type { Warnings } from '../../private/warnings';

/** What a token must say about the one it was made for. All claims must fit, each with any one of its values. */
export interface OidcSubjectConfig {
  /** The claim that names the one, `sub` unless the provider has another. */
  readonly subjectClaim: string;
  /** The names, with IAM's wildcards. None: whoever signs in to the application that the audience is. */
  readonly subjects: string[];
  /**
   * Patterns of what no subject may be: what a wildcard in the names would take for one that it is not, because a part of it is named like
   * the rest of the subject.
   */
  readonly excluded?: string[];
  /** Whether a name that only the deployment knows may hold wildcards. */
  readonly isPattern?: boolean;
  /** The claim that says whom the token is for, `aud` unless the provider has another. */
  readonly audienceClaim: string;
  /** What that claim is unless the role says something else. */
  readonly audiences: string[];
  /** Whether the user named the audience with the subject, so that the role cannot name another one. */
  readonly isAudienceGiven?: boolean;
  readonly claims: Record<string, string[]>;
  /** Claims that are lists: any one of the token's must be among these. */
  readonly listClaims?: Record<string, string[]>;
  /** The principal, where IAM knows the provider without being told of it. */
  readonly builtIn?: string;
  /** Which issuers make such tokens. */
  readonly issuer?: OidcIssuers;
  /** What is only unusual where STS knows the claims that would help: the id of a warning and its text. */
  readonly warnings?: Warnings;
}

export interface OidcIssuers {
  readonly name: string;
  /** What they look like without their https://. */
  readonly pattern: RegExp;
  /** For which of them STS knows claims besides `sub`, `aud` and `amr`. */
  readonly withClaims?: RegExp;
}

export const ANY_CLAIMS = { subjectClaim: 'sub', audienceClaim: 'aud', claims: {} };

export const WILDCARD = /[*?]/;

/** Whether a wildcard may stand in a part of a subject; nobody knows what is in a token. */
export function mayHoldWildcard(part: string): boolean {
  return Token.isUnresolved(part) || WILDCARD.test(part);
}

/**
 * Excludes what the end of a subject cannot be where a wildcard has more behind it: names of Git, and those of environments as GitHub writes
 * them, hold no colon, and other claims of the token may come behind them.
 *
 * @param beginning of the subject, before the part
 */
export function withoutFurtherClaims(beginning: string, part: string): string[] {
  return !Token.isUnresolved(part) && /[*?].*[^*?]/.test(part) ? [`${beginning}*:*`] : [];
}

/** Refuses a part of a subject that is empty or stands for more than one name: with it, others would get in. */
export function requireOne(property: string, value: string, pattern: RegExp, rule: string): void {
  if (Token.isUnresolved(value)) return;
  if (value === '') throw invalid(property, value, `it is empty, so that the role would be open to others: ${rule}`);
  if (WILDCARD.test(value)) throw invalid(property, value, `a wildcard here would let in others than yours: ${rule}`);
  if (!pattern.test(value)) throw invalid(property, value, rule);
}

/** Refuses what is none, where a wildcard leaves the choice to those who are in already. */
export function requirePattern(property: string, value: string, pattern: RegExp, rule: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) throw invalid(property, value, rule);
}

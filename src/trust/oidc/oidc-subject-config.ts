import { Token } from 'aws-cdk-lib';
import { invalid } from '../../private/errors';

/** What a token must say about the one it was made for. All claims must fit, each with any one of its values. */
export interface OidcSubjectConfig {
  /** The claim that names the one, `sub` unless the provider has another. */
  readonly subjectClaim: string;
  /** The names, with IAM's wildcards. None: whoever signs in to the application that the audience is. */
  readonly subjects: string[];
  /** Whether a name that only the deployment knows may hold wildcards. */
  readonly isPattern?: boolean;
  /** The claim that says whom the token is for, `aud` unless the provider has another. */
  readonly audienceClaim: string;
  /** What that claim is unless the role says something else. */
  readonly audiences: string[];
  readonly claims: Record<string, string[]>;
  /** Claims that are lists: any one of the token's must be among these. */
  readonly listClaims?: Record<string, string[]>;
  /** The principal, where IAM knows the provider without being told of it. */
  readonly builtIn?: string;
  /** Which issuers make such tokens. */
  readonly issuer?: OidcIssuers;
  /** What is only unusual where STS knows the claims that would help: the id of a warning and its text. */
  readonly warnings?: Record<string, string>;
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

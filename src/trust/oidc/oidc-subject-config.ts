import { Token } from 'aws-cdk-lib';
import { invalid, unsafe } from '../../private/errors';
import type { Warnings } from '../../private/warnings';

/** The claims that a token must have. Each claim must match one of its values. */
export interface OidcSubjectConfig {
  /** The claim that names the subject: `sub` unless the provider uses another one. */
  readonly subjectClaim: string;
  /** The subjects, with the wildcards of IAM. An empty list admits every user who signs in to the application named by the audience. */
  readonly subjects: string[];
  /**
   * Patterns that no subject may match. They exclude subjects that a wildcard would admit by mistake, because one part is named like the
   * rest of the subject.
   */
  readonly excluded?: string[];
  /** Whether a token as the subject may hold wildcards. */
  readonly isPattern?: boolean;
  /** The claim that names the audience: `aud` unless the provider uses another one. */
  readonly audienceClaim: string;
  /** The default audiences, unless the role specifies another one. */
  readonly audiences: string[];
  /** Whether the user specified the audience with the subject, so that the role cannot specify another one. */
  readonly isAudienceGiven?: boolean;
  readonly claims: Record<string, string[]>;
  /** Claims that hold lists: each value in the token must be one of these. */
  readonly listClaims?: Record<string, string[]>;
  /** The federated principal, for a provider that IAM supports without an IAM OIDC provider. */
  readonly builtIn?: string;
  /** The issuers of such tokens. */
  readonly issuer?: OidcIssuers;
  /** Warnings by ID, if STS supports the claims that would prevent them. */
  readonly warnings?: Warnings;
}

export interface OidcIssuers {
  readonly name: string;
  /** The form of the issuers, without https://. */
  readonly pattern: RegExp;
  /** The issuers for which STS supports claims besides `sub`, `aud` and `amr`. */
  readonly withClaims?: RegExp;
}

export const ANY_CLAIMS = { subjectClaim: 'sub', audienceClaim: 'aud', claims: {} };

export const WILDCARD = /[*?]/;

/** Whether a part of a subject may contain a wildcard. The content of a token is unknown. */
export function mayHoldWildcard(part: string): boolean {
  return Token.isUnresolved(part) || WILDCARD.test(part);
}

/**
 * Excludes endings that a subject cannot have but a wildcard would admit. Names of Git and environments as GitHub writes them contain no
 * colon, and other claims of the token may follow one.
 *
 * @param beginning of the subject, before the part
 */
export function withoutFurtherClaims(beginning: string, part: string): string[] {
  return !Token.isUnresolved(part) && /[*?].*[^*?]/.test(part) ? [`${beginning}*:*`] : [];
}

/** Refuses a part of a subject that is empty or matches more than one name, since it would admit others. */
export function requireOne(property: string, value: string, pattern: RegExp, rule: string): void {
  if (Token.isUnresolved(value)) return;
  if (value === '') throw unsafe('oidc-subject-open', property, value, `it is empty, so that the role would be open to others: ${rule}`);
  if (WILDCARD.test(value)) throw unsafe('oidc-subject-open', property, value, `a wildcard here would admit others: ${rule}`);
  if (!pattern.test(value)) throw invalid(property, value, rule);
}

/** Refuses a malformed part of a subject that may contain a wildcard, because every match belongs to the same owner. */
export function requirePattern(property: string, value: string, pattern: RegExp, rule: string): void {
  if (!Token.isUnresolved(value) && !pattern.test(value)) throw invalid(property, value, rule);
}

import { Rights } from './rights';
import { Unknown } from '../../src/handlers/shared/security-checks/facts';

/** A user, group or role of the access review. */
export interface ReviewedIdentity {
  readonly kind: 'user' | 'group' | 'role';
  readonly name: string;
  readonly path: string;
  /** In milliseconds since the epoch. */
  readonly created?: number;
  /** The groups of a user, the users of a group, the principals that may assume a role. */
  readonly relations: readonly string[];
  readonly rights: Rights;
  /** In milliseconds since the epoch; null if it was never used as far as IAM remembers; undefined for a group, which is not used. */
  readonly lastUse?: number | null | Unknown;
  /** What it signs in with, in words. */
  readonly credentials: readonly string[];
  /** What a reviewer should consider, the most important first. */
  readonly proposals: readonly string[];
}

/** The identities of an account. */
export interface AccountReview {
  readonly region: string;
  /** When they were read, in milliseconds since the epoch. */
  readonly at: number;
  readonly identities: readonly ReviewedIdentity[];
  /** What could not be read, with the action that was denied. */
  readonly unread: readonly string[];
}

import type { PasswordPolicy } from '@aws-sdk/client-iam';
import { Trusted } from './trust';
import { ReportedUser } from '../../src/handlers/shared/credential-report/parse';
import { Fact } from '../../src/handlers/shared/security-checks/facts';

/** What pages show of a user, without the documents of its policies. */
export interface ListedUser {
  readonly name: string;
  readonly arn: string;
  /** In milliseconds since the epoch. */
  readonly created?: number;
  readonly groups: readonly string[];
  /** The names of the policies on the user. */
  readonly policies: readonly string[];
  /** Such as `team=shop`. */
  readonly tags: readonly string[];
}

/** What pages show of a role, without the documents of its policies. */
export interface ListedRole {
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  /** In milliseconds since the epoch. */
  readonly created?: number;
  /** The names of the policies of the role. */
  readonly policies: readonly string[];
  /** Who may assume it; undefined if the trust policy cannot be read. */
  readonly trusted?: readonly Trusted[];
  /** In milliseconds since the epoch; undefined if IAM tracked no use. */
  readonly lastUsed?: number;
}

/** The users and roles of an account. */
export interface Identities {
  readonly users: readonly ListedUser[];
  readonly roles: readonly ListedRole[];
}

/** What IAM knows about credentials. */
export interface Credentials {
  /** When IAM wrote the report, in milliseconds since the epoch. */
  readonly at: number;
  readonly users: ReadonlyMap<string, ReportedUser>;
}

/** A stack of the baseline, as CloudFormation describes it. */
export interface BaselineStack {
  readonly name: string;
  readonly status: string;
  /** In milliseconds since the epoch. */
  readonly changed: number;
  /** Such as `IN_SYNC`, `DRIFTED` or `NOT_CHECKED`. */
  readonly drift: string;
  /** When drift was last looked for, in milliseconds since the epoch. */
  readonly driftChecked?: number;
  /** The SHA-256 digest of the deployed template. */
  readonly template: Fact<string>;
}

/** What pages show of an account beside the checks. */
export interface AccountDetails {
  readonly alias: Fact<string | null>;
  readonly identities: Fact<Identities>;
  readonly credentials: Fact<Credentials>;
  /** Null if the account has none. */
  readonly passwordPolicy: Fact<PasswordPolicy | null>;
  /** Of the region that the command reads. */
  readonly stacks: Fact<BaselineStack[]>;
}

import type { GroupDetail, ManagedPolicyDetail, PasswordPolicy, RoleDetail, UserDetail } from '@aws-sdk/client-iam';
import { ReportedUser } from '../../src/handlers/shared/credential-report/parse';
import { Fact, Unknown } from '../../src/handlers/shared/security-checks/facts';

/** The users, groups and roles of an account, with their policies, as IAM describes them. */
export interface Identities {
  readonly users: readonly UserDetail[];
  readonly groups: readonly GroupDetail[];
  readonly roles: readonly RoleDetail[];
  /** The customer-managed policies. */
  readonly policies: readonly ManagedPolicyDetail[];
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

/** What could not be read, each with what it would show. */
export function unreadOf(details: AccountDetails): { readonly what: string; readonly why: Unknown }[] {
  const { alias, identities, credentials, passwordPolicy, stacks } = details;
  const facts: [string, Fact<unknown>][] = [
    ['Account alias', alias],
    ['Users, groups, roles and policies', identities],
    ['Credential report', credentials],
    ['Password policy', passwordPolicy],
    ['Stacks of the baseline and their drift', stacks],
    ...'value' in stacks ? stacks.value.map(({ name, template }): [string, Fact<unknown>] => [`Template of the stack ${name}`, template]) : [],
  ];
  return facts.flatMap(([what, fact]) => 'value' in fact ? [] : [{ what, why: fact }]);
}

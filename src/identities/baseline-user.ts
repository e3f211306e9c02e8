import { Resource, SecretValue, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accessKeysOfUsers } from './attachments';
import { IJobFunctionGroup, JobFunctionGroup } from './job-function-group';
import { IMfaEnforcement } from './mfa-enforcement-reference';
import { groupQuotaErrors, policyErrors } from './user-references';
import { invalid } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, KnownKeys, listOf, mandatory, object, text } from '../private/known-keys';
import { requireNoOutsideBoundary } from '../private/outside-boundary';
import { addTreeValidation, Tree } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { warn } from '../private/warnings';
import { violation } from '../private/written-properties';

const GROUPS_ONLY = 'people get their permissions through groups; give it to a group of';

/** Properties of a `BaselineUser`. */
export interface BaselineUserProps {
  /**
   * The groups that the person is in: 1 to 10, at least one of which makes its members show MFA. A group in the roll-out mode
   * counts; as long as no other one enforces, a warning says so.
   */
  readonly groups: IJobFunctionGroup[];

  /**
   * The name to sign in with: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the user.
   *
   * @default - named by CloudFormation
   */
  readonly userName?: string;

  /**
   * The password for the first sign-in. It must satisfy the account's password policy, or the deployment fails. Give a reference:
   * `SecretValue.ssmSecure` and `SecretValue.cfnParameter` cost nothing, `SecretValue.secretsManager` 0.40 USD a month. Power users
   * read parameters and secrets: an administrator's first password had better be a `cfnParameter`.
   *
   * @default - no console password: an administrator gives one by hand
   */
  readonly initialPassword?: SecretValue;

  /**
   * Whether the person must choose another password at the first sign-in. It lets the users of the groups change their password
   * before they have MFA, since otherwise a person who cannot enrol yet is locked out. Only with `initialPassword`.
   *
   * @default true
   */
  readonly passwordResetRequired?: boolean;

  /**
   * The permissions boundary: what the person may do at most, whatever the groups allow.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The IAM path of the user. People under another path than the default one are not admitted to the role of administrators
   * unless its `usersPath` says so, and the patterns that protect the baseline's identities do not match them.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}

const KEYS: KnownKeys<BaselineUserProps> = {
  groups: mandatory(listOf(object)),
  userName: text,
  initialPassword: object,
  passwordResetRequired: flag,
  permissionsBoundary: object,
  path: text,
};

/**
 * A person who signs in as an IAM user. Identity Center is the better place for people where there is one; IAM users are for small
 * accounts and for breaking glass.
 *
 * A person gets permissions through groups and through nothing else, is in a group that enforces MFA, and has no access key from
 * here: long-lived keys that the person needs are made by the person, with MFA. Each of these is an error at synth:
 *
 * - a policy on the user, from whichever side it is attached, `grant*` included
 * - no group whose members are under MFA enforcement, or more than 10 groups
 * - an `AccessKey` for the user
 * - a group whose members assume a role, such as Administrators, together with one that carries the guardrail, which denies it
 *
 * Tags are given with `Tags.of(user)`. A user costs nothing; an account has up to 5,000.
 *
 * Sources: IAM User Guide, "Security best practices in IAM", "IAM and AWS STS quotas"; CIS AWS Foundations Benchmark 7.0.0, 2.10,
 * 2.13; Security Hub IAM.2, IAM.5.
 *
 * @example
 * const mfaEnforcement = new MfaEnforcement(this, 'MfaEnforcement');
 * const auditors = new JobFunctionGroup(this, 'Auditors', { jobFunction: JobFunction.SECURITY_AUDITOR, mfaEnforcement });
 * new BaselineUser(this, 'Alice', {
 *   userName: 'alice',
 *   groups: [auditors],
 *   initialPassword: SecretValue.ssmSecure('/first-passwords/alice'),
 * });
 */
export class BaselineUser extends iam.User {
  private readonly memberships = new Set<iam.IGroup>();
  private readonly mustChangePassword: boolean;
  private readonly path: string;

  /**
   * @throws if no group has MFA enforcement; if the name or the path is not one that IAM takes; if `initialPassword` is plain text; if
   * `passwordResetRequired` is given without it
   */
  constructor(scope: Construct, id: string, props: BaselineUserProps) {
    checkProps(scope, id, props, KEYS, () => {
      requireIamName('userName', props.userName, 64);
      requireIamPath('path', props.path);
      requirePasswordReference(props);
      requireMfa(props);
    });
    const { path = BASELINE_PATH } = props;
    const mustChangePassword = props.initialPassword !== undefined && props.passwordResetRequired !== false;
    super(scope, id, {
      userName: props.userName,
      path,
      permissionsBoundary: props.permissionsBoundary,
      password: props.initialPassword,
      passwordResetRequired: mustChangePassword || undefined,
    });
    this.path = path;
    this.mustChangePassword = mustChangePassword;
    props.groups.forEach((group) => this.addToGroup(group));

    if (!props.groups.some((group) => group.mfaEnforcement?.enforced)) {
      warn(this, 'mfaNotYetEnforced', 'The MFA enforcement of every group of the user is in its roll-out mode: the person can work without MFA');
    }
    requireUniqueName(this, 'userName');
    requireNoOutsideBoundary(this);
    addTreeValidation(this, (tree) => [
      ...policyErrors(this, tree, GROUPS_ONLY),
      ...this.accessKeys(tree),
      ...groupQuotaErrors(this, this.memberships.size),
      ...this.contradiction(),
      ...this.closedRoles(),
    ]);
  }

  /** Makes the person a member of another group, once. */
  public addToGroup(group: iam.IGroup): void {
    if (this.memberships.has(group)) return;
    this.memberships.add(group);
    super.addToGroup(group);
    if (this.mustChangePassword) (group as { mfaEnforcement?: IMfaEnforcement }).mfaEnforcement?.allowFirstPasswordChange();
  }

  /** Always throws: people get their permissions through groups. */
  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    // A policy of AWS is in no tree.
    const name = Resource.isResource(policy) ? policy.node.path : policy.managedPolicyArn.split(':policy/').pop();
    throw invalid('addManagedPolicy', name, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Always throws: people get their permissions through groups. */
  public attachInlinePolicy(policy: iam.Policy): void {
    throw invalid('attachInlinePolicy', policy.node.path, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Always throws, and with it every `grant*` to the user: people get their permissions through groups. */
  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const policy = `${statement.effect} ${statement.actions.concat(statement.notActions).join(', ')}`;
    throw invalid('addToPrincipalPolicy', policy, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** A deny wins: whoever also carries the guardrail could not assume the role that another group is there for. */
  private contradiction(): string[] {
    const groups = [...this.memberships].filter((group) => group instanceof JobFunctionGroup);
    const throughRole = groups.find((group) => group.role);
    const guarded = groups.find((group) => !group.role && group.jobFunction.guardrail);
    if (!throughRole || !guarded) return [];
    return [violation(this, 'groups', `${throughRole.node.path} and ${guarded.node.path}`,
      `the guardrail of the second denies to assume the role of the first; ${throughRole.jobFunction.name} is enough, or make two users`)];
  }

  /** The trust of a group's role names the path of the users whom it admits. */
  private closedRoles(): string[] {
    return [...this.memberships].flatMap((group) => {
      const usersPath = group instanceof JobFunctionGroup ? group._usersPath : undefined;
      if (usersPath === undefined || Token.isUnresolved([usersPath, this.path]) || this.path.startsWith(usersPath)) return [];
      return [violation(this, 'path', this.path, `the role of ${group.node.path} admits users under ${usersPath}. Change one of the two paths`)];
    });
  }

  private accessKeys(tree: Tree): string[] {
    const user = this.node.defaultChild as iam.CfnUser;
    return tree.derived(accessKeysOfUsers).to(user, user.userName)
      .map((key) => violation(this, 'AccessKey', key.node.path, `users create their access keys themselves, with MFA. Remove it, so that ${this.node.path} gets none from a stack`));
  }
}

function requireMfa({ groups, userName }: BaselineUserProps): void {
  if (groups.length === 0) throw invalid('groups', groups, 'it must list at least one group');
  if (groups.some((group) => group.mfaEnforcement)) return;
  throw invalid('groups', groups.map((group) => group.node.path),
    `${userName === undefined ? 'the user' : `the user '${userName}'`} is in no group that enforces MFA. Give one of the groups an mfaEnforcement`);
}

function requirePasswordReference(props: BaselineUserProps): void {
  if (props.initialPassword === undefined) {
    if (props.passwordResetRequired === undefined) return;
    throw invalid('passwordResetRequired', props.passwordResetRequired, 'it needs initialPassword');
  }
  // The value is not shown: the error ends in a build log.
  if (!Token.isUnresolved(props.initialPassword.unsafeUnwrap())) {
    throw invalid('initialPassword', 'plain text', 'the template would hold it; give SecretValue.ssmSecure, secretsManager or cfnParameter');
  }
}

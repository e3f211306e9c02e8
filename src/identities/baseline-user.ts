import { Resource, SecretValue, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { accessKeysOfUsers } from './attachments';
import { IJobFunctionGroup, JobFunctionGroup } from './job-function-group';
import { IMfaEnforcement } from './mfa-enforcement-reference';
import { groupQuotaErrors, policyErrors } from './user-references';
import { invalid, unsafe } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, flag, iamManagedPolicy, KnownKeys, listOf, mandatory, object, secretValue, text } from '../private/known-keys';
import { requireNoOutsideBoundary } from '../private/outside-boundary';
import { addTreeValidation, Tree } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { warn } from '../private/warnings';
import { violation } from '../private/written-properties';

const GROUPS_ONLY = 'people get their permissions through groups. Attach it to a group of';

/** Properties of a `BaselineUser`. */
export interface BaselineUserProps {
  /**
   * The groups of the person: 1 to 10, at least one of which enforces MFA. A group in roll-out mode counts; a warning is added if no
   * other group enforces MFA.
   */
  readonly groups: IJobFunctionGroup[];

  /**
   * The name to sign in with: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the user.
   *
   * @default - a name that CloudFormation generates
   */
  readonly userName?: string;

  /**
   * The password for the first sign-in. It must meet the account's password policy, or the deployment fails. Use a reference:
   * `SecretValue.ssmSecure` and `SecretValue.cfnParameter` are free of charge, `SecretValue.secretsManager` costs 0.40 USD a month. Power
   * users can read parameters and secrets: use a `cfnParameter` for the first password of an administrator.
   *
   * @default - no console password: an administrator sets one manually
   */
  readonly initialPassword?: SecretValue;

  /**
   * Whether the person must choose another password at the first sign-in. If true, the MFA enforcement of the groups allows users to
   * change their password before they have MFA, since a person who cannot enroll a device yet would be locked out otherwise. Only with
   * `initialPassword`.
   *
   * @default true
   */
  readonly passwordResetRequired?: boolean;

  /**
   * The permissions boundary: the maximum permissions of the person, whatever the groups allow.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The IAM path of the user. The role of administrators admits people under another path only if its `usersPath` names it, and the
   * patterns that protect the identities of the baseline do not match them.
   *
   * @default '/account-baseline/'
   */
  readonly path?: string;
}

const KEYS: KnownKeys<BaselineUserProps> = {
  groups: mandatory(listOf(object)),
  userName: text,
  initialPassword: secretValue,
  passwordResetRequired: flag,
  permissionsBoundary: iamManagedPolicy,
  path: text,
};

/**
 * A person who signs in as an IAM user. If IAM Identity Center is available, use it for people; IAM users are for small accounts and for
 * emergency (break-glass) access.
 *
 * A person gets permissions only through groups, belongs to a group that enforces MFA, and gets no access key from the stack: people
 * create the long-lived keys they need themselves, with MFA. Each of the following is an error at synthesis:
 *
 * - a policy on the user, from whichever side it is attached, including `grant*`
 * - no group that enforces MFA, or more than 10 groups
 * - an `AccessKey` for the user
 * - a group whose members assume a role, such as Administrators, together with a group that carries the guardrail, which denies it
 *
 * Set tags with `Tags.of(user)`. A user is free of charge; an account has up to 5,000.
 *
 * Sources: IAM User Guide, "Security best practices in IAM", "IAM and AWS STS quotas"; CIS AWS Foundations Benchmark 7.0.0, 2.10, 2.13;
 * Security Hub IAM.2, IAM.5.
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
   * @throws if no group enforces MFA, if the name or the path is malformed, if `initialPassword` is plain text, or if
   * `passwordResetRequired` is set without it
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
      warn(this, 'mfaNotYetEnforced', 'The MFA enforcement of every group of the user is in roll-out mode: the person can work without MFA');
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

  /** Adds the person to another group. Repeated calls have no effect. */
  public addToGroup(group: iam.IGroup): void {
    if (this.memberships.has(group)) return;
    this.memberships.add(group);
    super.addToGroup(group);
    if (this.mustChangePassword) (group as { mfaEnforcement?: IMfaEnforcement }).mfaEnforcement?.allowFirstPasswordChange();
  }

  /** Always throws: people get their permissions through groups. */
  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    // An AWS managed policy has no construct path.
    const name = Resource.isResource(policy) ? policy.node.path : policy.managedPolicyArn.split(':policy/').pop();
    throw unsafe('policy-on-user', 'addManagedPolicy', name, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Always throws: people get their permissions through groups. */
  public attachInlinePolicy(policy: iam.Policy): void {
    throw unsafe('policy-on-user', 'attachInlinePolicy', policy.node.path, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** Always throws, so that every `grant*` to the user throws: people get their permissions through groups. */
  public addToPrincipalPolicy(statement: iam.PolicyStatement): iam.AddToPrincipalPolicyResult {
    const policy = `${statement.effect} ${statement.actions.concat(statement.notActions).join(', ')}`;
    throw unsafe('policy-on-user', 'addToPrincipalPolicy', policy, `${GROUPS_ONLY} ${this.node.path}`, this);
  }

  /** A deny statement takes precedence: a member with the guardrail could not assume the role of another group. */
  private contradiction(): string[] {
    const groups = [...this.memberships].filter((group) => group instanceof JobFunctionGroup);
    const throughRole = groups.find((group) => group.role);
    const guarded = groups.find((group) => !group.role && group.jobFunction.guardrail);
    if (!throughRole || !guarded) return [];
    return [violation(this, 'groups', `${throughRole.node.path} and ${guarded.node.path}`,
      `the guardrail of the second denies assuming the role of the first; ${throughRole.jobFunction.name} is sufficient, or create two users`, 'guardrail-denies-role')];
  }

  /** The trust of a group's role admits users under one path. */
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
      .map((key) => violation(this, 'AccessKey', key.node.path, `users create their access keys themselves, with MFA. Remove it, so that ${this.node.path} gets none from a stack`, 'access-key-in-stack'));
  }
}

function requireMfa({ groups, userName }: BaselineUserProps): void {
  if (groups.length === 0) throw invalid('groups', groups, 'it must list at least one group');
  if (groups.some((group) => group.mfaEnforcement)) return;
  throw unsafe('user-without-mfa', 'groups', groups.map((group) => group.node.path),
    `${userName === undefined ? 'the user' : `the user '${userName}'`} belongs to no group that enforces MFA. Set mfaEnforcement on one of the `
      + 'groups');
}

function requirePasswordReference(props: BaselineUserProps): void {
  if (props.initialPassword === undefined) {
    if (props.passwordResetRequired === undefined) return;
    throw invalid('passwordResetRequired', props.passwordResetRequired, 'it needs initialPassword');
  }
  // The value is not shown, since the error is written to a build log.
  if (!Token.isUnresolved(props.initialPassword.unsafeUnwrap())) {
    throw unsafe('secret-in-template', 'initialPassword', 'plain text', 'the template would contain it. Use SecretValue.ssmSecure, secretsManager or cfnParameter');
  }
}

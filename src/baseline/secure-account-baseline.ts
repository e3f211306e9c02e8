import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { BaselineGroupOptions } from './baseline-group-options';
import { BaselinePart } from './baseline-part';
import { SecureAccountBaselineProps } from './secure-account-baseline-props';
import { AccountAlias } from '../account/account-alias';
import { AccountHardening } from '../account/account-hardening';
import { AccountSettingsProvider } from '../account/account-settings-provider';
import { PasswordPolicy } from '../account/password-policy';
import { BaselineUser } from '../identities/baseline-user';
import { IJobFunctionGroup, JobFunctionGroup } from '../identities/job-function-group';
import { MfaEnforcement } from '../identities/mfa-enforcement';
import { IMfaEnforcement } from '../identities/mfa-enforcement-reference';
import { UserPolicyCheck } from '../identities/user-policy-check';
import { Guardrail } from '../permissions/guardrail';
import { JobFunction } from '../permissions/job-function';
import { invalid, requireOnlyOneInStack } from '../private/errors';
import { inProperty } from '../private/written-properties';
import { BreakGlassRole } from '../roles/break-glass-role';
import { Ec2InstanceRole } from '../roles/ec2/ec2-instance-role';
import { SecurityAuditRole } from '../roles/security-audit-role';
import { SupportRole } from '../roles/support-role';

const DEFAULT_GROUPS: BaselineGroupOptions[] = [JobFunction.ADMINISTRATOR, JobFunction.POWER_USER, JobFunction.SECURITY_AUDITOR, JobFunction.BILLING]
  .map((jobFunction) => ({ jobFunction }));

/**
 * The secure IAM baseline of an AWS account in one construct: groups for administrators, power users, security auditors and billing,
 * least-privilege policies, MFA enforcement, password policy, a support role, a role for EC2 instances and, where asked for, account
 * alias, hardening of further settings, more roles and users. It needs no bootstrap and costs nothing.
 *
 * An account holds it once. A second one, in another stack or region, fails at its first group, whose name is taken, before any
 * account-wide setting is changed.
 *
 * To undo it, delete the stack; not from a session of the Administrator role, which the stack deletes too. The password policy and
 * the alias stay unless `settingsRemovalPolicy` is `DESTROY`, which puts back what was there before.
 *
 * @example
 * new SecureAccountBaseline(this, 'Baseline', {
 *   accountAlias: 'example-workshop',
 *   users: [{ userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] }],
 * });
 */
export class SecureAccountBaseline extends Construct {
  /** The account's alias, if one is asked for. */
  public readonly accountAlias?: AccountAlias;

  /** The account's password policy, unless it is left out. */
  public readonly passwordPolicy?: PasswordPolicy;

  /** The hardening of the account, if it is asked for. */
  public readonly accountHardening?: AccountHardening;

  /** The policy that makes people show MFA, unless it is left out. */
  public readonly mfaEnforcement?: IMfaEnforcement;

  /** The role that administrators assume; undefined where the baseline makes no such group or its members carry the permissions. */
  public readonly administratorRole?: iam.IRole;

  /** The role for EC2 instances, unless it is left out. */
  public readonly instanceRole?: iam.IRole;

  /** The role to open support cases with, unless it is left out. */
  public readonly supportRole?: iam.IRole;

  /** The role to read the account's security settings with, if it is asked for. */
  public readonly securityAuditRole?: iam.IRole;

  /** The role for the day on which every other way in is shut, if it is asked for. */
  public readonly breakGlassRole?: iam.IRole;

  private readonly groups = new Map<string, IJobFunctionGroup>();
  private readonly users = new Map<string, BaselineUser>();

  /**
   * @throws if the stack has a baseline already, a job function or a user is named twice, or a user has a job function without a group
   */
  constructor(scope: Construct, id: string, props: SecureAccountBaselineProps = {}) {
    super(scope, id);
    requireOnlyOneInStack(this, (other) => other instanceof SecureAccountBaseline, 'a baseline', 'an account has one, tune that one');
    const has = (part: BaselinePart) => !props.omit?.includes(part);

    if (has(BaselinePart.MFA_ENFORCEMENT)) {
      this.mfaEnforcement = props.replace?.mfaEnforcement ?? new MfaEnforcement(this, 'MfaEnforcement', props.mfaEnforcement);
    }
    if (has(BaselinePart.GROUPS)) this.addGroups(props);
    const administrators = this.groups.get(JobFunction.ADMINISTRATOR.name);
    this.administratorRole = administrators instanceof JobFunctionGroup ? administrators.role : undefined;
    this.addUsers(props);
    if (has(BaselinePart.INSTANCE_ROLE)) {
      this.instanceRole = props.replace?.instanceRole ?? new Ec2InstanceRole(this, 'InstanceRole', props.instanceRole);
    }
    if (has(BaselinePart.SUPPORT_ROLE)) {
      this.supportRole = props.replace?.supportRole ?? new SupportRole(this, 'SupportRole', props.roles?.support);
    }
    if (props.roles?.securityAudit) this.securityAuditRole = new SecurityAuditRole(this, 'SecurityAuditRole', props.roles.securityAudit);
    if (props.roles?.breakGlass) this.breakGlassRole = new BreakGlassRole(this, 'BreakGlassRole', props.roles.breakGlass);
    this.letAdministratorsAssume(administrators);

    const settings = { onExisting: props.onExisting, removalPolicy: props.settingsRemovalPolicy };
    if (props.accountAlias !== undefined) {
      this.accountAlias = new AccountAlias(this, 'AccountAlias', { ...settings, accountAlias: props.accountAlias });
    }
    if (has(BaselinePart.PASSWORD_POLICY)) {
      this.passwordPolicy = new PasswordPolicy(this, 'PasswordPolicy', { ...settings, ...props.passwordPolicy });
    }
    if (props.accountHardening) {
      this.accountHardening = new AccountHardening(this, 'AccountHardening', { ...settings, ...props.accountHardening });
    }
    this.protectSettings();
    UserPolicyCheck.apply(this);
  }

  /**
   * The group of a job function.
   *
   * @throws if the baseline has none
   */
  public group(jobFunction: JobFunction): IJobFunctionGroup {
    const group = this.groups.get(jobFunction.name);
    if (!group) throw invalid('jobFunction', jobFunction.name, `the baseline has groups for ${this.groupNames}`, this);
    return group;
  }

  /**
   * A person of the baseline.
   *
   * @throws if the baseline has no user of that name
   */
  public user(userName: string): BaselineUser {
    const user = this.users.get(userName);
    if (!user) throw invalid('userName', userName, `the baseline has ${[...this.users.keys()].map((name) => `'${name}'`).join(', ') || 'no users'}`);
    return user;
  }

  private addGroups(props: SecureAccountBaselineProps): void {
    for (const [index, options] of (props.groups ?? DEFAULT_GROUPS).entries()) {
      const { name } = options.jobFunction;
      if (this.groups.has(name)) throw invalid(`groups[${index}].jobFunction`, name, 'a job function has one group in a baseline. Remove one of the two', this);
      this.groups.set(name, this.groupOf(options, `groups[${index}]`));
    }
  }

  private groupOf({ existing, ...options }: BaselineGroupOptions, property: string): IJobFunctionGroup {
    const { name } = options.jobFunction;
    if (!existing) return inProperty(property, () => new JobFunctionGroup(this, name, { ...options, mfaEnforcement: this.mfaEnforcement }));
    for (const key of ['groupName', 'access', 'role', 'roleOptions'] as const) {
      if (options[key] !== undefined) throw invalid(`${property}.${key}`, options[key], 'it describes a new group. Remove it, or remove existing', this);
    }
    if (existing.jobFunction !== options.jobFunction) {
      throw invalid(`${property}.existing`, existing.node.path,
        `it is a group of another job function, ${existing.jobFunction.name}. Give a group of ${name}`, this);
    }
    return existing;
  }

  private addUsers(props: SecureAccountBaselineProps): void {
    for (const [index, { jobFunctions, ...user }] of (props.users ?? []).entries()) {
      const property = `users[${index}]`;
      if (this.users.has(user.userName)) {
        throw invalid(`${property}.userName`, user.userName, 'each user is listed once, with all job functions. Merge the two entries', this);
      }
      const groups = jobFunctions.map((jobFunction) => {
        const group = this.groups.get(jobFunction.name);
        if (!group) throw invalid(`${property}.jobFunctions`, jobFunction.name, `the baseline has groups for ${this.groupNames}. Add it to groups`, this);
        return group;
      });
      // A name that only the deployment knows cannot be part of an id, and the name of a job function has no hyphen.
      const id = Token.isUnresolved(user.userName) ? `UnnamedUser-${this.users.size}` : `User-${user.userName}`;
      this.users.set(user.userName, inProperty(property, () => new BaselineUser(this, id, { ...user, groups }), { groups: `${property}.jobFunctions` }));
    }
  }

  private get groupNames(): string {
    return [...this.groups.keys()].join(', ') || 'no job function';
  }

  /** Who may become an administrator need not do so to open a support case. The break-glass role is for its own users only. */
  private letAdministratorsAssume(administrators?: IJobFunctionGroup): void {
    if (!(administrators instanceof JobFunctionGroup)) return;
    for (const role of [this.supportRole, this.securityAuditRole]) {
      if (role) administrators._alsoAssume(role);
    }
  }

  /**
   * The settings come last: a second baseline in the account fails at a group's name before it has changed any. And nobody but an
   * administrator may change what keeps them.
   */
  private protectSettings(): void {
    const settings = [this.accountAlias, this.passwordPolicy].filter((setting) => setting !== undefined);
    if (settings.length > 0) this.accountHardening?.node.addDependency(settings[0]);
    const first = settings.length > 0 ? settings : [this.accountHardening].filter((setting) => setting !== undefined);
    for (const group of this.groups.values()) {
      if (group instanceof JobFunctionGroup) first.forEach((setting) => setting.node.addDependency(group.node.defaultChild!));
    }
    const provider = AccountSettingsProvider._find(this);
    Guardrail._whenUsedIn(this, (guardrail) => {
      if (provider) guardrail.protect(...provider.protectedArns);
      if (this.accountHardening) guardrail._keep(this.accountHardening._changes);
      if (this.accountHardening?.documentPublicSharingBlock) guardrail.protect(this.accountHardening.documentPublicSharingBlock._protectedArn);
    });
  }
}

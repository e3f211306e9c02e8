import { CfnResource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requireProps } from './baseline-checks';
import { createGroups, DEFAULT_GROUPS } from './baseline-groups';
import { BaselinePart } from './baseline-part';
import { createUsers } from './baseline-users';
import { SecureAccountBaselineProps } from './secure-account-baseline-props';
import { AccountAlias } from '../account/account-alias';
import { AccountHardening } from '../account/account-hardening';
import { AccountSetting, AccountSettingProps } from '../account/account-setting';
import { PasswordPolicy } from '../account/password-policy/password-policy';
import { IPasswordPolicy } from '../account/password-policy/password-policy-reference';
import { BaselineUser } from '../identities/baseline-user';
import { IJobFunctionGroup, JobFunctionGroup } from '../identities/job-function-group';
import { MfaEnforcement } from '../identities/mfa-enforcement';
import { IMfaEnforcement } from '../identities/mfa-enforcement-reference';
import { checkPoliciesOfUsers } from '../identities/user-policy-check';
import { Guardrail, GuardrailOptions } from '../permissions/guardrail';
import { JobFunction } from '../permissions/job-function';
import { guardrailIn } from '../permissions/stack-guardrail';
import { inConstruct, invalid } from '../private/errors';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../private/only-one';
import { inProperty } from '../private/written-properties';
import { BreakGlassRole } from '../roles/break-glass-role';
import { Ec2InstanceRole } from '../roles/ec2/ec2-instance-role';
import { SecurityAuditRole } from '../roles/security-audit-role';
import { SupportRole } from '../roles/support-role';

/** The ids of the parts, which no job function may have as its name. */
const ID = {
  accountAlias: 'AccountAlias',
  accountHardening: 'AccountHardening',
  breakGlassRole: 'BreakGlassRole',
  instanceRole: 'InstanceRole',
  mfaEnforcement: 'MfaEnforcement',
  passwordPolicy: 'PasswordPolicy',
  securityAuditRole: 'SecurityAuditRole',
  supportRole: 'SupportRole',
};

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
  public readonly passwordPolicy?: IPasswordPolicy;

  /** The hardening of the account, if it is asked for. */
  public readonly accountHardening?: AccountHardening;

  /** The policy that makes people show MFA, unless it is left out. */
  public readonly mfaEnforcement?: IMfaEnforcement;

  /**
   * The deny policy of every job function but the administrator's; undefined where no job function of the stack carries it yet, or the
   * stack imports it.
   */
  public readonly guardrail?: Guardrail;

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

  private readonly groups: Map<string, IJobFunctionGroup>;
  private readonly users: Map<string, BaselineUser>;

  /**
   * @throws if the stack, or another stack for the same account, has a baseline already; if a property does not exist or has a wrong
   * value; if one property would be ignored because of another one; if a user has a job function without a group
   */
  constructor(scope: Construct, id: string, props: SecureAccountBaselineProps = {}) {
    super(scope, id);
    inConstruct(scope, id, () => requireProps(props, Object.values(ID), new.target !== SecureAccountBaseline));
    requireOnlyOneInStack(this, 'a baseline');
    requireOnlyOneInAccount(this, 'a baseline');
    const has = (part: BaselinePart) => !props.omit?.includes(part);
    const { replace } = props;

    if (props.guardrail) createGuardrail(this, props.guardrail);
    const groups = has(BaselinePart.GROUPS) ? props.groups ?? DEFAULT_GROUPS : [];
    // Where no group of the baseline's own carries it, it would be a policy of nobody.
    if (has(BaselinePart.MFA_ENFORCEMENT) && groups.some(({ existing }) => !existing)) {
      this.mfaEnforcement = replace?.mfaEnforcement ?? inProperty('mfaEnforcement', () => new MfaEnforcement(this, ID.mfaEnforcement, props.mfaEnforcement));
    }
    this.groups = createGroups(this, groups, this.mfaEnforcement);
    const administrators = this.groups.get(JobFunction.ADMINISTRATOR.name);
    this.administratorRole = administrators instanceof JobFunctionGroup ? administrators.role : undefined;
    this.users = createUsers(this, props.users ?? [], this.groups);
    if (has(BaselinePart.INSTANCE_ROLE)) {
      this.instanceRole = replace?.instanceRole ?? inProperty('instanceRole', () => new Ec2InstanceRole(this, ID.instanceRole, props.instanceRole));
    }
    const { support, securityAudit, breakGlass } = props.roles ?? {};
    if (has(BaselinePart.SUPPORT_ROLE)) {
      this.supportRole = replace?.supportRole ?? inProperty('roles.support', () => new SupportRole(this, ID.supportRole, support));
    }
    if (securityAudit) this.securityAuditRole = inProperty('roles.securityAudit', () => new SecurityAuditRole(this, ID.securityAuditRole, securityAudit));
    if (breakGlass) this.breakGlassRole = inProperty('roles.breakGlass', () => new BreakGlassRole(this, ID.breakGlassRole, breakGlass));
    this.letAdministratorsAssume(administrators);
    const guardrail = guardrailIn(this);
    if (guardrail instanceof Guardrail) this.guardrail = guardrail;

    const settings = { onExisting: props.onExisting, removalPolicy: props.settingsRemovalPolicy };
    const written = (ofPart: AccountSettingProps = {}) => ({
      ...ofPart.onExisting === undefined && { onExisting: 'onExisting' }, ...ofPart.removalPolicy === undefined && { removalPolicy: 'settingsRemovalPolicy' },
    });
    const { accountAlias, passwordPolicy, accountHardening } = props;
    if (accountAlias !== undefined) {
      this.accountAlias = inProperty('accountAlias', () => new AccountAlias(this, ID.accountAlias, { ...settings, accountAlias }), { ...written(), accountAlias: 'accountAlias' });
    }
    if (has(BaselinePart.PASSWORD_POLICY)) {
      this.passwordPolicy = replace?.passwordPolicy
        ?? inProperty('passwordPolicy', () => new PasswordPolicy(this, ID.passwordPolicy, { ...settings, ...passwordPolicy }), written(passwordPolicy));
    }
    if (accountHardening) {
      this.accountHardening = inProperty('accountHardening',
        () => new AccountHardening(this, ID.accountHardening, { ...settings, ...accountHardening }), written(accountHardening));
    }
    if (!this.node.findAll().some((construct) => CfnResource.isCfnResource(construct))) {
      throw invalid(props.omit ? 'omit' : 'groups', props.omit ?? props.groups, 'nothing is left to create. Keep a part, or remove the baseline', this);
    }
    this.settingsAfterGroup();
    checkPoliciesOfUsers(this);
  }

  /**
   * The group of a job function.
   *
   * @throws if the baseline has none
   */
  public group(jobFunction: JobFunction): IJobFunctionGroup {
    const group = this.groups.get(jobFunction.name);
    if (!group) throw invalid('jobFunction', jobFunction.name, `the baseline has groups for ${[...this.groups.keys()].join(', ') || 'no job function'}`, this);
    return group;
  }

  /**
   * A person of the baseline.
   *
   * @throws if the baseline has no user of that name
   */
  public user(userName: string): BaselineUser {
    const user = this.users.get(userName);
    if (!user) throw invalid('userName', userName, `the baseline has ${[...this.users.keys()].map((name) => `'${name}'`).join(', ') || 'no users'}`, this);
    return user;
  }

  /** Who may become an administrator need not do so to open a support case. The break-glass role is for its own users only. */
  private letAdministratorsAssume(administrators?: IJobFunctionGroup): void {
    if (!(administrators instanceof JobFunctionGroup) || !administrators.role) return;
    for (const role of [this.supportRole, this.securityAuditRole]) {
      if (role) administrators.allowAssume(role);
    }
  }

  /** The settings come after a group: a second baseline in the account fails at its name before it has changed any setting. */
  private settingsAfterGroup(): void {
    const settings = [this.accountAlias, this.passwordPolicy].filter((setting) => setting instanceof AccountSetting);
    if (settings.length > 0) this.accountHardening?.node.addDependency(settings[0]);
    const first = settings.length > 0 ? settings : [this.accountHardening].filter((setting) => setting !== undefined);
    const group = [...this.groups.values()].find((one) => one instanceof JobFunctionGroup);
    if (group) first.forEach((setting) => setting.node.addDependency(group.node.defaultChild!));
  }
}

/** The guardrail of the stack, under the id that it has without options too. */
function createGuardrail(scope: Construct, options: GuardrailOptions): void {
  const other = guardrailIn(scope);
  if (other) {
    throw invalid('guardrail', Object.keys(options), `the stack already has the guardrail ${other.node.path}. Remove the property, or set the options there`, scope);
  }
  inProperty('guardrail', () => new Guardrail(Stack.of(scope), 'Guardrail', options));
}

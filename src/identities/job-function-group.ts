import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requirePolicyQuota } from './attached-policies';
import { JobFunctionGroupRoleOptions } from './job-function-group-role-options';
import { IMfaEnforcement } from './mfa-enforcement-reference';
import { acknowledgeMembersComeLater, acknowledgeOwnRole } from '../permissions/acknowledgements';
import { JobFunction } from '../permissions/job-function';
import { statementsPolicy } from '../permissions/job-function-policy';
import { assumeRolesStatement } from '../permissions/policies/assume-roles';
import { inConstruct, invalid, unsafe } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, duration, having, iamManagedPolicy, iamRole, instanceOf, KnownKeys, mandatory, object, oneOf, requireKnownKeys, text } from '../private/known-keys';
import { requireCreated } from '../private/managed-policy';
import { addTreeValidation } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { inProperty } from '../private/written-properties';
import { JobFunctionRole } from '../roles/job-function-role';
import { RoleTrust } from '../trust/role-trust';

/** The way in which the members of a group get the permissions of its job function. */
export enum JobFunctionAccess {
  /** The group carries the permissions: members always have them. */
  DIRECT = 'DIRECT',
  /**
   * The group allows only assuming a role that carries the permissions: members have them after signing in with MFA, for the length of a
   * session.
   */
  ASSUME_ROLE = 'ASSUME_ROLE',
}

/**
 * A group of IAM users that share a job function.
 */
export interface IJobFunctionGroup extends iam.IGroup {
  /** The job function of the members. */
  readonly jobFunction: JobFunction;

  /** The MFA enforcement of the group. Undefined if it has none. */
  readonly mfaEnforcement?: IMfaEnforcement;
}

/**
 * An existing group, see `JobFunctionGroup.fromJobFunctionGroupAttributes`.
 */
export interface JobFunctionGroupAttributes {
  /** The name of the existing group. */
  readonly groupName: string;

  /** The job function of the members. The group keeps its own policies; no policy is attached for the job function. */
  readonly jobFunction: JobFunction;

  /**
   * The MFA enforcement of the group. If the app creates it, it is attached to the group, and detached when the stack is deleted. An
   * imported one (`MfaEnforcement.fromMfaEnforcementArn`) must already be attached to the group: CloudFormation cannot attach an existing
   * policy to an existing group.
   *
   * @default - the group enforces no MFA: a `BaselineUser` then needs another group that does
   */
  readonly mfaEnforcement?: IMfaEnforcement;
}

/** Properties of a `JobFunctionGroup`. */
export interface JobFunctionGroupProps {
  /** The job function of the members. */
  readonly jobFunction: JobFunction;

  /**
   * The name of the group: 1 to 128 letters, digits and characters of `_+=,.@-`.
   *
   * @default - the group name of the job function, such as `PowerUsers`
   */
  readonly groupName?: string;

  /**
   * The IAM path of the group.
   *
   * @default /account-baseline/
   */
  readonly path?: string;

  /**
   * The MFA enforcement of the group.
   *
   * @default - none: a `BaselineUser` then needs another group that has one
   */
  readonly mfaEnforcement?: IMfaEnforcement;

  /**
   * Whether the group carries the permissions, or its members assume a role that does.
   *
   * @default JobFunctionAccess.ASSUME_ROLE for administrators and with `role` or `roleOptions`, otherwise JobFunctionAccess.DIRECT
   */
  readonly access?: JobFunctionAccess;

  /**
   * A role of your own that members assume, with `JobFunctionAccess.ASSUME_ROLE`. It cannot be combined with `roleOptions`.
   *
   * @default - the group creates the role
   */
  readonly role?: iam.IRole;

  /**
   * The name, the users and the sessions of the role that the group creates, with `JobFunctionAccess.ASSUME_ROLE`.
   *
   * @default - a role with the name of the job function, for users under `/account-baseline/`
   */
  readonly roleOptions?: JobFunctionGroupRoleOptions;
}

const JOB_FUNCTION = mandatory(instanceOf(JobFunction, 'a JobFunction, such as JobFunction.ADMINISTRATOR'));

const KEYS: KnownKeys<JobFunctionGroupProps> = {
  jobFunction: JOB_FUNCTION,
  groupName: text,
  path: text,
  mfaEnforcement: having('enforced', 'an MfaEnforcement'),
  access: oneOf(JobFunctionAccess),
  role: iamRole,
  roleOptions: object,
};

const ROLE_KEYS: KnownKeys<JobFunctionGroupRoleOptions> = {
  roleName: text, usersPath: text, mfaMaxAge: duration, maxSessionDuration: duration, permissionsBoundary: iamManagedPolicy,
};

const ATTRIBUTE_KEYS: KnownKeys<JobFunctionGroupAttributes> = { groupName: mandatory(text), jobFunction: JOB_FUNCTION, mfaEnforcement: having('enforced', 'an MfaEnforcement') };

/**
 * A group of IAM users that share a job function. By default, administrators may only assume the `Administrator` role, so that neither a
 * stolen access key nor an unattended browser has administrator permissions (CIS AWS Foundations 2.13, 2.14; Security Hub IAM.1, IAM.2).
 * Groups are free of charge; an account has up to 300, and a user belongs to up to 10.
 *
 * @example
 * const mfaEnforcement = new MfaEnforcement(this, 'MfaEnforcement');
 * new JobFunctionGroup(this, 'DataScientists', { jobFunction: JobFunction.DATA_SCIENTIST, mfaEnforcement });
 */
export class JobFunctionGroup extends iam.Group implements IJobFunctionGroup {
  /**
   * Imports a group that already exists in the account. The group keeps its policies.
   *
   * @throws if the name is malformed
   */
  public static fromJobFunctionGroupAttributes(scope: Construct, id: string, attributes: JobFunctionGroupAttributes): IJobFunctionGroup {
    inConstruct(scope, id, () => {
      requireKnownKeys(attributes, ATTRIBUTE_KEYS);
      requireIamName('groupName', attributes.groupName, 128);
    });
    const { groupName, jobFunction, mfaEnforcement } = attributes;
    const group = iam.Group.fromGroupName(scope, id, groupName);
    mfaEnforcement?.attachToGroup(group);
    return Object.assign(group, { jobFunction, mfaEnforcement });
  }

  /** The MFA enforcement of the group. */
  public readonly mfaEnforcement?: IMfaEnforcement;

  /** The job function of the members. */
  public readonly jobFunction: JobFunction;

  /** The role that members assume. Undefined if the group carries the permissions itself. */
  public readonly role?: iam.IRole;

  /**
   * The path of the users whom the role of the group admits. Undefined without such a role, or with a role of the user's own.
   *
   * @internal
   */
  public readonly _usersPath?: string;

  private readonly attached: iam.IManagedPolicy[] = [];
  private readonly path: string;

  /** The statement that allows members to assume roles. Undefined as long as there is none. */
  private assume?: iam.PolicyStatement;

  /** @throws if the name or the path is malformed, if `role` or `roleOptions` is set with `JobFunctionAccess.DIRECT`, or if both are set */
  constructor(scope: Construct, id: string, props: JobFunctionGroupProps) {
    checkProps(scope, id, props, KEYS, () => {
      inProperty('roleOptions', () => requireKnownKeys(props.roleOptions ?? {}, ROLE_KEYS));
      requireIamName('groupName', props.groupName, 128);
      requireIamPath('path', props.path);
    });
    const { groupName = props.jobFunction.groupName, path = BASELINE_PATH } = props;
    const access = inConstruct(scope, id, () => accessOf(props));
    super(scope, id, { groupName, path });
    this.jobFunction = props.jobFunction;
    this.path = path;

    if (access === JobFunctionAccess.ASSUME_ROLE) {
      this.role = props.role ?? inProperty('roleOptions', () => this.roleOf(props.jobFunction, path, props.roleOptions), { path: 'path' });
      if (!props.role) {
        this._usersPath = props.roleOptions?.usersPath ?? BASELINE_PATH;
        acknowledgeOwnRole(this, this.role);
      }
      this.allowAssume(this.role);
    } else {
      for (const policy of props.jobFunction.bind(this)) this.addManagedPolicy(policy);
    }
    if (props.mfaEnforcement) {
      this.mfaEnforcement = props.mfaEnforcement;
      this.addManagedPolicy(props.mfaEnforcement);
    }
    acknowledgeMembersComeLater(this);
    requireUniqueName(this, 'groupName');
    addTreeValidation(this, (tree) => requirePolicyQuota(this, tree, this.attached));
  }

  /**
   * Allows the members to assume another role, if that role trusts them.
   *
   * @throws if the members carry the permissions of a job function with the guardrail, which denies assuming any role
   */
  public allowAssume(role: iam.IRole): void {
    if (!this.role && this.jobFunction.guardrail) {
      throw unsafe('guardrail-denies-role', 'role', role.node.path, `the guardrail of ${this.jobFunction.name} denies its members assuming any role. Set `
        + 'JobFunctionAccess.ASSUME_ROLE, so that the role of the group carries the guardrail', this);
    }
    if (this.assume) {
      this.assume.addResources(role.roleArn);
    } else {
      this.assume = assumeRolesStatement(role.roleArn);
      this.addManagedPolicy(statementsPolicy(this, 'AssumeRole', this.path, [this.assume]));
    }
  }

  public addManagedPolicy(policy: iam.IManagedPolicy): void {
    requireCreated(policy);
    this.attached.push(policy);
    super.addManagedPolicy(policy);
  }

  private roleOf(jobFunction: JobFunction, path: string, { usersPath, mfaMaxAge, ...options }: JobFunctionGroupRoleOptions = {}): JobFunctionRole {
    return inConstruct(this, 'Role', () => new JobFunctionRole(this, 'Role', { jobFunction, path, ...options, assumedBy: RoleTrust.people({ usersPath, mfaMaxAge }) }));
  }
}

/** The access of the members, after the checks for contradictions. */
function accessOf({ jobFunction, access, role, roleOptions }: JobFunctionGroupProps): JobFunctionAccess {
  if (role && roleOptions) throw invalid('roleOptions', Object.keys(roleOptions), 'they are for a role that the group creates. Remove them, or remove role');
  const throughRole = jobFunction === JobFunction.ADMINISTRATOR || role !== undefined || roleOptions !== undefined;
  const chosen = access ?? (throughRole ? JobFunctionAccess.ASSUME_ROLE : JobFunctionAccess.DIRECT);
  if (chosen === JobFunctionAccess.DIRECT) {
    const rule = 'members of a group with JobFunctionAccess.DIRECT carry the permissions and assume no role. Remove it, or set JobFunctionAccess.ASSUME_ROLE';
    if (role) throw invalid('role', role.node.path, rule);
    if (roleOptions) throw invalid('roleOptions', Object.keys(roleOptions), rule);
  }
  return chosen;
}

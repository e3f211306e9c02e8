import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { requirePolicyQuota } from './attached-policies';
import { JobFunctionGroupRoleOptions } from './job-function-group-role-options';
import { IMfaEnforcement } from './mfa-enforcement-reference';
import { acknowledgeMembersComeLater } from '../permissions/acknowledgements';
import { JobFunction } from '../permissions/job-function';
import { statementsPolicy } from '../permissions/job-function-policy';
import { assumeRolesStatement } from '../permissions/policies/assume-roles';
import { inConstruct, invalid } from '../private/errors';
import { BASELINE_PATH, requireIamName, requireIamPath } from '../private/iam-names';
import { checkProps, duration, instanceOf, KnownKeys, mandatory, object, oneOf, requireKnownKeys, text } from '../private/known-keys';
import { requireCreated } from '../private/managed-policy';
import { addTreeValidation } from '../private/tree';
import { requireUniqueName } from '../private/unique-name';
import { inProperty } from '../private/written-properties';
import { JobFunctionRole } from '../roles/job-function-role';
import { RoleTrust } from '../trust/role-trust';

/**
 * How the members of a group come to the permissions of its job function.
 */
export enum JobFunctionAccess {
  /** The group carries the permissions: members have them at every moment. */
  DIRECT = 'DIRECT',
  /**
   * The group may only assume a role that carries the permissions: members have them after they have proven who they are with
   * MFA, for the length of a session.
   */
  ASSUME_ROLE = 'ASSUME_ROLE',
}

/**
 * A group of IAM users that share a job function.
 */
export interface IJobFunctionGroup extends iam.IGroup {
  /** The job function of the members. */
  readonly jobFunction: JobFunction;

  /** The MFA enforcement that the group carries; undefined when it carries none. */
  readonly mfaEnforcement?: IMfaEnforcement;
}

/**
 * An existing group, see `JobFunctionGroup.fromJobFunctionGroupAttributes`.
 */
export interface JobFunctionGroupAttributes {
  /** The name of the existing group. */
  readonly groupName: string;

  /** The job function of the members. The group keeps its own policies; nothing is attached for the job function. */
  readonly jobFunction: JobFunction;

  /**
   * The MFA enforcement of the group. One that the app creates is attached to the group, and detached when the stack is deleted. An
   * imported one (`MfaEnforcement.fromMfaEnforcementArn`) must be attached to the group already: CloudFormation cannot attach an
   * existing policy to an existing group.
   *
   * @default - the group enforces no MFA: a `BaselineUser` then needs another group that does
   */
  readonly mfaEnforcement?: IMfaEnforcement;
}

/** Properties of a `JobFunctionGroup`. */
export interface JobFunctionGroupProps {
  /** What the members may do. */
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
   * The MFA enforcement that members are under.
   *
   * @default - none: then a `BaselineUser` needs another group that has one
   */
  readonly mfaEnforcement?: IMfaEnforcement;

  /**
   * Whether the members carry the permissions or assume a role that does.
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
  mfaEnforcement: object,
  access: oneOf(JobFunctionAccess),
  role: object,
  roleOptions: object,
};

const ROLE_KEYS: KnownKeys<JobFunctionGroupRoleOptions> = {
  roleName: text, usersPath: text, mfaMaxAge: duration, maxSessionDuration: duration, permissionsBoundary: object,
};

const ATTRIBUTE_KEYS: KnownKeys<JobFunctionGroupAttributes> = { groupName: mandatory(text), jobFunction: JOB_FUNCTION, mfaEnforcement: object };

/**
 * Gives a job function to IAM users. Administrators by default carry nothing but the right to assume the `Administrator` role, so
 * that neither a stolen access key nor an open browser is an administrator (CIS AWS Foundations 2.13, 2.14; Security Hub IAM.1,
 * IAM.2). Groups cost nothing; an account has up to 300, a user is in up to 10.
 *
 * @example
 * const mfaEnforcement = new MfaEnforcement(this, 'MfaEnforcement');
 * new JobFunctionGroup(this, 'DataScientists', { jobFunction: JobFunction.DATA_SCIENTIST, mfaEnforcement });
 */
export class JobFunctionGroup extends iam.Group implements IJobFunctionGroup {
  /**
   * References a group that the account has already. The group keeps its policies.
   *
   * @throws if the name is not one that IAM takes
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

  /** The MFA enforcement that members are under. */
  public readonly mfaEnforcement?: IMfaEnforcement;

  /** What the members may do. */
  public readonly jobFunction: JobFunction;

  /** The role that members assume; undefined where they carry the permissions themselves. */
  public readonly role?: iam.IRole;

  /**
   * The path of the users whom the role of the group admits; undefined without such a role, or with one of the user's own.
   *
   * @internal
   */
  public readonly _usersPath?: string;

  private readonly attached: iam.IManagedPolicy[] = [];
  private readonly path: string;

  /** What lets members assume roles; undefined until there is one. */
  private assume?: iam.PolicyStatement;

  /**
   * @throws if the name or the path is not one that IAM takes; if `role` or `roleOptions` is given with `JobFunctionAccess.DIRECT`; if
   * both are given
   */
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
      if (!props.role) this._usersPath = props.roleOptions?.usersPath ?? BASELINE_PATH;
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
   * Lets the members assume another role, if that role trusts them.
   *
   * @throws if the members carry the permissions of a job function with the guardrail, which denies assuming any role
   */
  public allowAssume(role: iam.IRole): void {
    if (!this.role && this.jobFunction.guardrail) {
      throw invalid('role', role.node.path, `the guardrail of ${this.jobFunction.name} denies its members to assume any role. `
        + 'Set JobFunctionAccess.ASSUME_ROLE, so that the role of the group carries the guardrail', this);
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
    return new JobFunctionRole(this, 'Role', { jobFunction, path, ...options, assumedBy: RoleTrust.people({ usersPath, mfaMaxAge }) });
  }
}

/** How the members come to their permissions, once nothing that was given contradicts it. */
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

import { Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeAwsManagedPolicies } from './acknowledgements';
import { Guardrail } from './guardrail';
import { jobFunctionPolicy, JobFunctionPolicyProps, PASS_WORKLOAD_ROLES, policyOfStatements } from './job-function-policy';
import { warnOfWideRights } from './job-function-warnings';
import { awsManagedPolicy } from '../private/aws-managed-policy';
import { invalid, requireDuration, requireMatch } from '../private/errors';

/**
 * What a job function of your own may do, see `JobFunction.of`.
 */
export interface JobFunctionProps {
  /**
   * What the job is called, in the singular and without blanks, such as `ReleaseManager`: 1 to 64 letters and digits, a letter first.
   */
  readonly name: string;

  /**
   * The name of the group that realises the job for IAM users.
   *
   * @default - the name of the job function
   */
  readonly groupName?: string;

  /**
   * Policies that AWS maintains, by name with path, such as `job-function/ViewOnlyAccess`.
   *
   * @default - none
   */
  readonly awsManagedPolicies?: string[];

  /**
   * Customer-managed policies that exist already or are made elsewhere.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * Statements of a customer-managed policy that is made for the job, once per stack.
   *
   * @default - none
   */
  readonly statements?: iam.PolicyStatement[];

  /**
   * Whether the job carries the guardrail, the deny policy that closes the ways from a job to an administrator's rights.
   *
   * @default true
   */
  readonly guardrail?: boolean;

  /**
   * How long a session of a role that realises the job lasts at most, from 1 to 12 hours.
   *
   * @default Duration.hours(8)
   */
  readonly sessionDuration?: Duration;
}

/**
 * A job that people do in an account and what it may do there. It says nothing of how they come to it: a `JobFunctionGroup` gives
 * it to IAM users and a `JobFunctionRole` to whoever assumes a role, so that a team that moves from users to federation keeps
 * its job functions.
 *
 * The names and the permissions follow the job functions of AWS ("AWS managed policies for job functions", IAM User Guide).
 * Everyone but the administrator also carries the `Guardrail`. Costs nothing.
 *
 * @example
 * declare const scope: Construct;
 * const releaseManager = JobFunction.of({
 *   name: 'ReleaseManager',
 *   statements: [new iam.PolicyStatement({ actions: ['codepipeline:StartPipelineExecution'], resources: ['*'] })],
 * });
 * new JobFunctionGroup(scope, 'ReleaseManagers', { jobFunction: releaseManager });
 */
export class JobFunction {
  /**
   * May do everything (`AdministratorAccess`). A `JobFunctionGroup` gives it through a role that takes MFA, unless asked otherwise.
   */
  public static readonly ADMINISTRATOR = new JobFunction({
    name: 'Administrator',
    groupName: 'Administrators',
    awsManagedPolicies: ['AdministratorAccess'],
    guardrail: false,
    sessionDuration: Duration.hours(1),
  });

  /**
   * May use every service but manage no identities (`PowerUserAccess`), and may pass the roles under `/workload/` to the
   * services they are for.
   *
   * It cannot be made safe in one respect without losing the job: whoever may change a stack, a function or a machine that has a role already uses that
   * role. Let every role under `/workload/` carry a permissions boundary and protect what has wider ones (`Guardrail.protect`).
   */
  public static readonly POWER_USER = new JobFunction({
    name: 'PowerUser',
    groupName: 'PowerUsers',
    awsManagedPolicies: ['PowerUserAccess'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * Reads the configuration of every service, not the data (`SecurityAudit`).
   */
  public static readonly SECURITY_AUDITOR = new JobFunction({
    name: 'SecurityAuditor',
    groupName: 'SecurityAuditors',
    awsManagedPolicies: ['SecurityAudit'],
  });

  /**
   * Lists what is there, reads no data (`job-function/ViewOnlyAccess`).
   */
  public static readonly VIEW_ONLY = new JobFunction({
    name: 'ViewOnly',
    groupName: 'ViewOnlyUsers',
    awsManagedPolicies: ['job-function/ViewOnlyAccess'],
  });

  /**
   * Reads and pays bills (`job-function/Billing`). Sees nothing before root has activated IAM access to billing.
   */
  public static readonly BILLING = new JobFunction({
    name: 'Billing',
    awsManagedPolicies: ['job-function/Billing'],
  });

  /**
   * Opens and follows support cases (`AWSSupportAccess`); CIS AWS Foundations 2.15 and Security Hub IAM.18 ask for somebody who may.
   */
  public static readonly SUPPORT = new JobFunction({
    name: 'Support',
    awsManagedPolicies: ['AWSSupportAccess'],
  });

  /**
   * Runs servers, databases and their monitoring (`job-function/SystemAdministrator`).
   *
   * It cannot be made safe in one respect without losing the job: whoever may change a function or a server that has a role already uses that
   * role. Let every role under `/workload/` carry a permissions boundary.
   */
  public static readonly SYSTEM_ADMINISTRATOR = new JobFunction({
    name: 'SystemAdministrator',
    groupName: 'SystemAdministrators',
    awsManagedPolicies: ['job-function/SystemAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * Sets up networks (`job-function/NetworkAdministrator`).
   */
  public static readonly NETWORK_ADMINISTRATOR = new JobFunction({
    name: 'NetworkAdministrator',
    groupName: 'NetworkAdministrators',
    awsManagedPolicies: ['job-function/NetworkAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * Sets up and runs databases (`job-function/DatabaseAdministrator`).
   */
  public static readonly DATABASE_ADMINISTRATOR = new JobFunction({
    name: 'DatabaseAdministrator',
    groupName: 'DatabaseAdministrators',
    awsManagedPolicies: ['job-function/DatabaseAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * Queries and analyses data (`job-function/DataScientist`).
   *
   * It cannot be made safe in one respect without losing the job: whoever may change a function or a notebook that has a role already uses that
   * role. Let every role under `/workload/` carry a permissions boundary.
   */
  public static readonly DATA_SCIENTIST = new JobFunction({
    name: 'DataScientist',
    groupName: 'DataScientists',
    awsManagedPolicies: ['job-function/DataScientist'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * A job function of your own. Where it grants everything, changes of identities, or `iam:PassRole` on any role, an identity that
   * realises it gets a warning at synth (`cdk-secure-account-baseline:jobFunctionFullAccess`, `...:jobFunctionIdentityWrites`,
   * `...:jobFunctionPassRole`), to be acknowledged on that identity. Of AWS's policies, AdministratorAccess and IAMFullAccess are
   * known. Its statements make one policy of up to 6,144 characters; more is an error at synth.
   *
   * For statements that are refused where they are unsafe, give a `LeastPrivilegePolicy` as one of the `managedPolicies`.
   *
   * @throws if the name has another form than 1 to 64 letters and digits, or the session lasts less than 1 or more than 12 hours
   */
  public static of(props: JobFunctionProps): JobFunction {
    requireMatch('name', props.name, /^[A-Za-z][A-Za-z0-9]{0,63}$/, 'the name of a job function has 1 to 64 letters and digits, a letter first');
    requireDuration('sessionDuration', props.sessionDuration, Duration.hours(1), Duration.hours(12));
    if (!props.awsManagedPolicies?.length && !props.managedPolicies?.length && !props.statements?.length) {
      throw invalid('name', props.name, 'a job function needs at least one of awsManagedPolicies, managedPolicies and statements');
    }
    return new JobFunction(props, props.statements?.length ? policyOfStatements(props.name, props.statements) : undefined, true);
  }

  /** What the job is called, in the singular. */
  public readonly name: string;

  /** What a group of IAM users that realises it is called. */
  public readonly groupName: string;

  /** How long a session of a role that realises it lasts at most. */
  public readonly sessionDuration: Duration;

  /** Whether it carries the guardrail. */
  public readonly guardrail: boolean;

  private readonly props: JobFunctionProps;

  private constructor(props: JobFunctionProps, private readonly own?: JobFunctionPolicyProps, private readonly ofUser = false) {
    this.props = props;
    this.name = props.name;
    this.groupName = props.groupName ?? props.name;
    this.sessionDuration = props.sessionDuration ?? Duration.hours(8);
    this.guardrail = props.guardrail ?? true;
  }

  /**
   * The policies of the job, for an identity to carry. A policy that must be made is made once per stack, whoever asks first.
   *
   * @param identity the group or role that will carry them
   */
  public bind(identity: Construct): iam.IManagedPolicy[] {
    const { awsManagedPolicies = [], managedPolicies = [] } = this.props;
    acknowledgeAwsManagedPolicies(identity, awsManagedPolicies, this.guardrail);
    const customer = [...managedPolicies, ...this.own ? [jobFunctionPolicy(identity, this.own)] : []];
    if (this.ofUser) warnOfWideRights(identity, this.name, awsManagedPolicies, customer, this.guardrail);
    return [
      ...awsManagedPolicies.map((name) => awsManagedPolicy(identity, name)),
      ...customer,
      ...this.guardrail ? [Guardrail.of(identity)] : [],
    ];
  }
}

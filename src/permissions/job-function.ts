import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { acknowledgeAccess, acknowledgeAwsManagedPolicies } from './acknowledgements';
import { problemOfAwsPolicyName } from './aws-policy-table';
import { Guardrail } from './guardrail';
import { JobFunctionOptions } from './job-function-options';
import { JobFunctionParts, jobFunctionPolicy, JobFunctionPolicyProps, PASS_WORKLOAD_ROLES, policyOfStatements } from './job-function-policy';
import { checkGivenPolicies } from './job-function-warnings';
import { guardrailIn } from './stack-guardrail';
import { awsManagedPolicy } from '../private/aws-managed-policy';
import { invalid, requireDuration, requireMatch, requireOnce } from '../private/errors';
import { requireIamName } from '../private/iam-names';
import { duration, flag, iamManagedPolicy, KnownKeys, listOf, mandatory, policyStatement, requireKnownKeys, text } from '../private/known-keys';

const KEYS: KnownKeys<JobFunctionOptions> = {
  name: mandatory(text),
  groupName: text,
  awsManagedPolicies: listOf(text),
  managedPolicies: listOf(iamManagedPolicy),
  statements: listOf(policyStatement),
  guardrail: flag,
  sessionDuration: duration,
};

/**
 * A job in an account and what it may do there. A `JobFunctionGroup` gives it to IAM users, a `JobFunctionRole` to those who assume
 * a role and a `JobFunctionPermissionSet` to people from IAM Identity Center, so a team that moves from users to federation keeps its job
 * functions.
 *
 * The names and the permissions follow the job functions of AWS ("AWS managed policies for job functions", IAM User Guide). All of them
 * except the administrator also carry the `Guardrail`. Costs nothing.
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
  /** May do everything (`AdministratorAccess`). By default a `JobFunctionGroup` gives it through a role that requires MFA. */
  public static readonly ADMINISTRATOR = new JobFunction({
    name: 'Administrator',
    groupName: 'Administrators',
    awsManagedPolicies: ['AdministratorAccess'],
    guardrail: false,
    sessionDuration: Duration.hours(1),
  });

  /**
   * May use every service but manage no identities (`PowerUserAccess`), and may pass the roles under `/workload/` to the services that
   * run workloads.
   *
   * Known limitation: a user who may change a stack, a function or a machine that has a role uses that role. Give every role under
   * `/workload/` a permissions boundary, and protect resources with wider roles (`Guardrail.protect`).
   */
  public static readonly POWER_USER = new JobFunction({
    name: 'PowerUser',
    groupName: 'PowerUsers',
    awsManagedPolicies: ['PowerUserAccess'],
  }, PASS_WORKLOAD_ROLES);

  /** Reads the configuration of every service and no data (`SecurityAudit`). */
  public static readonly SECURITY_AUDITOR = new JobFunction({
    name: 'SecurityAuditor',
    groupName: 'SecurityAuditors',
    awsManagedPolicies: ['SecurityAudit'],
  });

  /** Lists resources and reads no data (`job-function/ViewOnlyAccess`). */
  public static readonly VIEW_ONLY = new JobFunction({
    name: 'ViewOnly',
    groupName: 'ViewOnlyUsers',
    awsManagedPolicies: ['job-function/ViewOnlyAccess'],
  });

  /** Reads and pays bills (`job-function/Billing`). Has no access before root has activated IAM access to billing. */
  public static readonly BILLING = new JobFunction({
    name: 'Billing',
    awsManagedPolicies: ['job-function/Billing'],
  });

  /** Manages support cases (`AWSSupportAccess`), as CIS AWS Foundations 2.15 and Security Hub IAM.18 require. */
  public static readonly SUPPORT = new JobFunction({
    name: 'Support',
    awsManagedPolicies: ['AWSSupportAccess'],
  });

  /**
   * Runs servers, databases and their monitoring (`job-function/SystemAdministrator`).
   *
   * Known limitation: a user who may change a function or a server that has a role uses that role. Give every role under `/workload/` a
   * permissions boundary.
   */
  public static readonly SYSTEM_ADMINISTRATOR = new JobFunction({
    name: 'SystemAdministrator',
    groupName: 'SystemAdministrators',
    awsManagedPolicies: ['job-function/SystemAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /** Sets up networks (`job-function/NetworkAdministrator`). */
  public static readonly NETWORK_ADMINISTRATOR = new JobFunction({
    name: 'NetworkAdministrator',
    groupName: 'NetworkAdministrators',
    awsManagedPolicies: ['job-function/NetworkAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /** Sets up and runs databases (`job-function/DatabaseAdministrator`). */
  public static readonly DATABASE_ADMINISTRATOR = new JobFunction({
    name: 'DatabaseAdministrator',
    groupName: 'DatabaseAdministrators',
    awsManagedPolicies: ['job-function/DatabaseAdministrator'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * Queries and analyzes data (`job-function/DataScientist`).
   *
   * Known limitation: a user who may change a function or a notebook that has a role uses that role. Give every role under `/workload/` a
   * permissions boundary.
   */
  public static readonly DATA_SCIENTIST = new JobFunction({
    name: 'DataScientist',
    groupName: 'DataScientists',
    awsManagedPolicies: ['job-function/DataScientist'],
  }, PASS_WORKLOAD_ROLES);

  /**
   * A job function of your own.
   *
   * If it may do everything, change identities, pass any role to services or assume roles that it does not name, an identity with the job
   * gets a warning at synth (`cdk-secure-account-baseline:jobFunctionFullAccess`, `...:jobFunctionIdentityWrites`,
   * `...:jobFunctionPassRole`, `...:jobFunctionAssumeRole`). So it does for an action that AWS does not have
   * (`...:jobFunctionUnknownAction`) and for a policy of AWS that this library does not know (`...:jobFunctionUnknownAwsPolicy`).
   * Acknowledge a warning on that identity. The policies of AWS count however they are given. With a guardrail, only those of them get a
   * warning that would make an administrator, such as AdministratorAccess and IAMFullAccess.
   *
   * The statements make one policy of up to 6,144 characters; more is an error at synth, and so is what IAM refuses, such as a Sid twice.
   * For statements that are refused if they are unsafe, give a `LeastPrivilegePolicy` as one of the `managedPolicies`.
   *
   * @throws if a property does not exist or has the wrong type, the name has another form than 1 to 64 letters and digits, IAM does not take the group name, a policy of AWS is given as ARN
   * or without its path, or the session lasts less than 1 or more than 12 hours
   */
  public static of(props: JobFunctionOptions): JobFunction {
    requireKnownKeys(props, KEYS);
    requireMatch('name', props.name, /^[A-Za-z][A-Za-z0-9]{0,63}$/, 'the name of a job function has 1 to 64 letters and digits, a letter first');
    requireIamName('groupName', props.groupName, 128);
    requireDuration('sessionDuration', props.sessionDuration, Duration.hours(1), Duration.hours(12));
    if (!props.awsManagedPolicies?.length && !props.managedPolicies?.length && !props.statements?.length) {
      throw invalid('name', props.name, 'a job function needs at least one of awsManagedPolicies, managedPolicies and statements');
    }
    requireOnce('awsManagedPolicies', props.awsManagedPolicies ?? []);
    for (const policy of props.awsManagedPolicies ?? []) {
      const problem = Token.isUnresolved(policy) ? undefined : problemOfAwsPolicyName(policy);
      if (problem?.certain) throw invalid('awsManagedPolicies', policy, problem.rule);
    }
    return new JobFunction(props, props.statements?.length ? policyOfStatements(props.name, props.statements) : undefined, true);
  }

  /** The name of the job, in the singular. */
  public readonly name: string;

  /** The name of a group of IAM users with the job. */
  public readonly groupName: string;

  /** The maximum length of a session of a role with the job. */
  public readonly sessionDuration: Duration;

  /** Whether it carries the guardrail. */
  public readonly guardrail: boolean;

  private readonly props: JobFunctionOptions;

  private constructor(props: JobFunctionOptions, private readonly own?: JobFunctionPolicyProps, private readonly ofUser = false) {
    this.props = props;
    this.name = props.name;
    this.groupName = props.groupName ?? props.name;
    this.sessionDuration = props.sessionDuration ?? Duration.hours(8);
    this.guardrail = props.guardrail ?? true;
  }

  /**
   * The policies of the job for an identity. A policy that the job brings itself is created once for each stack.
   *
   * @param identity the group or role that carries them
   */
  public bind(identity: Construct): iam.IManagedPolicy[] {
    const { awsManagedPolicies = [], managedPolicies = [] } = this.props;
    acknowledgeAwsManagedPolicies(identity, awsManagedPolicies, this.guardrail);
    acknowledgeAccess(identity, awsManagedPolicies, this.guardrail);
    const customer = [...managedPolicies, ...this.own ? [jobFunctionPolicy(identity, this.own)] : []];
    if (this.ofUser) checkGivenPolicies(identity, { job: this.name, awsManaged: awsManagedPolicies, policies: customer, guardrail: this.guardrail });
    return [
      ...awsManagedPolicies.map((name) => awsManagedPolicy(identity, name)),
      ...customer,
      ...this.guardrail ? [guardrailIn(identity) ?? Guardrail.of(identity)] : [],
    ];
  }

  /** @internal */
  public get _parts(): JobFunctionParts {
    const { awsManagedPolicies = [], managedPolicies = [] } = this.props;
    return { awsManagedPolicies, managedPolicies, statements: this.own?.statements() ?? [], ofUser: this.ofUser };
  }
}

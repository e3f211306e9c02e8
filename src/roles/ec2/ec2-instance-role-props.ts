import * as iam from 'aws-cdk-lib/aws-iam';
import { InstanceBucketAccessOptions, SessionLogOptions } from './ec2-instance-storage';

// Does not extend BaselineRoleOptions: instances have no job functions, and jsii does not let an interface restate an inherited default.
/** Properties of an `Ec2InstanceRole`. */
export interface Ec2InstanceRoleProps {
  /**
   * Whether users may open shells on the instances through Session Manager, without SSH keys and open ports, and Systems Manager may
   * patch and inventory them. Session Manager is free of charge for EC2 instances.
   *
   * @default true
   */
  readonly sessionManager?: boolean;

  /**
   * Whether the CloudWatch agent may deliver logs and metrics. CloudWatch charges for the delivered data.
   *
   * @default true
   */
  readonly cloudWatchAgent?: boolean;

  /**
   * The prefix of the names of the log groups that the instances may create and write to, in any region. Only with `cloudWatchAgent`.
   *
   * @default '/workload/'
   */
  readonly logGroupPrefix?: string;

  /**
   * The namespaces that the instances may put metrics into. Only with `cloudWatchAgent`.
   *
   * @default ['CWAgent'], which the CloudWatch agent uses unless configured otherwise
   */
  readonly metricNamespaces?: string[];

  /**
   * The prefix of the names, without their leading slash, of the SSM parameters with the configuration of the CloudWatch agent. The
   * wizard of AWS uses `AmazonCloudWatch-`. Only with `cloudWatchAgent`.
   *
   * @default - the agent reads its configuration from the instance
   */
  readonly agentConfigurationPrefix?: string;

  /**
   * Whether credentials from version 1 of the instance metadata service (IMDSv1) work, which server-side request forgery can read. For
   * software that does not support version 2.
   *
   * @default false
   */
  readonly allowImdsV1?: boolean;

  /**
   * Additional managed policies, up to 10 including those of Session Manager and of the role itself.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * The permissions boundary: the maximum permissions of the instances, whatever is granted to the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default - a name that CloudFormation generates
   */
  readonly roleName?: string;

  /**
   * The name of the instance profile, which is selected when an instance is launched: 1 to 128 letters, digits and characters of
   * `_+=,.@-`. A change replaces the profile.
   *
   * @default - the same as `roleName`, if that is set
   */
  readonly instanceProfileName?: string;

  /**
   * The IAM path of the role, its instance profile and its policy. Power users may pass only roles under `/workload/`.
   *
   * @default '/workload/'
   */
  readonly path?: string;

  /**
   * Whether the role's credentials work only from the VPC of their instance, so that stolen credentials are useless elsewhere. Every
   * service that the instances call then needs a VPC endpoint in that VPC; interface endpoints cost about 7 USD a month for each
   * Availability Zone, and services without an endpoint cannot be called. Calls that an AWS service makes on behalf of the instance still
   * work.
   *
   * @default false
   */
  readonly ownVpcOnly?: boolean;

  /**
   * The destination of Session Manager's session logs. Only with `sessionManager`.
   *
   * @default - sessions are not logged; CloudTrail shows who opened them
   */
  readonly sessionLogs?: SessionLogOptions;

  /**
   * The parts of buckets that the instances may read, or read and write.
   *
   * @default - none
   */
  readonly buckets?: InstanceBucketAccessOptions[];
}

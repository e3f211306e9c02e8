import * as iam from 'aws-cdk-lib/aws-iam';
import { InstanceBucketAccess, SessionLogOptions } from './ec2-instance-storage';

/** Properties of an `Ec2InstanceRole`. */
export interface Ec2InstanceRoleProps {
  /**
   * Whether people may open shells on the instances through Session Manager, without SSH keys and open ports, and Systems Manager
   * may patch and inventory them. Session Manager costs nothing for EC2 instances.
   *
   * @default true
   */
  readonly sessionManager?: boolean;

  /**
   * Whether the CloudWatch agent may deliver logs and metrics. CloudWatch bills what is delivered.
   *
   * @default true
   */
  readonly cloudWatchAgent?: boolean;

  /**
   * The beginning of the names of the log groups that the instances may create and write to, in any region. Only with `cloudWatchAgent`.
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
   * The beginning of the names, after their leading slash, of the SSM parameters with the configuration of the CloudWatch agent. The wizard
   * of AWS begins them with `AmazonCloudWatch-`. Only with `cloudWatchAgent`.
   *
   * @default - the agent finds its configuration on the instance
   */
  readonly agentConfigurationPrefix?: string;

  /**
   * Whether credentials from version 1 of the instance metadata service work, which server-side request forgery can read. For software that
   * does not support version 2.
   *
   * @default false
   */
  readonly allowImdsV1?: boolean;

  /**
   * Further managed policies, up to 10 with those of Session Manager and of the role itself.
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
   * The name of the instance profile, which is chosen when an instance is launched: 1 to 128 letters, digits and
   * characters of `_+=,.@-`. A change replaces the profile.
   *
   * @default - the same as `roleName`, if that is given
   */
  readonly instanceProfileName?: string;

  /**
   * The IAM path of the role, its instance profile and its policy. Power users may pass roles under `/workload/` and no others.
   *
   * @default '/workload/'
   */
  readonly path?: string;

  /**
   * Whether the role's credentials work only from the VPC of their instance, so that stolen credentials are of no use elsewhere. Every
   * service that the instances call then needs a VPC endpoint there; interface endpoints cost some 7 USD a month and zone each, and services
   * without an endpoint cannot be called. Calls that an AWS service makes on behalf of the instance still work.
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
  readonly buckets?: InstanceBucketAccess[];
}

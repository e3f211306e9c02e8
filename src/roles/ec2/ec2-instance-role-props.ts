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
   * What the names of the log groups begin with that the instances may create and write to, in any region. Only with
   * `cloudWatchAgent`.
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
   * What the names of the SSM parameters begin with, after their leading slash, that hold the configuration of the CloudWatch agent;
   * AWS's own wizard begins them with `AmazonCloudWatch-`. Only with `cloudWatchAgent`.
   *
   * @default - the agent finds its configuration on the instance
   */
  readonly agentConfigurationPrefix?: string;

  /**
   * Whether the role's credentials work although they came over version 1 of the instance metadata service, which a program that
   * fetches addresses on behalf of others can be tricked into. For software that does not know version 2.
   *
   * @default false
   */
  readonly allowImdsV1?: boolean;

  /**
   * Further managed policies; with the one of Session Manager and the role's own one up to 10.
   *
   * @default - none
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * The permissions boundary: what the instances may do at most, whatever is granted to the role.
   *
   * @default - none
   */
  readonly permissionsBoundary?: iam.IManagedPolicy;

  /**
   * The name of the role: 1 to 64 letters, digits and characters of `_+=,.@-`. A change replaces the role.
   *
   * @default - named by CloudFormation
   */
  readonly roleName?: string;

  /**
   * The name of the instance profile, which is what one chooses when one launches an instance: 1 to 128 letters, digits and
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
   * Whether the role's credentials work only from the VPC of the instance that they were given to, so that stolen ones are of no use
   * elsewhere. Every service that the instances call then needs a VPC endpoint there; interface endpoints cost some 7 USD a month
   * and zone each, and services without an endpoint cannot be called. What an AWS service does in the instance's name still works.
   *
   * @default false
   */
  readonly ownVpcOnly?: boolean;

  /**
   * Where Session Manager logs what people do in their shells. Only with `sessionManager`.
   *
   * @default - sessions are not logged; CloudTrail has who opened them
   */
  readonly sessionLogs?: SessionLogOptions;

  /**
   * The parts of buckets that the instances may read, or read and write.
   *
   * @default - none
   */
  readonly buckets?: InstanceBucketAccess[];
}

import { Fn, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { deliveryStatements, denyImdsV1Statement, denyOtherVpcsStatement, instancePolicyFindings, requireDelivery } from './ec2-instance-policy';
import { InstanceBucketAccess, SessionLogOptions } from './ec2-instance-storage';
import { bucketStatements, requireStorage, sessionLogStatements, storageFindings } from './ec2-instance-storage-policy';
import { acknowledge } from '../../private/acknowledge';
import { awsManagedPolicy } from '../../private/aws-managed-policy';
import { requireIamName, requireIamPath, WORKLOAD_PATH } from '../../private/iam-names';
import { omitDescription } from '../../private/managed-policy';

const SESSION_MANAGER = 'AmazonSSMManagedEC2InstanceDefaultPolicy';

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

/**
 * What programs on EC2 instances may do: a role and its instance profile. `grant*` methods take it as any role.
 *
 * - Session Manager through `AmazonSSMManagedEC2InstanceDefaultPolicy`; the better known `AmazonSSMManagedInstanceCore` would let
 *   every instance read every parameter of the account.
 * - The CloudWatch agent delivers to log groups of one prefix and to named metric namespaces, reads the tags and volumes that it
 *   labels metrics with and, if asked, its configuration from SSM parameters of one prefix. It may not change how
 *   long logs are kept, so that whoever takes over an instance cannot shorten that: set it on the log group.
 * - Credentials work over IMDSv2 only: those that version 1 handed out are denied everything. Instances should have
 *   `requireImdsv2` set as well; Amazon Linux 2023 has it. If asked, they work from the instance's own VPC only.
 * - Session logs, and objects of buckets under prefixes, where asked for.
 *
 * It is not for containers: the task roles of ECS come from `TaskDefinition` of aws-cdk-lib, and the nodes and pods of EKS take the
 * roles that its `eks` constructs make.
 *
 * It costs nothing. Sources: Systems Manager User Guide, "AWS managed policies for AWS Systems Manager"; CloudWatch User Guide,
 * "Create IAM roles and users for use with the CloudWatch agent"; EC2 User Guide, "Use IMDSv2"; Service Authorization Reference,
 * `ec2:RoleDelivery`; IAM User Guide, "AWS global condition context keys" (`aws:Ec2InstanceSourceVpc`); CIS AWS Foundations Benchmark 7.0.0, 2.16.
 *
 * @example
 * const role = new Ec2InstanceRole(this, 'WebServers', { logGroupPrefix: '/web/' });
 * new CfnOutput(this, 'InstanceProfile', { value: role.instanceProfile.instanceProfileName });
 */
export class Ec2InstanceRole extends iam.Role {
  /** The instance profile to launch instances with. */
  public readonly instanceProfile: iam.IInstanceProfile;

  /**
   * @throws if a name, the path, a prefix or a namespace is none that AWS takes, or one is given of the CloudWatch agent or Session
   * Manager, which is off
   */
  constructor(scope: Construct, id: string, props: Ec2InstanceRoleProps = {}) {
    const path = props.path ?? WORKLOAD_PATH;
    requireIamName('roleName', props.roleName, 64);
    requireIamName('instanceProfileName', props.instanceProfileName, 128);
    requireIamPath('path', path);
    requireDelivery(props);
    requireStorage(props.sessionManager !== false, props.sessionLogs, props.buckets ?? []);
    super(scope, id, {
      // EC2 is one of the few services that have another name in China.
      assumedBy: new iam.ServicePrincipal(Fn.sub('ec2.${AWS::URLSuffix}')),
      roleName: props.roleName,
      path,
      permissionsBoundary: props.permissionsBoundary,
    });

    if (props.sessionManager !== false) {
      this.addManagedPolicy(awsManagedPolicy(this, SESSION_MANAGER));
      acknowledge(this, {
        [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${SESSION_MANAGER}]`]:
          'AWS keeps the policy in step with the agent; the resources of its actions are the instance itself or cannot be named.',
      });
    }
    const delivery = props.cloudWatchAgent !== false && {
      logGroupPrefix: props.logGroupPrefix ?? WORKLOAD_PATH,
      metricNamespaces: props.metricNamespaces ?? ['CWAgent'],
      configurationPrefix: props.agentConfigurationPrefix,
    };
    const storage = [...props.sessionLogs ? sessionLogStatements(props.sessionLogs) : [], ...bucketStatements(props.buckets ?? [])];
    // The denies come last: some rule packs take their "*" for that of an allow that follows.
    const denies = [...props.ownVpcOnly ? [denyOtherVpcsStatement()] : [], ...props.allowImdsV1 ? [] : [denyImdsV1Statement()]];
    const statements = [...delivery ? deliveryStatements(delivery) : [], ...storage, ...denies];
    if (statements.length > 0) {
      const policy = new iam.ManagedPolicy(this, 'Policy', { path, document: new iam.PolicyDocument({ statements, minimize: false }) });
      omitDescription(policy);
      acknowledge(policy, { ...instancePolicyFindings(Stack.of(this), delivery || undefined), ...storageFindings(Stack.of(this), storage) });
      this.addManagedPolicy(policy);
    }
    props.managedPolicies?.forEach((policy) => this.addManagedPolicy(policy));
    this.instanceProfile = new iam.InstanceProfile(this, 'Profile', {
      role: this,
      path,
      instanceProfileName: props.instanceProfileName ?? props.roleName,
    });
  }
}

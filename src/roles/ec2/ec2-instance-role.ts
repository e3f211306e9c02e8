import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { deliveryStatements, denyImdsV1Statement, denyOtherVpcsStatement, instancePolicyFindings, requireDelivery } from './ec2-instance-policy';
import { Ec2InstanceRoleProps } from './ec2-instance-role-props';
import { InstanceBucketAccessOptions, SessionLogOptions } from './ec2-instance-storage';
import { bucketStatements, requireStorage, sessionLogStatements, storageFindings } from './ec2-instance-storage-policy';
import { acknowledge } from '../../private/acknowledge';
import { awsManagedPolicy } from '../../private/aws-managed-policy';
import { inConstruct } from '../../private/errors';
import { requireIamName, WORKLOAD_PATH } from '../../private/iam-names';
import { checkProps, flag, iamManagedPolicy, KnownKeys, listOf, mandatory, object, requireKnownKeys, text } from '../../private/known-keys';
import { omitDescription } from '../../private/managed-policy';
import { requireUniqueName } from '../../private/unique-name';
import { inProperty } from '../../private/written-properties';
import { RoleTrust } from '../../trust/role-trust';
import { BaselineRole } from '../baseline-role';
import { requireOwnTrust } from '../own-trust';

const KEYS: KnownKeys<Ec2InstanceRoleProps> = {
  sessionManager: flag,
  cloudWatchAgent: flag,
  logGroupPrefix: text,
  metricNamespaces: listOf(text),
  agentConfigurationPrefix: text,
  allowImdsV1: flag,
  managedPolicies: listOf(iamManagedPolicy),
  permissionsBoundary: iamManagedPolicy,
  roleName: text,
  instanceProfileName: text,
  path: text,
  ownVpcOnly: flag,
  sessionLogs: object,
  buckets: listOf(object),
};

const SESSION_LOG_KEYS: KnownKeys<SessionLogOptions> = { logGroup: object, bucket: object, bucketPrefix: text, encryptionKey: object };

const BUCKET_KEYS: KnownKeys<InstanceBucketAccessOptions> = { bucket: mandatory(object), prefix: mandatory(text), write: flag };

const SESSION_MANAGER = 'AmazonSSMManagedEC2InstanceDefaultPolicy';

/**
 * A role for EC2 instances, with its instance profile.
 *
 * - Session Manager uses `AmazonSSMManagedEC2InstanceDefaultPolicy`. The better known `AmazonSSMManagedInstanceCore` allows every
 *   instance to read every parameter of the account.
 * - The CloudWatch agent delivers to log groups of one prefix and to named metric namespaces. It reads the tags and volumes with which it
 *   labels metrics and, with `agentConfigurationPrefix`, its configuration from SSM parameters of one prefix. It cannot change the
 *   retention of logs, so that an attacker on an instance cannot shorten it: set the retention on the log group.
 * - Credentials work only over IMDSv2: credentials that version 1 returned are denied everything. Set `requireImdsv2` on the instances as
 *   well; Amazon Linux 2023 has it. With `ownVpcOnly`, credentials work only from the instance's own VPC.
 * - Session logs, and objects under prefixes of buckets, are available with `sessionLogs` and `buckets`.
 *
 * The role is not for containers: `TaskDefinition` of aws-cdk-lib creates the task roles of ECS, and the nodes and pods of EKS use the
 * roles that its `eks` constructs create.
 *
 * Free of charge. Sources: Systems Manager User Guide, "AWS managed policies for AWS Systems Manager"; CloudWatch User Guide, "Create IAM
 * roles and users for use with the CloudWatch agent"; EC2 User Guide, "Use IMDSv2"; Service Authorization Reference, `ec2:RoleDelivery`;
 * IAM User Guide, "AWS global condition context keys" (`aws:Ec2InstanceSourceVpc`); CIS AWS Foundations Benchmark 7.0.0, 2.16.
 *
 * @example
 * const role = new Ec2InstanceRole(this, 'WebServers', { logGroupPrefix: '/web/' });
 * new CfnOutput(this, 'InstanceProfile', { value: role.instanceProfile.instanceProfileName });
 */
export class Ec2InstanceRole extends BaselineRole {
  /** The instance profile to launch instances with. */
  public readonly instanceProfile: iam.IInstanceProfile;

  /**
   * @throws if a name, path, prefix or namespace is malformed, or if a property of the CloudWatch agent or of Session Manager is set
   * although that part is off
   */
  constructor(scope: Construct, id: string, props: Ec2InstanceRoleProps = {}) {
    const path = props.path ?? WORKLOAD_PATH;
    inConstruct(scope, id, () => requireOwnTrust(props, 'Ec2InstanceRole', 'the service EC2'));
    checkProps(scope, id, props, KEYS, () => {
      requireIamName('instanceProfileName', props.instanceProfileName, 128);
      inProperty('sessionLogs', () => requireKnownKeys(props.sessionLogs ?? {}, SESSION_LOG_KEYS));
      props.buckets?.forEach((access, index) => inProperty(`buckets[${index}]`, () => requireKnownKeys(access, BUCKET_KEYS)));
      requireDelivery(props);
      requireStorage(props.sessionManager !== false, props.sessionLogs, props.buckets ?? []);
    });
    super(scope, id, {
      assumedBy: RoleTrust.service('ec2.amazonaws.com'),
      roleName: props.roleName,
      path,
      permissionsBoundary: props.permissionsBoundary,
    });

    if (props.sessionManager !== false) {
      this.addManagedPolicy(awsManagedPolicy(this, SESSION_MANAGER));
      acknowledge(this, {
        [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${SESSION_MANAGER}]`]:
          'AWS updates the policy with the agent; the resources of its actions are the instance itself or cannot be named.',
      });
    }
    const delivery = props.cloudWatchAgent !== false && {
      logGroupPrefix: props.logGroupPrefix ?? WORKLOAD_PATH,
      metricNamespaces: props.metricNamespaces ?? ['CWAgent'],
      configurationPrefix: props.agentConfigurationPrefix,
    };
    const storage = [...props.sessionLogs ? sessionLogStatements(props.sessionLogs) : [], ...bucketStatements(props.buckets ?? [])];
    // The deny statements come last, since some rule packs attribute their "*" to the next allow statement.
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
    requireUniqueName(this.instanceProfile, 'instanceProfileName');
  }
}

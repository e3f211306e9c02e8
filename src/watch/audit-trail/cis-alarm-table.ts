/** A metric filter of the benchmark, with its alarm. */
export interface CisAlarm {
  /** What the filter, the metric and the alarm are called, in kebab case. */
  readonly name: string;

  /** What has happened when the alarm is raised. */
  readonly description: string;

  /** The pattern of the filter. Scanners compare it with that of the benchmark. */
  readonly pattern: string;
}

const anyOf = (names: string[]) => names.map((name) => `($.eventName=${name})`).join(' || ');
const events = (names: string[]) => `{${anyOf(names)}}`;
const eventsOf = (service: string, names: string[]) => `{($.eventSource=${service}.amazonaws.com) && (${anyOf(names)})}`;

/**
 * The 14 metric filters and alarms of section 4 of the CIS benchmark for AWS in its version 1.4.0, in the order of Security Hub's controls
 * from CloudWatch.1 on, which compare the patterns.
 *
 * Source: Security Hub User Guide, "Security Hub controls for Amazon CloudWatch".
 */
export const CIS_ALARMS: readonly CisAlarm[] = [
  {
    name: 'root-usage',
    description: 'The root user was used',
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  },
  {
    name: 'unauthorized-calls',
    description: 'An API call was denied',
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  },
  {
    name: 'sign-in-without-mfa',
    description: 'A user signed in to the console without MFA',
    pattern: '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed !="Yes") && ($.userIdentity.type="IAMUser") && '
      + '($.responseElements.ConsoleLogin="Success")}',
  },
  {
    name: 'iam-policy-changes',
    description: 'A policy of IAM was changed',
    pattern: eventsOf('iam', [
      'DeleteGroupPolicy', 'DeleteRolePolicy', 'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy',
      'DeletePolicy', 'CreatePolicyVersion', 'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy',
      'DetachUserPolicy', 'AttachGroupPolicy', 'DetachGroupPolicy',
    ]),
  },
  {
    name: 'trail-changes',
    description: 'A trail was changed',
    pattern: events(['CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging']),
  },
  {
    name: 'sign-in-failures',
    description: 'A sign-in to the console failed',
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  },
  {
    name: 'key-removals',
    description: 'A customer managed key was disabled or scheduled for deletion',
    pattern: eventsOf('kms', ['DisableKey', 'ScheduleKeyDeletion']),
  },
  {
    name: 'bucket-policy-changes',
    description: 'The policy or a similar setting of a bucket was changed',
    pattern: eventsOf('s3', [
      'PutBucketAcl', 'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy',
      'DeleteBucketCors', 'DeleteBucketLifecycle', 'DeleteBucketReplication',
    ]),
  },
  {
    name: 'config-changes',
    description: 'AWS Config was changed',
    pattern: eventsOf('config', ['StopConfigurationRecorder', 'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder']),
  },
  {
    name: 'security-group-changes',
    description: 'A security group was changed',
    pattern: events([
      'AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress', 'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress',
      'CreateSecurityGroup', 'DeleteSecurityGroup',
    ]),
  },
  {
    name: 'network-acl-changes',
    description: 'A network ACL was changed',
    pattern: events([
      'CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl', 'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry',
      'ReplaceNetworkAclAssociation',
    ]),
  },
  {
    name: 'gateway-changes',
    description: 'A network gateway was changed',
    pattern: events([
      'CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway', 'CreateInternetGateway', 'DeleteInternetGateway',
      'DetachInternetGateway',
    ]),
  },
  {
    name: 'route-table-changes',
    description: 'A route table was changed',
    pattern: eventsOf('ec2', [
      'CreateRoute', 'CreateRouteTable', 'ReplaceRoute', 'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute',
      'DisassociateRouteTable',
    ]),
  },
  {
    name: 'vpc-changes',
    description: 'A VPC was changed',
    pattern: events([
      'CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection', 'CreateVpcPeeringConnection',
      'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc', 'DetachClassicLinkVpc', 'DisableVpcClassicLink',
      'EnableVpcClassicLink',
    ]),
  },
];

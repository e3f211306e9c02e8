import { LoadedTemplate } from '../engine/template';

/** A resource of the library as requests name it. */
export interface OwnedResource {
  readonly type: string;
  readonly id: string;
  /** The ARN that determines the actions for it, then the other forms in which requests name it. */
  readonly arns: string[];
}

/** The ARNs in a request on a resource of each type: the resource and its parts. */
const ARNS: Record<string, (template: LoadedTemplate, id: string) => string[]> = {
  'AWS::CloudFormation::StackSet': (template, id) => {
    const { partition, region, account } = template.deployment;
    return [`arn:${partition}:cloudformation:${region}:${account}:stackset/${template.properties(id).StackSetName}:0a1b2c3d`];
  },
  'AWS::CloudTrail::Trail': arnOnly,
  'AWS::Events::Rule': arnOnly,
  'AWS::IAM::Group': arnOnly,
  'AWS::IAM::InstanceProfile': arnOnly,
  'AWS::IAM::ManagedPolicy': arnOnly,
  'AWS::IAM::OIDCProvider': arnOnly,
  'AWS::IAM::Role': arnOnly,
  'AWS::IAM::SAMLProvider': arnOnly,
  'AWS::IAM::User': arnOnly,
  'AWS::IdentityStore::Group': inDirectory('group'),
  'AWS::IdentityStore::GroupMembership': inDirectory('membership'),
  'AWS::IdentityStore::User': inDirectory('user'),
  'AWS::Lambda::Function': (template, id) => [template.arnOf(id), `${template.arnOf(id)}:1`, `${template.arnOf(id)}:live`],
  'AWS::Logs::LogGroup': (template, id) => {
    const group = template.arnOf(id).replace(/:\*$/, '');
    return [group, `${group}:*`, `${group}:log-stream:2026/11/28/[$LATEST]0a1b`];
  },
  'AWS::RolesAnywhere::Profile': arnOnly,
  'AWS::RolesAnywhere::TrustAnchor': arnOnly,
  'AWS::S3::Bucket': (template, id) => [template.arnOf(id), `${template.arnOf(id)}/AWSLogs/1.json.gz`],
  'AWS::SecretsManager::Secret': arnOnly,
  'AWS::SNS::Topic': (template, id) => [template.arnOf(id), `${template.arnOf(id)}:0a1b2c3d`],
  'AWS::SSM::Parameter': arnOnly,
  'AWS::SSO::PermissionSet': (template) => [`arn:${template.deployment.partition}:sso:::permissionSet/ssoins-1234567890abcdef/ps-0a1b2c3d4e5f6a7b`],
  'AWS::SSM::ServiceSetting': (template, id) => {
    const { partition, region, account } = template.deployment;
    return [`arn:${partition}:ssm:${region}:${account}:servicesetting${template.properties(id).SettingId}`];
  },
  'Custom::AccessAnalyzer': (template, id) => {
    const { partition, region, account } = template.deployment;
    const analyzer = `arn:${partition}:access-analyzer:${region}:${account}:analyzer/${template.properties(id).Name}`;
    return [analyzer, `${analyzer}/archive-rule/ours`];
  },
};

/** Types without an ARN of their own, and the reason why they are protected. */
export const WITHOUT_ARN: Record<string, string> = {
  'AWS::EC2::SnapshotBlockPublicAccess': 'a setting of the account: its actions are denied',
  'AWS::IAM::AccessKey': 'a part of its user',
  'AWS::Lambda::EventInvokeConfig': 'a part of its function',
  'AWS::Lambda::Permission': 'a part of its function',
  'AWS::Logs::MetricFilter': 'a part of its log group',
  'AWS::S3::BucketPolicy': 'a part of its bucket',
  ...Object.fromEntries(['ConfigurationPolicy', 'FindingAggregator', 'OrganizationConfiguration', 'PolicyAssociation'].map((name) => (
    [`AWS::SecurityHub::${name}`, 'a setting of the organization: its actions are denied']
  ))),
  ...Object.fromEntries(['Hub', 'SecurityControl', 'Standard'].map((name) => (
    [`AWS::SecurityHub::${name}`, 'a setting of the account: its actions are denied']
  ))),
  'AWS::SSO::Assignment': 'a part of its permission set',
  'AWS::SNS::Subscription': 'a part of its topic',
  'AWS::SNS::TopicPolicy': 'a part of its topic',
};

/** Types that guardrails do not protect, and the reason. `SpendAlerts`, `SecurityHubFindingAlerts` and `AuditTrailProps.cisAlarms` document it. */
export const NOT_PROTECTED: Record<string, string> = {
  'AWS::Chatbot::SlackChannelConfiguration': 'the guardrail has no room for another kind of resource: the email goes out without the channel',
  'AWS::CloudWatch::Alarm': 'the guardrail has no room for another kind of resource: the events reach the log and the topic, which it protects',
  'AWS::Budgets::Budget': 'the guardrail has no room for another kind of resource; `protectBaseline` protects it in an organization',
  'AWS::CE::AnomalyMonitor': 'its ARN is a random ID; `protectBaseline` protects it by its tag in an organization',
  'AWS::CE::AnomalySubscription': 'its ARN is a random ID; `protectBaseline` protects it by its tag in an organization',
  'AWS::Organizations::Policy': 'PowerUserAccess allows no change of an organization, and the guardrail of a management account (`managementAccount`) denies it',
};

/** The custom resources of a setting or a check: the actions of their function are denied to all other identities. */
const SETTINGS = /^Custom::(?!AccessAnalyzer$)/;

/** All resources of the library that requests can name, including the stack. */
export function ownedResources(template: LoadedTemplate): OwnedResource[] {
  const { partition, region, account } = template.deployment;
  const stack = { type: 'AWS::CloudFormation::Stack', id: template.stackName, arns: [`arn:${partition}:cloudformation:${region}:${account}:stack/${template.stackName}/0a1b2c3d`] };
  const resources = Object.entries(ARNS).flatMap(([type, arns]) => template.idsOf(type).map((id) => ({ type, id, arns: arns(template, id) })));
  return [stack, ...resources.filter(({ type, id }) => !isForWorkloads(template, type, id))];
}

/** Types of the template that are missing here. */
export function unknownTypes(template: LoadedTemplate): string[] {
  return template.types.filter((type) => !(type in ARNS) && !(type in WITHOUT_ARN) && !(type in NOT_PROTECTED) && !SETTINGS.test(type));
}

/** Resources for workloads belong to the workloads: power users pass them, and a bounded administrator changes them. */
function isForWorkloads(template: LoadedTemplate, type: string, id: string): boolean {
  return type.startsWith('AWS::IAM::') && template.properties(id).Path === '/workload/';
}

function arnOnly(template: LoadedTemplate, id: string): string[] {
  return [template.arnOf(id)];
}

/** The directory of Identity Center names its objects without an account. */
function inDirectory(kind: string): (template: LoadedTemplate) => string[] {
  return ({ deployment }) => [`arn:${deployment.partition}:identitystore:::${kind}/f81d4fae-7dec-11d0-a765-00a0c91e6bf6`];
}

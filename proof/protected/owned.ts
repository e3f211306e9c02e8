import { LoadedTemplate } from '../engine/template';

/** A resource of ours as requests name it. */
export interface OwnedResource {
  readonly type: string;
  readonly id: string;
  /** The ARN that says which actions there are for it, then the other forms in which requests name it. */
  readonly arns: string[];
}

/** What a request on a resource of each type names: the resource and what belongs to it. */
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

/** Types without an ARN of their own, and what keeps them. */
export const WITHOUT_ARN: Record<string, string> = {
  'AWS::EC2::SnapshotBlockPublicAccess': 'a setting of the account: its actions are denied',
  'AWS::IAM::AccessKey': 'a part of its user',
  'AWS::Lambda::EventInvokeConfig': 'a part of its function',
  'AWS::Lambda::Permission': 'a part of its function',
  'AWS::S3::BucketPolicy': 'a part of its bucket',
  'AWS::SNS::Subscription': 'a part of its topic',
  'AWS::SNS::TopicPolicy': 'a part of its topic',
};

/** The custom resources that stand for a setting or a check: what their function may do is denied to everybody else. */
const SETTINGS = /^Custom::(?!AccessAnalyzer$)/;

/** Everything of ours that requests can name, the stack included. */
export function ownedResources(template: LoadedTemplate): OwnedResource[] {
  const { partition, region, account } = template.deployment;
  const stack = { type: 'AWS::CloudFormation::Stack', id: template.stackName, arns: [`arn:${partition}:cloudformation:${region}:${account}:stack/${template.stackName}/0a1b2c3d`] };
  const resources = Object.entries(ARNS).flatMap(([type, arns]) => template.idsOf(type).map((id) => ({ type, id, arns: arns(template, id) })));
  return [stack, ...resources.filter(({ type, id }) => !isForWorkloads(template, type, id))];
}

/** Types of the template that nobody has thought of here. */
export function unknownTypes(template: LoadedTemplate): string[] {
  return template.types.filter((type) => !(type in ARNS) && !(type in WITHOUT_ARN) && !SETTINGS.test(type));
}

/** What is made for workloads is theirs: power users pass it, and a bounded administrator changes it. */
function isForWorkloads(template: LoadedTemplate, type: string, id: string): boolean {
  return type.startsWith('AWS::IAM::') && template.properties(id).Path === '/workload/';
}

function arnOnly(template: LoadedTemplate, id: string): string[] {
  return [template.arnOf(id)];
}

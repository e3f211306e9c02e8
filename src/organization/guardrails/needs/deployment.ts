import { ACTIONS_WITHOUT_RESOURCE, HANDLER_ACTIONS } from './handler-actions';
import { inGlobalRegion, inRegion, Need, NO_RESOURCE } from './need';
import { BASELINE, NAME_PREFIX } from '../../../private/baseline-names';
import { BASELINE_PATH } from '../../../private/iam-names';
import { Conditions } from '../statements/statement';

/** Types of the baseline without properties, for an app without a roll-out: its accounts have a stack of it, or will. */
export const BASELINE_TYPES = [
  'AWS::IAM::Group', 'AWS::IAM::InstanceProfile', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::EventInvokeConfig', 'AWS::Logs::LogGroup',
  'Custom::PasswordPolicy',
];

/** Services that answer in one region for all of a partition. */
const GLOBAL_SERVICES = ['budgets', 'ce', 'iam', 'organizations'];

const identity = (kind: string, name: string) => `arn:aws:iam::*:${kind}${BASELINE_PATH}${name}`;
const regional = (service: string, resource: string) => `arn:aws:${service}:*:*:${resource}`;

/** The first noun of an action of IAM says what it is on: `AttachRolePolicy` is on the role. */
const IDENTITIES: [noun: RegExp, resource: string][] = [
  [/ServiceLinkedRole/, 'arn:aws:iam::*:role/aws-service-role/x'],
  [/InstanceProfile/, identity('instance-profile', 'x')],
  [/OpenIDConnect/, 'arn:aws:iam::*:oidc-provider/x'],
  [/SAML/, 'arn:aws:iam::*:saml-provider/x'],
  [/ForUser/, identity('user', 'x')],
  [/Group/, identity('group', 'x')],
  [/Role/, identity('role', 'x')],
  [/User|LoginProfile|AccessKey/, identity('user', 'x')],
  [/Polic/, identity('policy', 'x')],
];

/** A resource of this library of each type that names one of a service other than IAM. */
const RESOURCES: { readonly [type: string]: string } = {
  'AWS::Budgets::Budget': `arn:aws:budgets::*:budget/${NAME_PREFIX}x`,
  'AWS::CE::AnomalyMonitor': 'arn:aws:ce::*:anomalymonitor/x',
  'AWS::CE::AnomalySubscription': 'arn:aws:ce::*:anomalysubscription/x',
  'AWS::CloudTrail::Trail': regional('cloudtrail', `trail/${BASELINE}`),
  'AWS::CloudWatch::Alarm': regional('cloudwatch', `alarm:${NAME_PREFIX}x`),
  'AWS::Events::Rule': regional('events', `rule/${NAME_PREFIX}x`),
  'AWS::Lambda::EventInvokeConfig': regional('lambda', `function:${NAME_PREFIX}x`),
  'AWS::Lambda::Function': regional('lambda', `function:${NAME_PREFIX}x`),
  'AWS::Lambda::Permission': regional('lambda', `function:${NAME_PREFIX}x`),
  'AWS::Logs::LogGroup': regional('logs', `log-group:${NAME_PREFIX}x`),
  'AWS::Logs::MetricFilter': regional('logs', `log-group:${NAME_PREFIX}x`),
  'AWS::RolesAnywhere::Profile': regional('rolesanywhere', 'profile/x'),
  'AWS::RolesAnywhere::TrustAnchor': regional('rolesanywhere', 'trust-anchor/x'),
  'AWS::S3::Bucket': `arn:aws:s3:::${NAME_PREFIX}x`,
  'AWS::S3::BucketPolicy': `arn:aws:s3:::${NAME_PREFIX}x`,
  'AWS::SecretsManager::Secret': regional('secretsmanager', `secret:${NAME_PREFIX}x`),
  'AWS::SNS::Subscription': regional('sns', `${NAME_PREFIX}alerts`),
  'AWS::SNS::Topic': regional('sns', `${NAME_PREFIX}alerts`),
  'AWS::SNS::TopicPolicy': regional('sns', `${NAME_PREFIX}alerts`),
  'AWS::SSM::Parameter': regional('ssm', `parameter${BASELINE_PATH}x`),
  'AWS::SSM::ServiceSetting': regional('ssm', 'servicesetting/ssm/documents/console/public-sharing-permission'),
};

/** The service that gets the role of a resource. */
const PASSED_TO: { readonly [type: string]: string } = {
  'AWS::CloudTrail::Trail': 'cloudtrail.amazonaws.com',
  'AWS::Events::Rule': 'events.amazonaws.com',
  'AWS::IAM::InstanceProfile': 'ec2.amazonaws.com',
  'AWS::Lambda::Function': 'lambda.amazonaws.com',
  'AWS::RolesAnywhere::Profile': 'rolesanywhere.amazonaws.com',
};

/** The stack itself. Source: CloudFormation User Guide, "Grant service-managed permissions". */
const STACK = inRegion(
  ['CreateChangeSet', 'CreateStack', 'DeleteStack', 'DescribeStacks', 'ExecuteChangeSet', 'UpdateStack'].map((name) => `cloudformation:${name}`),
  regional('cloudformation', `stack/StackSet-${NAME_PREFIX}x/y`),
);

/** Whether the needs know what CloudFormation calls for resources of a type. */
export function isKnownType(type: string): boolean {
  return type in HANDLER_ACTIONS || isCustom(type);
}

/** What a role needs with which CloudFormation creates, changes and deletes resources of some types. */
export function deploymentNeeds(types: Iterable<string>): Need[] {
  const needs = new Map<string, { actions: string[]; resource: string; isGlobal: boolean; context?: Conditions }>();
  const add = (action: string, resource: string, context?: Conditions) => {
    const isGlobal = GLOBAL_SERVICES.includes(action.split(':')[0]);
    const key = JSON.stringify([resource, isGlobal, context]);
    const need = needs.get(key) ?? { actions: [], resource, isGlobal, context };
    needs.set(key, need);
    if (!need.actions.includes(action)) need.actions.push(action);
  };
  for (const type of new Set(types)) {
    if (isCustom(type)) add('lambda:InvokeFunction', RESOURCES['AWS::Lambda::Function']);
    for (const [service, names] of Object.entries(HANDLER_ACTIONS[type] ?? {})) {
      for (const name of names.split(' ')) add(`${service}:${name}`, resourceOf(type, service, name), contextOf(type, name));
    }
  }
  return [STACK, ...[...needs.values()].map(({ actions, resource, isGlobal, context }) => (
    { ...(isGlobal ? inGlobalRegion : inRegion)(actions, resource), context }
  ))];
}

/** What the templates of this library say of a request, where policies often have a condition on it. */
function contextOf(type: string, name: string): Conditions | undefined {
  if (name === 'PassRole' && type in PASSED_TO) return { StringEquals: { 'iam:PassedToService': PASSED_TO[type] } };
  // Services invoke the functions, and no URL does.
  if (name === 'AddPermission' && type === 'AWS::Lambda::Permission') return { StringLike: { 'lambda:Principal': '*.amazonaws.com' }, Null: { 'lambda:FunctionUrlAuthType': 'true' } };
  return undefined;
}

function resourceOf(type: string, service: string, name: string): string {
  if (ACTIONS_WITHOUT_RESOURCE[service]?.split(' ').includes(name)) return NO_RESOURCE;
  if (service === 'acm-pca') return regional(service, 'certificate-authority/x');
  if (service !== 'iam') return RESOURCES[type] ?? NO_RESOURCE;
  return IDENTITIES.find(([noun]) => noun.test(name))?.[1] ?? NO_RESOURCE;
}

function isCustom(type: string): boolean {
  return type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';
}

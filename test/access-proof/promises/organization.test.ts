import { BOOTSTRAP_PROMISES } from './bootstrap-roles';
import { everything, nothing, Promised, requestsOf } from './promised';
import { actionsOf } from '../../../proof/engine/actions';
import { guardrailPolicies } from '../../../proof/engine/guardrails';
import { Policy } from '../../../proof/engine/policy';
import { AccessCondition, AccessPolicies, AccessProof, LandingZone, ResourceControl, ServiceControl } from '../../../src';
import { isAllowedBySimulator } from '../random/simulator';

/** What the controls of an organization promise, proved for every request of a principal that is allowed everything else. */
const ALL = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const ORGANIZATION = 'o-a1b2c3d4e5';
const TRUSTED = '444455556666';
const DEPLOYER = 'arn:aws:iam::123456789012:role/platform-deployer';

const when = AccessCondition.of;
const by = (arn: string) => [when('ArnLike', 'aws:PrincipalArn', arn), when('Null', 'aws:AssumedRoot', 'true')];
const byAdministrator = by('arn:aws:iam::123456789012:role/Admin');
const byFunction = by('arn:aws:iam::123456789012:role/account-baseline/account-baseline-AccountSettingsRole-1A2B3C');
const byFunctionOfStackSet = by('arn:aws:iam::123456789012:role/account-baseline/StackSet-account-baselin-AccountSettingsRole-1A2B3C');
const byStackSets = by('arn:aws:iam::*:role/stacksets-exec-*');
const byDeployer = by(DEPLOYER);
const byControlTower = by('arn:aws:iam::*:role/AWSControlTowerExecution');
const byCentralRoot = [when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::123456789012:root'), when('Null', 'aws:AssumedRoot', 'false')];
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;
const elsewhere = when('StringNotEquals', 'aws:RequestedRegion', 'eu-central-1', 'us-east-1');
const inRegion = (region: string) => when('StringEquals', 'aws:RequestedRegion', region);
const outside = [when('StringNotEquals', 'aws:PrincipalOrgID', ORGANIZATION), when('StringNotEquals', 'aws:PrincipalAccount', TRUSTED), when('Bool', 'aws:PrincipalIsAWSService', 'false')];
const service = when('Bool', 'aws:PrincipalIsAWSService', 'true');
const SUB = 'token.actions.githubusercontent.com:sub';
const BOUNDARY = iam('policy/account-baseline/WorkloadBoundary');

/** What holds for a role by whose name controls make an exception. */
const guarded = (role: string): Record<string, Promised> => {
  const question = { actions: ['iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy', 'iam:PassRole'], resources: [iam(role)] };
  return {
    'nobody makes, changes or passes a role that is exempt': nothing({ ...question, actions: ['iam:CreateRole', ...question.actions], when: byAdministrator }),
    'but deployers': everything({ ...question, when: byDeployer }),
    'and central root access': everything({ ...question, when: byCentralRoot }),
    'reads and assumes it': everything({ actions: ['iam:GetRole', 'sts:AssumeRole'], resources: [iam(role)], when: byAdministrator }),
  };
};

/** What the function of the settings does: most of it takes no resource. */
const SETTINGS = {
  actions: ['iam:UpdateAccountPasswordPolicy', 'iam:CreateAccountAlias', 's3:PutAccountPublicAccessBlock', 'ec2:EnableEbsEncryptionByDefault', 'ssm:PutParameter', 'logs:PutLogEvents'],
  resources: ['arn:aws:none:::none', arn('ssm', 'parameter/account-baseline/settings/x'), arn('logs', 'log-group:account-baseline-account-settings:log-stream:x')],
};

interface Subject {
  readonly services?: ServiceControl[];
  readonly resources?: ResourceControl[];
  readonly promises: Record<string, Promised>;
}

const SUBJECTS: Record<string, Subject> = {
  'leaveOrganization': {
    services: [ServiceControl.leaveOrganization()],
    promises: {
      'no account leaves': nothing({ actions: ['organizations:LeaveOrganization', 'organizations:AcceptHandshake', 'account:CloseAccount'] }),
      'everything else': everything({ notActions: ['organizations:LeaveOrganization', 'organizations:AcceptHandshake', 'account:CloseAccount'] }),
    },
  },
  'rootUser': {
    services: [ServiceControl.rootUser()],
    promises: {
      'the root user does nothing': nothing({ actions: ['*'], when: by('arn:aws:iam::*:root') }),
      'central root access does': everything({ actions: ['*'], when: byCentralRoot }),
      'roles and users do, whatever their names': everything({ actions: ['*'], when: by('arn:aws:iam::*:*/*') }),
    },
  },
  'protectBaseline': {
    services: [ServiceControl.protectBaseline()],
    promises: {
      'an administrator changes and invokes no function': nothing({ actions: ['lambda:*'], notActions: ['lambda:G*', 'lambda:L*'], resources: [arn('lambda', 'function:account-baseline-*')], when: byAdministrator }),
      'nor has one invoked': nothing({ actions: ['lambda:CreateEventSourceMapping'], when: [...byAdministrator, when('ArnLike', 'lambda:FunctionArn', 'arn:*:lambda:*:*:function:account-baseline-*')] }),
      'nor changes rules, topics, parameters and stacks': nothing({
        actions: ['events:PutRule', 'sns:Publish', 'ssm:PutParameter', 'cloudformation:UpdateStack'],
        resources: [arn('events', 'rule/account-baseline-*'), arn('sns', 'account-baseline-alerts'), arn('ssm', 'parameter/account-baseline/*'), arn('cloudformation', 'stack/StackSet-account-baseline-*')],
        when: byAdministrator,
      }),
      'nor alarms of the trail, their filters and what these count': nothing({
        actions: ['cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:DisableAlarmActions', 'cloudwatch:SetAlarmState', 'cloudwatch:PutAlarmMuteRule', 'logs:PutMetricFilter', 'logs:DeleteMetricFilter'],
        resources: [arn('cloudwatch', 'alarm:account-baseline-*'), arn('logs', 'log-group:account-baseline-audit-trail')],
        when: byAdministrator,
      }),
      'nor writes into their metrics': nothing({ actions: ['cloudwatch:PutMetricData'], when: [...byAdministrator, when('StringLike', 'cloudwatch:namespace', 'account-baseline-*')] }),
      'reads alarms, and changes its own alarms and metrics': everything({
        actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:PutMetricAlarm', 'cloudwatch:DeleteAlarms', 'cloudwatch:PutMetricData'],
        resources: [arn('cloudwatch', 'alarm:app'), arn('cloudwatch', 'alarm:my-account-baseline-x'), arn('cloudwatch', 'alarm:account-baseline')],
        when: [...byAdministrator, when('StringEquals', 'cloudwatch:namespace', 'app')],
      }),
      'the alarms of the trail too': everything({ actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory', 'cloudwatch:ListTagsForResource'], resources: [arn('cloudwatch', 'alarm:account-baseline-cis-root-use')], when: byAdministrator }),
      'nor budgets, nor what they do': nothing({
        actions: ['budgets:ModifyBudget', 'budgets:CreateBudgetAction', 'budgets:DeleteBudgetAction', 'budgets:ExecuteBudgetAction', 'budgets:TagResource'],
        resources: ['arn:aws:budgets::123456789012:budget/account-baseline-*'],
        when: byAdministrator,
      }),
      'nor monitors of anomalies and their subscriptions': nothing({
        actions: ['ce:DeleteAnomalyMonitor', 'ce:UpdateAnomalyMonitor', 'ce:DeleteAnomalySubscription', 'ce:UpdateAnomalySubscription', 'ce:TagResource', 'ce:UntagResource'],
        when: [...byAdministrator, when('Null', 'aws:ResourceTag/account-baseline', 'false')],
      }),
      'reads budgets': everything({
        actions: ['budgets:ViewBudget', 'budgets:DescribeBudgetActionsForBudget', 'budgets:ListTagsForResource'],
        resources: ['arn:aws:budgets::123456789012:budget/account-baseline-*', 'arn:aws:budgets::123456789012:budget/app'],
        when: byAdministrator,
      }),
      'changes its own budgets and monitors': everything({
        actions: ['budgets:ModifyBudget', 'ce:DeleteAnomalyMonitor', 'ce:UpdateAnomalySubscription', 'ce:CreateAnomalyMonitor'],
        resources: ['arn:aws:budgets::123456789012:budget/app', 'arn:aws:ce::123456789012:anomalymonitor/0a1b'],
        when: [...byAdministrator, when('Null', 'aws:ResourceTag/account-baseline', 'true')],
      }),
      'reads monitors': everything({
        actions: ['ce:Get*', 'ce:ListTagsForResource'], resources: ['arn:aws:ce::123456789012:anomalymonitor/0a1b'], when: [...byAdministrator, when('Null', 'aws:ResourceTag/account-baseline', 'false')],
      }),
      'nor settings': nothing({
        actions: ['iam:UpdateAccountPasswordPolicy', 'iam:DeleteAccountAlias', 's3:PutAccountPublicAccessBlock', 'ec2:DisableEbsEncryptionByDefault', 'ec2:ModifyInstanceMetadataDefaults', 'account:PutAlternateContact'],
        when: byAdministrator,
      }),
      'nor identities under the path': nothing({
        actions: ['iam:CreateRole', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:CreatePolicyVersion', 'iam:AddUserToGroup', 'iam:DeleteRole'],
        resources: ['role', 'policy', 'group', 'instance-profile'].map((kind) => iam(`${kind}/account-baseline/*`)),
        when: byAdministrator,
      }),
      'nor what a user may do': nothing({ actions: ['iam:AttachUserPolicy', 'iam:PutUserPolicy', 'iam:CreateUser', 'iam:UpdateUser', 'iam:DeleteUserPermissionsBoundary'], resources: [iam('user/account-baseline/*')], when: byAdministrator }),
      'nor makes a role that counts as a deployer': nothing({ actions: ['iam:CreateRole', 'iam:UpdateAssumeRolePolicy', 'iam:PutRolePolicy'], resources: [iam('role/stacksets-exec-*'), iam('role/platform-deployer')], when: byAdministrator }),
      'reads functions, parameters and stacks': everything({
        actions: ['lambda:GetFunction', 'ssm:GetParameter', 'cloudformation:DescribeStacks', 's3:GetObject'],
        resources: [arn('lambda', 'function:account-baseline-*'), arn('ssm', 'parameter/account-baseline/*'), arn('cloudformation', 'stack/account-baseline/x')],
        when: byAdministrator,
      }),
      'nor runs code of its own with the role of a function, or deploys with that of a deployer': nothing({
        actions: ['iam:PassRole'], resources: [iam('role/account-baseline/account-baseline-*'), iam('role/account-baseline/StackSet-*'), iam('role/platform-deployer')], when: byAdministrator,
      }),
      'reads and assumes roles': everything({ actions: ['iam:GetRole', 'sts:AssumeRole'], resources: [iam('role/account-baseline/*')], when: byAdministrator }),
      'passes others': everything({ actions: ['iam:PassRole'], resources: [iam('role/app'), iam('role/account-baseline/Operator'), iam('role/workload/x')], when: byAdministrator }),
      'changes what others own': everything({
        actions: ['lambda:UpdateFunctionCode', 'iam:CreateRole', 'ssm:PutParameter'],
        resources: [arn('lambda', 'function:account-baselin'), arn('lambda', 'function:my-account-baseline-x'), iam('role/app'), iam('role/x/account-baseline/app'), arn('ssm', 'parameter/account-baselines/x')],
        when: byAdministrator,
      }),
      'users change their own credentials': everything({ actions: ['iam:ChangePassword', 'iam:CreateAccessKey', 'iam:EnableMFADevice', 'iam:DeactivateMFADevice'], resources: [iam('user/account-baseline/alice')], when: by(iam('user/account-baseline/alice')) }),
      'StackSets does everything': everything({ actions: ['*'], when: byStackSets }),
      'a named deployer does everything': everything({ actions: ['*'], when: byDeployer }),
      'Control Tower does everything': everything({ actions: ['*'], when: byControlTower }),
      'central root access does everything': everything({ actions: ['*'], when: byCentralRoot }),
      'functions of others are invoked by mappings': everything({ actions: ['lambda:CreateEventSourceMapping'], resources: [arn('lambda', 'event-source-mapping:*')], when: [...byAdministrator, when('StringEquals', 'lambda:FunctionArn', arn('lambda', 'function:other'))] }),
      'the function makes settings': everything({ ...SETTINGS, when: byFunction }),
      'that of a stack set too': everything({ ...SETTINGS, when: byFunctionOfStackSet }),
      'and changes no identity': nothing({ actions: ['iam:CreateRole', 'iam:AttachRolePolicy'], resources: [iam('role/account-baseline/*')], when: byFunction }),
      ...BOOTSTRAP_PROMISES,
    },
  },
  'protectAudit': {
    services: [ServiceControl.protectAudit()],
    promises: {
      'an administrator stops no record': nothing({
        actions: ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:PutEventSelectors', 'config:StopConfigurationRecorder', 'config:DeleteDeliveryChannel', 'guardduty:DeleteDetector', 'guardduty:UpdateDetector',
          'guardduty:DisassociateFromAdministratorAccount', 'securityhub:DisableSecurityHub', 'securityhub:BatchDisableStandards', 'access-analyzer:DeleteAnalyzer'],
        when: byAdministrator,
      }),
      'nor hides a finding': nothing({ actions: ['guardduty:CreateFilter', 'guardduty:ArchiveFindings', 'securityhub:BatchUpdateFindings', 'access-analyzer:CreateArchiveRule'], when: byAdministrator }),
      'reads, turns on and reports': everything({
        actions: ['cloudtrail:LookupEvents', 'cloudtrail:CreateTrail', 'cloudtrail:StartLogging', 'config:StartConfigurationRecorder', 'guardduty:CreateDetector', 'guardduty:Get*', 'securityhub:EnableSecurityHub', 'securityhub:BatchImportFindings', 'access-analyzer:CreateAnalyzer'],
        when: byAdministrator,
      }),
      'deployers, Control Tower and our function do everything': everything({ actions: ['*'], when: byDeployer }),
      'Control Tower does everything': everything({ actions: ['*'], when: byControlTower }),
      'the function of the analyzer deletes it': everything({ actions: ['access-analyzer:*'], when: byFunction }),
      ...guarded('role/account-baseline/account-baseline-x'),
    },
  },
  'regions': {
    services: [ServiceControl.regions(['eu-central-1', 'us-east-1'], ['workmail:*'])],
    promises: {
      'nothing regional elsewhere': nothing({ actions: ['ec2:RunInstances', 'lambda:*', 's3:CreateBucket', 'dynamodb:*', 'cloudformation:*'], when: [...byAdministrator, elsewhere] }),
      'nor by a deployer that people use': nothing({ actions: ['ec2:RunInstances', 'lambda:CreateFunction'], when: [...byDeployer, elsewhere] }),
      'nor a bucket, by a call to a region that is open': nothing({ actions: ['s3:CreateBucket'], when: [...byAdministrator, inRegion('us-east-1'), when('StringEquals', 's3:LocationConstraint', 'eu-west-3')] }),
      'everything in the regions': everything({ notActions: ['iam:*'], when: [inRegion('eu-central-1'), when('StringEquals', 's3:LocationConstraint', 'eu-central-1')] }),
      'everything in the second region': everything({ notActions: ['iam:*'], when: [inRegion('us-east-1'), when('Null', 's3:LocationConstraint', 'true')] }),
      ...guarded('role/stacksets-exec-x'),
      'global services everywhere': everything({ resources: ['arn:aws:none:::none', iam('role/app'), iam('user/alice')], actions: ['iam:*', 'sts:*', 'organizations:*', 'route53:*', 'cloudfront:*', 'support:*', 'account:*', 'workmail:*'] }),
      'StackSets cleans up everywhere': everything({ actions: ['*'], when: byStackSets }),
      'the function of the settings hardens every region': everything({ notActions: ['iam:*'], when: byFunction }),
    },
  },
  'iamUsers': {
    services: [ServiceControl.iamUsers()],
    promises: {
      'no user and no lasting credential': nothing({ actions: ['iam:CreateUser', 'iam:CreateAccessKey', 'iam:CreateLoginProfile', 'iam:UploadSSHPublicKey', 'iam:CreateServiceSpecificCredential'], notResources: ['arn:*:iam::*:user/account-baseline/*'] }),
      'except under the path': everything({ actions: ['iam:CreateUser', 'iam:CreateAccessKey'], resources: [iam('user/account-baseline/*')] }),
      'roles, and the removal of keys': everything({ actions: ['iam:CreateRole', 'iam:DeleteAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteUser'] }),
    },
  },
  'unboundedRoles': {
    services: [ServiceControl.unboundedRoles()],
    promises: {
      'no role without the boundary': nothing({ actions: ['iam:CreateRole', 'iam:CreateUser', 'iam:PutRolePermissionsBoundary'], when: [...byAdministrator, when('Null', 'iam:PermissionsBoundary', 'true')] }),
      'nor with another one': nothing({ actions: ['iam:CreateRole', 'iam:PutUserPermissionsBoundary'], when: [...byAdministrator, when('StringEquals', 'iam:PermissionsBoundary', iam('policy/WorkloadBoundary'))] }),
      'nor its removal': nothing({ actions: ['iam:DeleteRolePermissionsBoundary', 'iam:DeleteUserPermissionsBoundary'], when: byAdministrator }),
      'nor a boundary that allows what one likes': nothing({ actions: ['iam:CreatePolicy', 'iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy'], resources: [BOUNDARY], when: byAdministrator }),
      'other policies': everything({ actions: ['iam:CreatePolicy', 'iam:CreatePolicyVersion'], resources: [iam('policy/WorkloadBoundary'), iam('policy/account-baseline/WorkloadBoundary2')], when: byAdministrator }),
      ...guarded('role/platform-deployer'),
      'roles with the boundary': everything({ actions: ['iam:CreateRole', 'iam:CreateUser'], resources: [iam('role/app'), iam('user/app')], when: [when('StringEquals', 'iam:PermissionsBoundary', BOUNDARY)] }),
      'roles of services': everything({ actions: ['iam:CreateServiceLinkedRole'], resources: [iam('role/aws-service-role/*')] }),
      'every role by a deployer': everything({ actions: ['iam:*'], when: byDeployer }),
    },
  },
  'instanceMetadata': {
    services: [ServiceControl.instanceMetadata()],
    promises: {
      'no instance that does not require version 2': nothing({ actions: ['ec2:RunInstances'], resources: [arn('ec2', 'instance/*')], when: [when('StringNotEquals', 'ec2:MetadataHttpTokens', 'required')] }),
      'and no instance is changed back': nothing({ actions: ['ec2:ModifyInstanceMetadataOptions'], when: [when('StringEquals', 'ec2:Attribute/HttpTokens', 'optional')] }),
      'nor the default of the account': nothing({ actions: ['ec2:ModifyInstanceMetadataDefaults'], when: byAdministrator }),
      'nothing with credentials of version 1': nothing({ actions: ['*'], when: [when('NumericLessThan', 'ec2:RoleDelivery', '2.0')] }),
      'instances that require version 2': everything({ actions: ['ec2:RunInstances'], resources: [arn('ec2', 'instance/*')], when: [when('StringEquals', 'ec2:MetadataHttpTokens', 'required'), when('Null', 'ec2:RoleDelivery', 'true')] }),
      'other resources of a launch, and other changes': everything({
        actions: ['ec2:RunInstances', 'ec2:ModifyInstanceMetadataOptions'], resources: [arn('ec2', 'subnet/*'), arn('ec2', 'volume/*')], when: [when('Null', 'ec2:RoleDelivery', 'true'), when('Null', 'ec2:Attribute/HttpTokens', 'true')],
      }),
      'the function of the settings sets the default': everything({ actions: ['ec2:ModifyInstanceMetadataDefaults'], when: [...byFunction, when('Null', 'ec2:RoleDelivery', 'true')] }),
      'nobody makes, changes or passes a role that is exempt': nothing({ actions: ['iam:CreateRole', 'iam:PassRole'], resources: [iam('role/platform-deployer')], when: byAdministrator }),
      'but deployers': everything({ actions: ['iam:CreateRole', 'iam:PassRole'], resources: [iam('role/platform-deployer')], when: [...byDeployer, when('Null', 'ec2:RoleDelivery', 'true')] }),
      'and central root access': everything({ actions: ['iam:CreateRole', 'iam:PassRole'], resources: [iam('role/platform-deployer')], when: [...byCentralRoot, when('Null', 'ec2:RoleDelivery', 'true')] }),
      'credentials of version 2': everything({ actions: ['s3:*'], when: [when('NumericGreaterThanEquals', 'ec2:RoleDelivery', '2.0')] }),
    },
  },
  'publicSharing': {
    services: [ServiceControl.publicSharing()],
    promises: {
      'no public snapshot': nothing({ actions: ['ec2:ModifySnapshotAttribute'], when: [when('StringEquals', 'ec2:Add/group', 'all')] }),
      'no function for everyone': nothing({ actions: ['lambda:AddPermission'], when: [when('StringEquals', 'lambda:Principal', '*')] }),
      'no URL of a function for everyone': nothing({ actions: ['lambda:CreateFunctionUrlConfig', 'lambda:UpdateFunctionUrlConfig'], when: [when('StringEquals', 'lambda:FunctionUrlAuthType', 'NONE')] }),
      'no public repository': nothing({ actions: ['ecr-public:CreateRepository'] }),
      'the blocks stay on': nothing({ actions: ['s3:PutAccountPublicAccessBlock', 'ec2:DisableImageBlockPublicAccess', 'ec2:DisableSnapshotBlockPublicAccess'], when: byAdministrator }),
      'that of documents too': nothing({ actions: ['ssm:UpdateServiceSetting'], resources: [arn('ssm', 'servicesetting/ssm/documents/console/public-sharing-permission')], when: byAdministrator }),
      'shares with other accounts': everything({ actions: ['ec2:ModifySnapshotAttribute', 'lambda:AddPermission'], when: [when('Null', 'ec2:Add/group', 'true'), when('StringEquals', 'lambda:Principal', TRUSTED), when('Null', 'lambda:FunctionUrlAuthType', 'true')] }),
      'URLs for identities': everything({ actions: ['lambda:CreateFunctionUrlConfig'], when: [when('StringEquals', 'lambda:FunctionUrlAuthType', 'AWS_IAM')] }),
      'the function of the settings turns the blocks on': everything({ actions: ['s3:PutAccountPublicAccessBlock', 'ec2:EnableSnapshotBlockPublicAccess'], when: byFunction }),
      'a deployer turns it off where it must': everything({ actions: ['*'], resources: [arn('ssm', 'servicesetting/ssm/documents/console/public-sharing-permission')], when: [...byDeployer, when('Null', 'lambda:Principal', 'true'), when('Null', 'lambda:FunctionUrlAuthType', 'true'), when('Null', 'ec2:Add/group', 'true')], notActions: ['ecr-public:*'] }),
      ...guarded('role/platform-deployer'),
      'other settings of Systems Manager': everything({ actions: ['ssm:UpdateServiceSetting'], resources: [arn('ssm', 'servicesetting/ssm/parameter-store/default-parameter-tier')], when: byAdministrator }),
    },
  },
  'purchases with an exception by tag': {
    services: [ServiceControl.purchases().exceptPrincipalsTagged('procurement', 'yes')],
    promises: {
      'nothing is bought': nothing({ actions: ['savingsplans:CreateSavingsPlan', 'ec2:PurchaseReservedInstancesOffering', 'rds:PurchaseReservedDBInstancesOffering', 'shield:CreateSubscription', 'aws-marketplace:Subscribe', 'route53domains:RegisterDomain'], when: [when('StringNotEquals', 'aws:PrincipalTag/procurement', 'yes')] }),
      'nor brings in an identity provider that gives it': nothing({
        actions: ['iam:CreateOpenIDConnectProvider', 'iam:CreateSAMLProvider', 'iam:UpdateSAMLProvider', 'cognito-identity:SetPrincipalTagAttributeMap'],
        when: [...byAdministrator, when('Null', 'aws:PrincipalTag/procurement', 'true')],
      }),
      'a deployer does': everything({ actions: ['iam:CreateOpenIDConnectProvider', 'iam:CreateSAMLProvider'], when: byDeployer }),
      ...guarded('role/platform-deployer'),
      'except by those with the tag': everything({ notActions: ['iam:*'], when: [when('StringEquals', 'aws:PrincipalTag/procurement', 'yes')] }),
      'others do not give it to anyone, however it is written': nothing({ actions: ['iam:TagRole', 'iam:CreateRole', 'sts:TagSession'], when: [...byAdministrator, when('ForAnyValue:StringEquals', 'aws:TagKeys', 'Procurement'), when('Null', 'aws:PrincipalTag/procurement', 'true')] }),
      'who give it to others': everything({ actions: ['iam:TagRole', 'iam:CreateOpenIDConnectProvider'], resources: [iam('role/app'), iam('oidc-provider/x')], when: [when('StringEquals', 'aws:PrincipalTag/procurement', 'yes')] }),
      'give other tags': everything({ actions: ['iam:TagRole', 'sts:TagSession'], resources: [iam('role/app')], when: [when('ForAllValues:StringEquals', 'aws:TagKeys', 'team')] }),
      'a deployer gives it': everything({ actions: ['iam:TagRole', 'iam:CreateRole'], when: byDeployer }),
      'offers are read, and instances run': everything({ actions: ['ec2:DescribeReservedInstancesOfferings', 'ec2:RunInstances', 'savingsplans:Describe*', 'aws-marketplace:ViewSubscriptions'] }),
    },
  },
  'leaveOrganization with an exception for roles': {
    services: [ServiceControl.leaveOrganization().exceptRoles('arn:*:iam::*:role/Leaving')],
    promises: {
      'an administrator does not leave': nothing({ actions: ['organizations:LeaveOrganization'], when: byAdministrator }),
      'the role does': everything({ notActions: ['iam:*'], when: by(iam('role/Leaving')) }),
      ...guarded('role/Leaving'),
    },
  },
  'identityPerimeter': {
    resources: [ResourceControl.identityPerimeter(ORGANIZATION, { trustedAccounts: [TRUSTED] })],
    promises: {
      'no stranger reaches data, keys, secrets, queues and roles': nothing({ actions: ['s3:*', 'kms:*', 'secretsmanager:*', 'sqs:*', 'dynamodb:*', 'ecr:*', 'logs:*', 'sts:AssumeRole'], when: outside }),
      'nor an anonymous principal': nothing({ actions: ['s3:GetObject'], when: ['aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:PrincipalIsAWSService'].map((key) => when('Null', key, 'true')) }),
      'the organization does': everything({ actions: ['*'], when: [when('StringEquals', 'aws:PrincipalOrgID', ORGANIZATION)] }),
      'a trusted account does': everything({ actions: ['*'], when: [when('StringEquals', 'aws:PrincipalAccount', TRUSTED)] }),
      'services of AWS do': everything({ actions: ['*'], when: [service] }),
      'federated users sign in, and people sign up': everything({ actions: ['sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'cognito-idp:*', 'cognito-identity:*'] }),
    },
  },
  'confusedDeputy': {
    resources: [ResourceControl.confusedDeputy(ORGANIZATION, { trustedAccounts: [TRUSTED] })],
    promises: {
      'no service acts for a stranger': nothing({ actions: ['s3:*', 'sqs:*', 'kms:*', 'sts:AssumeRole'], when: [service, when('StringEquals', 'aws:SourceAccount', '999900001111'), when('StringNotEquals', 'aws:SourceOrgID', ORGANIZATION)] }),
      'it acts for the organization': everything({ actions: ['*'], when: [service, when('StringEquals', 'aws:SourceOrgID', ORGANIZATION)] }),
      'for a trusted account': everything({ actions: ['*'], when: [service, when('StringEquals', 'aws:SourceAccount', TRUSTED)] }),
      'and for itself': everything({ actions: ['*'], when: [service, when('Null', 'aws:SourceAccount', 'true')] }),
      'people and roles are not its matter': everything({ actions: ['*'], when: [when('Bool', 'aws:PrincipalIsAWSService', 'false')] }),
    },
  },
  'secureTransport': {
    resources: [ResourceControl.secureTransport()],
    promises: {
      'nothing without encryption': nothing({ actions: ['s3:*', 'kms:*', 'secretsmanager:*', 'sqs:*', 'sts:*', 'dynamodb:*', 'ecr:*', 'logs:*', 'aoss:*', 'cognito-idp:*', 'cognito-identity:*'], when: [when('Bool', 'aws:SecureTransport', 'false')] }),
      'everything with it': everything({ actions: ['*'], when: [when('Bool', 'aws:SecureTransport', 'true')] }),
    },
  },
  'oidcTenants': {
    resources: [ResourceControl.oidcTenants('token.actions.githubusercontent.com', ['repo:octo-org/*'])],
    promises: {
      'no token of another customer': nothing({ actions: ['sts:AssumeRoleWithWebIdentity'], when: [when('Null', SUB, 'false'), when('StringNotLike', SUB, 'repo:octo-org/*')] }),
      'tokens of one\'s own': everything({ actions: ['*'], when: [when('StringLike', SUB, 'repo:octo-org/*')] }),
      'tokens of other issuers': everything({ actions: ['*'], when: [when('Null', SUB, 'true')] }),
    },
  },
};

/** Deployers and the landing zone are named, so that their exceptions are proved too. */
function policiesOf({ services, resources }: Subject) {
  return guardrailPolicies({ serviceControls: services, resourceControls: resources, deployers: ['arn:*:iam::*:role/platform-deployer'], landingZone: LandingZone.CONTROL_TOWER });
}

function ask({ allows, question }: Promised, services: Policy[], resources: Policy[]) {
  const text = ({ policy }: Policy) => JSON.stringify(policy);
  const given = AccessPolicies.fromJson(JSON.stringify(ALL)).withServiceControlPolicies(JSON.stringify(ALL), ...services.map(text));
  const proof = new AccessProof(resources.length > 0 ? given.withResourceControlPolicies(...resources.map(text)) : given);
  return allows === 'nothing' ? proof.allowsNothing(question) : proof.allowsEverything(question);
}

describe.each(Object.entries(SUBJECTS))('%s', (_, subject) => {
  const { promises } = subject;
  const { services, resources } = policiesOf(subject);

  test.each(Object.entries(promises))('%s', (__, promised) => {
    expect(ask(promised, services, resources).explanation).toMatch(/^Proved: /);
  });

  test('a simulator that others wrote finds no request that contradicts a promise', async () => {
    const names = (await actionsOf()).map(({ name }) => name);
    const scps = services.map(({ policy }) => ({ ...policy, Statement: [...ALL.Statement, ...policy.Statement] }));
    const contradictions = Object.entries(promises).flatMap(([title, promised]) => requestsOf(promised, names).filter((request) => (
      isAllowedBySimulator({ identity: [ALL], scps, rcps: resources.map(({ policy }) => policy) }, request) !== (promised.allows === 'everything')
    )).map(({ action, resource, context }) => `${title}: ${action} on ${resource} ${JSON.stringify(context)}`));
    expect(contradictions.slice(0, 5)).toEqual([]);
  });

  const isBroken = (change: (policies: Policy[]) => Policy[]) => (
    Object.values(promises).some((promised) => !ask(promised, change(services), change(resources)).isProved)
  );
  const statements = [...services, ...resources].flatMap(({ policy }) => policy.Statement)
    .map((statement): [string, any] => [statement.Sid, statement]);

  test.each(statements)('without the statement %s a promise is broken', (__, statement) => {
    expect(isBroken((policies) => changed(policies, (all) => all.filter((other) => other !== statement)))).toBe(true);
  });

  const conditions = conditionsOf([...services, ...resources]);
  // Jest refuses an empty table.
  if (conditions.length > 0) {
    test.each(conditions)('without the condition %s of %s a promise is broken', (key, sid, operator, statement) => {
      const { [key]: __, ...others } = statement.Condition[operator];
      const weaker = { ...statement, Condition: { ...statement.Condition, [operator]: others } };
      expect(isBroken((policies) => changed(policies, (all) => all.map((other) => other.Sid === sid ? weaker : other)))).toBe(true);
    });
  }
});

/** Policies with other statements. One without a statement is none. */
function changed(policies: Policy[], change: (statements: any[]) => any[]): Policy[] {
  return policies.map(({ name, policy }) => ({ name, policy: { ...policy, Statement: change(policy.Statement) } }))
    .filter(({ policy }) => policy.Statement.length > 0);
}

function conditionsOf(policies: Policy[]): [string, string, string, any][] {
  return policies.flatMap(({ policy }) => policy.Statement).flatMap((statement: any) => (
    Object.entries<any>(statement.Condition ?? {}).flatMap(([operator, keys]) => (
      Object.keys(keys).map((key): [string, string, string, any] => [key, statement.Sid, operator, statement])
    ))
  ));
}

test('each control has promises', () => {
  const named = (type: object) => Object.getOwnPropertyNames(type).filter((name) => typeof (type as any)[name] === 'function' && !['of', 'prototype'].includes(name));
  const proved = Object.values(SUBJECTS).flatMap(({ services = [], resources = [] }) => [...services, ...resources].map(({ name }) => name.split(' ')[0]));
  expect([...named(ServiceControl), ...named(ResourceControl)].filter((name) => !proved.includes(name))).toEqual([]);
});

import { everything, nothing, Promised } from './promised';
import { AccessCondition } from '../../../src';

/** What `protectBaseline` promises where `cdk bootstrap` made roles that every identity of the account may assume. */
const when = AccessCondition.of;
const by = (...arns: string[]) => [when('ArnLike', 'aws:PrincipalArn', ...arns), when('Null', 'aws:AssumedRoot', 'true')];
const arn = (service: string, resource: string) => `arn:aws:${service}:eu-west-1:123456789012:${resource}`;
const iam = (resource: string) => `arn:aws:iam::123456789012:${resource}`;

const roleOf = (kind: string, qualifier = 'hnb659fds') => iam(`role/cdk-${qualifier}-${kind}-role-123456789012-eu-west-1`);
const byAdministrator = by(iam('role/Admin'));
const byFunction = by(iam('role/account-baseline/account-baseline-AccountSettingsRole-1A2B3C'));
const byDeployer = by(iam('role/platform-deployer'));
/** Every role of a bootstrap, and every other one whose name begins alike. */
const byAnyOfBootstrap = by(iam('role/cdk-*'));

const BUCKET = 'arn:aws:s3:::cdk-hnb659fds-assets-123456789012-eu-west-1';
const REPOSITORY = arn('ecr', 'repository/cdk-hnb659fds-container-assets-123456789012-eu-west-1');
const TOOLKIT = arn('cloudformation', 'stack/CDKToolkit/1');
const VERSION = arn('ssm', 'parameter/cdk-bootstrap/hnb659fds/version');
const FILES = { actions: ['s3:PutObject', 's3:AbortMultipartUpload'], resources: [`${BUCKET}/*`] };
const IMAGES = { actions: ['ecr:InitiateLayerUpload', 'ecr:UploadLayerPart', 'ecr:CompleteLayerUpload', 'ecr:PutImage'], resources: [REPOSITORY] };

type Requests = Pick<Promised['question'], 'actions' | 'resources'>;
const ROLE_CHANGES = ['iam:CreateRole', 'iam:PutRolePolicy', 'iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'iam:TagRole', 'iam:DeleteRole'];

/** What changes the baseline, or gives an attacker the rights of a deployer. */
const ATTACKS: Record<string, Requests> = {
  'functions': { actions: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction', 'lambda:DeleteFunction', 'lambda:AddPermission'], resources: [arn('lambda', 'function:account-baseline-*')] },
  'stacks': {
    actions: ['cloudformation:UpdateStack', 'cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet', 'cloudformation:DeleteStack', 'cloudformation:ExecuteStackRefactor'],
    resources: [arn('cloudformation', 'stack/account-baseline/*'), arn('cloudformation', 'stack/StackSet-account-baseline-*'), TOOLKIT],
  },
  'rules': { actions: ['events:PutRule', 'events:DisableRule', 'events:RemoveTargets'], resources: [arn('events', 'rule/account-baseline-*')] },
  'topics': { actions: ['sns:Publish', 'sns:DeleteTopic', 'sns:SetTopicAttributes'], resources: [arn('sns', 'account-baseline-alerts')] },
  'parameters': { actions: ['ssm:PutParameter', 'ssm:DeleteParameter'], resources: [arn('ssm', 'parameter/account-baseline/*'), VERSION] },
  'the bucket of the trail': { actions: ['s3:PutObject', 's3:DeleteObject', 's3:PutBucketPolicy', 's3:PutLifecycleConfiguration'], resources: ['arn:aws:s3:::account-baseline-*'] },
  'roles': { actions: [...ROLE_CHANGES, 'iam:PassRole'], resources: [iam('role/account-baseline/account-baseline-*')] },
  'policies': { actions: ['iam:CreatePolicyVersion', 'iam:SetDefaultPolicyVersion', 'iam:DeletePolicy'], resources: [iam('policy/account-baseline/*')] },
  'deployers': { actions: [...ROLE_CHANGES, 'iam:PassRole'], resources: [iam('role/platform-deployer'), iam('role/stacksets-exec-*')] },
  'the bucket of assets': { actions: ['s3:PutBucketPolicy', 's3:DeleteBucketPolicy', 's3:PutEncryptionConfiguration', 's3:DeleteObject', 's3:PutObjectAcl', 's3:PutObjectTagging'], resources: [BUCKET, `${BUCKET}/*`] },
  'the repository of assets': { actions: ['ecr:SetRepositoryPolicy', 'ecr:BatchDeleteImage', 'ecr:PutImageTagMutability', 'ecr:DeleteRepository'], resources: [REPOSITORY] },
};

/** What the roles of a bootstrap do to deploy an app. */
const WORK: Record<string, Requests> = {
  'stacks of apps': { actions: ['cloudformation:*'], resources: [arn('cloudformation', 'stack/app/1')] },
  'the execution role, and roles of apps': { actions: [...ROLE_CHANGES, 'iam:PassRole'], resources: [iam('role/app'), iam('role/cdk-app-Role-1A2B'), roleOf('cfn-exec')] },
  'functions of apps': { actions: ['lambda:CreateFunction', 'lambda:UpdateFunctionCode', 'lambda:InvokeFunction', 'lambda:DeleteFunction'], resources: [arn('lambda', 'function:app-x')] },
  'topics of apps': { actions: ['sns:*'], resources: [arn('sns', 'app-x')] },
  'files that are read': { actions: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket', 's3:GetBucketLocation', 's3:GetEncryptionConfiguration'], resources: [BUCKET, `${BUCKET}/*`] },
  'images that are read': { actions: ['ecr:BatchGetImage', 'ecr:BatchCheckLayerAvailability', 'ecr:DescribeImages', 'ecr:DescribeRepositories', 'ecr:GetDownloadUrlForLayer'], resources: [REPOSITORY] },
  'the version that is read': { actions: ['ssm:GetParameter', 'ssm:GetParameters', 'cloudformation:DescribeStacks'], resources: [VERSION, TOOLKIT] },
};

const BOOTSTRAPPING: Requests = { actions: ['*'], resources: [BUCKET, `${BUCKET}/*`, REPOSITORY, TOOLKIT, VERSION, iam('role/cdk-*')] };
const PUBLISHING_ROLES: Requests = { actions: [...ROLE_CHANGES, 'iam:PassRole'], resources: [iam('role/cdk-hnb659fds-file-publishing-role-*'), iam('role/cdk-x-image-publishing-role-evil')] };

const each = (title: string, all: Record<string, Requests>, promised: (requests: Requests) => Promised) => (
  Object.fromEntries(Object.entries(all).map(([name, requests]) => [`${title}: ${name}`, promised(requests)]))
);

export const BOOTSTRAP_PROMISES: Record<string, Promised> = {
  ...each('no role of cdk bootstrap changes the baseline, with any qualifier', ATTACKS, (requests) => nothing({ ...requests, when: byAnyOfBootstrap })),
  'no role of cdk bootstrap changes settings of the account': nothing({ actions: ['iam:UpdateAccountPasswordPolicy', 's3:PutAccountPublicAccessBlock', 'ec2:DisableEbsEncryptionByDefault', 'account:PutAlternateContact'], when: byAnyOfBootstrap }),
  'no role of cdk bootstrap has a function invoked': nothing({ actions: ['lambda:CreateEventSourceMapping'], when: [...byAnyOfBootstrap, when('ArnLike', 'lambda:FunctionArn', 'arn:*:lambda:*:*:function:account-baseline-*')] }),
  ...each('the roles of cdk bootstrap deploy apps', WORK, (requests) => everything({ ...requests, when: byAnyOfBootstrap })),
  'the publishing role publishes files': everything({ ...FILES, when: by(roleOf('file-publishing')) }),
  'the publishing role publishes images, with any qualifier': everything({ ...IMAGES, when: by(roleOf('image-publishing', 'base')) }),
  ...each('nobody else publishes, whatever their name is', { files: FILES, images: IMAGES }, (requests) => nothing({
    ...requests, when: by(iam('role/Admin'), roleOf('deploy'), roleOf('cfn-exec'), roleOf('lookup'), iam('role/app/*'), iam('user/*'), iam('role/account-baseline/*')),
  })),
  'nobody makes, changes or passes a publishing role': nothing({ ...PUBLISHING_ROLES, when: byAdministrator }),
  'nor does a role of cdk bootstrap': nothing({ ...PUBLISHING_ROLES, when: byAnyOfBootstrap }),
  'nor a function of this library': nothing({ ...PUBLISHING_ROLES, when: byFunction }),
  'a publishing role is read and assumed': everything({ actions: ['iam:GetRole', 'sts:AssumeRole', 'sts:TagSession'], resources: PUBLISHING_ROLES.resources, when: byAdministrator }),
  'a named deployer runs cdk bootstrap': everything({ ...BOOTSTRAPPING, when: byDeployer }),
  'StackSets runs cdk bootstrap': everything({ ...BOOTSTRAPPING, when: by(iam('role/stacksets-exec-*')) }),
};

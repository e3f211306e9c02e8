import { Fn } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { WORKLOAD_PATH } from '../../private/iam-names';

// Names are shortened to what tells them from Describe, Get, List and the like: the guardrail denies changes and no reading,
// and every line of it is paid for in the size of the template.

/** Every write of IAM: reading begins with Generate, Get, List and Simulate, and PassRole has a statement of its own. */
const IAM_WRITES = of('iam', ['A*', 'C*', 'D*', 'E*', 'Put*', 'R*', 'Se*', 'T*', 'U*']);

/** Ways to become somebody else, or to let somebody else in, that are not named IAM. */
const OTHER_IDENTITIES = [
  // Roles of whatever account for people of Identity Center, without PassRole.
  ...of('account-access', ['C*', 'D*']),
  // The people of a managed directory, where Identity Center takes its people from: somebody's password, and who is in which group.
  ...of('ds', ['ResetU*']),
  ...of('ds-data', ['AddG*']),
  ...of('identitystore', ['A*', 'C*', 'Del*', 'R*', 'U*']),
  ...of('sso', ['A*', 'C*', 'Del*', 'Det*', 'Dis*', 'I*', 'P*', 'R*', 'St*', 'T*', 'U*']),
  // Of these two SecurityAudit reads one thing, the certificates of an external identity provider.
  ...of('identity-sync', ['*']),
  ...of('sso-directory', ['*']),
  // Tokens of Identity Center for an application, and the sessions of its users.
  ...of('sso-oauth', ['*']),
  ...of('identitystore-auth', ['BatchD*']),
  // A trust anchor of one's own opens every role that trusts Roles Anywhere, and so does a certificate that is no longer revoked.
  ...of('rolesanywhere', ['C*', 'D*', 'E*', 'I*', 'PutA*', 'U*']),
  // Who may sign in to the console of the account at all.
  ...of('signin', ['Del*', 'P*']),
  // Another account may then put images into the repository of `cdk bootstrap`, without a call of ours on it.
  ...of('ecr', ['PutRegistryP*']),
  // Service-managed ones deploy into other accounts whatever they like, with rights of their own.
  ...of('cloudformation', ['*teStackInstances', '*teStackSet']),
];

/** What would turn off the record of what happened, or hide what it found. */
const AUDIT_TAMPERING = [
  ...of('access-analyzer', ['Ap*', 'CreateAr*', 'Del*', 'U*']),
  ...of('cloudtrail', ['Del*', 'Der*', 'P*', 'Stop*', 'U*']),
  ...of('config', ['Delete*', 'Dis*', 'PutConfigurationR*', 'PutD*', 'PutRet*', 'Stop*']),
  ...of('guardduty', ['Acc*', 'Ar*', 'CreateF*', 'Create*Set', 'Del*', 'Dis*', 'Stop*', 'Update*']),
  ...of('securityhub', ['*Del*', '*Dis*', '*Update*', 'CreateAu*', 'StartC*']),
];

/** What may be read of the baseline, the bootstrap resources and what else is protected; everything else is denied. */
const READS = [
  ...of('cloudformation', ['Describe*', 'Detect*', 'G*', 'L*']),
  ...of('ecr', ['BatchC*', 'BatchG*', 'Describe*', 'G*', 'L*']),
  ...of('events', ['Describe*', 'L*']),
  ...of('lambda', ['G*', 'L*']),
  ...of('s3', ['G*', 'L*']),
  ...of('sns', ['G*', 'L*']),
  ...of('ssm', ['G*', 'Li*']),
];

/** Users look after their own credentials; nobody but an administrator changes who may do what. */
export function denyIdentityStatements(): iam.PolicyStatement[] {
  return [denyIdentityChangesStatement(), denyOwnUserStatement(), denyPassRoleStatement(), denyOtherIdentitiesStatement()];
}

/** Every write of IAM, but on the own user. */
export function denyIdentityChangesStatement(): iam.PolicyStatement {
  return deny('Identities', {
    actions: IAM_WRITES,
    // Service-linked roles do what their service needs and nothing else; server certificates are no identities.
    notResources: [...ownUser(), ...['mfa/*', 'role/aws-service-role/*', 'server-certificate/*'].map(iamArnOfAnyAccount)],
  });
}

/** What gives the own user other permissions, another name or a password without the old one. */
export function denyOwnUserStatement(): iam.PolicyStatement {
  return deny('OwnUser', {
    actions: of('iam', ['A*', 'DeleteUser*', 'Det*', 'P*', '*agUser', '*teLoginProfile', 'UpdateU*', 'UploadSi*']),
    resources: ownUser(),
  });
}

/** Identity Center, Roles Anywhere, sign-in and StackSets: what lets people in without IAM. */
export function denyOtherIdentitiesStatement(): iam.PolicyStatement {
  return deny('OtherIdentities', { actions: OTHER_IDENTITIES, resources: ['*'] });
}

function denyPassRoleStatement(): iam.PolicyStatement {
  return deny('PassRole', { actions: ['iam:PassRole'], notResources: [iamArnOfAnyAccount(`role${WORKLOAD_PATH}*`)] });
}

/**
 * No role at all, in whatever account: a role that trusts an account trusts whoever in it may call AssumeRole.
 *
 * @param exceptBootstrapRoles leaves out the roles of `cdk bootstrap`, one of which hands an administrator role to CloudFormation
 */
export function denySessionsStatement(exceptBootstrapRoles: boolean): iam.PolicyStatement {
  return deny('Sessions', {
    actions: ['sts:AssumeRo*', 'sts:GetDel*'],
    ...exceptBootstrapRoles ? { notResources: [iamArnOfAnyAccount('role/cdk-*')] } : { resources: ['*'] },
  });
}

export function denyAuditTamperingStatement(): iam.PolicyStatement {
  return deny('Audit', { actions: AUDIT_TAMPERING, resources: ['*'] });
}

/** The stack itself, what it keeps, and what `cdk bootstrap` made: its assets are templates and code that others run. */
export function denyChangesStatement(): iam.PolicyStatement {
  return deny('Protected', {
    notActions: READS,
    resources: [
      Fn.sub('arn:*:cloudformation:*:*:stack/${AWS::StackName}/*'),
      'arn:*:cloudformation:*:*:stack/CDKToolkit/*',
      'arn:*:ecr:*:*:repository/cdk-*',
      'arn:*:s3:::cdk-*-assets-*',
      'arn:*:ssm:*:*:parameter/account-baseline/*',
      'arn:*:ssm:*:*:parameter/cdk-bootstrap/*',
    ],
  });
}

/** A stack and what bears its name, which CloudFormation puts before its own; that of a bucket is in small letters. */
export function resourcesOfStack(stackName: string): string[] {
  return [
    `arn:*:cloudformation:*:*:stack/${stackName}/*`,
    `arn:*:events:*:*:rule/${stackName}-*`,
    `arn:*:lambda:*:*:function:${stackName}-*`,
    `arn:*:logs:*:*:log-group:${stackName}-*`,
    `arn:*:s3:::${stackName.toLowerCase()}-*`,
    `arn:*:sns:*:*:${stackName}-*`,
  ];
}

/**
 * A session of a role has no user name, and what a statement does whose variable has no value is not written down: the
 * default is one that no user can have.
 */
function ownUser(): string[] {
  return [iamArnOfAnyAccount('user/${aws:username, \'#\'}'), iamArnOfAnyAccount('user/*/${aws:username, \'#\'}')];
}

/**
 * A deny may name every account and partition: that is shorter, and what it protects is not to be changed in another account
 * either.
 */
function iamArnOfAnyAccount(resource: string): string {
  return `arn:*:iam::*:${resource}`;
}

function deny(sid: string, props: iam.PolicyStatementProps): iam.PolicyStatement {
  return new iam.PolicyStatement({ sid, effect: iam.Effect.DENY, ...props });
}

function of(service: string, names: string[]): string[] {
  return names.map((name) => `${service}:${name}`);
}

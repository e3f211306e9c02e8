import * as iam from 'aws-cdk-lib/aws-iam';
import { actionsOf, deny } from './deny';
import { WORKLOAD_PATH } from '../../private/iam-names';

// Names are shortened to what tells them from Describe, Get, List and the like: the guardrail denies changes and no reading,
// and every line of it is paid for in the size of the template.

/** Every write of IAM: reading begins with Generate, Get, List and Simulate, and PassRole has a statement of its own. */
export const IAM_WRITES = actionsOf('iam', ['A*', 'C*', 'D*', 'E*', 'Put*', 'R*', 'Se*', 'T*', 'U*']);

/** Ways to act as another identity, or to give another principal access, outside of IAM's own actions. */
const OTHER_IDENTITIES = [
  // Roles of whatever account for people of Identity Center, without PassRole.
  ...actionsOf('account-access', ['C*', 'D*']),
  // A certificate of a private authority opens the roles of a trust anchor on that authority.
  ...actionsOf('acm-pca', ['I*']),
  // Profiles that give sessions of a role.
  ...actionsOf('cloudwatch', ['*eAccessP*']),
  // GetConnectionToken: a token for the repository from which pipelines deploy.
  ...actionsOf('codeconnections', ['*nTo*']),
  ...actionsOf('codestar-connections', ['*nTo*']),
  // A managed directory, from which Identity Center may take its people: passwords and groups, roles in the console for its users,
  // applications that trust it, and the server that checks MFA.
  ...actionsOf('ds', ['*Application', '*bleRo*', '*Rad*', 'ResetU*']),
  ...actionsOf('ds-data', ['AddG*']),
  ...actionsOf('identitystore', ['A*', 'C*', 'Del*', 'R*', 'U*']),
  ...actionsOf('sso', ['A*', 'C*', 'Del*', 'Det*', 'Dis*', 'I*', 'P*', 'R*', 'St*', 'T*', 'U*']),
  // Of these two SecurityAudit reads one thing, the certificates of an external identity provider.
  ...actionsOf('identity-sync', ['*']),
  ...actionsOf('sso-directory', ['*']),
  // Tokens of Identity Center for an application, and the sessions of its users.
  ...actionsOf('sso-oauth', ['*']),
  ...actionsOf('identitystore-auth', ['BatchD*']),
  // A trust anchor of one's own opens every role that trusts Roles Anywhere, and so does a certificate that is no longer revoked.
  ...actionsOf('rolesanywhere', ['C*', 'D*', 'E*', 'I*', 'PutA*', 'U*']),
  // Who may sign in to the console of the account at all.
  ...actionsOf('signin', ['Del*', 'P*']),
  // Another account may then put images into the repository of `cdk bootstrap`, without a call of ours on it.
  ...actionsOf('ecr', ['P*yP*']),
  // Service-managed ones deploy into other accounts whatever they like, with rights of their own.
  ...actionsOf('cloudformation', ['*teStackI*', '*teStackSet']),
];

/** What would turn off the record of what happened, or hide what it found. */
const AUDIT_TAMPERING = [
  ...actionsOf('access-analyzer', ['*eAr*', 'Ap*', 'Del*', 'U*']),
  ...actionsOf('cloudtrail', ['Del*', 'Der*', 'P*', 'Sto*', 'U*']),
  ...actionsOf('config', ['Dele*', 'Dis*', 'P*nRe*', 'PutD*', 'PutRet*', 'Sto*']),
  ...actionsOf('guardduty', ['A*', 'C*ter', 'C*Set', 'Del*', 'Dis*', 'Sto*', 'Up*']),
  ...actionsOf('securityhub', ['*Del*', '*Dis*', '*Upd*', 'C*Au*', 'St*']),
];

/**
 * What changes a setting of the account that this library makes, and has no resource. The password policy and the alias are IAM's,
 * where every change is denied.
 */
export const SETTING_CHANGES = [
  ...actionsOf('account', ['De*', 'PutAl*']),
  ...actionsOf('ec2', ['*ockPublicAccess', '*ableEbs*', 'M*ataD*']),
  ...actionsOf('s3', ['PutAccountP*']),
];

/**
 * In a management account: which accounts belong to the organization, what is deployed into them, and the email address that resets the
 * password of a root user.
 */
export const ORGANIZATION = [
  ...actionsOf('organizations', ['A*', 'C*', 'Dec*', 'Del*', 'Der*', 'Det*', 'Dis*', 'E*', 'I*', 'Le*', 'M*', 'P*', 'R*', 'T*', 'U*']),
  ...actionsOf('account', ['A*', 'C*', 'D*', 'E*', 'P*', 'S*']),
];

/** Control Tower and Firewall Manager, which change every account of an organization. */
const MANAGEMENT = [
  ...ORGANIZATION,
  ...actionsOf('controltower', ['C*', 'Del*', 'Der*', 'Dis*', 'E*', 'M*', 'R*', 'S*', 'U*']),
  ...actionsOf('fms', ['A*', 'B*', 'D*', 'P*']),
];

/** A role that trusts an account trusts every identity of the account that is allowed AssumeRole. */
const SESSIONS = actionsOf('sts', ['AssumeRo*', 'GetDel*']);

/**
 * Users look after their own credentials; nobody but an administrator changes who may do what.
 *
 * @param exceptBootstrapRoles leaves out the roles of `cdk bootstrap`, one of which hands an administrator role to CloudFormation
 * @param managementAccount also denies what changes the accounts of an organization
 */
export function guardrailStatements(exceptBootstrapRoles: boolean, managementAccount: boolean): iam.PolicyStatement[] {
  const management = managementAccount ? MANAGEMENT : [];
  return [
    denyIdentityChangesStatement(),
    denyOwnUserStatement(),
    deny('PassRole', { actions: ['iam:PassRole'], notResources: [iamArnOfAnyAccount(`role${WORKLOAD_PATH}*`)] }),
    ...exceptBootstrapRoles
      ? [denyOnAnyResourceStatement(management), deny('Sessions', { actions: SESSIONS, notResources: [iamArnOfAnyAccount('role/cdk-*')] })]
      : [denyOnAnyResourceStatement([...SESSIONS, ...management])],
  ];
}

/** Every write of IAM, except on the caller's own IAM user. */
export function denyIdentityChangesStatement(): iam.PolicyStatement {
  return deny('Identities', {
    actions: IAM_WRITES,
    // Service-linked roles do what their service needs and nothing else; server certificates are no identities.
    notResources: [...ownUser(), ...['mfa/*', 'role/aws-service-role/*', 'server-certificate/*'].map(iamArnOfAnyAccount)],
  });
}

/** The actions that give the caller's own IAM user other permissions, another name or a password without the old one. */
export function denyOwnUserStatement(): iam.PolicyStatement {
  return deny('OwnUser', {
    actions: actionsOf('iam', ['A*', 'DeleteU*', 'Det*', 'P*', '*agUser', '*teLog*', 'UpdateU*', 'UploadSi*']),
    resources: ownUser(),
  });
}

/**
 * What lets people in without IAM, what blinds the audit, and what undoes a setting of the account. One statement, since each costs
 * some 90 characters of the template.
 *
 * @param others further actions
 */
export function denyOnAnyResourceStatement(others: string[] = []): iam.PolicyStatement {
  return deny('AnyResource', { actions: [...OTHER_IDENTITIES, ...AUDIT_TAMPERING, ...SETTING_CHANGES, ...others], resources: ['*'] });
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

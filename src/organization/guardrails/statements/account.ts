import { Exempt, notBy, NOT_CENTRAL_ROOT } from './principals';
import { all, deny, Statement } from './statement';
import { actionsOf } from '../../../permissions/policies/deny';

/** An account leaves by itself, by the invitation of another organization, or by being closed. */
export function leaveOrganizationStatements(): Statement[] {
  return [deny('LeaveOrganization', { Action: ['account:CloseAccount', 'organizations:AcceptHandshake', 'organizations:LeaveOrganization'] })];
}

/** The root user, not the sessions of central root access, which have the same ARN. */
export function rootUserStatements(): Statement[] {
  return [deny('RootUser', { Action: '*', Condition: all({ ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:root' } }, NOT_CENTRAL_ROOT) })];
}

/** Users, and what a user signs in with for longer than a session. Moving a user counts as making one. */
export function iamUsersStatements(exceptPaths: readonly string[]): Statement[] {
  const names = ['CreateAccessKey', 'CreateLoginProfile', 'CreateServiceSpecificCredential', 'CreateUser', 'UpdateUser', 'UploadSSHPublicKey', 'UploadSigningCertificate'];
  const users = exceptPaths.map((path) => `arn:*:iam::*:user${path}*`);
  return [deny('IamUsers', { Action: actionsOf('iam', names), ...users.length > 0 && { NotResource: users } })];
}

/** Roles and users without one of the boundaries, and the removal of a boundary. */
export function unboundedRolesStatements(boundaries: readonly string[], { deployers }: Exempt): Statement[] {
  const [made, removed] = [['CreateRole', 'CreateUser', 'PutRolePermissionsBoundary', 'PutUserPermissionsBoundary'], ['DeleteRolePermissionsBoundary', 'DeleteUserPermissionsBoundary']];
  return [
    // True as well where there is no boundary at all.
    deny('UnboundedRoles', { Action: actionsOf('iam', made), Condition: all({ StringNotLike: { 'iam:PermissionsBoundary': [...boundaries] } }, notBy(deployers)) }),
    deny('KeepBoundary', { Action: actionsOf('iam', removed), Condition: notBy(deployers) }),
    // Who makes or changes a boundary decides on what it allows.
    deny('BoundaryPolicies', {
      Action: actionsOf('iam', ['CreatePolicy', 'CreatePolicyVersion', 'DeletePolicy', 'DeletePolicyVersion', 'SetDefaultPolicyVersion']), Resource: [...boundaries], Condition: notBy(deployers),
    }),
  ];
}

/** What binds the account to a payment for months or years, or buys from others. */
const PURCHASES = [
  ...actionsOf('aws-marketplace', ['AcceptAgreement*', 'CreateAgreementRequest', 'CreatePrivateMarketplaceRequests', 'Subscribe']),
  ...actionsOf('bedrock', ['CreateFoundationModelAgreement', 'CreateProvisionedModelThroughput']),
  ...actionsOf('cloudfront', ['CreateSavingsPlan']),
  ...actionsOf('devicefarm', ['PurchaseOffering', 'RenewOffering']),
  ...actionsOf('dynamodb', ['PurchaseReserved*']),
  ...actionsOf('ec2', ['AcceptReservedInstancesExchangeQuote', 'ModifyReservedInstances', 'Purchase*']),
  ...actionsOf('elasticache', ['Purchase*']),
  ...actionsOf('es', ['Purchase*']),
  ...actionsOf('glacier', ['Purchase*']),
  ...actionsOf('mediaconnect', ['PurchaseOffering']),
  ...actionsOf('medialive', ['PurchaseOffering']),
  ...actionsOf('memorydb', ['Purchase*']),
  ...actionsOf('outposts', ['CreateOrder']),
  ...actionsOf('rds', ['Purchase*']),
  ...actionsOf('redshift', ['AcceptReservedNodeExchange', 'Purchase*']),
  ...actionsOf('route53domains', ['RegisterDomain', 'RenewDomain', 'TransferDomain']),
  ...actionsOf('savingsplans', ['CreateSavingsPlan']),
  ...actionsOf('shield', ['CreateSubscription']),
  ...actionsOf('snowball', ['CreateJob', 'CreateLongTermPricing']),
];

export function purchasesStatements(): Statement[] {
  return [deny('Purchases', { Action: PURCHASES })];
}

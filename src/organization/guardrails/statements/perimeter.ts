import { denyEveryone, Statement } from './statement';

/** The services whose resources a resource control policy protects. Source: AWS Organizations User Guide, "Resource control policies (RCPs)". */
export const RESOURCE_CONTROL_SERVICES = ['aoss', 'cognito-identity', 'cognito-idp', 'dynamodb', 'ecr', 'kms', 'logs', 's3', 'secretsmanager', 'sqs', 'sts'];

/**
 * Resources with a policy of their own that may let in other accounts. User pools and identity pools answer to people who have not signed
 * in, and sessions of federated users belong to no organization yet: of STS, only AssumeRole is called by principals of AWS.
 */
const SHAREABLE = ['aoss:*', 'dynamodb:*', 'ecr:*', 'kms:*', 'logs:*', 's3:*', 'secretsmanager:*', 'sqs:*', 'sts:AssumeRole'];

/** Principals of other organizations. */
export function identityPerimeterStatements(organizationId: string, trustedAccounts: readonly string[]): Statement[] {
  return [denyEveryone('IdentityPerimeter', {
    Action: SHAREABLE,
    Condition: {
      // All of the keys must differ. What is in no organization, such as an anonymous principal, has none of them.
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId, ...trustedAccounts.length > 0 && { 'aws:PrincipalAccount': [...trustedAccounts] } },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  })];
}

/** Services of AWS that act for a resource of another organization. */
export function confusedDeputyStatements(organizationId: string, trustedAccounts: readonly string[]): Statement[] {
  return [denyEveryone('ConfusedDeputy', {
    Action: SHAREABLE,
    Condition: {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId, ...trustedAccounts.length > 0 && { 'aws:SourceAccount': [...trustedAccounts] } },
      // Many services act without a resource: their requests name no account.
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  })];
}

/** Requests without encryption in transit. */
export function secureTransportStatements(): Statement[] {
  return [denyEveryone('SecureTransport', { Action: RESOURCE_CONTROL_SERVICES.map((service) => `${service}:*`), Condition: { Bool: { 'aws:SecureTransport': 'false' } } })];
}

/** Tokens of other customers of an issuer. Tokens of other issuers do not have the claim. */
export function oidcTenantsStatements(sid: string, issuer: string, claim: string, values: readonly string[]): Statement[] {
  const key = `${issuer}:${claim}`;
  return [denyEveryone(sid, { Action: 'sts:AssumeRoleWithWebIdentity', Condition: { StringNotLike: { [key]: [...values] }, Null: { [key]: 'false' } } })];
}

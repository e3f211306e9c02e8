import { Conditions } from '../statements/statement';

/** Requests are encrypted. */
const ENCRYPTED: Conditions = { Bool: { 'aws:SecureTransport': 'true' } };

/** A session of a role, with credentials that did not come from the metadata of an instance. */
export function ofRole(roleArn: string, organizationId?: string): Conditions[] {
  return [
    ENCRYPTED,
    {
      ArnLike: { 'aws:PrincipalArn': roleArn },
      Null: { 'aws:AssumedRoot': 'true', 'aws:username': 'true', 'ec2:RoleDelivery': 'true' },
      StringEquals: { 'aws:PrincipalType': 'AssumedRole' },
      Bool: { 'aws:PrincipalIsAWSService': 'false' },
    },
    ofOrganization(organizationId),
  ];
}

/** A user of the baseline who has signed in with MFA. */
export function ofUser(userArn: string, organizationId?: string): Conditions[] {
  return [
    ENCRYPTED,
    {
      ArnLike: { 'aws:PrincipalArn': userArn },
      Null: { 'aws:AssumedRoot': 'true', 'ec2:RoleDelivery': 'true' },
      StringEquals: { 'aws:PrincipalType': 'User' },
      Bool: { 'aws:PrincipalIsAWSService': 'false', 'aws:MultiFactorAuthPresent': 'true' },
    },
    ofOrganization(organizationId),
  ];
}

/** A service of AWS that acts for itself, and one that says for which account of the organization it acts. */
export function servicesOf(organizationId?: string): Conditions[][] {
  const absent = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'true']));
  const service = absent('aws:PrincipalArn', 'aws:PrincipalOrgID', 'aws:PrincipalAccount', 'aws:AssumedRoot', 'aws:username', 'ec2:RoleDelivery');
  const isService = { Bool: { 'aws:PrincipalIsAWSService': 'true' } };
  return [
    [ENCRYPTED, isService, { Null: { ...service, ...absent('aws:SourceOrgID', 'aws:SourceAccount', 'aws:SourceArn') } }],
    ...organizationId === undefined ? [] : [[ENCRYPTED, isService, { Null: service }, { StringEquals: { 'aws:SourceOrgID': organizationId } }]],
  ];
}

function ofOrganization(organizationId: string | undefined): Conditions {
  return organizationId === undefined ? {} : { StringEquals: { 'aws:PrincipalOrgID': organizationId } };
}

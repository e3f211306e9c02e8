import { requireMatch } from '../../private/errors';
import { requireOrganizationId } from '../../private/text/organization-ids';

/**
 * Intended external access, such as a role that another account assumes: its findings are archived. It names one resource and one
 * external principal, so that findings for any other still appear.
 *
 * @example
 * declare const auditor: iam.IRole;
 * new ExternalAccessAnalyzer(this, 'ExternalAccess', {
 *   expectedAccess: [ExternalAccessExpected.byAccount(auditor.roleArn, '111122223333')],
 * });
 */
export class ExternalAccessExpected {
  /**
   * Access of another account, or of its users and roles.
   *
   * @throws if the account ID is malformed, or `resourceArn` is not an ARN
   */
  public static byAccount(resourceArn: string, accountId: string): ExternalAccessExpected {
    requireMatch('accountId', accountId, /^\d{12}$/, 'an account ID has 12 digits');
    // A finding names an account by its ID, and users and roles by their ARNs.
    return new ExternalAccessExpected(resourceArn, 'principal.AWS', { contains: [accountId] });
  }

  /**
   * Access of all users who sign in through an identity provider, SAML or OIDC.
   *
   * @param providerArn the ARN of the provider, or the name of one without an ARN, such as `cognito-identity.amazonaws.com`
   */
  public static byProvider(resourceArn: string, providerArn: string): ExternalAccessExpected {
    return new ExternalAccessExpected(resourceArn, 'principal.Federated', { eq: [providerArn] });
  }

  /**
   * Access of an organization, restricted by a condition on `aws:PrincipalOrgID`.
   *
   * @throws if the organization ID is malformed, or `resourceArn` is not an ARN
   */
  public static byOrganization(resourceArn: string, organizationId: string): ExternalAccessExpected {
    requireOrganizationId('organizationId', organizationId);
    return new ExternalAccessExpected(resourceArn, 'condition.aws:PrincipalOrgID', { eq: [organizationId] });
  }

  private constructor(private readonly resourceArn: string, private readonly outsider: string, private readonly criterion: object) {
    requireMatch('resourceArn', resourceArn, /^arn:/, 'it must be the ARN of the resource that is shared');
  }

  /**
   * The filter of the archive rule.
   *
   * @internal
   */
  public _filter(): { [criterion: string]: object } {
    return { resource: { eq: [this.resourceArn] }, isPublic: { eq: ['false'] }, [this.outsider]: this.criterion };
  }
}

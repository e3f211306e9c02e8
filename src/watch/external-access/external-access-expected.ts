import { requireMatch } from '../../private/errors';

/**
 * Access from outside that is meant to be, such as a role that another account assumes: findings of it are archived. It names one
 * resource and one outsider, so that a finding of any other comes up as before.
 *
 * @example
 * declare const auditor: iam.IRole;
 * new ExternalAccessAnalyzer(this, 'ExternalAccess', {
 *   expectedAccess: [ExternalAccessExpected.byAccount(auditor.roleArn, '111122223333')],
 * });
 */
export class ExternalAccessExpected {
  /**
   * Access of another account, or of users and roles of it.
   *
   * @throws if the account id is none
   */
  public static byAccount(resourceArn: string, accountId: string): ExternalAccessExpected {
    requireMatch('accountId', accountId, /^\d{12}$/, 'an account id has 12 digits');
    // A finding names the account by its id, and users and roles by their ARN.
    return new ExternalAccessExpected(resourceArn, 'principal.AWS', { contains: [accountId] });
  }

  /**
   * Access of everybody who signs in through an identity provider, SAML or OIDC.
   *
   * @param providerArn the ARN of the provider, or the name of one that has none, such as `cognito-identity.amazonaws.com`
   */
  public static byProvider(resourceArn: string, providerArn: string): ExternalAccessExpected {
    return new ExternalAccessExpected(resourceArn, 'principal.Federated', { eq: [providerArn] });
  }

  /**
   * Access of an organization, which a condition on `aws:PrincipalOrgID` limits it to.
   *
   * @throws if the organization id is none
   */
  public static byOrganization(resourceArn: string, organizationId: string): ExternalAccessExpected {
    requireMatch('organizationId', organizationId, /^o-[a-z0-9]{10,32}$/, 'an organization id is o- and 10 to 32 lower-case letters and digits');
    return new ExternalAccessExpected(resourceArn, 'condition.aws:PrincipalOrgID', { eq: [organizationId] });
  }

  private constructor(private readonly resourceArn: string, private readonly outsider: string, private readonly criterion: object) {}

  /**
   * The filter of the archive rule.
   *
   * @internal
   */
  public _filter(): { [criterion: string]: object } {
    return { resource: { eq: [this.resourceArn] }, isPublic: { eq: ['false'] }, [this.outsider]: this.criterion };
  }
}

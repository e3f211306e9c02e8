import { AccessCondition } from '../permissions/least-privilege/access-condition';

const MFA = 'aws:MultiFactorAuthPresent';

/**
 * Conditions on requests that questions to an `AccessProof` often ask about. Any other is an `AccessCondition`.
 *
 * Source: IAM User Guide, "AWS global condition context keys".
 *
 * @example
 * const role = new iam.Role(this, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
 * const answer = new AccessProof(AccessPolicies.of(role)).allowsNothing({ actions: ['s3:*'], when: [AccessContext.withoutMfa()] });
 */
export class AccessContext {
  /** The user has authenticated with MFA. */
  public static withMfa(): AccessCondition {
    return AccessCondition.of('Bool', MFA, 'true');
  }

  /** The user has not authenticated with MFA, whatever the credentials are: a console session, or an access key. */
  public static withoutMfa(): AccessCondition {
    return AccessCondition.of('BoolIfExists', MFA, 'false');
  }

  /** The credentials carry no MFA key, as access keys of IAM users do. */
  public static mfaAbsent(): AccessCondition {
    return AccessCondition.of('Null', MFA, 'true');
  }

  /** The credentials say that there was no MFA, as those of a console session without MFA do. */
  public static mfaFalse(): AccessCondition {
    return AccessCondition.of('Bool', MFA, 'false');
  }

  /** The user sends the request. No AWS service forwards it on behalf of the user. */
  public static direct(): AccessCondition {
    return AccessCondition.of('BoolIfExists', 'aws:ViaAWSService', 'false');
  }

  /** An IAM user sends the request, so that `${aws:username}` has a value. */
  public static fromUser(): AccessCondition {
    return AccessCondition.of('Null', 'aws:username', 'false');
  }

  /**
   * The principal belongs to an organization.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   */
  public static fromOrganization(organizationId: string): AccessCondition {
    return AccessCondition.of('StringEquals', 'aws:PrincipalOrgID', organizationId);
  }

  /**
   * The principal belongs to no organization, or to another one.
   *
   * @param organizationId such as `o-a1b2c3d4e5`
   */
  public static fromOutsideOrganization(organizationId: string): AccessCondition {
    return AccessCondition.of('StringNotEquals', 'aws:PrincipalOrgID', organizationId);
  }

  private constructor() {}
}

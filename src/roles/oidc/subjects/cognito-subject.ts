import { Token } from 'aws-cdk-lib';
import { invalid } from '../../../private/errors';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne } from '../../../trust/oidc/oidc-subject-config';

/** An identity pool of Amazon Cognito. */
export interface CognitoIdentityPool {
  /** The ID of the identity pool, such as `eu-west-1:12345678-90ab-cdef-1234-567890abcdef`. */
  readonly identityPoolId: string;

  /**
   * The service principal of Cognito. In AWS GovCloud (US) it is `cognito-identity-us-gov.amazonaws.com`, in China
   * `cognito-identity.cn-north-1.amazonaws.com.cn`.
   *
   * @default 'cognito-identity.amazonaws.com'
   */
  readonly servicePrincipal?: string;
}

/**
 * A user who signed in to an application through an identity pool of Amazon Cognito. Guests of the pool have no subject here, since every
 * stranger can be a guest. IAM supports Cognito without a provider, so that the role has no provider.
 *
 * Sources: Amazon Cognito Developer Guide, "IAM roles"; IAM User Guide, "Available keys for AWS OIDC federation".
 *
 * @example
 * new OidcRole(this, 'Customers', {
 *   subjects: [CognitoSubject.signedIn({ identityPoolId: 'eu-west-1:12345678-90ab-cdef-1234-567890abcdef' })],
 * });
 */
export class CognitoSubject extends OidcSubject {
  /**
   * Admits every user who signed in.
   *
   * @throws if the ID of the pool is malformed
   */
  public static signedIn(pool: CognitoIdentityPool): CognitoSubject {
    return new CognitoSubject(pool, []);
  }

  /**
   * Admits the named users if they signed in.
   *
   * @param identityIds the IDs of the identities in the pool, such as `eu-west-1:fedcba09-8765-4321-fedc-ba0987654321`
   * @throws if an ID is malformed, or the list is empty
   */
  public static identities(pool: CognitoIdentityPool, identityIds: string[]): CognitoSubject {
    if (!Token.isUnresolved(identityIds) && identityIds.length === 0) {
      throw invalid('identityIds', [], 'name at least one, or use '
      + 'CognitoSubject.signedIn');
    }
    return new CognitoSubject(pool, identityIds);
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(pool: CognitoIdentityPool, identityIds: string[]) {
    super();
    const builtIn = pool.servicePrincipal ?? 'cognito-identity.amazonaws.com';
    requireOne('identityPoolId', pool.identityPoolId, ID, 'the ID of an identity pool is a region, a colon and a UUID');
    requireOne('servicePrincipal', builtIn, /^cognito-identity[\w.-]*\.amazonaws\.com(\.cn)?$/, 'it must be Cognito\'s service principal, such '
      + 'as cognito-identity.amazonaws.com');
    if (Token.isUnresolved(builtIn)) {
      throw invalid('servicePrincipal', builtIn, 'the condition keys of a role contain it, which must be known '
      + 'at synthesis');
    }
    if (!Token.isUnresolved(identityIds)) {
      identityIds.forEach((id) => requireOne('identityIds', id, ID, 'the ID of an identity is a region, a '
      + 'colon and a UUID'));
    }
    this._config = {
      ...ANY_CLAIMS,
      builtIn,
      subjects: identityIds,
      audiences: [pool.identityPoolId],
      listClaims: { amr: ['authenticated'] },
    };
  }
}

const ID = /^[a-z]{2}(-[a-z]+)+-\d:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

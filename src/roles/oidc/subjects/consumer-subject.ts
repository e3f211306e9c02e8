import { Token } from 'aws-cdk-lib';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne } from '../../../trust/oidc/oidc-subject-config';

/**
 * A user who signed in to your application with an account at Google, Facebook, Amazon or LinkedIn. Without named users, every user who
 * signs in to that application is admitted, so that the role must allow no more than all of them should have. AWS recommends Cognito for
 * this purpose, with `CognitoSubject`.
 *
 * IAM supports the first three without a provider, so that their roles have no provider.
 *
 * Sources: IAM User Guide, "Available keys for AWS OIDC federation", "OIDC federation"; Microsoft Learn, "Sign In with LinkedIn using
 * OpenID Connect".
 *
 * @example
 * new OidcRole(this, 'Players', { subjects: [ConsumerSubject.google('66677788899900pro0.apps.googleusercontent.com')] });
 */
export class ConsumerSubject extends OidcSubject {
  /** The issuer of the tokens of LinkedIn. */
  public static readonly LINKEDIN_ISSUER = 'https://www.linkedin.com/oauth';

  /**
   * Admits users of an application that is registered with Google.
   *
   * @param clientId the client ID of the application at Google, such as `NUMBER.apps.googleusercontent.com`; for tokens with an `azp`
   * claim, the value of that claim
   * @param userIds the numbers of the users (`sub`); every user if left out
   * @throws if an ID is empty or contains a wildcard
   */
  public static google(clientId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ ...ANY_CLAIMS, builtIn: 'accounts.google.com' }, clientId, userIds);
  }

  /**
   * Admits users of an application that is registered with Facebook.
   *
   * @param appId the ID of the application at Facebook
   * @param userIds the IDs of the users; every user if left out
   * @throws if an ID is empty or contains a wildcard
   */
  public static facebook(appId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ audienceClaim: 'app_id', subjectClaim: 'id', claims: {}, builtIn: 'graph.facebook.com' }, appId, userIds);
  }

  /**
   * Admits users of an application that is registered with Login with Amazon.
   *
   * @param appId the ID of the application at Login with Amazon, such as `amzn1.application-oa2-client.0123456789abcdef`
   * @param userIds the IDs of the users, such as `amzn1.account.ABCDEFGHIJKL`; every user if left out
   * @throws if an ID is empty or contains a wildcard
   */
  public static loginWithAmazon(appId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ audienceClaim: 'app_id', subjectClaim: 'user_id', claims: {}, builtIn: 'www.amazon.com' }, appId, userIds);
  }

  /**
   * Admits users of an application that is registered with LinkedIn. The role needs an `OidcProvider` for `LINKEDIN_ISSUER`.
   *
   * @param clientId the client ID of the application at LinkedIn
   * @param userIds the IDs of the users (`sub`); every user if left out
   * @throws if an ID is empty or contains a wildcard
   */
  public static linkedIn(clientId: string, userIds?: string[]): ConsumerSubject {
    const issuer = { name: `LinkedIn (${ConsumerSubject.LINKEDIN_ISSUER})`, pattern: /^www\.linkedin\.com\/oauth$/ };
    return ConsumerSubject.of({ ...ANY_CLAIMS, issuer, isAudienceGiven: true }, clientId, userIds);
  }

  private static of(config: Omit<OidcSubjectConfig, 'subjects' | 'audiences'>, clientId: string, userIds: string[] = []): ConsumerSubject {
    requireOne('clientId', clientId, /^[\w.:-]{1,255}$/, 'it must be the ID of the application at the provider');
    if (!Token.isUnresolved(userIds)) {
      userIds.forEach((id) => requireOne('userIds', id, /^[\w.:-]{1,255}$/, 'it must be the ID of the user at '
      + 'the provider'));
    }
    return new ConsumerSubject({ ...config, audiences: [clientId], subjects: userIds });
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(config: OidcSubjectConfig) {
    super();
    this._config = config;
  }
}

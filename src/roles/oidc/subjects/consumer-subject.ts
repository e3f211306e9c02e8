import { Token } from 'aws-cdk-lib';
import { OidcSubject } from '../../../trust/oidc/oidc-subject';
import { ANY_CLAIMS, OidcSubjectConfig, requireOne } from '../../../trust/oidc/oidc-subject-config';

/**
 * Somebody who signed in to one's own application with an account at Google, Facebook, Amazon or LinkedIn. Without users named it
 * is everybody who signs in to that application, so give the role no more than all of them should have. AWS recommends Cognito
 * in front, with `CognitoSubject`.
 *
 * IAM knows the first three, so that their roles take no provider.
 *
 * Sources: IAM User Guide, "Available keys for AWS OIDC federation", "OIDC federation"; Microsoft Learn, "Sign In with LinkedIn using
 * OpenID Connect".
 *
 * @example
 * new OidcRole(this, 'Players', { subjects: [ConsumerSubject.google('66677788899900pro0.apps.googleusercontent.com')] });
 */
export class ConsumerSubject extends OidcSubject {
  /** Where the tokens of LinkedIn come from. */
  public static readonly LINKEDIN_ISSUER = 'https://www.linkedin.com/oauth';

  /**
   * Users of an application that is registered with Google.
   *
   * @param clientId what Google calls the application, such as `NUMBER.apps.googleusercontent.com`; where a token has an `azp`, that
   * @param userIds the numbers of the users (`sub`); everybody if left out
   * @throws if an id is empty or has a wildcard
   */
  public static google(clientId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ ...ANY_CLAIMS, builtIn: 'accounts.google.com' }, clientId, userIds);
  }

  /**
   * Users of an application that is registered with Facebook.
   *
   * @param appId what Facebook calls the application
   * @param userIds the ids of the users; everybody if left out
   * @throws if an id is empty or has a wildcard
   */
  public static facebook(appId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ audienceClaim: 'app_id', subjectClaim: 'id', claims: {}, builtIn: 'graph.facebook.com' }, appId, userIds);
  }

  /**
   * Users of an application that is registered with Login with Amazon.
   *
   * @param appId what Login with Amazon calls the application, such as `amzn1.application-oa2-client.0123456789abcdef`
   * @param userIds the ids of the users, such as `amzn1.account.ABCDEFGHIJKL`; everybody if left out
   * @throws if an id is empty or has a wildcard
   */
  public static loginWithAmazon(appId: string, userIds?: string[]): ConsumerSubject {
    return ConsumerSubject.of({ audienceClaim: 'app_id', subjectClaim: 'user_id', claims: {}, builtIn: 'www.amazon.com' }, appId, userIds);
  }

  /**
   * Users of an application that is registered with LinkedIn. The role needs an `OidcProvider` for `LINKEDIN_ISSUER`.
   *
   * @param clientId what LinkedIn calls the application
   * @param userIds the ids of the users (`sub`); everybody if left out
   * @throws if an id is empty or has a wildcard
   */
  public static linkedIn(clientId: string, userIds?: string[]): ConsumerSubject {
    const issuer = { name: `LinkedIn (${ConsumerSubject.LINKEDIN_ISSUER})`, pattern: /^www\.linkedin\.com\/oauth$/ };
    return ConsumerSubject.of({ ...ANY_CLAIMS, issuer, isAudienceGiven: true }, clientId, userIds);
  }

  private static of(config: Omit<OidcSubjectConfig, 'subjects' | 'audiences'>, clientId: string, userIds: string[] = []): ConsumerSubject {
    requireOne('clientId', clientId, /^[\w.:-]{1,255}$/, 'it is what the provider calls the application');
    if (!Token.isUnresolved(userIds)) userIds.forEach((id) => requireOne('userIds', id, /^[\w.:-]{1,255}$/, 'it is what the provider calls the user'));
    return new ConsumerSubject({ ...config, audiences: [clientId], subjects: userIds });
  }

  /** @internal */
  public readonly _config: OidcSubjectConfig;

  private constructor(config: OidcSubjectConfig) {
    super();
    this._config = config;
  }
}

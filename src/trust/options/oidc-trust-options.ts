import * as iam from 'aws-cdk-lib/aws-iam';
import { OidcSubject } from '../oidc/oidc-subject';

/** Which tokens of an OIDC provider assume a role, see `RoleTrust.oidc`. */
export interface OidcTrustOptions {
  /**
   * The provider of the tokens: an `OidcProvider`, or one imported with `OidcProvider.fromIssuer`.
   *
   * @default - none; IAM knows Cognito, Google, Facebook and Login with Amazon without a provider
   */
  readonly provider?: iam.IOidcProvider;

  /** The subjects that the tokens must have, any one of the list. */
  readonly subjects: OidcSubject[];

  /**
   * The audience that the tokens must have (`aud`). For Google it is the audience that the token was requested for (`oaud`), beside the
   * client id of the subject. Cognito, Facebook and Login with Amazon have no further audience: there it is an error, and so is another
   * one than that of an `OidcSubject`.
   *
   * @default - the audience of the subjects, such as `sts.amazonaws.com` for GitHub Actions
   */
  readonly audience?: string;

  /**
   * Whether the provider may pass session tags (`sts:TagSession`). A token with session tags cannot assume a role without it.
   *
   * @default false
   */
  readonly sessionTags?: boolean;

  /**
   * Whether the provider may set a source identity (`sts:SetSourceIdentity`), which stays when the session assumes further roles.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}

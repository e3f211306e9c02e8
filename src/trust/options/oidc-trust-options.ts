import * as iam from 'aws-cdk-lib/aws-iam';
import { OidcSubject } from '../oidc/oidc-subject';

/** Tokens of an OIDC provider that may assume a role, see `RoleTrust.oidc`. */
export interface OidcTrustOptions {
  /**
   * The provider of the tokens: an `OidcProvider`, or one imported with `OidcProvider.fromIssuer`.
   *
   * @default - none; IAM supports Cognito, Google, Facebook and Login with Amazon without a provider
   */
  readonly provider?: iam.IOidcProvider;

  /** The subjects of the tokens. A token must have one of them. */
  readonly subjects: OidcSubject[];

  /**
   * The audience of the tokens (`aud`). For Google it is the audience that the token was requested for (`oaud`), in addition to the
   * client ID of the subject. Cognito, Facebook and Login with Amazon have no further audience, so that it is refused there. An audience
   * other than that of an `OidcSubject` is refused too.
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
   * Whether the provider may set a source identity (`sts:SetSourceIdentity`), which persists when the session assumes further roles.
   *
   * @default false
   */
  readonly sourceIdentity?: boolean;
}

import { Token } from 'aws-cdk-lib';
import { ANY_CLAIMS, OidcSubjectConfig, WILDCARD } from './oidc-subject-config';
import { invalid, unsafe } from '../../private/errors';

/** Options for the subject of a provider that has no class of its own in this library. */
export interface OidcSubjectOptions {
  /**
   * The audience of the token (its `aud` claim): the name for which the application requests the token, or its registration at the
   * provider.
   */
  readonly audience: string;

  /**
   * The values of further claims, without the issuer in front: `{ email: ['alice@example.com'] }`. STS supports only a few claims besides
   * `sub`, `aud` and `amr`. A role that requires any other claim admits no token.
   *
   * @default - none
   */
  readonly claims?: { [claim: string]: string[] };
}

/**
 * The subject of a token of an OpenID Connect provider, which an `OidcRole` admits. Common providers have their own class, such as
 * `GitHubSubject`; this class is for all others.
 *
 * A subject that a stranger could satisfy is refused: one that is empty or begins with a wildcard, and, for providers with many
 * customers, one that does not name the customer.
 *
 * Sources: IAM User Guide, "Create a role for OpenID Connect federation", "Available keys for AWS OIDC federation" and "Identity-provider
 * controls for shared OIDC providers".
 *
 * @example
 * declare const provider: OidcProvider;
 * new OidcRole(this, 'Build', {
 *   provider,
 *   subjects: [OidcSubject.exactly('build-server', { audience: 'sts.amazonaws.com' })],
 * });
 */
export abstract class OidcSubject {
  /**
   * Admits tokens whose `sub` equals this text.
   *
   * @throws if the subject is empty, contains a wildcard or cannot occur in a token
   */
  public static exactly(subject: string, options: OidcSubjectOptions): OidcSubject {
    if (!Token.isUnresolved(subject) && WILDCARD.test(subject)) throw invalid('subject', subject, 'it contains a wildcard. Use OidcSubject.like');
    return new OtherSubject(subject, false, options);
  }

  /**
   * Admits tokens whose `sub` matches a pattern, in which `*` stands for any text and `?` for any character.
   *
   * @throws if the pattern is empty or begins with a wildcard
   */
  public static like(pattern: string, options: OidcSubjectOptions): OidcSubject {
    return new OtherSubject(pattern, true, options);
  }

  /** @internal */
  public abstract readonly _config: OidcSubjectConfig;
}

class OtherSubject extends OidcSubject {
  public readonly _config: OidcSubjectConfig;

  constructor(subject: string, isPattern: boolean, options: OidcSubjectOptions) {
    super();
    requireSubject(subject);
    if (options.audience === '') {
      throw unsafe('oidc-audience-open', 'audience', '', 'without an audience, the tokens of every other application of the provider '
      + 'would be accepted');
    }
    if (!Token.isUnresolved(options.audience) && WILDCARD.test(options.audience)) {
      throw unsafe('oidc-audience-open', 'audience', options.audience, 'it is one text, without wildcards');
    }
    for (const [claim, values] of Object.entries(options.claims ?? {})) {
      if (!/^[\w./-]+$/.test(claim)) {
        throw invalid('claims', claim, 'the name of a claim has letters, digits and characters of _./-, and does '
        + 'not include the issuer');
      }
      if (!Token.isUnresolved(values) && values.length === 0) throw invalid('claims', { [claim]: values }, 'name at least one value');
    }
    const { audience, claims = {} } = options;
    this._config = { ...ANY_CLAIMS, subjects: [subject], isPattern, audiences: [audience], isAudienceGiven: true, claims };
  }
}

function requireSubject(subject: string): void {
  if (Token.isUnresolved(subject)) return;
  if (subject === '') throw unsafe('oidc-subject-open', 'subject', subject, 'without a subject, every user with a token of the provider could assume the role');
  if (WILDCARD.test(subject[0])) throw unsafe('oidc-subject-open', 'subject', subject, 'it begins with a wildcard, so that a stranger could satisfy it');
  if (subject.includes('${')) throw invalid('subject', subject, 'IAM treats ${ as a policy variable');
}

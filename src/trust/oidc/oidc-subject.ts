import { Token } from 'aws-cdk-lib';
import { ANY_CLAIMS, OidcSubjectConfig, WILDCARD } from './oidc-subject-config';
import { invalid } from '../../private/errors';

/** Whom the tokens of a provider are for that has no class of its own here. */
export interface OidcSubjectOptions {
  /**
   * The audience of the token, its `aud` claim: what the application asks for, or as what it is registered with the provider.
   */
  readonly audience: string;

  /**
   * What further claims must be, without the issuer in front: `{ email: ['alice@example.com'] }`. STS knows only few claims besides
   * `sub`, `aud` and `amr`, and a role that asks for another one lets nobody in.
   *
   * @default - none
   */
  readonly claims?: { [claim: string]: string[] };
}

/**
 * For whom a token of an OpenID Connect provider was made: what an `OidcRole` lets in. Each kind of provider has its class, such
 * as `GitHubSubject`; this one is for all others.
 *
 * A subject that anybody outside could satisfy is refused: one that is empty or begins with a wildcard, and, for providers that
 * many share, one that leaves open whose it is.
 *
 * Sources: IAM User Guide, "Create a role for OpenID Connect federation", "Available keys for AWS OIDC federation" and
 * "Identity-provider controls for shared OIDC providers".
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
   * A token whose `sub` is this very text.
   *
   * @throws if it is empty, has a wildcard or is no text that a token can have
   */
  public static exactly(subject: string, options: OidcSubjectOptions): OidcSubject {
    if (!Token.isUnresolved(subject) && WILDCARD.test(subject)) throw invalid('subject', subject, 'it has a wildcard: use OidcSubject.like');
    return new OtherSubject(subject, false, options);
  }

  /**
   * A token whose `sub` fits a pattern, in which `*` stands for any text and `?` for any character.
   *
   * @throws if it is empty or begins with a wildcard
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
    if (options.audience === '') throw invalid('audience', '', 'without an audience the tokens of every other application of the provider would do');
    if (!Token.isUnresolved(options.audience) && WILDCARD.test(options.audience)) {
      throw invalid('audience', options.audience, 'it is one text, without wildcards');
    }
    for (const [claim, values] of Object.entries(options.claims ?? {})) {
      if (!/^[\w./-]+$/.test(claim)) throw invalid('claims', claim, 'the name of a claim has letters, digits and characters of _./-, and not the issuer');
      if (!Token.isUnresolved(values) && values.length === 0) throw invalid('claims', { [claim]: values }, 'name at least one value');
    }
    const { audience, claims = {} } = options;
    this._config = { ...ANY_CLAIMS, subjects: [subject], isPattern, audiences: [audience], isAudienceGiven: true, claims };
  }
}

function requireSubject(subject: string): void {
  if (Token.isUnresolved(subject)) return;
  if (subject === '') throw invalid('subject', subject, 'without a subject everybody with a token of the provider could assume the role');
  if (WILDCARD.test(subject[0])) throw invalid('subject', subject, 'it begins with a wildcard, so that anybody outside could satisfy it');
  if (subject.includes('${')) throw invalid('subject', subject, 'IAM would take ${ for a variable');
}

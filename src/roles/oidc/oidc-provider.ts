import { Fn, RemovalPolicy, Resource, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { issuerSlashWarning } from './oidc-issuer-slash';
import { inConstruct, invalid, requireMatch, unsafe } from '../../private/errors';
import { checkProps, KnownKeys, listOf, mandatory, oneOf, text } from '../../private/known-keys';
import { requireSamePartition } from '../../private/partition/stack-partition';
import { requireUniqueName } from '../../private/unique-name';
import { warn } from '../../private/warnings';

/** Properties of an `OidcProvider`. */
export interface OidcProviderProps {
  /**
   * The issuer of the tokens, exactly as in their `iss` claim: a URL that begins with `https://`, without port, query or fragment, of up
   * to 255 characters. Issuers of Auth0 and authentik end with a slash, and most others do not: a known issuer that is written
   * differently adds a warning. A change replaces the provider.
   */
  readonly url: string;

  /**
   * The audiences (`aud`) that the provider accepts: 1 to 100 of up to 255 characters. Each role names the audience that it accepts.
   *
   * @default ['sts.amazonaws.com'], which GitHub Actions and Amazon EKS request
   */
  readonly clientIds?: string[];

  /**
   * The removal policy. An account has one provider for each issuer, so that everything else in the account that uses the provider stops
   * working when it is deleted.
   *
   * @default RemovalPolicy.DESTROY
   */
  readonly removalPolicy?: RemovalPolicy;
}

const KEYS: KnownKeys<OidcProviderProps> = { url: mandatory(text), clientIds: listOf(text), removalPolicy: oneOf(RemovalPolicy) };

/**
 * An OpenID Connect identity provider in IAM. An account has one provider for each issuer. If it already exists, import it with
 * `fromIssuer`.
 *
 * The provider has no thumbprints: AWS checks the issuer's certificate against its own list of certificate authorities, and retrieves the
 * thumbprint itself if that is not sufficient. Google, Facebook, Login with Amazon and Cognito need no provider. Free of charge.
 *
 * Sources: IAM User Guide, "Create an OpenID Connect (OIDC) identity provider in IAM"; AWS CloudFormation, "AWS::IAM::OIDCProvider".
 *
 * @example
 * const provider = new OidcProvider(this, 'GitHub', { url: GitHubSubject.ISSUER });
 * new OidcRole(this, 'Deploy', {
 *   provider,
 *   subjects: [GitHubSubject.branch({ owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' }, 'main')],
 * });
 */
export class OidcProvider extends iam.OidcProviderNative {
  /**
   * Imports the provider of an issuer that already exists in this account.
   *
   * @param url with which the provider was created, such as `https://token.actions.githubusercontent.com`
   * @throws if the URL is not that of an issuer
   */
  public static fromIssuer(scope: Construct, id: string, url: string): iam.IOidcProvider {
    const issuer = requireIssuer(url);
    return new ImportedProvider(scope, id, Fn.sub(`arn:\${AWS::Partition}:iam::\${AWS::AccountId}:oidc-provider/${issuer}`), issuer);
  }

  /**
   * Imports a provider that already exists in the account of the role, by its ARN.
   *
   * @param oidcProviderArn such as `arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com`; for a role the issuer
   * in it must be known at synthesis
   * @throws if it is not the ARN of an OIDC provider, or if its partition is not that of a stack whose region is known
   */
  public static fromOidcProviderArn(scope: Construct, id: string, oidcProviderArn: string): iam.IOidcProvider {
    inConstruct(scope, id, () => {
      requireMatch('oidcProviderArn', oidcProviderArn, /^arn:aws[a-z-]*:iam::\d{12}:oidc-provider\/[^\s$]+$/,
        'it is not the ARN of an OIDC provider, such as arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com');
      requireSamePartition(Stack.of(scope), 'oidcProviderArn', oidcProviderArn);
    });
    const literal = /:oidc-provider\/(.+)$/.exec(oidcProviderArn)?.[1];
    return new ImportedProvider(scope, id, oidcProviderArn, literal ?? Fn.select(1, Fn.split(':oidc-provider/', oidcProviderArn)));
  }

  /** The audiences that the provider accepts. */
  public readonly clientIds: string[];

  private readonly issuer: string;

  /** @throws if the URL is not that of an issuer, if a client ID is empty or too long, or if the stack already has the issuer */
  constructor(scope: Construct, id: string, props: OidcProviderProps) {
    checkProps(scope, id, props, KEYS, () => requireClientIds(props.clientIds));
    const issuer = inConstruct(scope, id, () => requireIssuer(props.url));
    const { clientIds = ['sts.amazonaws.com'] } = props;
    super(scope, id, { url: props.url, clientIds, removalPolicy: props.removalPolicy });
    this.clientIds = clientIds;
    this.issuer = issuer;
    requireUniqueName(this, 'url');
    warnOfSlash(this, issuer);
  }

  /** The issuer of the tokens without `https://`, with which condition keys begin. */
  public get oidcProviderIssuer(): string {
    return this.issuer;
  }
}

class ImportedProvider extends Resource implements iam.IOidcProvider {
  constructor(scope: Construct, id: string, public readonly oidcProviderArn: string, public readonly oidcProviderIssuer: string) {
    super(scope, id, { environmentFromArn: Token.isUnresolved(oidcProviderArn) ? undefined : oidcProviderArn });
    if (!Token.isUnresolved(oidcProviderIssuer)) warnOfSlash(this, oidcProviderIssuer);
  }

  public get openIdConnectProviderArn(): string {
    return this.oidcProviderArn;
  }

  public get openIdConnectProviderIssuer(): string {
    return this.oidcProviderIssuer;
  }

  public get oidcProviderRef(): iam.OIDCProviderReference {
    return { oidcProviderArn: this.oidcProviderArn };
  }
}

function warnOfSlash(provider: Construct, issuer: string): void {
  const warning = issuerSlashWarning(issuer);
  if (warning) warn(provider, 'oidcIssuerSlash', warning);
}

const BUILT_IN = /^(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|cognito-identity[\w.-]*\.amazonaws\.com(\.cn)?)$/;

/** The issuer without https://, as in ARNs and condition keys. */
function requireIssuer(url: string): string {
  if (Token.isUnresolved(url)) {
    throw invalid('url', 'a value of the deployment', 'the condition keys of roles contain the issuer, which must be known at synthesis. '
      + 'Specify it as text, or for Amazon EKS use Pod Identity, which needs no provider');
  }
  const rule = 'it must be a URL such as https://token.actions.githubusercontent.com, without port, query and fragment';
  if (!url.startsWith('https://')) throw unsafe('oidc-issuer-without-tls', 'url', url, `${rule}: tokens over another protocol prove nothing`);
  if (url.length > 255) throw invalid('url', url, 'IAM accepts up to 255 characters');
  const issuer = url.slice('https://'.length);
  if (!/^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(\/[\w.~%/-]*)?$/.test(issuer)) throw invalid('url', url, rule);
  if (BUILT_IN.test(issuer)) throw invalid('url', url, 'IAM supports this provider without an OidcProvider. Use an OidcRole without provider');
  return issuer;
}

function requireClientIds(clientIds: string[] | undefined): void {
  if (clientIds === undefined || Token.isUnresolved(clientIds)) return;
  if (clientIds.length === 0 || clientIds.length > 100) {
    throw invalid('clientIds', clientIds, 'IAM accepts 1 to 100; without a client ID, no '
    + 'token would be accepted');
  }
  for (const clientId of clientIds) {
    requireMatch('clientIds', clientId, /^[^\s*?]{1,255}$/, 'a client ID has 1 to 255 characters, without spaces and wildcards');
  }
}

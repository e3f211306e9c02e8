import { Demands, valuesOf } from './demands';
import { ReadPrincipal } from './read-principal';
import { invalid, unsafe } from '../../private/errors';
import { isKnownBySessionName, requireOwnAudience, requireOwnSubject } from '../oidc-shared-issuers';
import { PrincipalKind } from '../principal-kind';
import { SIGN_IN_ENDPOINT } from '../sign-in-endpoint';
import { assumeRoleAction } from '../trust-part';

/** These providers give a token for an application only to the users of that application, so that the audience identifies them. */
const AUDIENCE_IS_ENOUGH = /^(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|www\.linkedin\.com\/oauth)$/i;
const COGNITO = /^cognito-identity[\w.-]*\.amazonaws\.com(\.cn)?$/i;
const SUBJECTS = /:(sub|id|user_id)$/i;

const ONE_TRUST_ANCHOR = /:trust-anchor\/[^*?]+$/;

/** The kind of a federated principal, determined by its ARN, its resource or the action that it is allowed. */
export function kindOfProvider({ provider }: ReadPrincipal, actions: string[]): PrincipalKind | undefined {
  return provider ?? (['saml', 'oidc'] as const).find((kind) => actions.includes(assumeRoleAction(kind)));
}

/** Refuses a federated principal that admits users who are not named, or that can never assume a role. */
export function requireNarrowProvider(property: string, principal: ReadPrincipal, actions: string[], demands: Demands): void {
  const { text } = principal;
  const kind = kindOfProvider(principal, actions);
  if (kind === undefined || !actions.some((action) => action === assumeRoleAction(kind) || action.includes('*'))) {
    throw invalid(property, text, 'a federated principal assumes a role only with sts:AssumeRoleWithSAML or sts:AssumeRoleWithWebIdentity. Use '
      + 'RoleTrust.saml or RoleTrust.oidc');
  }
  if (/[*?]/.test(text)) throw unsafe('trust-wildcard-principal', property, text, 'IAM accepts no wildcards in a principal. Name the provider');
  if (kind === 'saml' && !demands.has(/^saml:aud$/i, SIGN_IN_ENDPOINT)) {
    throw unsafe('saml-audience-open', property, text, 'SAML:aud must be an AWS sign-in endpoint, or assertions made for other applications can assume the role. '
      + 'Use RoleTrust.saml, which requires it');
  }
  if (kind === 'oidc') requireNarrowTokens(property, principal, demands);
}

function requireNarrowTokens(property: string, { text, issuer }: ReadPrincipal, demands: Demands): void {
  const ofIssuer = new Demands(issuer === undefined ? demands.conditions : demands.conditions.filter(({ key }) => key.toLowerCase().startsWith(`${issuer.toLowerCase()}:`)));
  if (!ofIssuer.hasText(/:(aud|app_id)$/i)) {
    throw unsafe('oidc-audience-open', property, text, 'aud (or app_id) of the provider must name one audience in full, or the tokens of every application can '
      + 'assume the role. Use RoleTrust.oidc, which requires it');
  }
  for (const foreign of demands.demanding(/:(aud|sub|app_id|amr)$/i)) {
    if (!ofIssuer.conditions.includes(foreign)) {
      throw unsafe('trust-never-holds', property, { [foreign.operator]: { [foreign.key]: foreign.value } }, 'it is a key of another issuer '
      + `than ${issuer}, so that it can never hold`);
    }
  }
  for (const each of issuer === undefined ? issuersOf(ofIssuer) : [issuer]) {
    requireOwnTokens(property, text, each, ofIssuer);
    if (isKnownBySessionName(each) && !demands.hasText(/^sts:rolesessionname$/i)) {
      throw unsafe('oidc-session-name-open', property, text, `the tokens of ${each} are the same for all customers except for the name of the session. Add a condition `
        + 'on sts:RoleSessionName with the name that the issuer gives you, such as RoleTrust.oidc(...).withConditions({ StringEquals: { '
        + '\'sts:RoleSessionName\': NAME } })');
    }
  }
}

/** If every customer gets tokens for any audience they request, only the subject identifies the customer. */
function requireOwnTokens(property: string, text: string, issuer: string, demands: Demands): void {
  const subjects = demands.demanding(SUBJECTS);
  for (const subject of subjects.flatMap(valuesOf)) {
    if (/^[*?]|\$\{/.test(subject)) throw unsafe('oidc-subject-open', property, subject, 'anyone with a token of the provider could satisfy this subject. Use RoleTrust.oidc with the subjects to admit');
    requireOwnSubject(issuer, subject, property);
  }
  demands.demanding(/:aud$/i).flatMap(valuesOf).forEach((audience) => requireOwnAudience(issuer, audience, property));
  if (subjects.length > 0 || AUDIENCE_IS_ENOUGH.test(issuer)) return;
  if (COGNITO.test(issuer)) {
    if (demands.has(/:amr$/i, /^(?!unauthenticated$)[^*?]+$/)) return;
    throw unsafe('cognito-guests', property, text, 'guests of the identity pool, who did not sign in, could assume the role. Use RoleTrust.oidc with CognitoSubject.signedIn');
  }
  throw unsafe('oidc-subject-open', property, text, 'without a subject (sub), every user with a token of the provider could assume the role. Use RoleTrust.oidc, '
    + 'which requires subjects');
}

/** The issuers of a provider that is a token, taken from the condition keys. */
function issuersOf(demands: Demands): string[] {
  return demands.demanding(/:aud$/i).map(({ key }) => key.replace(/:aud$/i, ''));
}

/** Refuses IAM Roles Anywhere for the certificates of every trust anchor of the account. */
export function requireNarrowRolesAnywhere(property: string, { text }: ReadPrincipal, demands: Demands): void {
  if (demands.has(/^aws:sourcearn$/i, ONE_TRUST_ANCHOR)) return;
  throw unsafe('roles-anywhere-any-trust-anchor', property, text, 'without the ARN of the trust anchor, the certificates of every trust anchor of the account can assume the '
    + 'role. Use RoleTrust.rolesAnywhere, which requires it');
}

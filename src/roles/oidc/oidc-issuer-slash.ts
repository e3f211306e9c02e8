/** Issuers that end with a slash. Sources: the documentation of the providers; for authentik, "OAuth2 provider", Issuer mode. */
const WITH_SLASH: [string, RegExp][] = [
  ['Auth0', /^[\w-]+(\.[\w-]+)*\.auth0\.com$/],
  ['authentik', /\/application\/o\/[^/]+$/],
  ['Microsoft Entra ID (version 1 of its tokens)', /^sts\.windows\.net\/[0-9a-f-]{36}$/],
  ['env zero', /^login\.app\.env0\.com$/],
];

/** Issuers that do not end with a slash. */
const WITHOUT_SLASH: [string, RegExp][] = [
  ['GitHub', /^token\.actions\.[\w.-]+(\/[\w-]+)?\/$/],
  ['GitLab', /^gitlab\.com\/$/],
  ['HCP Terraform', /^app\.terraform\.io\/$/],
  ['Buildkite', /^agent\.buildkite\.com\/$/],
  ['CircleCI', /^oidc\.circleci\.com\/org\/[\w-]+\/$/],
  ['Bitbucket', /^api\.bitbucket\.org\/.+\/oidc\/$/],
  ['Amazon EKS', /^oidc\.eks\.[\w-]+\.amazonaws\.com(\.cn)?\/id\/\w+\/$/],
];

/**
 * Warns if a known provider writes its issuer with a trailing slash and the app does not, or the reverse. The `iss` claim must equal the
 * URL of the provider character by character, so that no token could ever assume a role of such a provider.
 *
 * Source: OpenID Connect Core 1.0, "ID Token Validation".
 *
 * @param issuer without https://
 */
export function issuerSlashWarning(issuer: string): string | undefined {
  const nameOf = (issuers: [string, RegExp][]) => issuers.find(([, pattern]) => pattern.test(issuer))?.[0];
  const missing = nameOf(WITH_SLASH);
  if (missing) {
    return `The issuer https://${issuer} lacks its trailing slash: issuers of ${missing} end with one, and no token could ever `
    + `assume a role. Use https://${issuer}/`;
  }
  const superfluous = nameOf(WITHOUT_SLASH);
  if (superfluous) {
    return `The issuer https://${issuer} has a trailing slash: issuers of ${superfluous} have none, and no token could ever `
    + `assume a role. Use https://${issuer.slice(0, -1)}`;
  }
  return undefined;
}

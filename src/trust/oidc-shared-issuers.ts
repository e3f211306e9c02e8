import { Token } from 'aws-cdk-lib';
import { namesGitHubOwner } from './oidc/github-owner';
import { unsafe } from '../private/errors';

/** Whether a value distinguishes one customer of an issuer from all others, and the form of such a value. */
interface Rule {
  readonly isOwn: (value: string) => boolean;
  readonly text: string;
}

interface SharedIssuer {
  readonly issuer: RegExp;
  /** Absent if the subject is the same for all customers, or if its form is not documented. */
  readonly subject?: Rule;
  /** Absent if every customer gets tokens for every audience. */
  readonly audience?: Rule;
  /** Whether only the name of the session identifies the customer. */
  readonly bySessionName?: boolean;
}

function subjects(name: string, beginning: string, pattern: RegExp): { subject: Rule } {
  return {
    subject: {
      isOwn: (subject) => pattern.test(subject),
      text: `a subject of ${name} begins with ${beginning}, in full and without a `
    + 'wildcard',
    },
  };
}

function audiences(text: string, pattern: RegExp): { audience: Rule } {
  return { audience: { isOwn: (audience) => pattern.test(audience), text } };
}

const GITHUB: Rule = {
  isOwn: namesGitHubOwner,
  text: 'a subject of GitHub names the owner of the repository, such as repo:octo-org/ or repository_owner:octo-org, before its first wildcard '
    + 'and before a value that may contain a colon',
};

/** IBM Turbonomic SaaS changes its issuers with its versions; these are the known ones. */
const TURBONOMIC = new RegExp('^(rh-oidc\\.s3\\.us-east-1\\.amazonaws\\.com/(22ejnvnnturfmt6km08idd0nt4hekbn7|23e3sd27sju1hoou6ohfs68vbno607tr|23ne21h005qjl3n33d8dui5dlrmv2tmg'
  + '|24jrf12m5dj7ljlfb4ta2frhrcoadm26)|oidc\\.op1\\.openshiftapps\\.com/(2f785sojlpb85i7402pk3qogugim5nfb|2c51blsaqa9gkjt0o9rt11mle8mmropu))$');

/**
 * Issuers that give tokens to every customer, each with the claim that identifies the customer. AWS itself requires a condition on that
 * claim, with a value that consists of more than wildcards. This library requires a value that names the customer in full.
 *
 * Amazon Cognito, which is on the list of AWS too, has its own rule. The last two issuers are not on that list.
 *
 * Sources: IAM User Guide, "Identity-provider controls for shared OIDC providers"; for the forms of the values, the documentation of the
 * providers and AWS Samples, "Resource control policy examples" (Limit access to trusted OIDC identity providers).
 */
const SHARED: SharedIssuer[] = [
  { issuer: /^(vs)?token\.actions\.githubusercontent\.com$/, subject: GITHUB },
  { issuer: /^oidc-configuration\.audit-log\.githubusercontent\.com$/, ...subjects('the audit log of GitHub', 'https://github.com/ENTERPRISE', /^https:\/\/github\.com\/[^*?/:]+$/) },
  { issuer: /^gitlab\.com$/, ...subjects('GitLab', 'project_path:GROUP/', /^project_path:[^*?/:]+\//) },
  { issuer: /^app\.terraform\.io$/, ...subjects('HCP Terraform', 'organization:NAME:', /^organization:[^*?:]+:/) },
  { issuer: /^agent\.buildkite\.com$/, ...subjects('Buildkite', 'organization:SLUG:', /^organization:[^*?:]+:/) },
  { issuer: /^oidc\.codefresh\.io$/, ...subjects('Codefresh', 'account:ID:', /^account:[^*?:]+:/) },
  { issuer: /^studio\.datachain\.ai\/api$/, ...subjects('DVC Studio', 'credentials:TEAM/', /^credentials:[^*?/:]+\//) },
  { issuer: /^scalr\.io$/, ...subjects('Scalr', 'account:NAME:', /^account:[^*?:]+:/) },
  { issuer: /^tokens\.cloud\.shisho\.dev$/, ...subjects('Shisho Cloud', 'job:ORGANIZATION:', /^job:[^*?:]+:/) },
  { issuer: /^proidc\.upbound\.io$/, ...subjects('Upbound', 'mcp:ORGANIZATION/', /^mcp:[^*?/:]+[/:]/) },
  {
    issuer: /^api\.pulumi\.com\/oidc$/,
    ...subjects('Pulumi', 'pulumi:deploy:org:NAME: or pulumi:environments:org:NAME:', /^pulumi:[^*?:]+:(org|pulumi\.organization\.login):[^*?:]+(:|$)/),
    ...audiences('the audience of Pulumi is the name of your organization, with aws: in front of it for environments of a project', /^(aws:)?[\w-]+$/),
  },
  {
    issuer: /^oidc\.vercel\.com$/,
    ...subjects('Vercel', 'owner:TEAM:', /^owner:[^*?:]+:/),
    ...audiences('without a team in the issuer, the audience of Vercel is https://vercel.com/TEAM', /^https:\/\/vercel\.com\/[\w-]+$/),
  },
  { issuer: /^sandboxes\.cloud$/, ...audiences('the audience of sandboxes.cloud is the name of your organization', /^[\w-]+$/) },
  // Microsoft Sentinel has one application for all customers in the commercial cloud, and one in the government cloud.
  { issuer: /^sts\.windows\.net\/(33e01921-4d64-4f8c-a055-5bdaffd5e33d|cab8a31a-1906-4287-a0d8-4eef66b95f6e)$/, bySessionName: true },
  { issuer: TURBONOMIC, ...subjects('IBM Turbonomic', 'system:serviceaccount:TENANT:', /^system:serviceaccount:[^*?:]+:/) },
  { issuer: /^api\.pulumi\.com\/oidc\/v2$/, ...subjects('Pulumi', 'pulumi:org:ID:', /^pulumi:org:[^*?:]+:/) },
  { issuer: /^accounts\.google\.com$/, subject: { isOwn: (subject) => /^[^*?]+$/.test(subject), text: 'the subject of Google is the number of one account' } },
];

/** To IAM, an issuer with a trailing slash is another issuer. It is shared all the same. */
function sharedIssuer(issuer: string): SharedIssuer | undefined {
  return SHARED.find((candidate) => candidate.issuer.test(issuer.toLowerCase().replace(/\/$/, '')));
}

/** Refuses a subject that other customers of the issuer can obtain in a token. */
export function requireOwnSubject(issuer: string, subject: string, property: string = 'subjects'): void {
  const { subject: rule } = sharedIssuer(issuer) ?? {};
  if (!rule || Token.isUnresolved(subject) || rule.isOwn(subject)) return;
  throw unsafe('oidc-shared-issuer', property, subject, `anyone with an account at ${issuer} could satisfy it: ${rule.text}`);
}

/** Refuses an audience that other customers of the issuer can obtain in a token, if the audience identifies the customer. */
export function requireOwnAudience(issuer: string, audience: string, property: string = 'audience'): void {
  const { audience: rule } = sharedIssuer(issuer) ?? {};
  if (!rule || Token.isUnresolved(audience) || rule.isOwn(audience)) return;
  throw unsafe('oidc-shared-issuer', property, audience, `anyone with an account at ${issuer} could satisfy it: ${rule.text}`);
}

/** Whether only the name of the session (`sts:RoleSessionName`) identifies the customer of an issuer. */
export function isKnownBySessionName(issuer: string): boolean {
  return sharedIssuer(issuer)?.bySessionName ?? false;
}

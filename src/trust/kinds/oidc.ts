import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, unsafe } from '../../private/errors';
import { flag, instanceOf, KnownKeys, listOf, mandatory, object, requireKnownKeys, text } from '../../private/known-keys';
import { warningPairs, Warnings } from '../../private/warnings';
import { conditionValue } from '../condition-list';
import { OidcSubject } from '../oidc/oidc-subject';
import { OidcSubjectConfig, WILDCARD } from '../oidc/oidc-subject-config';
import { requireOwnAudience, requireOwnSubject } from '../oidc-shared-issuers';
import { OidcTrustOptions } from '../options/oidc-trust-options';
import { requireEntries } from '../trust-formats';
import { TrustCondition, TrustDetails, TrustPart, TrustWarning } from '../trust-part';

const KEYS: KnownKeys<OidcTrustOptions> = {
  provider: object, subjects: mandatory(listOf(instanceOf(OidcSubject, 'a subject, such as GitHubSubject.branch(...) or OidcSubject.exactly(...)'))), audience: text, sessionTags: flag, sourceIdentity: flag,
};

/**
 * Groups subjects that differ only in the subject into one part, since IAM limits a trust policy to 2,048 characters. Subjects with
 * different further claims get separate parts, since each subject must appear together with its own claims.
 */
export function oidcTrust(options: OidcTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  requireEntries('subjects', options.subjects, 'Without a subject, every user with a token of the provider could assume the role', 'oidc-subject-open');
  const subjects = options.subjects.map((subject) => subject._config);
  if (options.provider && subjects.every((subject) => subject.builtIn)) {
    throw invalid('provider', options.provider.node.path, `IAM supports ${subjects[0].builtIn} without a provider. Remove it`);
  }
  const groups = new Map<string, OidcSubjectConfig>();
  for (const subject of subjects) {
    const checked = subject.builtIn ? ofBuiltIn(options, subject) : ofProvider(options, subject);
    const key = JSON.stringify({
      ...checked, subjects: checked.subjects.length > 0, isPattern: undefined, isAudienceGiven: undefined, warnings: undefined, issuer: undefined,
    });
    const known = groups.get(key);
    groups.set(key, known ? together(known, checked) : checked);
  }
  return { parts: [...groups.values()].map((subject) => partOf(options, subject)), warnings: warningsOf(options, subjects) };
}

function partOf(options: OidcTrustOptions, subject: OidcSubjectConfig): TrustPart {
  return {
    kind: 'oidc',
    principals: { Federated: [subject.builtIn ?? options.provider!.oidcProviderArn] },
    conditions: conditionsOf(subject.builtIn ?? options.provider!.oidcProviderIssuer, subject),
    sessionTags: options.sessionTags,
    sourceIdentity: options.sourceIdentity,
  };
}

/** Whether two subjects differ only in their names. */
function together(one: OidcSubjectConfig, other: OidcSubjectConfig): OidcSubjectConfig {
  return { ...one, subjects: [...new Set([...one.subjects, ...other.subjects])], isPattern: one.isPattern || other.isPattern };
}

/** The warnings of the subjects, if STS supports the claims that would prevent them. */
function warningsOf({ provider }: OidcTrustOptions, subjects: OidcSubjectConfig[]): TrustWarning[] {
  const warnings: Warnings = Object.assign({}, ...subjects
    .filter(({ issuer }) => issuer?.withClaims?.test(provider?.oidcProviderIssuer ?? ''))
    .map((subject) => subject.warnings));
  return warningPairs(warnings).map(([id, message]) => ({ id, message }));
}

function ofProvider(options: OidcTrustOptions, subject: OidcSubjectConfig): OidcSubjectConfig {
  const { provider } = options;
  if (!provider) {
    throw invalid('provider', undefined, `the role needs one for ${subject.issuer?.name ?? 'these subjects'}. Create an `
    + 'OidcProvider, or import it with OidcProvider.fromIssuer');
  }
  const issuer = provider.oidcProviderIssuer;
  if (issuer === undefined) {
    throw invalid('provider', provider.node?.path ?? `${provider}`, 'it has no known issuer. Use the OidcProvider of this library, or import '
      + 'the provider with OidcProvider.fromIssuer');
  }
  if (Token.isUnresolved(issuer)) {
    throw invalid('provider', provider.node.path, 'the condition keys of the role contain its issuer, which must be known at synthesis. Use '
      + 'the OidcProvider of this library, or import it with OidcProvider.fromIssuer');
  }
  if (subject.issuer && !subject.issuer.pattern.test(issuer)) {
    throw unsafe('trust-never-holds', 'provider', issuer, `the subjects belong to ${subject.issuer.name}, so that no token could ever assume the role`);
  }
  const unknown = subject.issuer && !subject.issuer.withClaims?.test(issuer) ? Object.keys(subject.claims) : [];
  if (unknown.length > 0) {
    throw unsafe('trust-never-holds', 'subjects', unknown, `STS has no condition keys for these claims of ${issuer}, so that no token could ever assume the role. `
      + 'Remove the IDs, or the options that need the claims');
  }
  subject.subjects.forEach((each) => requireOwnSubject(issuer, each));
  requireNoOtherAudience(options, subject);
  const audiences = options.audience === undefined ? subject.audiences : [options.audience];
  requireAudiences(provider, audiences);
  audiences.forEach((each) => requireOwnAudience(issuer, each, options.audience === undefined ? 'subjects' : 'audience'));
  return { ...subject, audiences };
}

/** With two audiences, a token would have to match both. */
function requireNoOtherAudience({ audience }: OidcTrustOptions, { audiences, isAudienceGiven }: OidcSubjectConfig): void {
  if (!isAudienceGiven || audience === undefined || Token.isUnresolved(audience)) return;
  if (audiences.some((each) => Token.isUnresolved(each) || each === audience)) return;
  throw unsafe('trust-never-holds', 'audience', audience, `the subject has the audience ${audiences.join(', ')}, and a token has only one. Remove the property, or `
    + 'give the subject the same audience');
}

/**
 * In a token of Google, the requested audience and the application that requested it are in separate claims. The other providers have no
 * such claim.
 */
function ofBuiltIn({ audience }: OidcTrustOptions, subject: OidcSubjectConfig): OidcSubjectConfig {
  if (audience === undefined) return subject;
  if (subject.builtIn !== 'accounts.google.com') {
    throw invalid('audience', audience, `the audience of ${subject.builtIn} is the application or identity pool that the subject names. Remove `
      + 'the property');
  }
  requireOneAudience(audience);
  return { ...subject, claims: { ...subject.claims, oaud: [audience] } };
}

function requireAudiences(provider: iam.IOidcProvider, audiences: string[]): void {
  const clientIds = clientIdsOf(provider);
  for (const audience of audiences.filter((each) => !Token.isUnresolved(each))) {
    requireOneAudience(audience);
    if (clientIds && !clientIds.some((clientId) => Token.isUnresolved(clientId) || clientId === audience)) {
      throw unsafe('trust-never-holds', 'audience', audience, `the provider accepts tokens only for ${clientIds.join(', ')}, so that no token could ever assume `
        + 'the role. Add the audience to its clientIds');
    }
  }
}

function requireOneAudience(audience: string): void {
  if (Token.isUnresolved(audience)) return;
  if (audience === '' || WILDCARD.test(audience)) throw unsafe('oidc-audience-open', 'audience', audience, 'an audience is one text, without wildcards');
}

/** The client IDs of a provider that the app creates. */
function clientIdsOf(provider: iam.IOidcProvider): string[] | undefined {
  const resource = provider.node.defaultChild;
  const clientIds = resource instanceof iam.CfnOIDCProvider ? resource.clientIdList : undefined;
  return Token.isUnresolved(clientIds) ? undefined : clientIds;
}

function conditionsOf(issuer: string, subject: OidcSubjectConfig): TrustCondition[] {
  const conditions: TrustCondition[] = [];
  const add = (operator: string, claim: string, values: string[]) => (
    conditions.push({ property: 'subjects', operator, key: `${issuer}:${claim}`, value: conditionValue(values) })
  );
  add('StringEquals', subject.audienceClaim, subject.audiences);
  for (const [claim, values] of Object.entries(subject.claims)) add('StringEquals', claim, values);
  const isPattern = (each: string) => WILDCARD.test(each) || (subject.isPattern && Token.isUnresolved(each));
  if (subject.subjects.length > 0) add(subject.subjects.some(isPattern) ? 'StringLike' : 'StringEquals', subject.subjectClaim, subject.subjects);
  if (subject.excluded?.length) add('StringNotLike', subject.subjectClaim, subject.excluded);
  for (const [claim, values] of Object.entries(subject.listClaims ?? {})) add('ForAnyValue:StringEquals', claim, values);
  return conditions;
}

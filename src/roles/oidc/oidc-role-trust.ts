import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { OidcProvider } from './oidc-provider';
import { invalid } from '../../private/errors';
import { conditionValue } from '../../trust/condition-value';
import { OidcSubjectConfig, WILDCARD } from '../../trust/oidc/oidc-subject-config';
import { requireOwnSubject } from '../../trust/oidc-shared-issuers';
import { PrincipalKind } from '../../trust/principal-kind';
import { RoleTrust } from '../../trust/role-trust';

export interface OidcTrustProps {
  readonly provider?: iam.IOidcProvider;
  readonly audience?: string;
  readonly sessionTags?: boolean;
  readonly sourceIdentity?: boolean;
}

/**
 * One trust for all subjects that differ in nothing but the subject, since a trust policy may have no more than 2,048 characters;
 * another one where they differ in a further claim, since each subject must come with its own.
 */
export function oidcTrusts(props: OidcTrustProps, subjects: OidcSubjectConfig[]): RoleTrust[] {
  if (subjects.length === 0) throw invalid('subjects', [], 'name at least one; without a subject everybody with a token of the provider could assume the role');
  if (props.provider && subjects.every((subject) => subject.builtIn)) {
    throw invalid('provider', props.provider.node.path, `IAM knows ${subjects[0].builtIn} without being told: leave it out`);
  }
  const groups = new Map<string, OidcSubjectConfig>();
  for (const subject of subjects) {
    const checked = subject.builtIn ? subject : ofProvider(props, subject);
    const key = JSON.stringify({ ...checked, subjects: checked.subjects.length > 0, isPattern: undefined, warnings: undefined, issuer: undefined });
    const known = groups.get(key);
    groups.set(key, known ? together(known, checked) : checked);
  }
  return [...groups.values()].map((subject) => new RoleTrust({
    kind: PrincipalKind.OIDC,
    principal: new iam.FederatedPrincipal(subject.builtIn ?? props.provider!.oidcProviderArn, {}, 'sts:AssumeRoleWithWebIdentity'),
    conditions: conditionsOf(subject.builtIn ?? props.provider!.oidcProviderIssuer, subject),
    sessionTags: props.sessionTags,
    sourceIdentity: props.sourceIdentity,
  }));
}

/** Two that differ in nothing but their names. */
function together(one: OidcSubjectConfig, other: OidcSubjectConfig): OidcSubjectConfig {
  return { ...one, subjects: [...new Set([...one.subjects, ...other.subjects])], isPattern: one.isPattern || other.isPattern };
}

/** The warnings of the subjects, where STS knows the claims that would help. */
export function oidcWarnings(props: OidcTrustProps, subjects: OidcSubjectConfig[]): Record<string, string> {
  return Object.assign({}, ...subjects
    .filter(({ issuer }) => issuer?.withClaims?.test(props.provider?.oidcProviderIssuer ?? ''))
    .map(({ warnings }) => warnings));
}

function ofProvider(props: OidcTrustProps, subject: OidcSubjectConfig): OidcSubjectConfig {
  const { provider } = props;
  if (!provider) throw invalid('provider', undefined, `the role needs one for ${subject.issuer?.name ?? 'these subjects'}: make an OidcProvider or import it with OidcProvider.fromIssuer`);
  const issuer = provider.oidcProviderIssuer;
  if (Token.isUnresolved(issuer)) {
    throw invalid('provider', provider.node.path, 'the conditions of the role have its issuer in their names, which must be known at synthesis: use the OidcProvider of '
      + 'this library, or import it with OidcProvider.fromIssuer');
  }
  if (subject.issuer && !subject.issuer.pattern.test(issuer)) {
    throw invalid('provider', issuer, `the subjects are those of ${subject.issuer.name}, so that nobody could ever assume the role`);
  }
  const unknown = subject.issuer && !subject.issuer.withClaims?.test(issuer) ? Object.keys(subject.claims) : [];
  if (unknown.length > 0) {
    throw invalid('subjects', unknown, `STS does not know these claims of ${issuer}, so that nobody could ever assume the role; leave out the ids or what asks for them`);
  }
  subject.subjects.forEach((each) => requireOwnSubject(issuer, each));
  const audiences = props.audience === undefined ? subject.audiences : [props.audience];
  requireAudiences(provider, audiences);
  return { ...subject, audiences };
}

function requireAudiences(provider: iam.IOidcProvider, audiences: string[]): void {
  for (const audience of audiences.filter((each) => !Token.isUnresolved(each))) {
    if (audience === '' || WILDCARD.test(audience)) throw invalid('audience', audience, 'it is one text, without wildcards');
    const clientIds = provider instanceof OidcProvider && !Token.isUnresolved(provider.clientIds) ? provider.clientIds : undefined;
    if (clientIds && !clientIds.some((clientId) => Token.isUnresolved(clientId) || clientId === audience)) {
      throw invalid('audience', audience, `the provider takes tokens for ${clientIds.join(', ')} only, so that nobody could ever assume the role: add it to its clientIds`);
    }
  }
}

function conditionsOf(issuer: string, subject: OidcSubjectConfig): iam.Conditions {
  const equals: Record<string, any> = { [`${issuer}:${subject.audienceClaim}`]: conditionValue(subject.audiences) };
  for (const [claim, values] of Object.entries(subject.claims)) equals[`${issuer}:${claim}`] = conditionValue(values);
  const conditions: iam.Conditions = { StringEquals: equals };
  const name = { [`${issuer}:${subject.subjectClaim}`]: conditionValue(subject.subjects) };
  const isPattern = (each: string) => WILDCARD.test(each) || (subject.isPattern && Token.isUnresolved(each));
  if (subject.subjects.some(isPattern)) conditions.StringLike = name;
  else if (subject.subjects.length > 0) Object.assign(equals, name);
  const lists = Object.entries(subject.listClaims ?? {}).map(([claim, values]) => [`${issuer}:${claim}`, conditionValue(values)]);
  if (lists.length > 0) conditions['ForAnyValue:StringEquals'] = Object.fromEntries(lists);
  return conditions;
}

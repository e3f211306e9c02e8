import { Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, requireMatch, unsafe } from '../../private/errors';
import { flag, KnownKeys, listOf, mapOf, requireKnownKeys, text } from '../../private/known-keys';
import { signInHost } from '../../private/partition/sign-in-host';
import { textInScope } from '../../private/text/lazy-text';
import { ConditionList } from '../condition-list';
import { SamlTrustOptions } from '../options/saml-trust-options';
import { SIGN_IN_ENDPOINT } from '../sign-in-endpoint';
import { requireEntries } from '../trust-formats';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<SamlTrustOptions> = {
  signInRegions: listOf(text), audiences: listOf(text), attributes: mapOf(listOf(text)), sessionTags: flag, sourceIdentity: flag,
};

/**
 * The condition keys that hold lists, and those that hold one value. Source: Service Authorization Reference, "Condition keys for AWS
 * Security Token Service".
 */
const LISTS = /^(cn|eduorg\w+|eduperson(affiliation|assurance|entitlement|nickname|orgunitdn|scopedaffiliation|targetedid))$/i;
const ATTRIBUTES = new RegExp(`${LISTS.source}|^(commonName|doc|eduperson(orgdn|primaryaffiliation|primaryorgunitdn|principalname)|givenName|iss|mail|name|namequalifier`
  + '|organizationStatus|primaryGroupSID|sub|sub_type|surname|uid|x500UniqueIdentifier)$', 'i');

export function samlTrust(provider: iam.ISamlProvider, options: SamlTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  if (provider?.samlProviderArn === undefined) {
    throw invalid('provider', provider, 'it must be a SAML provider. Create a SamlProvider, or '
    + 'import one with SamlProvider.fromSamlProviderArn');
  }
  const list = new ConditionList().add('audiences', 'StringEquals', 'SAML:aud', audiencesOf(options));
  for (const [attribute, values] of Object.entries(options.attributes ?? {})) {
    if (!ATTRIBUTES.test(attribute)) {
      throw unsafe('trust-never-holds', 'attributes', attribute, 'IAM has no condition key SAML: with that name, so that no user '
      + 'could ever sign in. Use a session tag');
    }
    requireValues(attribute, values);
    list.addText('attributes', `SAML:${attribute}`, values, LISTS.test(attribute) ? 'ForAnyValue:' : '');
  }
  list.add('sourceIdentity', 'StringLike', 'sts:SourceIdentity', options.sourceIdentity ? '?*' : undefined);
  const { sessionTags, sourceIdentity } = options;
  return { parts: [{ kind: 'saml', principals: { Federated: [provider.samlProviderArn] }, conditions: list.conditions, sessionTags, sourceIdentity }] };
}

function audiencesOf({ audiences, signInRegions = [] }: SamlTrustOptions): string[] {
  if (audiences !== undefined) {
    if (signInRegions.length > 0) throw invalid('signInRegions', signInRegions, '`audiences` names all sign-in endpoints. Remove one of the two');
    requireEntries('audiences', audiences, 'Name at least one, or remove the property');
    if (!Token.isUnresolved(audiences)) {
      for (const audience of audiences) {
        requireMatch('audiences', audience, SIGN_IN_ENDPOINT, 'it must be the URL of an AWS sign-in endpoint, such as '
          + 'https://signin.aws.amazon.com/saml', 'saml-audience-open');
        requireMatch('audiences', audience, /^[^*]+$/, 'specify one sign-in endpoint. For regions, use `signInRegions`', 'saml-audience-open');
      }
    }
    return audiences;
  }
  if (Token.isUnresolved(signInRegions)) throw invalid('signInRegions', 'a list token', 'the number of regions must be known at synthesis. Name them one by one; each may be a token');
  for (const region of signInRegions) {
    requireMatch('signInRegions', region, /^[a-z]{2,4}(-[a-z]+)+-\d$/, 'it must be the name of a region, '
    + 'such as eu-west-1');
  }
  return [endpoint(''), ...signInRegions.map((region) => Token.isUnresolved(region) ? endpoint('${Region}.', { Region: region }) : endpoint(`${region}.`))];
}

/** Only the stack of the role knows the sign-in host of its partition. */
function endpoint(prefix: string, variables: Record<string, string> = {}): string {
  return textInScope((scope) => Fn.sub(`https://${prefix}\${Host}/saml`, { ...variables, Host: signInHost(scope) }));
}

function requireValues(attribute: string, values: string[]): void {
  requireEntries('attributes', values, `Name at least one value of ${attribute}`);
  if (Token.isUnresolved(values)) return;
  for (const value of values) {
    requireMatch('attributes', value, /[^*?]/, `it matches every ${attribute}. Specify at least a part of the value, or remove the attribute`, 'saml-attribute-open');
    requireMatch('attributes', value, /^(?!.*\$\{)/, 'IAM treats ${ as a policy variable');
  }
}

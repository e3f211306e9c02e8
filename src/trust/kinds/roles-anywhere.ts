import { Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, unsafe } from '../../private/errors';
import { KnownKeys, listOf, mandatory, object, requireKnownKeys, text } from '../../private/known-keys';
import { ConditionList } from '../condition-list';
import { RolesAnywhereTrustOptions } from '../options/roles-anywhere-trust-options';
import { requireEntries } from '../trust-formats';
import { TrustDetails } from '../trust-part';

const KEYS: KnownKeys<RolesAnywhereTrustOptions> = {
  trustAnchors: mandatory(listOf(object)),
  subjectCommonNames: mandatory(listOf(text)),
  issuerCommonNames: mandatory(listOf(text)),
  subjectOrganizationalUnits: listOf(text),
};

/** IAM Roles Anywhere always passes session tags and a source identity. */
export function rolesAnywhereTrust(options: RolesAnywhereTrustOptions): TrustDetails {
  requireKnownKeys(options, KEYS);
  requireEntries('trustAnchors', options.trustAnchors, 'Without a trust anchor, the certificates of every trust anchor of the account are accepted', 'roles-anywhere-any-trust-anchor');
  requireNames('subjectCommonNames', options.subjectCommonNames);
  requireNames('issuerCommonNames', options.issuerCommonNames);
  if (options.subjectOrganizationalUnits !== undefined) requireNames('subjectOrganizationalUnits', options.subjectOrganizationalUnits);
  const trustAnchors = options.trustAnchors.map(({ trustAnchorArn }) => trustAnchorArn);
  const { conditions } = new ConditionList()
    .add('trustAnchors', 'ArnLike', 'aws:SourceArn', trustAnchors)
    .addText('subjectCommonNames', 'aws:PrincipalTag/x509Subject/CN', options.subjectCommonNames)
    .addText('issuerCommonNames', 'aws:PrincipalTag/x509Issuer/CN', options.issuerCommonNames)
    .addText('subjectOrganizationalUnits', 'aws:PrincipalTag/x509Subject/OU', options.subjectOrganizationalUnits);
  const principals = new iam.ServicePrincipal('rolesanywhere.amazonaws.com').policyFragment.principalJson;
  return { parts: [{ kind: 'rolesAnywhere', principals, conditions, sessionTags: true, sourceIdentity: true }], arns: { trustAnchors } };
}

function requireNames(property: string, names: string[]): void {
  requireEntries(property, names, 'Without a name, every machine of the authority could assume the role', 'roles-anywhere-any-machine');
  if (Token.isUnresolved(names)) return;
  for (const name of names) {
    if (Token.isUnresolved(name)) continue;
    if (!/[^*?]/.test(name)) {
      throw unsafe('roles-anywhere-any-machine', property, name, 'every machine of the authority could assume the role. Specify at least a part of '
      + 'the name');
    }
    if (!/^[^$]{1,256}$/.test(name)) throw invalid(property, name, 'a name has 1 to 256 characters, without $');
  }
}

import { X509Certificate } from 'crypto';
import { Token } from 'aws-cdk-lib';
import { invalid } from '../../private/errors';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * The certificates of a bundle in PEM, each of which must be one of an authority.
 *
 * Source: IAM Roles Anywhere User Guide, "Trust model"; AWS CloudFormation, "AWS::RolesAnywhere::TrustAnchor SourceData".
 */
export function requireAuthorities(property: string, bundle: string): X509Certificate[] {
  if (Token.isUnresolved(bundle)) return [];
  if (/PRIVATE KEY/.test(bundle)) throw invalid(property, 'a private key', 'give the certificates only; the key must not leave the authority');
  const shown = `${bundle.slice(0, 40)}...`;
  const texts = bundle.match(CERTIFICATE) ?? [];
  if (texts.length === 0 || bundle.replace(CERTIFICATE, '').includes('-----')) throw invalid(property, shown, 'give certificates in PEM, each between its BEGIN and END lines');
  if (bundle.length > 8000) throw invalid(property, shown, `IAM Roles Anywhere takes bundles of up to 8,000 characters, and this has ${bundle.length}`);
  return texts.map((text) => {
    let certificate;
    try {
      certificate = new X509Certificate(text);
    } catch (error) {
      throw invalid(property, shown, `a certificate of it cannot be read: ${(error as Error).message}`);
    }
    if (!certificate.ca) throw invalid(property, certificate.subject, 'it is not the certificate of an authority (CA:TRUE), so that it can have signed none');
    return certificate;
  });
}

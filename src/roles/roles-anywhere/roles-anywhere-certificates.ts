import { X509Certificate } from 'crypto';
import { Token } from 'aws-cdk-lib';
import { readCertificate } from '../../private/certificate';
import { invalid } from '../../private/errors';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/** IAM Roles Anywhere User Guide, "Quotas": certificates per trust anchor, not adjustable. Two let an authority be replaced. */
const MAXIMUM_CERTIFICATES = 2;

const BASIC_CONSTRAINTS = '551d13';
const KEY_USAGE = '551d0f';

/** RSA and ECDSA with SHA-256, SHA-384 or SHA-512. */
const SIGNATURES = ['2a864886f70d01010b', '2a864886f70d01010c', '2a864886f70d01010d', '2a8648ce3d040302', '2a8648ce3d040303', '2a8648ce3d040304'];
const RSA_PSS = '2a864886f70d01010a';
/** In the parameters of RSASSA-PSS the hash comes first, tagged [0]; without it the hash is SHA-1. */
const PSS_WITH_SHA_2 = /^a0..30..060960864801650304020[123]/;

/**
 * Reads the certificates of a bundle in PEM and refuses what IAM Roles Anywhere refuses as a trust anchor.
 *
 * Sources: IAM Roles Anywhere User Guide, "Trust model" (Signature validation) and "Quotas"; AWS CloudFormation,
 * "AWS::RolesAnywhere::TrustAnchor SourceData".
 */
export function requireAuthorities(property: string, bundle: string): X509Certificate[] {
  if (Token.isUnresolved(bundle)) return [];
  if (/PRIVATE KEY/.test(bundle)) throw invalid(property, 'a private key', 'it must hold certificates only. Keep the key at the authority');
  const shown = `${bundle.slice(0, 40)}...`;
  const texts = bundle.match(CERTIFICATE) ?? [];
  if (texts.length === 0 || bundle.replace(CERTIFICATE, '').includes('-----')) {
    throw invalid(property, shown, 'it must hold certificates in PEM. Give certificates in PEM, each between its BEGIN and END lines');
  }
  if (bundle.length > 8000) throw invalid(property, shown, `IAM Roles Anywhere takes bundles of up to 8,000 characters, and this one has ${bundle.length}`);
  if (texts.length > MAXIMUM_CERTIFICATES) {
    throw invalid(property, shown, `IAM Roles Anywhere takes ${MAXIMUM_CERTIFICATES} certificates per trust anchor, and this bundle has ${texts.length}. `
      + 'Make one trust anchor for each authority');
  }
  return texts.map((text) => {
    const certificate = parse(property, shown, text);
    requireAuthority(property, certificate);
    return certificate;
  });
}

function parse(property: string, shown: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw invalid(property, shown, `a certificate of it cannot be read: ${(error as Error).message}`);
  }
}

function requireAuthority(property: string, certificate: X509Certificate): void {
  const { version, extensions, signatureOid, signatureParameters } = readCertificate(certificate);
  const refuse = (rule: string) => invalid(property, certificate.subject.replace(/\n/g, ', '), rule);
  const valueOf = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  if (version !== 3) throw refuse(`it is an X.509v${version} certificate, and IAM Roles Anywhere takes X.509v3`);
  // SEQUENCE { cA BOOLEAN DEFAULT FALSE, ... }
  if (valueOf(BASIC_CONSTRAINTS)?.subarray(2, 5).toString('hex') !== '0101ff') {
    throw refuse('it is not the certificate of an authority: its basic constraints do not say CA:TRUE. Give the certificate that issued it');
  }
  const keyType = keyTypeOf(certificate);
  if (keyType !== 'rsa' && keyType !== 'ec') throw refuse(`its key is of the type ${keyType}, and IAM Roles Anywhere takes RSA and EC keys`);
  if (!SIGNATURES.includes(signatureOid) && !(signatureOid === RSA_PSS && PSS_WITH_SHA_2.test(signatureParameters.toString('hex')))) {
    throw refuse('it is not signed with RSA or ECDSA and SHA-256 or stronger, and IAM Roles Anywhere rejects MD5 and SHA-1. Reissue it with SHA-256');
  }
  // BIT STRING: tag, length, number of unused bits, then the bits, of which Certificate Sign is the sixth: 4 of the byte's value.
  if ((valueOf(KEY_USAGE)?.[3] ?? 0) % 8 < 4) {
    throw refuse('its key usage does not include Certificate Sign, which IAM Roles Anywhere requires of a trust anchor. Reissue it with the key usage keyCertSign');
  }
}

function keyTypeOf(certificate: X509Certificate): string | undefined {
  try {
    return certificate.publicKey.asymmetricKeyType;
  } catch {
    return 'unknown';
  }
}

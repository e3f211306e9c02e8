import { X509Certificate } from 'crypto';
import { Token } from 'aws-cdk-lib';
import { readCertificate } from '../../private/certificate';
import { invalid, InvalidInputError, unsafe } from '../../private/errors';
import { ErrorId } from '../../private/rules/error-ids';

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;

/**
 * Certificates per trust anchor, not adjustable. Two allow the replacement of an authority. Source: IAM Roles Anywhere User Guide,
 * "Quotas".
 */
const MAXIMUM_CERTIFICATES = 2;

const BASIC_CONSTRAINTS = '551d13';
const KEY_USAGE = '551d0f';

/** RSA and ECDSA with SHA-256, SHA-384 or SHA-512. */
const SIGNATURES = ['2a864886f70d01010b', '2a864886f70d01010c', '2a864886f70d01010d', '2a8648ce3d040302', '2a8648ce3d040303', '2a8648ce3d040304'];
const RSA_PSS = '2a864886f70d01010a';
/** In the parameters of RSASSA-PSS the hash comes first, tagged [0]; without it the hash is SHA-1. */
const PSS_WITH_SHA_2 = /^a0..30..060960864801650304020[123]/;

/**
 * Reads the certificates of a PEM bundle and refuses those that IAM Roles Anywhere refuses as a trust anchor.
 *
 * Sources: IAM Roles Anywhere User Guide, "Trust model" (Signature validation) and "Quotas"; AWS CloudFormation,
 * "AWS::RolesAnywhere::TrustAnchor SourceData".
 */
export function requireAuthorities(property: string, bundle: string): X509Certificate[] {
  if (Token.isUnresolved(bundle)) return [];
  if (/PRIVATE KEY/.test(bundle)) throw unsafe('secret-in-template', property, 'a private key', 'it must contain only certificates. Keep the key at the authority');
  const shown = `${bundle.slice(0, 40)}...`;
  const texts = bundle.match(CERTIFICATE) ?? [];
  if (texts.length === 0 || bundle.replace(CERTIFICATE, '').includes('-----')) {
    throw invalid(property, shown, 'it must contain certificates in PEM format, each between its BEGIN and END lines');
  }
  if (bundle.length > 8000) {
    throw invalid(property, shown, 'IAM Roles Anywhere accepts bundles of up to 8,000 characters, and this one has '
    + `${bundle.length}`);
  }
  if (texts.length > MAXIMUM_CERTIFICATES) {
    throw invalid(property, shown, `IAM Roles Anywhere accepts ${MAXIMUM_CERTIFICATES} certificates per trust anchor, and this bundle has `
      + `${texts.length}. Create one trust anchor for each authority`);
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
    throw invalid(property, shown, `it contains a certificate that cannot be read: ${(error as Error).message}`);
  }
}

function requireAuthority(property: string, certificate: X509Certificate): void {
  const { version, extensions, signatureOid, signatureParameters } = readCertificate(certificate);
  const refuse = (rule: string, id?: ErrorId) => new InvalidInputError(property, certificate.subject.replace(/\n/g, ', '), rule, undefined, id);
  const valueOf = (oid: string) => extensions.find((extension) => extension.oid === oid)?.value;
  if (version !== 3) throw refuse(`it is an X.509v${version} certificate, and IAM Roles Anywhere accepts X.509v3`);
  // SEQUENCE { cA BOOLEAN DEFAULT FALSE, ... }
  if (valueOf(BASIC_CONSTRAINTS)?.subarray(2, 5).toString('hex') !== '0101ff') {
    throw refuse('it is not the certificate of an authority: its basic constraints do not contain CA:TRUE. Use the certificate that issued it', 'certificate-not-of-authority');
  }
  const keyType = keyTypeOf(certificate);
  if (keyType !== 'rsa' && keyType !== 'ec') throw refuse(`its key is of the type ${keyType}, and IAM Roles Anywhere accepts RSA and EC keys`);
  if (!SIGNATURES.includes(signatureOid) && !(signatureOid === RSA_PSS && PSS_WITH_SHA_2.test(signatureParameters.toString('hex')))) {
    throw refuse('it is not signed with RSA or ECDSA and SHA-256 or stronger, and IAM Roles Anywhere rejects MD5 and SHA-1. Reissue it with SHA-256', 'certificate-too-weak');
  }
  // BIT STRING: tag, length, number of unused bits, then the bits. Certificate Sign is the sixth bit, with the value 4 in its byte.
  if ((valueOf(KEY_USAGE)?.[3] ?? 0) % 8 < 4) {
    throw refuse('its key usage does not include Certificate Sign, which IAM Roles Anywhere requires of a trust anchor. Reissue it with the key usage keyCertSign', 'certificate-not-of-authority');
  }
}

function keyTypeOf(certificate: X509Certificate): string | undefined {
  try {
    return certificate.publicKey.asymmetricKeyType;
  } catch {
    return 'unknown';
  }
}

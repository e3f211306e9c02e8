import { X509Certificate } from 'crypto';
import { childrenOf, descendantsOf, Refusal, XmlElement } from './saml-metadata-xml';
import { readCertificate } from '../../private/certificate';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';

export const DOWNLOAD = 'Use the metadata that your identity provider offers for download';

/** The advice for a document whose root is another element. */
const ADVICE: Record<string, string> = {
  EntitiesDescriptor: 'It contains several entities. Take the EntityDescriptor of your identity provider out of it, with the xmlns declarations '
    + 'of the elements around it',
  IDPSSODescriptor: 'It is a part of the metadata. Use the EntityDescriptor around it',
  html: `It is a web page, such as a sign-in page. ${DOWNLOAD}`,
  Response: `It is a message that the identity provider sends at sign-in. ${DOWNLOAD}`,
  Assertion: `It is a message that the identity provider sends at sign-in. ${DOWNLOAD}`,
};

/** Source: IAM User Guide, "Create a SAML identity provider in IAM". */
const MINIMUM_KEY_BITS = 1024;

/** Refuses a document that is not the metadata of one SAML 2.0 identity provider. */
export function requireEntity(root: XmlElement, refuse: Refusal): XmlElement {
  if (root.namespace !== METADATA || root.name !== 'EntityDescriptor') {
    const advice = Object.hasOwn(ADVICE, root.name) ? ADVICE[root.name] : DOWNLOAD;
    throw refuse(`its root is ${root.name} and not the EntityDescriptor of SAML metadata. ${advice}${namesOf(root)}`);
  }
  if (providersOf(root).length === 0) {
    throw refuse(`it has no IDPSSODescriptor of SAML 2.0, so that it is not the metadata of an identity provider. ${DOWNLOAD}`);
  }
  return root;
}

/**
 * The signing certificates of the identity provider. IAM refuses a document because of the key or the extensions of any certificate in
 * it.
 */
export function requireSigningCertificates(entity: XmlElement, refuse: Refusal): X509Certificate[] {
  const certificates = providersOf(entity)
    .flatMap((provider) => childrenOf(provider, METADATA, 'KeyDescriptor'))
    // A key without a use is for everything.
    .filter(({ attributes }) => attributes.use === undefined || attributes.use === 'signing')
    .flatMap((key) => childrenOf(key, SIGNATURE, 'KeyInfo'))
    .flatMap((info) => childrenOf(info, SIGNATURE, 'X509Data'))
    .flatMap((data) => childrenOf(data, SIGNATURE, 'X509Certificate'))
    .map(({ text }) => parseCertificate(text, (reason) => refuse(`it contains a signing certificate that cannot be read: ${reason}`))!);
  if (certificates.length === 0) {
    throw refuse('its identity provider has no signing certificate, without which IAM cannot verify assertions. Use metadata with a signing '
      + 'certificate', 'saml-metadata-unsigned');
  }
  for (const { text } of descendantsOf(entity, SIGNATURE, 'X509Certificate')) requireUsable(text, refuse);
  return certificates;
}

function providersOf(entity: XmlElement): XmlElement[] {
  return childrenOf(entity, METADATA, 'IDPSSODescriptor')
    .filter(({ attributes }) => (attributes.protocolSupportEnumeration ?? '').split(/\s+/).includes(PROTOCOL));
}

/** The identity providers among several entities. */
function namesOf(root: XmlElement): string {
  const names = descendantsOf(root, METADATA, 'EntityDescriptor').filter((entity) => providersOf(entity).length > 0).map(({ attributes }) => attributes.entityID);
  if (names.length === 0) return '';
  return `. Its identity providers are ${names.slice(0, 3).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''}`;
}

function parseCertificate(text: string, refuse?: Refusal): X509Certificate | undefined {
  const encoded = text.replace(/\s+/g, '');
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw new Error('it is not Base64');
    return new X509Certificate(Buffer.from(encoded, 'base64'));
  } catch (error) {
    if (refuse) throw refuse((error as Error).message);
    return undefined;
  }
}

/**
 * Refuses a certificate because of which IAM refuses the document, whatever its purpose. A certificate that cannot be read is refused
 * only if it is used.
 */
function requireUsable(text: string, refuse: Refusal): void {
  const certificate = parseCertificate(text);
  if (!certificate) return;
  const name = certificate.subject.replace(/\n/g, ', ');
  const bits = bitsOf(certificate);
  if (bits !== undefined && bits < MINIMUM_KEY_BITS) {
    throw refuse(`the key of the certificate ${name} has ${bits} bits, and IAM accepts keys of ${MINIMUM_KEY_BITS} bits or more. Configure a `
      + 'longer signing key at the identity provider', 'certificate-too-weak');
  }
  const oids = readCertificate(certificate).extensions.map(({ oid }) => oid);
  if (new Set(oids).size < oids.length) {
    throw refuse(`the certificate ${name} has an extension twice, which IAM refuses. Configure another `
    + 'signing certificate at the identity provider');
  }
}

/** The length of an RSA or DSA key. Keys of elliptic curves are shorter and as strong. */
function bitsOf(certificate: X509Certificate): number | undefined {
  try {
    return certificate.publicKey.asymmetricKeyDetails?.modulusLength;
  } catch {
    // Node.js cannot read the key, and the behavior of IAM is unknown.
    return undefined;
  }
}

import { X509Certificate } from 'crypto';
import { existsSync, readFileSync } from 'fs';
import { Token } from 'aws-cdk-lib';
import { childrenOf, readXml, XmlElement } from './saml-metadata-xml';
import { invalid } from '../../private/errors';

const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const REDIRECTED = 'the metadata that your identity provider offers as a download, not an address, a sign-in page or an assertion';

/**
 * What an identity provider says about itself: who it is and with which certificates it signs. It is checked when it is read, since
 * IAM accepts less than SAML allows and otherwise the deployment fails half-way.
 *
 * Only a small part of XML is read: a document type, entities of one's own and a second root element are refused.
 *
 * Sources: OASIS "Metadata for the OASIS Security Assertion Markup Language (SAML) V2.0"; IAM API Reference, CreateSAMLProvider.
 *
 * @example
 * declare const xml: string;
 * const metadata = SamlMetadata.fromText(xml);
 * new SamlProvider(this, 'Workforce', { metadata });
 */
export class SamlMetadata {
  /**
   * Metadata from a file, as the identity provider lets one download it.
   *
   * @param path relative to the directory in which the app runs, or absolute
   * @throws if there is no such file, or what is in it is not the metadata of a SAML 2.0 identity provider
   */
  public static fromFile(path: string): SamlMetadata {
    if (!existsSync(path)) throw invalid('metadata', path, `there is no such file in ${process.cwd()}`);
    return new SamlMetadata(readFileSync(path, 'utf8'));
  }

  /**
   * Metadata as text.
   *
   * @param xml a token passes unchecked
   * @throws if it is not the metadata of a SAML 2.0 identity provider
   */
  public static fromText(xml: string): SamlMetadata {
    return new SamlMetadata(xml);
  }

  /** The name by which the identity provider calls itself, which is what its assertions have as their issuer; none of a token. */
  public readonly entityId?: string;

  /** When the last of the certificates ends that the provider signs with: afterwards nobody can sign in. None of a token. */
  public readonly signingEnds?: Date;

  /** Until when the document itself says that it holds; none if it does not, or of a token. */
  public readonly validUntil?: Date;

  private constructor(
    /** The document as it was given. */
    public readonly xml: string,
  ) {
    if (Token.isUnresolved(xml)) return;
    if (xml.length < 1000 || xml.length > 10_000_000) {
      throw invalid('metadata', shortened(xml), `IAM takes documents of 1,000 to 10,000,000 characters, and this has ${xml.length}: give ${REDIRECTED}`);
    }
    const entity = readXml('metadata', xml);
    if (entity.namespace !== METADATA || entity.name !== 'EntityDescriptor') {
      throw invalid('metadata', shortened(xml), `its root is ${entity.name} and not the EntityDescriptor of SAML metadata: give ${REDIRECTED}`);
    }
    const { entityID, validUntil } = entity.attributes;
    if (!entityID || entityID.length > 1024) throw invalid('metadata', entityID ?? '', 'the entityID has 1 to 1,024 characters');
    this.entityId = entityID;
    if (validUntil !== undefined) this.validUntil = requireDate(validUntil);
    this.signingEnds = new Date(Math.max(...signingCertificates(entity).map((certificate) => Date.parse(certificate.validTo))));
  }
}

function signingCertificates(entity: XmlElement): X509Certificate[] {
  const providers = childrenOf(entity, METADATA, 'IDPSSODescriptor')
    .filter(({ attributes }) => (attributes.protocolSupportEnumeration ?? '').split(/\s+/).includes(PROTOCOL));
  if (providers.length === 0) {
    throw invalid('metadata', entity.attributes.entityID, `it has no IDPSSODescriptor of SAML 2.0, so that it is not that of an identity provider: give ${REDIRECTED}`);
  }
  const certificates = providers
    .flatMap((provider) => childrenOf(provider, METADATA, 'KeyDescriptor'))
    // A key without a use is for everything.
    .filter(({ attributes }) => attributes.use === undefined || attributes.use === 'signing')
    .flatMap((key) => childrenOf(key, SIGNATURE, 'KeyInfo'))
    .flatMap((info) => childrenOf(info, SIGNATURE, 'X509Data'))
    .flatMap((data) => childrenOf(data, SIGNATURE, 'X509Certificate'))
    .map(({ text }) => readCertificate(entity, text));
  if (certificates.length === 0) {
    throw invalid('metadata', entity.attributes.entityID, 'its identity provider has no certificate to sign with: without one IAM cannot tell who made an assertion');
  }
  return certificates;
}

function readCertificate(entity: XmlElement, text: string): X509Certificate {
  const encoded = text.replace(/\s+/g, '');
  try {
    if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw new Error('it is not Base64');
    return new X509Certificate(Buffer.from(encoded, 'base64'));
  } catch (error) {
    throw invalid('metadata', entity.attributes.entityID, `a signing certificate of it cannot be read: ${(error as Error).message}`);
  }
}

function requireDate(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(date.getTime())) throw invalid('metadata', text, 'validUntil is a date and time of XML Schema');
  return date;
}

function shortened(xml: string): string {
  return xml.length > 60 ? `${xml.slice(0, 60)}...` : xml;
}

import { existsSync, readFileSync } from 'fs';
import { Duration, Token } from 'aws-cdk-lib';
import { parseDateTime, parseDuration } from './saml-metadata-dates';
import { decodeUtf8, withoutByteOrderMark } from './saml-metadata-encoding';
import { DOWNLOAD, requireEntity, requireSigningCertificates } from './saml-metadata-entity';
import { parseXml, Refusal } from './saml-metadata-xml';
import { invalid, InvalidInputError } from '../../private/errors';

/**
 * The metadata of a SAML identity provider: its name and its signing certificates.
 *
 * The document is checked when it is read, since IAM accepts less than SAML allows and the deployment would otherwise partially fail. IAM
 * accepts documents of 1,000 to 10,000,000 characters in UTF-8 without a byte order mark, which is removed, of one entity, with
 * certificates whose keys have at least 1,024 bits and whose extensions occur once. XML with a document type is refused.
 *
 * Sources: OASIS "Metadata for the OASIS Security Assertion Markup Language (SAML) V2.0"; IAM User Guide, "Create a SAML identity
 * provider in IAM"; IAM API Reference, CreateSAMLProvider.
 *
 * @example
 * declare const xml: string;
 * const metadata = SamlMetadata.fromText(xml);
 * new SamlProvider(this, 'Workforce', { metadata });
 */
export class SamlMetadata {
  /**
   * Reads metadata from a file that the identity provider offers for download.
   *
   * @param path relative to the directory in which the app runs, or absolute
   * @throws if the file does not exist, is not in UTF-8, or is not the metadata of a SAML 2.0 identity provider
   */
  public static fromFile(path: string): SamlMetadata {
    if (!existsSync(path)) throw invalid('metadata', path, `there is no such file in ${process.cwd()}`);
    const refuse = refusalOf(path);
    return new SamlMetadata(decodeUtf8(readFileSync(path), refuse), refuse);
  }

  /**
   * Reads metadata from text.
   *
   * @param xml the document; a token is not checked
   * @throws if it declares another encoding than UTF-8 or is not the metadata of a SAML 2.0 identity provider
   */
  public static fromText(xml: string): SamlMetadata {
    return new SamlMetadata(xml, refusalOf(shortened(xml)));
  }

  /** The document, without a byte order mark. */
  public readonly xml: string;

  /** The name of the identity provider, which is the issuer of its assertions. Undefined for a token. */
  public readonly entityId?: string;

  /**
   * The expiration of the last of the provider's signing certificates. Undefined for a token. IAM does not check it, and the identity
   * provider uses another certificate by then.
   */
  public readonly signingEnds?: Date;

  /** The `validUntil` of the document. Undefined if it has none, and for a token. */
  public readonly validUntil?: Date;

  /**
   * The `cacheDuration` of the document, with years of 365 days and months of 30. Undefined if it has none, and for a token. IAM shows
   * the creation of the provider plus this duration as its expiration.
   */
  public readonly cacheDuration?: Duration;

  private constructor(given: string, refuse: Refusal) {
    this.xml = given;
    if (Token.isUnresolved(given)) return;
    this.xml = withoutByteOrderMark(given, refuse);
    if (this.xml.length < 1000 || this.xml.length > 10_000_000) {
      throw refuse(`IAM accepts documents of 1,000 to 10,000,000 characters, and this one has ${this.xml.length}. ${DOWNLOAD}`);
    }
    const entity = requireEntity(parseXml(this.xml, refuse), refuse);
    const { entityID, validUntil, cacheDuration } = entity.attributes;
    if (!entityID || entityID.length > 1024) {
      throw refuse(`the entityID has 1 to 1,024 characters, and this one has ${entityID?.length ?? 0}. `
      + `${DOWNLOAD}`);
    }
    this.entityId = entityID;
    this.validUntil = parseDateTime('validUntil', validUntil, refuse);
    this.cacheDuration = parseDuration('cacheDuration', cacheDuration, refuse);
    this.signingEnds = new Date(Math.max(...requireSigningCertificates(entity, refuse).map(({ validTo }) => Date.parse(validTo))));
  }
}

function refusalOf(document: string): Refusal {
  return (rule, id) => new InvalidInputError('metadata', document, rule, undefined, id);
}

/** The beginning of a document, for an error. */
function shortened(xml: string): string {
  return xml.length > 60 ? `${xml.slice(0, 60)}...` : xml;
}

import { X509Certificate } from 'crypto';

/** An extension of a certificate: its object identifier and its value, both as DER contents. */
export interface CertificateExtension {
  readonly oid: string;
  readonly value: Buffer;
}

/** What Node.js does not tell of a certificate. */
export interface CertificateDetails {
  /** 1 to 3. */
  readonly version: number;
  readonly extensions: CertificateExtension[];
  /** The object identifier of the signature's algorithm, in hexadecimal. */
  readonly signatureOid: string;
  /** The parameters of that algorithm. */
  readonly signatureParameters: Buffer;
}

interface Der {
  readonly tag: number;
  readonly content: Buffer;
}

const VERSION = 0xa0;
const EXTENSIONS = 0xa3;

/**
 * Reads the parts of a certificate that `X509Certificate` has no properties for in all supported versions of Node.js.
 *
 * @param certificate one that Node.js has parsed, so that its structure is as RFC 5280 says
 */
export function readCertificate(certificate: X509Certificate): CertificateDetails {
  const [toBeSigned, algorithm] = partsOf(partsOf(certificate.raw)[0].content);
  const fields = partsOf(toBeSigned.content);
  const [oid, ...parameters] = partsOf(algorithm.content);
  const version = fields[0].tag === VERSION ? partsOf(fields[0].content)[0].content[0] + 1 : 1;
  const extensions = fields.filter(({ tag }) => tag === EXTENSIONS).flatMap(({ content }) => partsOf(partsOf(content)[0].content));
  return {
    version,
    // Each has its identifier first, its value last, and perhaps between them whether it is critical.
    extensions: extensions.map(({ content }) => partsOf(content)).map((parts) => ({ oid: parts[0].content.toString('hex'), value: parts[parts.length - 1].content })),
    signatureOid: oid.content.toString('hex'),
    signatureParameters: Buffer.concat(parameters.map(({ content }) => content)),
  };
}

/** The elements of a DER sequence, one after the other. */
function partsOf(der: Buffer): Der[] {
  const parts: Der[] = [];
  for (let at = 0; at < der.length;) {
    const tag = der[at];
    const short = der[at + 1];
    const lengthBytes = short < 0x80 ? 0 : short - 0x80;
    const length = lengthBytes === 0 ? short : der.readUIntBE(at + 2, lengthBytes);
    const start = at + 2 + lengthBytes;
    parts.push({ tag, content: der.subarray(start, start + length) });
    at = start + length;
  }
  return parts;
}

import { Refusal } from './saml-metadata-xml';

/** The beginnings of documents that are not UTF-8: a byte order mark or a `<`. Source: XML 1.0, appendix F. */
const BEGINNINGS: [string, number[]][] = [
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-32', [0x00, 0x00, 0x00, 0x3c]],
  ['UTF-32', [0x3c, 0x00, 0x00, 0x00]],
  ['UTF-16', [0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0x00, 0x3c]],
  ['UTF-16', [0x3c, 0x00]],
  ['EBCDIC', [0x4c, 0x6f, 0xa7, 0x94]],
];

const SAVE_AS_UTF_8 = 'and IAM accepts UTF-8. Save it as UTF-8 with a matching declaration';

/**
 * Decodes a metadata file. A file in another encoding is refused rather than converted, so that IAM gets the document that the identity
 * provider wrote.
 */
export function decodeUtf8(bytes: Buffer, refuse: Refusal): string {
  const [encoding] = BEGINNINGS.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte)) ?? [];
  if (encoding) throw refuse(`its encoding is ${encoding}, ${SAVE_AS_UTF_8}`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const declared = /^[^>]*\bencoding\s*=\s*["']([\w.:-]+)/.exec(bytes.toString('latin1', 0, 200))?.[1];
    const found = declared && !/^utf-?8$/i.test(declared) ? `its encoding is ${declared}` : 'it contains bytes that are not UTF-8';
    throw refuse(`${found}, ${SAVE_AS_UTF_8}`);
  }
}

/**
 * Removes the byte order mark, which IAM refuses, and refuses text that was decoded from bytes of another encoding.
 *
 * Source: IAM User Guide, "Create a SAML identity provider in IAM".
 */
export function withoutByteOrderMark(xml: string, refuse: Refusal): string {
  const text = xml.replace(/^\uFEFF+/, '');
  if (text.includes('\uFFFD')) {
    throw refuse('it contains U+FFFD, which stands for characters that were lost when it was read or saved in '
    + 'another encoding. Save it as UTF-8');
  }
  if (text.includes('\0')) throw refuse('it contains NUL characters, as UTF-16 does when it is read in another encoding. Save it as UTF-8');
  return text;
}

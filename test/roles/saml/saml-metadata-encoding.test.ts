import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import fc from 'fast-check';
import { samlMetadata } from '../../../proof/trusts/saml-fixtures';
import { SamlMetadata } from '../../../src/roles/saml/saml-metadata';

let folder: string;
beforeAll(() => { folder = mkdtempSync(join(tmpdir(), 'saml-encoding-')); });
afterAll(() => { rmSync(folder, { recursive: true }); });

function fromBytes(bytes: Buffer): SamlMetadata {
  const path = join(folder, 'idp.xml');
  writeFileSync(path, bytes);
  return SamlMetadata.fromFile(path);
}

const MARK = '\uFEFF';
const XML = samlMetadata();
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const utf32 = (text: string) => Buffer.concat([...text].map((each) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(each.codePointAt(0)!);
  return bytes;
}));

describe('a byte order mark, which AD FS and Entra ID write and IAM refuses, is left out', () => {
  test.each<[string, () => SamlMetadata]>([
    ['of a file', () => fromBytes(Buffer.from(MARK + XML))],
    ['of text', () => SamlMetadata.fromText(MARK + XML)],
    ['that is there twice', () => SamlMetadata.fromText(MARK + MARK + XML)],
    ['of a file that has it twice', () => fromBytes(Buffer.from(MARK + MARK + XML))],
  ])('%s', (_, make) => {
    expect(make().xml).toBe(XML);
  });

  test('but the same character inside of the document stays', () => {
    const xml = samlMetadata({ entityId: `https://idp.example.com/${MARK}` });
    expect(SamlMetadata.fromText(MARK + xml).xml).toBe(xml);
  });
});

describe('another encoding is refused by its name', () => {
  const declaring = (encoding: string) => samlMetadata({ prologue: `<?xml version="1.0" encoding="${encoding}"?>` });
  const named = (encoding: string, name = '') => declaring(encoding).replace('</md:EntityDescriptor>', `<!-- ${name} --></md:EntityDescriptor>`);

  test.each<[string, () => Buffer, RegExp]>([
    ['UTF-16 with a mark', () => Buffer.from(MARK + declaring('utf-16'), 'utf16le'), /its encoding is UTF-16, and IAM accepts UTF-8/],
    ['UTF-16 with a mark, the other way around', () => utf16be(MARK + declaring('utf-16')), /its encoding is UTF-16/],
    ['UTF-16 without a mark', () => Buffer.from(declaring('utf-16'), 'utf16le'), /its encoding is UTF-16/],
    ['UTF-16 without a mark, the other way around', () => utf16be(declaring('utf-16')), /its encoding is UTF-16/],
    ['UTF-16 that does not say so', () => Buffer.from(samlMetadata({ prologue: '' }).trim(), 'utf16le'), /its encoding is UTF-16/],
    ['UTF-32', () => utf32(MARK + declaring('utf-32')), /its encoding is UTF-32/],
    ['ISO-8859-1', () => Buffer.from(named('ISO-8859-1', 'Büro'), 'latin1'), /its encoding is ISO-8859-1, and IAM accepts UTF-8/],
    ['windows-1252 in single quotes', () => Buffer.from(named('windows-1252', 'Büro').replace(/"windows-1252"/, '\'windows-1252\''), 'latin1'), /its encoding is windows-1252/],
    ['ISO-8859-1 with letters of ASCII only', () => Buffer.from(declaring('ISO-8859-1')), /it declares the encoding ISO-8859-1, and IAM accepts UTF-8/],
    ['UTF-8 that says UTF-16', () => Buffer.from(declaring('UTF-16')), /it declares the encoding UTF-16/],
    ['ISO-8859-1 that says UTF-8', () => Buffer.from(named('UTF-8', 'Büro'), 'latin1'), /it contains bytes that are not UTF-8/],
    ['ISO-8859-1 that says nothing', () => Buffer.from(samlMetadata({ prologue: '<?xml version="1.0"?>', entityId: 'https://büro.example.com/' }), 'latin1'), /it contains bytes that are not UTF-8/],
    ['a file that was damaged before', () => Buffer.from(named('UTF-8', 'B\uFFFDro')), /it contains U\+FFFD/],
  ])('%s', (_, bytes, message) => {
    expect(() => fromBytes(bytes())).toThrow(/^Invalid `metadata` '.*idp\.xml': /);
    expect(() => fromBytes(bytes())).toThrow(message);
  });

  test.each<[string, string, RegExp]>([
    ['that declares it', declaring('utf-16'), /it declares the encoding utf-16, and IAM accepts UTF-8/],
    ['that was decoded from other bytes', named('UTF-8', 'B\uFFFDro'), /it contains U\+FFFD/],
    ['of UTF-16 that was decoded as another encoding', Buffer.from(XML, 'utf16le').toString('latin1'), /it contains NUL characters, as UTF-16 does/],
  ])('text %s', (_, xml, message) => {
    expect(() => SamlMetadata.fromText(xml)).toThrow(message);
  });

  test.each(['UTF-8', 'utf-8', 'Utf-8'])('%s is none', (encoding) => {
    expect(() => fromBytes(Buffer.from(named(encoding, 'Büro')))).not.toThrow();
  });
});

test('whatever the encoding and the letters, a document is refused or arrives undamaged', () => {
  const encodings: Record<string, (text: string) => Buffer> = {
    'utf-8': (text) => Buffer.from(text),
    'utf-16': (text) => Buffer.from(text, 'utf16le'),
    'utf-16be': utf16be,
    'utf-32': utf32,
    'iso-8859-1': (text) => Buffer.from(text, 'latin1'),
  };
  const letters = fc.string({ unit: fc.constantFrom('a', 'é', 'ß', '\u00a0', '€', 'Ж', '語', '\u{1F511}'), maxLength: 8 });
  const encoding = fc.constantFrom(...Object.keys(encodings));
  fc.assert(fc.property(encoding, fc.option(encoding), fc.boolean(), letters, (written, declared, marked, name) => {
    const prologue = `${marked ? MARK : ''}<?xml version="1.0"${declared ? ` encoding="${declared}"` : ''}?>`;
    const xml = samlMetadata({ prologue, entityId: `https://idp.example.com/${name}` });
    let read: SamlMetadata;
    try {
      read = fromBytes(encodings[written](xml));
    } catch (error) {
      expect((error as Error).message).toMatch(/UTF-8/);
      // Nothing that is UTF-8 and says so, or says nothing, is refused.
      expect(written === 'utf-8' && (declared ?? 'utf-8') === 'utf-8').toBe(false);
      return;
    }
    // Letters of ASCII are the same bytes in both.
    expect(written === 'utf-8' || (written === 'iso-8859-1' && Buffer.from(xml, 'latin1').equals(Buffer.from(xml)))).toBe(true);
    expect(read.xml).toBe(xml.replace(MARK, ''));
    expect(read.entityId).toBe(`https://idp.example.com/${name}`);
  }), { numRuns: 300, seed: 17 });
});

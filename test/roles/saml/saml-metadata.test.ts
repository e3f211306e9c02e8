import { mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { Fn } from 'aws-cdk-lib';
import { CERTIFICATE_2027, CERTIFICATE_2036, keyDescriptor, samlMetadata } from '../../../proof/trusts/saml-fixtures';
import { SamlMetadata } from '../../../src/roles/saml/saml-metadata';

const read = (xml: string) => SamlMetadata.fromText(xml);

describe('metadata is read', () => {
  test('with its entity and the end of its certificate', () => {
    const metadata = read(samlMetadata());
    expect(metadata.entityId).toBe('https://idp.example.com/');
    expect(metadata.signingEnds?.getUTCFullYear()).toBe(2036);
    expect(metadata.validUntil).toBeUndefined();
  });

  test('from a file, and a file that is not there is named', () => {
    const folder = mkdtempSync(join(tmpdir(), 'saml-'));
    try {
      writeFileSync(join(folder, 'idp.xml'), samlMetadata());
      expect(SamlMetadata.fromFile(join(folder, 'idp.xml')).entityId).toBe('https://idp.example.com/');
      expect(() => SamlMetadata.fromFile(join(folder, 'none.xml'))).toThrow(/Invalid `metadata` '.*none\.xml': there is no such file in /);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('whatever prefixes it uses, and without a declaration', () => {
    const withoutPrefix = samlMetadata({ prologue: '' }).replace(/md:/g, '').replace('xmlns:md', 'xmlns').replace('xmlns:md', 'xmlns');
    expect(read(withoutPrefix.replace('<EntityDescriptor xmlns:md', '<EntityDescriptor xmlns')).entityId).toBe('https://idp.example.com/');
    expect(read(samlMetadata().replace(/md:/g, 'other:').replace('xmlns:md', 'xmlns:other')).entityId).toBe('https://idp.example.com/');
  });

  test('with several providers and keys: the last signing certificate counts, an encryption key does not', () => {
    const year = (keys: string) => read(samlMetadata({ keys })).signingEnds?.getUTCFullYear();
    expect(year(keyDescriptor(CERTIFICATE_2027) + keyDescriptor(CERTIFICATE_2036))).toBe(2036);
    expect(year(keyDescriptor(CERTIFICATE_2027) + keyDescriptor(CERTIFICATE_2036, 'encryption'))).toBe(2027);
    expect(year(keyDescriptor(CERTIFICATE_2027, ''))).toBe(2027);
    const second = `<md:IDPSSODescriptor protocolSupportEnumeration="urn:x urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(CERTIFICATE_2036)}</md:IDPSSODescriptor>`;
    expect(read(samlMetadata({ keys: `${keyDescriptor(CERTIFICATE_2027)}</md:IDPSSODescriptor>${second.replace('</md:IDPSSODescriptor>', '')}` })).signingEnds?.getUTCFullYear()).toBe(2036);
  });

  test('with references of XML itself, CDATA and line breaks in the certificate', () => {
    const metadata = read(samlMetadata({ entityId: 'https://idp.example.com/?a=1&amp;b=&#x41;&#66;' }));
    expect(metadata.entityId).toBe('https://idp.example.com/?a=1&b=AB');
    const wrapped = CERTIFICATE_2036.replace(/(.{64})/g, '$1\n');
    expect(read(samlMetadata({ keys: keyDescriptor(wrapped) })).signingEnds?.getUTCFullYear()).toBe(2036);
    expect(read(samlMetadata({ keys: keyDescriptor(`<![CDATA[${CERTIFICATE_2036}]]>`) })).signingEnds?.getUTCFullYear()).toBe(2036);
  });

  test('until when it says that it holds', () => {
    expect(read(samlMetadata({ attributes: 'validUntil="2031-05-06T07:08:09Z"' })).validUntil?.toISOString()).toBe('2031-05-06T07:08:09.000Z');
  });

  test('unless it is a token', () => {
    const metadata = read(Fn.ref('Metadata'));
    expect([metadata.entityId, metadata.signingEnds]).toEqual([undefined, undefined]);
  });
});

test('an error is one line, also if the document has a line break at its beginning', () => {
  expect(() => read('<?xml version="1.0"?>\n<html></html>')).toThrow(/^Invalid `metadata` '<\?xml version="1\.0"\?>\\n<html><\/html>': .*$/);
});

describe('what is in a comment, in CDATA or further down is not the metadata', () => {
  test('a descriptor in a comment', () => {
    const body = `<!-- <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(CERTIFICATE_2036)}</md:IDPSSODescriptor> -->`;
    expect(() => read(samlMetadata({ body }))).toThrow('it has no IDPSSODescriptor of SAML 2.0');
  });

  test('a descriptor in CDATA', () => {
    const body = `<![CDATA[<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">${keyDescriptor(CERTIFICATE_2036)}</md:IDPSSODescriptor>]]>`;
    expect(() => read(samlMetadata({ body }))).toThrow('it has no IDPSSODescriptor of SAML 2.0');
  });

  test('the descriptor of another entity inside of an extension', () => {
    const inner = samlMetadata({ prologue: '' });
    expect(() => read(samlMetadata({ body: `<md:Extensions>${inner}</md:Extensions>` }))).toThrow('it has no IDPSSODescriptor of SAML 2.0');
  });

  test('a certificate of another namespace', () => {
    const keys = keyDescriptor(CERTIFICATE_2036).replace('http://www.w3.org/2000/09/xmldsig#', 'urn:mine');
    expect(() => read(samlMetadata({ keys }))).toThrow('no signing certificate');
  });

  test('a comment that splits a name or a certificate does not change them', () => {
    const keys = keyDescriptor(`${CERTIFICATE_2036.slice(0, 50)}<!-- -->${CERTIFICATE_2036.slice(50)}`);
    expect(read(samlMetadata({ keys })).signingEnds?.getUTCFullYear()).toBe(2036);
  });
});

describe('what is not SAML metadata is refused', () => {
  const long = (text: string) => text + ' '.repeat(1000);
  test.each<[string, string, string | RegExp]>([
    ['a document type', samlMetadata({ prologue: '<!DOCTYPE x [<!ENTITY a "b">]>' }), 'it has a document type declaration'],
    ['a document type after the declaration', samlMetadata({ prologue: '<?xml version="1.0"?><!DOCTYPE x SYSTEM "https://example.com/x.dtd">' }), 'it has a document type declaration'],
    ['an entity of its own', samlMetadata({ entityId: 'https://&mine;/' }), 'undefined entity at line 2, column 9'],
    ['a bare ampersand', samlMetadata({ entityId: 'https://idp.example.com/?a=1&b=2' }), 'it is not well-formed XML: '],
    ['an entity named after a member of every object', samlMetadata({ entityId: '&toString;' }), 'undefined entity at line 2'],
    ['a character that there is not', samlMetadata({ entityId: '&#x110000;' }), 'malformed character entity at line 2'],
    ['an address', long('https://idp.example.com/metadata'), 'text data outside of root node'],
    ['a web page', long('<html><head><title>Sign in</title></head></html>'), /its root is html and not the EntityDescriptor/],
    ['an element of that name without its namespace', samlMetadata().replace('urn:oasis:names:tc:SAML:2.0:metadata', 'urn:mine'), 'its root is EntityDescriptor'],
    ['many entities at once', long('<m:EntitiesDescriptor xmlns:m="urn:oasis:names:tc:SAML:2.0:metadata"/>'), 'its root is EntitiesDescriptor'],
    ['no entity id', samlMetadata().replace(/entityID="[^"]*"/, ''), 'the entityID has 1 to 1,024 characters'],
    ['an entity id too long', samlMetadata({ entityId: 'x'.repeat(1025) }), 'the entityID has 1 to 1,024 characters'],
    ['a service provider', samlMetadata({ body: '<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>' }), 'it has no IDPSSODescriptor'],
    ['a provider of SAML 1.1', samlMetadata().replace('"urn:oasis:names:tc:SAML:2.0:protocol"', '"urn:oasis:names:tc:SAML:1.1:protocol"'), 'it has no IDPSSODescriptor of SAML 2.0'],
    ['no key', samlMetadata({ keys: '' }), 'no signing certificate'],
    ['an encryption key only', samlMetadata({ keys: keyDescriptor(CERTIFICATE_2036, 'encryption') }), 'no signing certificate'],
    ['a certificate that is none', samlMetadata({ keys: keyDescriptor('Zm9v') }), 'a signing certificate that cannot be read'],
    ['a certificate that is not Base64', samlMetadata({ keys: keyDescriptor('-----BEGIN CERTIFICATE-----') }), 'it is not Base64'],
    ['a wrong date', samlMetadata({ attributes: 'validUntil="soon"' }), 'validUntil is a date'],
    ['a prefix that stands for nothing', samlMetadata({ body: '<x:y/>' }), 'unbound namespace prefix: "x"'],
    ['an end tag too many', samlMetadata({ body: '</md:Other>' }), 'unexpected close tag at line'],
    ['an end that is missing', samlMetadata().replace('</md:EntityDescriptor>', ''), 'unclosed tag: md:EntityDescriptor'],
    ['a second root', samlMetadata() + samlMetadata({ prologue: '' }), 'documents may contain only one root'],
    ['text after the root', `${samlMetadata()}more`, 'text data outside of root node'],
    ['a declaration in the middle', samlMetadata({ body: '<?xml version="1.0"?>' }), 'an XML declaration must be at the start of the document'],
    ['an attribute twice', samlMetadata({ attributes: 'entityID="https://other.example.com/"' }), 'duplicate attribute: entityID'],
    ['an attribute without quotes', samlMetadata({ attributes: 'ID=x' }), 'unquoted attribute value'],
    ['an attribute without a value', samlMetadata({ attributes: 'ID' }), 'attribute without value'],
    ['a < in an attribute', samlMetadata({ attributes: 'ID="<x>"' }), 'disallowed character at line 2'],
    ['an unfinished attribute', long('<a b="c'), 'unexpected end at line'],
    ['an unfinished tag', `${' '.repeat(1000)}<a b`, 'unexpected end at line'],
    ['attributes that stick together', samlMetadata({ attributes: 'a="1"b="2"' }), 'no whitespace between attributes'],
    ['an unfinished comment', samlMetadata({ body: '<!-- ' }).replace(/-->/g, '- ->'), 'malformed comment'],
    ['a name that is none', samlMetadata({ body: '<1/>' }), 'disallowed character in tag name'],
    ['elements nested to exhaust the reader', samlMetadata({ body: '<md:a>'.repeat(200) }), 'more than 100 levels deep'],
    ['nothing', ' '.repeat(1000), 'document must contain a root element'],
    ['a text too short for IAM', '<a/>', 'IAM accepts documents of 1,000 to 10,000,000 characters, and this one has 4'],
  ])('%s', (_, xml, message) => {
    expect(() => read(xml)).toThrow(/^Invalid `metadata` /);
    expect(() => read(xml)).toThrow(message);
  });

  test('in time that grows with the text, not with its square', () => {
    const start = Date.now();
    expect(() => read(`<a>${'&lt;<b/>'.repeat(200_000)}`)).toThrow('unclosed tag: a');
    expect(() => read('<!--'.repeat(300_000))).toThrow('malformed comment');
    expect(() => read(`<${'a'.repeat(1_000_000)}`)).toThrow();
    expect(Date.now() - start).toBeLessThan(10_000);
  });
});

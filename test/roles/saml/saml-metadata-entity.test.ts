import { readFileSync } from 'fs';
import { join } from 'path';
import { CERTIFICATE_2036, keyDescriptor, samlMetadata } from '../../../proof/trusts/saml-fixtures';
import { SamlMetadata } from '../../../src/roles/saml/saml-metadata';

const read = (xml: string) => SamlMetadata.fromText(xml);

function certificate(name: string): string {
  return readFileSync(join(__dirname, '..', 'certificates', `${name}.pem`), 'utf8').replace(/-----[A-Z ]+-----|\s/g, '');
}

describe('the certificates of the document', () => {
  const withKeys = (...keys: string[]) => () => read(samlMetadata({ keys: keys.join('') }));
  const good = keyDescriptor(CERTIFICATE_2036);

  test.each([
    ['a key of 512 bits', withKeys(keyDescriptor(certificate('key-512'))), /the key of the certificate CN=small\.idp\.example\.com has 512 bits, and IAM accepts keys of 1024 bits or more/],
    ['a key of 512 bits beside a longer one', withKeys(good, keyDescriptor(certificate('key-512'))), /has 512 bits/],
    ['a key of 512 bits for whatever use', withKeys(keyDescriptor(certificate('key-512'), '')), /has 512 bits/],
    ['a key of 512 bits for encryption, since IAM reads every certificate', withKeys(good, keyDescriptor(certificate('key-512'), 'encryption')), /has 512 bits/],
    ['an extension twice', withKeys(keyDescriptor(certificate('extension-twice'))), /the certificate O=Example, CN=RSA has an extension twice, which IAM refuses/],
  ])('%s is refused', (_, make, message) => {
    expect(make).toThrow(message);
  });

  test.each([
    ['a key of 1,024 bits', withKeys(keyDescriptor(certificate('key-1024')))],
    ['a key of an elliptic curve', withKeys(good)],
    ['different extensions', withKeys(keyDescriptor(certificate('rsa-sha256')))],
    ['an encryption certificate that nobody can read', withKeys(good, keyDescriptor('Zm9v', 'encryption'))],
  ])('%s is taken', (_, make) => {
    expect(make).not.toThrow();
  });
});

describe('another root says what to do about it', () => {
  const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
  const entity = (entityId: string, parts: Parameters<typeof samlMetadata>[0] = {}) => samlMetadata({ prologue: '', entityId, ...parts });
  const serviceProvider = '<md:SPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"/>';
  const several = (...entities: string[]) => `<EntitiesDescriptor xmlns="${METADATA}">${entities.join('')}</EntitiesDescriptor>`;
  const padded = (xml: string) => xml + ' '.repeat(1000);

  test.each<[string, string, RegExp]>([
    ['the one entity of Keycloak', several(entity('https://idp.example.com/')), /contains several entities\. Take the EntityDescriptor of your identity provider out of it, with the xmlns.*identity providers are https:\/\/idp\.example\.com\/\.$/],
    ['a federation', several(entity('a'), entity('sp', { body: serviceProvider }), entity('b'), entity('c'), entity('d')), /identity providers are a, b, c and 1 more\.$/],
    ['entities in entities', several(several(entity('inner'))), /identity providers are inner\.$/],
    ['entities without an identity provider', several(entity('sp', { body: serviceProvider })), /of the elements around it\.$/],
    ['a part of the metadata', padded(`<IDPSSODescriptor xmlns="${METADATA}"/>`), /Use the EntityDescriptor around it\.$/],
    ['a web page', padded('<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>'), /It is a web page, such as a sign-in page\. Use the metadata/],
    ['a response', padded('<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol"/>'), /sends at sign-in\. Use the metadata/],
    ['an assertion', padded('<Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/>'), /sends at sign-in\. Use the metadata/],
    ['an element called after a member of every object', padded('<constructor/>'), /its root is constructor and not.*\. Use the metadata that your identity provider offers for download\.$/],
  ])('%s', (_, xml, advice) => {
    expect(() => read(xml)).toThrow(/^Invalid `metadata` .*: its root is \w+ and not the EntityDescriptor of SAML metadata\. /s);
    expect(() => read(xml)).toThrow(advice);
  });
});

describe('cacheDuration', () => {
  const cached = (text: string) => read(samlMetadata({ attributes: `cacheDuration="${text}"` })).cacheDuration;

  test.each([
    ['PT24H', 86_400], ['P1D', 86_400], ['PT604800S', 604_800], ['P1Y2M3DT4H5M6S', 365 * 86_400 + 63 * 86_400 + 4 * 3_600 + 306], ['PT0.5S', 1], ['P0D', 0], [' PT1H ', 3_600],
  ])('%s is %d seconds', (text, seconds) => {
    expect(cached(text)?.toSeconds()).toBe(seconds);
  });

  test.each(['', 'P', 'PT', 'P1', '24H', 'PT24', '-PT1H', 'P1H', 'PT1.5H', 'tomorrow'])('\'%s\' is refused', (text) => {
    expect(() => cached(text)).toThrow(/its cacheDuration is '.*', and cacheDuration is a duration of XML Schema, such as PT24H\.$/);
  });

  test('is undefined where there is none', () => {
    expect(read(samlMetadata()).cacheDuration).toBeUndefined();
  });
});

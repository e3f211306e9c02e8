import { readFileSync } from 'fs';
import { join } from 'path';
import { AUTHORITY, MACHINE } from '../../../proof/trusts/roles-anywhere-fixtures';
import { requireAuthorities } from '../../../src/roles/roles-anywhere/roles-anywhere-certificates';

const pem = (name: string) => readFileSync(join(__dirname, '..', 'certificates', `${name}.pem`), 'utf8');
const authorities = (...certificates: string[]) => requireAuthorities('certificateBundle', certificates.join('\n'));

test.each([
  ['an authority with an EC key', AUTHORITY],
  ['P-384 with a path length', pem('ec-384')],
  ['RSA with SHA-256', pem('rsa-sha256')],
  ['RSA with SHA-512', pem('rsa-sha512')],
  ['RSASSA-PSS with SHA-256', pem('pss-sha256')],
])('%s is taken', (_, certificate) => {
  expect(authorities(certificate)).toHaveLength(1);
});

test.each<[string, string, RegExp]>([
  ['SHA-1 with RSA', pem('rsa-sha1'), /'O=Example, CN=SHA-1': it is not signed with RSA or ECDSA and SHA-256 or stronger, and IAM Roles Anywhere rejects MD5 and SHA-1/],
  ['SHA-1 with an EC key', pem('ec-sha1'), /not signed with RSA or ECDSA and SHA-256/],
  ['SHA-1 with RSASSA-PSS', pem('pss-sha1'), /not signed with RSA or ECDSA and SHA-256/],
  ['MD5', pem('rsa-md5'), /not signed with RSA or ECDSA and SHA-256/],
  ['SHA-224', pem('rsa-sha224'), /not signed with RSA or ECDSA and SHA-256/],
  ['an Ed25519 key', pem('ed25519'), /its key is of the type ed25519, and IAM Roles Anywhere accepts RSA and EC keys/],
  ['a key usage without Certificate Sign', pem('without-certificate-sign'), /its key usage does not include Certificate Sign/],
  ['no key usage', pem('without-key-usage'), /its key usage does not include Certificate Sign/],
  ['CA:FALSE with Certificate Sign', pem('ca-false'), /its basic constraints do not contain CA:TRUE/],
  ['no basic constraints', pem('without-basic-constraints'), /its basic constraints do not contain CA:TRUE/],
  ['an X.509v1 certificate', pem('version-1'), /it is an X\.509v1 certificate, and IAM Roles Anywhere accepts X\.509v3/],
  ['the certificate of a machine', MACHINE, /CN=scanner\.factory\.example\.com': it is not the certificate of an authority/],
])('%s is refused for that reason and no other', (_, certificate, reason) => {
  expect(() => authorities(certificate)).toThrow(reason);
  expect(() => authorities(AUTHORITY, certificate)).toThrow(reason);
});

describe('a trust anchor takes', () => {
  test('two certificates, so that an authority can be replaced', () => {
    expect(authorities(AUTHORITY, pem('ec-384')).map(({ subject }) => subject)).toEqual(['O=Example\nCN=Factory CA', 'O=Example\nCN=EC 384']);
  });

  test('no more than two', () => {
    expect(() => authorities(AUTHORITY, pem('ec-384'), pem('rsa-sha256'))).toThrow(/accepts 2 certificates per trust anchor, and this bundle has 3\. Create one trust anchor for each authority/);
  });
});

/** Created with openssl for these tests; the keys were deleted. It expires in November 2036. */
export const CERTIFICATE_2036 = [
  'MIIBljCCATugAwIBAgIUOo0IJ5TAqX9FoG3+mjzWQcOgbD4wCgYIKoZIzj0EAwIwIDEeMBwGA1UEAwwVZmlyc3QuaWRwLmV4YW1wbGUuY29tMB4XDTI2MTEy',
  'MjIzMjUxN1oXDTM2MTExOTIzMjUxN1owIDEeMBwGA1UEAwwVZmlyc3QuaWRwLmV4YW1wbGUuY29tMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEgx+wMtaS',
  'vHaYSWY3ycUgkF88eoQymfBzpCW80+eHMynWN7s+oc2PP8c0DDxdn+PMylPau0U4P32i+ogtm1o70aNTMFEwHQYDVR0OBBYEFD9cjggGFYZ0cPXHG7gn4iJ/',
  'HUrAMB8GA1UdIwQYMBaAFD9cjggGFYZ0cPXHG7gn4iJ/HUrAMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAIhR1budWWmAMXUIOFF+3peO',
  'rFAtTUzDh5VA1PgwRfJAAiEAu5zaq2lL37bFo/APLj6I3+zdv0YBCXQDrgZJyPjK530=',
].join('');

/** It expires in December 2027. */
export const CERTIFICATE_2027 = [
  'MIIBlzCCAT2gAwIBAgIUYID8kvsrKVPkmv1h9FOsmFsT79EwCgYIKoZIzj0EAwIwITEfMB0GA1UEAwwWc2Vjb25kLmlkcC5leGFtcGxlLmNvbTAeFw0yNjEx',
  'MjIyMzI1MTdaFw0yNzEyMjcyMzI1MTdaMCExHzAdBgNVBAMMFnNlY29uZC5pZHAuZXhhbXBsZS5jb20wWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASSbPEz',
  '/0Itpu6AsXWu8ozuLdbJDmLE17dsUgB6eoZCn+yt0FL75Lk5T4TSIerKMXVtCurh6tuEop25nTvVu7QCo1MwUTAdBgNVHQ4EFgQUBacl01YKzPeet7NJSBQR',
  'BHK6t/YwHwYDVR0jBBgwFoAUBacl01YKzPeet7NJSBQRBHK6t/YwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiBj6q8jxFRoou0pal/LlqHv',
  'UkP6+hjg2ulNbQKrE0myDQIhAOe7rRtpj67hLIoUGXW+03UY+KgqUlrHaX9gyIGL/PVL',
].join('');

const PADDING = '<!-- The metadata of a real identity provider contains more than the checks read. -->'.repeat(12);

export interface MetadataParts {
  readonly prologue?: string;
  readonly entityId?: string;
  readonly attributes?: string;
  readonly keys?: string;
  readonly body?: string;
}

export function keyDescriptor(certificate: string, use: string | undefined = 'signing'): string {
  const info = `<ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`;
  return `<md:KeyDescriptor${use ? ` use="${use}"` : ''}>${info}</md:KeyDescriptor>`;
}

/** The metadata of an identity provider that does not exist. */
export function samlMetadata(parts: MetadataParts = {}): string {
  const body = parts.body ?? [
    '<md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    parts.keys ?? keyDescriptor(CERTIFICATE_2036),
    '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://idp.example.com/sso"/>',
    '</md:IDPSSODescriptor>',
  ].join('\n');
  return `${parts.prologue ?? '<?xml version="1.0" encoding="UTF-8"?>'}
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="${parts.entityId ?? 'https://idp.example.com/'}" ${parts.attributes ?? ''}>
${PADDING}
${body}
</md:EntityDescriptor>
`;
}

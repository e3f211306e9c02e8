import type { SamlMetadata } from './saml-metadata';

const DAY = 24 * 60 * 60 * 1000;
const SOON = 30 * DAY;

/**
 * What is near its end or past it, by the id of its warning. Only a warning: whether an app synthesises must not depend on the day.
 *
 * @param now the day
 */
export function samlExpiryWarnings(metadata: SamlMetadata, now: Date): Record<string, string> {
  const warnings: Record<string, string> = {};
  const warn = (id: string, what: string, end: Date | undefined) => {
    if (!end || end.getTime() - now.getTime() > SOON) return;
    const day = end.toISOString().slice(0, 10);
    warnings[id] = `${what} of ${metadata.entityId} ${end < now ? `ended on ${day}` : `ends on ${day}`}: nobody can sign in afterwards. `
      + 'Take the metadata from the identity provider anew';
  };
  warn('samlCertificateEnds', 'The signing certificate', metadata.signingEnds);
  warn('samlMetadataEnds', 'The metadata', metadata.validUntil);
  return warnings;
}

import type { SamlMetadata } from './saml-metadata';
import type { WarningName, Warnings } from '../../private/warnings';

const DAY = 24 * 60 * 60 * 1000;
const SOON = 30 * DAY;

/**
 * Warnings, by ID, about metadata and certificates that expire within 30 days or have expired, and about a provider that expires after
 * its creation. They are never errors, since the result of a synthesis must not depend on the day.
 *
 * Source: IAM User Guide, "Create a SAML identity provider in IAM": IAM does not evaluate the expiration of certificates, and shows
 * `validUntil` or `cacheDuration` as the expiration of a provider.
 *
 * @param now the day
 */
export function samlExpiryWarnings(metadata: SamlMetadata, now: Date): Warnings {
  const { entityId, signingEnds, validUntil, cacheDuration } = metadata;
  const warnings: { [name in WarningName]?: string } = {};
  const warn = (id: WarningName, what: string, end: Date | undefined, rule: string) => {
    if (!end || end.getTime() - now.getTime() > SOON) return;
    const day = end.toISOString().slice(0, 10);
    warnings[id] = `${what} of ${entityId} ${end < now ? `expired on ${day}` : `expires on ${day}`}: ${rule}. Download the metadata from the `
      + 'identity provider again';
  };
  warn('samlCertificateEnds', 'The signing certificate', signingEnds, 'the identity provider then signs with another certificate, which IAM '
    + 'does not know');
  warn('samlMetadataEnds', 'The metadata', validUntil, 'users cannot sign in afterwards');
  if (cacheDuration) {
    warnings.samlMetadataCacheDuration = `The metadata of ${entityId} has a cacheDuration of ${cacheDuration.toHumanString()}. IAM uses it as `
      + 'the lifetime of the provider, counted from the deployment that sends the document. Remove the attribute cacheDuration from the '
      + 'document';
  }
  return warnings;
}

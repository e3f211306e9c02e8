import { Severity } from './remediation';
import type { RegionalCheckName } from '../../../account/contract/security-checks';

const HARDENING = 'Turn it on in each region, as AccountHardening does with regions: HardenedRegions.ALL_ENABLED';

/**
 * The severity of each failed check of every region, and what to do. All are medium: each is a default that keeps a later mistake harmless,
 * and exposes nothing by itself.
 */
export const REGIONAL_REMEDIATION: Record<RegionalCheckName, [Severity, string]> = {
  EBS_DEFAULT_ENCRYPTION: ['MEDIUM', HARDENING],
  INSTANCE_METADATA_DEFAULTS: ['MEDIUM', HARDENING],
  IMAGE_PUBLIC_ACCESS_BLOCK: ['MEDIUM', HARDENING],
  SNAPSHOT_PUBLIC_ACCESS_BLOCK: ['MEDIUM', HARDENING],
  DOCUMENT_PUBLIC_SHARING_BLOCK: ['MEDIUM', HARDENING],
  ANALYZER_IN_EVERY_REGION: ['MEDIUM', 'Create one in each region, it is free, as ExternalAccessAnalyzer does with regions: HardenedRegions.ALL_ENABLED'],
};

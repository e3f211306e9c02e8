import { Construct } from 'constructs';
import { TrailSource } from './audit-trail-source';
import { warn } from '../../private/warnings';

/** Warns, with a stable ID, if no trail is specified. */
export function warnWithoutTrail(scope: Construct, trail: TrailSource | undefined, consequence: string): void {
  if (trail) return;
  warn(scope, 'noAuditTrail', `EventBridge receives API calls only if a trail logs them: without a trail, ${consequence}. Pass trail: `
    + 'TrailSource.of(new AuditTrail(...)), TrailSource.fromTrailArn(...) or TrailSource.ofOrganization()');
}

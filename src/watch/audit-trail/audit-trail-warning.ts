import { Construct } from 'constructs';
import { TrailSource } from './audit-trail-source';
import { warn } from '../../private/warnings';

/** Warns, under an id that never changes, where nobody has said that a trail exists. */
export function warnWithoutTrail(scope: Construct, trail: TrailSource | undefined, consequence: string): void {
  if (trail) return;
  warn(scope, 'noAuditTrail', `EventBridge sees API calls only where a trail logs them: without one ${consequence}. Pass trail: TrailSource.of(new AuditTrail(...)), `
    + 'TrailSource.fromTrailArn(...) or TrailSource.ofOrganization()');
}

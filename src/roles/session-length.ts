import { Duration, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { invalid, requireDuration } from '../private/errors';

/** Refuses a session length that AWS does not allow, or that is longer than the role allows, if that is known. */
export function requireSessionLength(property: string, duration: Duration, role: iam.IRole): void {
  requireDuration(property, duration, Duration.minutes(15), Duration.hours(12));
  const resource = role.node.defaultChild;
  if (!(resource instanceof iam.CfnRole) || duration.isUnresolved()) return;
  const allowed = resource.maxSessionDuration ?? 3600;
  if (Token.isUnresolved(allowed) || duration.toSeconds() <= allowed) return;
  throw invalid(property, duration.toHumanString(), `the role ${role.node.path} allows ${Duration.seconds(allowed).toHumanString()}. Raise its maxSessionDuration`);
}

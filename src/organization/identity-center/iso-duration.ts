import { Duration, Token } from 'aws-cdk-lib';

const UNITS: Record<string, string> = { hours: 'H', minutes: 'M', seconds: 'S' };

/** A duration in ISO 8601, also one whose amount only the deployment knows: `Duration.toIsoString` refuses that. */
export function isoDuration(duration: Duration): string {
  if (!duration.isUnresolved()) return duration.toIsoString();
  const unit = UNITS[duration.unitLabel()];
  const amount = duration.unitLabel() === 'hours' ? duration.toHours() : duration.unitLabel() === 'minutes' ? duration.toMinutes() : duration.toSeconds();
  return `PT${Token.asString(amount)}${unit}`;
}

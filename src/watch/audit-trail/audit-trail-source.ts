import { requireMatch } from '../../private/errors';

/** A CloudTrail trail. */
export interface IAuditTrail {
  /** The ARN of the trail. */
  readonly trailArn: string;
}

/**
 * The trail that makes EventBridge see API calls. EventBridge gets CloudTrail's events only where a trail logs the management events
 * of the account, and a new account has none.
 *
 * @example
 * new RootActivityAlert(this, 'RootActivity', { topic: new AlertTopic(this, 'Alerts'), trail: TrailSource.ofOrganization() });
 */
export class TrailSource {
  /** A trail made by this app. */
  public static of(trail: IAuditTrail): TrailSource {
    return new TrailSource(trail.trailArn);
  }

  /**
   * A trail that exists.
   *
   * @throws if it is not the ARN of a trail
   */
  public static fromTrailArn(trailArn: string): TrailSource {
    requireMatch('trailArn', trailArn, /^arn:[\w-]+:cloudtrail:[\w-]+:\d{12}:trail\/[\w.-]{3,128}$/, 'it must be the ARN of a trail');
    return new TrailSource(trailArn);
  }

  /** The trail of the organisation that the account belongs to, which Control Tower makes, for one. */
  public static ofOrganization(): TrailSource {
    return new TrailSource();
  }

  /** The ARN of the trail; undefined for that of the organisation. */
  public readonly trailArn?: string;

  private constructor(trailArn?: string) {
    this.trailArn = trailArn;
  }
}

import { requireMatch } from '../../private/errors';

/** A CloudTrail trail. */
export interface IAuditTrail {
  /** The ARN of the trail. */
  readonly trailArn: string;
}

/**
 * The trail through which EventBridge receives API calls. EventBridge receives them only if a trail logs the management events of the
 * account, and a new account has no trail.
 *
 * @example
 * new RootActivityAlert(this, 'RootActivity', { topic: new AlertTopic(this, 'Alerts'), trail: TrailSource.ofOrganization() });
 */
export class TrailSource {
  /** A trail that this app creates. */
  public static of(trail: IAuditTrail): TrailSource {
    return new TrailSource(trail.trailArn);
  }

  /**
   * An existing trail.
   *
   * @throws if the text is not the ARN of a trail
   */
  public static fromTrailArn(trailArn: string): TrailSource {
    requireMatch('trailArn', trailArn, /^arn:[\w-]+:cloudtrail:[\w-]+:\d{12}:trail\/[\w.-]{3,128}$/, 'it must be the ARN of a trail');
    return new TrailSource(trailArn);
  }

  /** The trail of the account's organization, such as the trail of AWS Control Tower. */
  public static ofOrganization(): TrailSource {
    return new TrailSource();
  }

  /** The ARN of the trail. Undefined for the trail of the organization. */
  public readonly trailArn?: string;

  private constructor(trailArn?: string) {
    this.trailArn = trailArn;
  }
}

/** The landing zone that looks after an organization. What belongs to it is left alone. */
export enum LandingZone {
  /** None, or one that makes no policies of the organization. */
  NONE = 'none',

  /** AWS Control Tower. */
  CONTROL_TOWER = 'control-tower',

  /** Landing Zone Accelerator on AWS, which runs beside Control Tower or without it. */
  LANDING_ZONE_ACCELERATOR = 'landing-zone-accelerator',
}

/** Settings of `AccountHardening` that each region has of its own. Each is on unless it is turned off. */
export interface RegionalHardeningOptions {
  /**
   * Whether new EBS volumes are encrypted, in the region of the stack.
   *
   * @default true
   */
  readonly ebsDefaultEncryption?: boolean;

  /**
   * Whether new EC2 instances require IMDSv2 unless AMI or launch say otherwise, in the region of the stack.
   *
   * @default true
   */
  readonly instanceMetadataDefaults?: boolean;

  /**
   * The hop limit of IMDSv2's tokens: 1 to 64. Only with `instanceMetadataDefaults`.
   *
   * @default 2, which containers on an instance need
   */
  readonly instanceMetadataHopLimit?: number;

  /**
   * Whether AMIs cannot be made public, in the region of the stack.
   *
   * @default true
   */
  readonly imagePublicAccessBlock?: boolean;

  /**
   * Whether EBS snapshots cannot be public, in the region of the stack. Public ones become inaccessible.
   *
   * @default - true, except in a region that lacks `AWS::EC2::SnapshotBlockPublicAccess`
   */
  readonly snapshotPublicAccessBlock?: boolean;

  /**
   * Whether Systems Manager documents cannot be made public, in the region of the stack.
   *
   * @default - true, except in a region that lacks `AWS::SSM::ServiceSetting`
   */
  readonly documentPublicSharingBlock?: boolean;
}

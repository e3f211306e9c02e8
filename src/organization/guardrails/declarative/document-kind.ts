import { LandingZone } from '../../landing-zone';

/** A type of policies of an organization that are merged by inheritance operators, with its quotas. */
export interface DocumentKind {
  /** As AWS Organizations calls it. */
  readonly type: string;
  /** The only key of the content of a policy. */
  readonly key: string;
  /** How errors and outputs call a policy of it. */
  readonly title: string;
  /** The id of the construct, and the end of the name of the policy. */
  readonly id: string;
  readonly suffix: string;
  /** The characters of a policy, white space counted. */
  readonly characters: number;
  /** The policies that may be attached to a root, a unit or an account. */
  readonly places: number;
  /** The places that a landing zone needs for policies of its own. */
  readonly reserved: { readonly [zone in LandingZone]: number };
}

const NONE_RESERVED = { [LandingZone.NONE]: 0, [LandingZone.CONTROL_TOWER]: 0, [LandingZone.LANDING_ZONE_ACCELERATOR]: 0 };
const USUAL = { characters: 10_000, places: 10, reserved: NONE_RESERVED };

/**
 * Sources: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations"; AWS CloudFormation Template Reference,
 * "AWS::Organizations::Policy". Control Tower attaches a policy of its own where one of its controls is declarative.
 */
export const EC2: DocumentKind = {
  ...USUAL,
  type: 'DECLARATIVE_POLICY_EC2',
  key: 'ec2_attributes',
  title: 'EC2 policy',
  id: 'Ec2',
  suffix: 'ec2',
  reserved: { ...NONE_RESERVED, [LandingZone.CONTROL_TOWER]: 1, [LandingZone.LANDING_ZONE_ACCELERATOR]: 1 },
};
export const S3: DocumentKind = { ...USUAL, type: 'S3_POLICY', key: 's3_attributes', title: 'S3 policy', id: 'S3', suffix: 's3' };
export const AI_SERVICES: DocumentKind = {
  ...USUAL, type: 'AISERVICES_OPT_OUT_POLICY', key: 'services', title: 'AI services opt-out policy', id: 'AiServices', suffix: 'ai-services', characters: 2_500, places: 5,
};
export const SECURITY_HUB: DocumentKind = {
  ...USUAL, type: 'SECURITYHUB_POLICY', key: 'securityhub', title: 'Security Hub policy', id: 'SecurityHub', suffix: 'security-hub',
};
export const GUARD_DUTY: DocumentKind = { ...USUAL, type: 'GUARDDUTY_POLICY', key: 'guardduty', title: 'GuardDuty policy', id: 'GuardDuty', suffix: 'guardduty' };
export const INSPECTOR: DocumentKind = { ...USUAL, type: 'INSPECTOR_POLICY', key: 'inspector', title: 'Inspector policy', id: 'Inspector', suffix: 'inspector' };

export const DECLARATIVE_KINDS = [EC2, S3, AI_SERVICES];
export const DETECTION_KINDS = [SECURITY_HUB, GUARD_DUTY, INSPECTOR];

import { LandingZone } from '../landing-zone';

/** A type of policies of an organization, with its quotas. */
export interface PolicyKind {
  /** As AWS Organizations calls it. */
  readonly type: string;
  /** The property of `OrganizationGuardrails` that it is written in. */
  readonly property: string;
  /** How errors and outputs call a policy of it. */
  readonly title: string;
  /** What the names of the policies end with, before a number. */
  readonly suffix: string;
  /** The characters of a policy, white space counted. */
  readonly characters: number;
  /** The policies that may be attached to a root, a unit or an account, without the one of AWS that is always attached. */
  readonly places: number;
  /** The places that a landing zone needs for policies of its own. */
  readonly reserved: { readonly [zone in LandingZone]: number };
}

/**
 * Sources: AWS Organizations User Guide, "Quotas and service limits for AWS Organizations". Control Tower's guide does not say how many places
 * it takes; three and one are an estimate. The configuration of awslabs/landing-zone-accelerator-on-aws 1.15.5 (61bba81 of 2026-06-02) attaches
 * `AcceleratorGuardrails1` and `AcceleratorGuardrails2` to units, `Quarantine` to new accounts, and one resource control policy.
 */
export const SERVICE_CONTROL: PolicyKind = {
  type: 'SERVICE_CONTROL_POLICY',
  property: 'serviceControls',
  title: 'service control policy',
  suffix: 'services',
  characters: 10_240,
  places: 9,
  reserved: { [LandingZone.NONE]: 0, [LandingZone.CONTROL_TOWER]: 3, [LandingZone.LANDING_ZONE_ACCELERATOR]: 3 },
};

export const RESOURCE_CONTROL: PolicyKind = {
  type: 'RESOURCE_CONTROL_POLICY',
  property: 'resourceControls',
  title: 'resource control policy',
  suffix: 'resources',
  characters: 5_120,
  places: 4,
  reserved: { [LandingZone.NONE]: 0, [LandingZone.CONTROL_TOWER]: 1, [LandingZone.LANDING_ZONE_ACCELERATOR]: 1 },
};

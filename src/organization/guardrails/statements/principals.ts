import { Conditions } from './statement';
import { BASELINE } from '../../../private/baseline-names';
import { BASELINE_PATH } from '../../../private/iam-names';
import { LandingZone } from '../../landing-zone';

/** The roles by which StackSets deploys into member accounts. */
export const STACK_SETS = 'arn:*:iam::*:role/stacksets-exec-*';

/** The role by which Control Tower administers a member account. Source: AWS Control Tower User Guide, "How AWS Control Tower works with roles". */
export const CONTROL_TOWER = 'arn:*:iam::*:role/AWSControlTowerExecution';

/**
 * The roles of Landing Zone Accelerator, those by which it bootstraps accounts, and that by which it enters accounts without Control Tower. An
 * installation with another prefix or qualifier names its own among the deployers. Source: awslabs/landing-zone-accelerator-on-aws 1.15.5
 * (61bba81 of 2026-06-02), the exemptions of `service-control-policies/guardrails-1.json` and `managementAccountAccessRole` of its configuration.
 */
export const ACCELERATOR = ['arn:*:iam::*:role/AWSAccelerator*', 'arn:*:iam::*:role/cdk-accel*', 'arn:*:iam::*:role/OrganizationAccountAccessRole'];

/** The roles of the functions of this library, which have generated names: those of their stacks come first. */
export const FUNCTIONS = [`arn:*:iam::*:role${BASELINE_PATH}${BASELINE}*`, `arn:*:iam::*:role${BASELINE_PATH}StackSet-*`];

/**
 * The roles of `cdk bootstrap` that publish assets, with any qualifier. They trust their whole account by default, and so are exempt for nothing
 * else. Source: the template of `cdk bootstrap` (aws-cdk 2.1148.1).
 */
export const PUBLISHERS = ['arn:*:iam::*:role/cdk-*-publishing-role-*'];

/** Emergency access, as `BreakGlassRole` names it by default. */
export const BREAK_GLASS = `arn:*:iam::*:role${BASELINE_PATH}BreakGlass`;

/** The roles that belong to the machinery of the organization. */
export function machineryOf(landingZone: LandingZone): string[] {
  switch (landingZone) {
    case LandingZone.CONTROL_TOWER: return [STACK_SETS, CONTROL_TOWER];
    // It runs beside Control Tower in most organizations.
    case LandingZone.LANDING_ZONE_ACCELERATOR: return [STACK_SETS, CONTROL_TOWER, ...ACCELERATOR];
    default: return [STACK_SETS];
  }
}

/** For whom a control of this library makes an exception. */
export interface Exempt {
  /** The roles that deploy and administer: those that the user names, and those of the machinery. */
  readonly deployers: string[];
  readonly machinery: string[];
}

/** Holds for principals that are none of these roles. */
export function notBy(roles: readonly string[]): Conditions {
  return { ArnNotLike: { 'aws:PrincipalArn': [...roles] } };
}

/** Holds for sessions that did not come from central root access, by `sts:AssumeRoot`. */
export const NOT_CENTRAL_ROOT: Conditions = { Null: { 'aws:AssumedRoot': 'true' } };

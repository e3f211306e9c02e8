import { Duration, Names, Resource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rolesanywhere from 'aws-cdk-lib/aws-rolesanywhere';
import { Construct } from 'constructs';
import { RolesAnywhereRole } from './roles-anywhere-role';
import { invalid, requireMatch } from '../../private/errors';
import { requireSessionLength } from '../session-length';

/** Properties of a `RolesAnywhereProfile`. */
export interface RolesAnywhereProfileProps {
  /** The roles that machines may take with this profile, 1 to 250. */
  readonly roles: RolesAnywhereRole[];

  /**
   * Managed policies that sessions keep to, whatever the roles allow; up to 10.
   *
   * @default - what the roles allow
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * How long a session lasts, from 15 minutes to 12 hours and no longer than the roles allow.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;

  /**
   * The name of the profile: 1 to 255 letters, digits, blanks and characters of `_-`.
   *
   * @default - made of the construct's path
   */
  readonly profileName?: string;
}

/**
 * Lets machines outside of AWS make sessions of roles with their certificates; it must be in the region of the trust anchor. On
 * the machine, `AwsCliProfile.forRolesAnywhere` says how. Costs nothing.
 *
 * Sources: IAM Roles Anywhere User Guide, "Getting started"; IAM Roles Anywhere API Reference, "CreateProfile".
 *
 * @example
 * declare const scanner: RolesAnywhereRole;
 * new RolesAnywhereProfile(this, 'Machines', { roles: [scanner], sessionDuration: Duration.minutes(15) });
 */
export class RolesAnywhereProfile extends Resource {
  /** The ARN of the profile. */
  public readonly profileArn: string;

  /**
   * @throws if there is no role, a session would last longer than a role allows, or the name is none
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereProfileProps) {
    super(scope, id);
    const duration = props.sessionDuration ?? Duration.hours(1);
    requireMatch('profileName', props.profileName, /^[ \w-]{1,255}$/, 'a name has 1 to 255 letters, digits, blanks and characters of _-');
    if (props.roles.length === 0 || props.roles.length > 250) throw invalid('roles', props.roles.length, 'a profile is for 1 to 250 roles');
    if (props.managedPolicies && props.managedPolicies.length > 10) throw invalid('managedPolicies', props.managedPolicies.length, 'a session keeps to up to 10');
    for (const role of props.roles) requireSessionLength('sessionDuration', duration, role);
    const profile = new rolesanywhere.CfnProfile(this, 'Resource', {
      name: props.profileName ?? Names.uniqueResourceName(this, { maxLength: 64 }),
      enabled: true,
      roleArns: props.roles.map((role) => role.roleArn),
      managedPolicyArns: props.managedPolicies?.map((policy) => policy.managedPolicyArn),
      durationSeconds: duration.toSeconds(),
    });
    this.profileArn = profile.attrProfileArn;
  }
}

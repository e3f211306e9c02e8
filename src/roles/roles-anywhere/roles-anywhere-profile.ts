import { Duration, Names, Resource, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as rolesanywhere from 'aws-cdk-lib/aws-rolesanywhere';
import { Construct } from 'constructs';
import { invalid, requireMatch } from '../../private/errors';
import { checkProps, duration, iamManagedPolicy, KnownKeys, listOf, mandatory, object, text } from '../../private/known-keys';
import { violation } from '../../private/written-properties';
import { requireSessionLength } from '../session-length';

/** Properties of a `RolesAnywhereProfile`. */
export interface RolesAnywhereProfileProps {
  /**
   * The roles that machines may assume with this profile, 1 to 250: `RolesAnywhereRole`, or another role that is assumed by
   * `RoleTrust.rolesAnywhere`.
   */
  readonly roles: iam.IRole[];

  /**
   * Managed policies that limit the sessions, whatever the roles allow; up to 10.
   *
   * @default - the permissions of the roles are the limit
   */
  readonly managedPolicies?: iam.IManagedPolicy[];

  /**
   * The length of a session, from 15 minutes to 12 hours and no longer than the roles allow.
   *
   * @default Duration.hours(1)
   */
  readonly sessionDuration?: Duration;

  /**
   * The name of the profile: 1 to 255 letters, digits, spaces and characters of `_-`.
   *
   * @default - a name derived from the construct's path
   */
  readonly profileName?: string;
}

const KEYS: KnownKeys<RolesAnywhereProfileProps> = {
  roles: mandatory(listOf(object)), managedPolicies: listOf(iamManagedPolicy), sessionDuration: duration, profileName: text,
};

/**
 * Allows machines outside AWS to create sessions of roles with their certificates. The profile must be in the region of the trust anchor.
 *
 * On the machine, `AwsCliProfile.forRolesAnywhere` provides the profile of the AWS CLI. Free of charge.
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
   * @throws if there is no role, if a session would last longer than a role allows, if a role does not trust IAM Roles Anywhere, or if the
   * name is malformed
   */
  constructor(scope: Construct, id: string, props: RolesAnywhereProfileProps) {
    const length = props.sessionDuration ?? Duration.hours(1);
    checkProps(scope, id, props, KEYS, () => {
      requireMatch('profileName', props.profileName, /^[ \w-]{1,255}$/, 'a name has 1 to 255 letters, digits, spaces and characters of _-');
      if (props.roles.length === 0 || props.roles.length > 250) throw invalid('roles', props.roles.length, 'a profile has 1 to 250 roles');
      if (props.managedPolicies && props.managedPolicies.length > 10) {
        throw invalid('managedPolicies', props.managedPolicies.length, 'a session has up to 10 '
        + 'managed policies');
      }
      for (const role of props.roles) requireSessionLength('sessionDuration', length, role);
    });
    super(scope, id);
    const profile = new rolesanywhere.CfnProfile(this, 'Resource', {
      name: props.profileName ?? Names.uniqueResourceName(this, { maxLength: 64 }),
      enabled: true,
      roleArns: props.roles.map((role) => role.roleArn),
      managedPolicyArns: props.managedPolicies?.map((policy) => policy.managedPolicyArn),
      durationSeconds: length.toSeconds(),
    });
    this.profileArn = profile.attrProfileArn;
    this.node.addValidation({ validate: () => this.untrusting(props.roles) });
  }

  /** The roles of the app that do not trust IAM Roles Anywhere, which could not create a session of them. */
  private untrusting(roles: iam.IRole[]): string[] {
    return roles.filter((role) => role instanceof iam.Role && role.assumeRolePolicy)
      .filter((role) => !JSON.stringify(Stack.of(this).resolve((role as iam.Role).assumeRolePolicy)).includes('rolesanywhere.amazonaws.com'))
      .map((role) => violation(this, 'roles', role.node.path, 'the role does not trust IAM Roles Anywhere. Set its `assumedBy` to RoleTrust.rolesAnywhere'));
  }
}

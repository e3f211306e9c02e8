import { Resource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { eventRule, field, notByServices, SUCCEEDED, who } from './event-rule';
import { requireGlobalEventsRegion } from './event-rule-region';
import { invalid } from '../../private/errors';
import { checkProps, flag, instanceOf, KnownKeys, listOf, object, snsTopic } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';

/** Properties of an alert on identity changes. */
export interface IdentityChangeAlertProps {
  /**
   * The topic that receives the message. The rules publish to it with a role of the stack; a topic of another account must admit that
   * role.
   *
   * @default - none: the rules only count, in their metrics
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge receives changes.
   *
   * @default - none, with a warning at synthesis
   */
  readonly trail?: TrailSource;

  /**
   * Roles for emergencies: a message is sent whenever a principal assumes one of them. At most 10.
   *
   * @default - none
   */
  readonly breakGlassRoles?: iam.IRole[];

  /**
   * Roles whose changes are expected, such as the role with which CloudFormation deploys. Changes in their sessions send no message. At
   * most 5.
   *
   * @default - none
   */
  readonly expectedRoles?: iam.IRole[];

  /**
   * Whether this alert is for an additional region, besides the alert in the region of the global events. Calls of STS, Roles Anywhere
   * and Identity Center and changes of a trail occur in the region to which they are sent.
   *
   * @default false
   */
  readonly regional?: boolean;
}

/**
 * Services whose write actions change permissions, grant access, or change the logging. EventBridge delivers no read-only calls to a rule
 * that is `ENABLED`.
 */
const SOURCES = ['account', 'cloudtrail', 'iam', 'identitystore', 'organizations', 'rolesanywhere', 'sso', 'sso-directory'].map((service) => `aws.${service}`);

const KEYS: KnownKeys<IdentityChangeAlertProps> = {
  topic: snsTopic, trail: instanceOf(TrailSource, 'a TrailSource'), breakGlassRoles: listOf(object), expectedRoles: listOf(object), regional: flag,
};

/**
 * The endings of the names of their routine write actions: roles and instance profiles, which are created and deleted with every
 * deployment (their policies are not routine), MFA devices that are not enabled yet, the user's own password, server certificates,
 * reports, and tags of resources that are not identities.
 */
const ROUTINE = ['Role', 'InstanceProfile', 'VirtualMFADevice', 'ChangePassword', 'ServerCertificate', 'Report', 'AccessedDetails', 'agPolicy', 'agResource'];

/**
 * Notifies within minutes of changes to identities and permissions: users and their credentials, groups, policies wherever they are
 * attached, identity providers, Roles Anywhere, Identity Center, the password policy, the alias, the account and its organization, or a
 * trail.
 *
 * The alert also notifies when a principal assumes a break-glass role, or opens a privileged session of the root user of a member account
 * (`sts:AssumeRoot`). Only successful calls count. Creating and deleting roles, as every deployment does, does not count; changing their
 * policies does. A person who enrolls an MFA device counts, since EventBridge cannot determine whether the device is their own.
 *
 * AWS services that synchronize their own roles and providers, such as Identity Center, cause no alert. A person in a session of Identity
 * Center does, and so does CloudFormation, which acts for the person who deploys: name that role in `expectedRoles`.
 *
 * The events of IAM occur in us-east-1 (cn-north-1, us-gov-west-1), so that the alert must be deployed there. Roles Anywhere, Identity
 * Center and STS are regional: see `regional`. The alert needs a trail. Free of charge, except for emails after the first 1,000 of a
 * month.
 *
 * Sources: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; CIS AWS Foundations Benchmark 7.0.0, section 5, IAM
 * policy and CloudTrail configuration changes; Security Hub CloudWatch.4 and CloudWatch.5; PCI DSS 4.0.1, 10.2.1.5.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new IdentityChangeAlert(this, 'IdentityChanges', { topic, trail: TrailSource.ofOrganization() });
 */
export class IdentityChangeAlert extends Resource {
  /**
   * @throws if the stack is in a region without the events and the alert is not `regional`, if there are more roles than fit into a rule,
   * or if the stack already has such an alert
   */
  constructor(scope: Construct, id: string, props: IdentityChangeAlertProps = {}) {
    checkProps(scope, id, props, KEYS, () => {
      requireAtMost('breakGlassRoles', props.breakGlassRoles ?? [], 10);
      requireAtMost('expectedRoles', props.expectedRoles ?? [], 5);
    });
    super(scope, id);
    requireOnlyOneInStack(this, 'an alert on identity changes', 'Its rules have fixed names. Subscribe to the topic of the existing alert');
    const { topic, breakGlassRoles = [], expectedRoles = [], regional } = props;
    if (!regional) requireGlobalEventsRegion(this, 'IdentityChangeAlert', ', or set regional: true for an additional region');
    warnWithoutTrail(this, props.trail, 'no notification of changes is sent');

    eventRule(this, 'Changes', {
      purpose: 'identity-changes',
      topic,
      pattern: {
        source: SOURCES,
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: [{ 'anything-but': { suffix: ROUTINE } }],
          ...SUCCEEDED,
          ...notByServices(expectedRoles.map((role) => role.roleArn)),
        },
      },
      lines: [
        `Identities or permissions were changed in the AWS account ${field('$.account')}.`,
        `What: ${field('$.detail.eventName')} of ${field('$.detail.eventSource')}`,
        `User ${requested('userName')}, group ${requested('groupName')}, role ${requested('roleName')}, policy ${requested('policyName')} `
          + `${requested('policyArn')}, alias ${requested('accountAlias')}, name ${requested('name')}`,
        ...who(),
        'Unexpected? Disable the caller, undo the change, check in CloudTrail what else they did.',
      ],
    });
    eventRule(this, 'Sessions', {
      purpose: 'sessions',
      topic,
      // CloudTrail classifies assuming a role as a read-only call.
      readOnlyCalls: true,
      pattern: {
        source: ['aws.sts'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: { ...SUCCEEDED, ...assumedAnyOf(breakGlassRoles.map((role) => role.roleArn)) },
      },
      lines: [
        `A break-glass role, or the root user of a member account, was used from the AWS account ${field('$.account')}.`,
        `Role: ${requested('roleArn')}, session ${requested('roleSessionName')}`,
        `Root user of ${requested('targetPrincipal')}, for ${requested('taskPolicyArn.arn')}`,
        ...who(),
        'No emergency? Revoke the sessions of the role, disable the caller, check in CloudTrail what they did.',
      ],
    });
  }
}

/** Matches a break-glass role, whatever the call, or the root user of a member account. */
function assumedAnyOf(roleArns: string[]): { [field: string]: unknown } {
  if (roleArns.length === 0) return { eventName: ['AssumeRoot'] };
  return { $or: [{ eventName: ['AssumeRoot'] }, { eventName: [{ prefix: 'AssumeRole' }], requestParameters: { roleArn: roleArns } }] };
}

function requested(parameter: string): string {
  return field(`$.detail.requestParameters.${parameter}`);
}

/** A pattern has up to 2,048 characters. Source: EventBridge User Guide, "Amazon EventBridge quotas". */
function requireAtMost(property: string, roles: iam.IRole[], maximum: number): void {
  if (Token.isUnresolved(roles) || roles.length <= maximum) return;
  throw invalid(property, `${roles.length} roles`, `a rule has room for ${maximum}`);
}

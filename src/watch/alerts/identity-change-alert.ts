import { Resource, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { eventRule, field, notByServices, SUCCEEDED, who } from './event-rule';
import { requireGlobalEventsRegion } from './event-rule-region';
import { invalid } from '../../private/errors';
import { TrailSource } from '../audit-trail/audit-trail-source';
import { warnWithoutTrail } from '../audit-trail/audit-trail-warning';

/** Properties of an alert on identities. */
export interface IdentityChangeAlertProps {
  /**
   * Where the message goes. EventBridge must be allowed to publish to an imported topic by that topic's own policy.
   *
   * @default - nowhere: the rules only count, in their metrics
   */
  readonly topic?: sns.ITopic;

  /**
   * The trail through which EventBridge sees changes.
   *
   * @default - none is known of, which is a warning at synth
   */
  readonly trail?: TrailSource;

  /**
   * Roles for emergencies: a message is sent whenever somebody becomes one of them. At most 10.
   *
   * @default - none
   */
  readonly breakGlassRoles?: iam.IRole[];

  /**
   * Roles whose changes are expected, such as the one with which CloudFormation deploys. Whoever gets into such a role changes
   * identities unnoticed. At most 5.
   *
   * @default - none
   */
  readonly expectedRoles?: iam.IRole[];

  /**
   * Whether this is one for a further region: somebody becomes a break-glass role in whatever region they call STS, and a trail is
   * changed in its home region. It is needed in addition to the one in the region of the global events.
   *
   * @default false
   */
  readonly regional?: boolean;
}

/** Changes of users and their credentials, groups, policies wherever they are attached, providers, password policy and alias. */
const IAM_CHANGES: unknown[] = [
  ...['User', 'Group', 'AccessKey', 'LoginProfile', 'SigningCertificate', 'SSHPublicKey', 'ServiceSpecificCredential', 'PolicyVersion',
    'PermissionsBoundary', 'Provider', 'ProviderThumbprint', 'AccountAlias'].map((suffix) => ({ suffix })),
  ...['Attach', 'Detach', 'Put'].map((prefix) => ({ prefix })),
  ...['Update*Policy', 'Delete*Policy'].map((wildcard) => ({ wildcard })),
  'CreatePolicy', 'DeactivateMFADevice',
];

/** Changes of what is logged. */
const TRAIL_CHANGES: unknown[] = [...['Trail', 'Logging', 'Selectors'].map((suffix) => ({ suffix }))];

/**
 * Tells within minutes when who may do what is changed: users and their credentials, groups, policies wherever they are attached,
 * identity providers, the password policy, the alias, a trail; and when somebody becomes a break-glass role. Only changes that took
 * effect are told of. Roles that come and go with every deployment are not, their policies are.
 *
 * AWS services that keep their own roles and providers in step, such as Identity Center, raise no alarm; a person in a session of
 * Identity Center does, and so does CloudFormation, which acts for whoever deploys: name that role in `expectedRoles`.
 *
 * The events of IAM occur in us-east-1 (cn-north-1, us-gov-west-1), so it must be deployed there. It needs a trail. It costs nothing
 * but the mails after the first 1,000 of a month.
 *
 * Sources: IAM User Guide, "Logging IAM and AWS STS API calls with AWS CloudTrail"; CIS AWS Foundations Benchmark 7.0.0, section 5,
 * IAM policy and CloudTrail configuration changes; Security Hub CloudWatch.4 and CloudWatch.5; PCI DSS 4.0.1, 10.2.1.5.
 *
 * @example
 * const topic = new AlertTopic(this, 'Alerts', { emailAddresses: ['security@example.com'] });
 * new IdentityChangeAlert(this, 'IdentityChanges', { topic, trail: TrailSource.ofOrganization() });
 */
export class IdentityChangeAlert extends Resource {
  /** What nobody but an administrator may change. */
  public readonly protectedArns: string[];

  /**
   * @throws if the stack is in a region without the events and it is not `regional`, or there are more roles than fit into a rule
   */
  constructor(scope: Construct, id: string, props: IdentityChangeAlertProps = {}) {
    super(scope, id);
    const { topic, breakGlassRoles = [], expectedRoles = [], regional } = props;
    if (!regional) requireGlobalEventsRegion(this, 'IdentityChangeAlert', ', or say regional: true for one more region');
    warnWithoutTrail(this, props.trail, 'nobody is told of changes');
    requireAtMost('breakGlassRoles', breakGlassRoles, 10);
    requireAtMost('expectedRoles', expectedRoles, 5);

    const changes = eventRule(this, 'Changes', {
      topic,
      pattern: {
        source: regional ? ['aws.cloudtrail'] : ['aws.iam', 'aws.cloudtrail'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: regional ? TRAIL_CHANGES : [...IAM_CHANGES, ...TRAIL_CHANGES],
          ...SUCCEEDED,
          ...notByServices(expectedRoles.map((role) => role.roleArn)),
        },
      },
      lines: [
        `Who may do what was changed in the AWS account ${field('$.account')}.`,
        `What: ${field('$.detail.eventName')} of ${field('$.detail.eventSource')}`,
        `Of the user ${requested('userName')}, group ${requested('groupName')}, role ${requested('roleName')}, `
        + `policy ${requested('policyName')} ${requested('policyArn')}, alias ${requested('accountAlias')}, name ${requested('name')}`,
        ...who(),
        'If nobody of you did this: disable whoever it was, undo the change, then look in CloudTrail at what else they did.',
      ],
    });
    this.protectedArns = [changes.ruleArn];
    if (breakGlassRoles.length === 0) return;
    const used = eventRule(this, 'BreakGlass', {
      topic,
      readOnlyCalls: true,
      pattern: {
        source: ['aws.sts'],
        detailType: ['AWS API Call via CloudTrail'],
        detail: {
          eventName: [{ prefix: 'AssumeRole' }],
          requestParameters: { roleArn: breakGlassRoles.map((role) => role.roleArn) },
          ...SUCCEEDED,
        },
      },
      lines: [
        `A break-glass role was used in the AWS account ${field('$.account')}: ${requested('roleArn')}`,
        `Session: ${requested('roleSessionName')}`,
        ...who(),
        'If there is no emergency that you know of: revoke the sessions of the role, disable whoever it was, then look in CloudTrail at what they did.',
      ],
    });
    this.protectedArns.push(used.ruleArn);
  }
}

function requested(parameter: string): string {
  return field(`$.detail.requestParameters.${parameter}`);
}

/** A pattern has up to 2,048 characters ("Amazon EventBridge quotas"). */
function requireAtMost(property: string, roles: iam.IRole[], maximum: number): void {
  if (Token.isUnresolved(roles) || roles.length <= maximum) return;
  throw invalid(property, `${roles.length} roles`, `a rule has room for ${maximum}`);
}

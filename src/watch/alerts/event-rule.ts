import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deliveryRole } from './alert-delivery';
import { iamArn } from '../../private/arn';
import { baselineName } from '../../private/baseline-names';
import { pinLogicalIds } from '../../private/logical-ids';
import { acknowledgeRule } from '../acknowledgements';

/** Calls that took effect. */
export const SUCCEEDED = { errorCode: [{ exists: false }] };

/** A part of an event pattern, for the caller's identity. */
interface CallerPattern {
  readonly userIdentity: { readonly [field: string]: unknown };
}

/**
 * Leaves out the sessions of these roles. A role is named in full, since one whose name only begins alike is another's; `*` stands for any
 * text.
 */
export function notByRoles(roleArns: string[]): CallerPattern {
  return { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { 'anything-but': { wildcard: roleArns } }] } } } };
}

/**
 * Leaves out what AWS services do by themselves: calls of services, and sessions of their service-linked roles, the only roles under that
 * path, such as the role of Identity Center that synchronizes its roles and its provider. A service that acts for a person, such as
 * CloudFormation, counts as the person. Also left out are sign-ins by Identity Center, whose callers have no identity in the account yet.
 *
 * @param expectedRoleArns roles whose sessions are left out, too
 */
export function notByServices(expectedRoleArns: string[]): CallerPattern {
  const { userIdentity } = notByRoles([iamArn('role/aws-service-role/*'), ...expectedRoleArns]);
  return { userIdentity: { ...userIdentity, type: [{ 'anything-but': ['AWSService', 'IdentityCenterUser', 'Unknown'] }] } };
}

/** What a rule waits for and what it says. */
export interface EventRuleProps {
  /** What a region of an account has one rule for. */
  readonly purpose: string;
  readonly pattern: events.EventPattern;
  /** Whether it also sees calls that only read, which CloudTrail counts an assumed role among. */
  readonly readOnlyCalls?: boolean;
  readonly topic?: sns.ITopic;
  /** The lines of the message. Values never come from fields in which a caller may write a quotation mark, which would spoil it. */
  readonly lines: string[];
}

/**
 * A rule that tells people of an event. Each line of the message arrives in quotation marks, since EventBridge takes only JSON
 * strings; several of them on lines of their own are what it delivers as several lines.
 */
export function eventRule(scope: Construct, id: string, { purpose, pattern, readOnlyCalls, topic, lines }: EventRuleProps): events.Rule {
  const message = new Message(lines);
  const rule = new events.Rule(scope, id, {
    ruleName: baselineName(purpose), eventPattern: pattern, targets: topic ? [new TopicTarget(topic, message)] : [],
  });
  if (readOnlyCalls) (rule.node.defaultChild as events.CfnRule).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  acknowledgeRule(rule);
  pinLogicalIds(purpose, { Rule: rule });
  return rule;
}

/** A topic to which EventBridge publishes by a role. The target of aws-cdk-lib would give the role an inline policy. */
class TopicTarget implements events.IRuleTarget {
  public constructor(private readonly topic: sns.ITopic, private readonly message: Message) {}

  public bind(rule: events.IRule): events.RuleTargetConfig {
    return { arn: this.topic.topicArn, input: this.message, role: deliveryRole(rule, this.topic), targetResource: this.topic };
  }
}

/** A value of the event, or nothing where it has none. @param path such as `$.detail.eventName` */
export function field(path: string): string {
  return `<${path}>`;
}

/** Lines with values of the event. The template knows each of them by a letter, since names and paths would fill it. */
class Message extends events.RuleTargetInput {
  public constructor(private readonly lines: string[]) {
    super();
  }

  public bind(): events.RuleTargetInputProperties {
    const names = new Map<string, string>();
    const inputTemplate = this.lines.map((line) => JSON.stringify(line.replace(/<(\$[^>]*)>/g, (_, path: string) => {
      if (!names.has(path)) names.set(path, (10 + names.size).toString(36));
      return `<${names.get(path)}>`;
    }))).join('\n');
    return { inputPathsMap: Object.fromEntries([...names].map(([path, name]) => [name, path])), inputTemplate };
  }
}

/** Who did it, when and where from, for every message. */
export function who(): string[] {
  return [
    `Who: ${field('$.detail.userIdentity.type')} ${field('$.detail.userIdentity.arn')}`,
    `When: ${field('$.detail.eventTime')}, in ${field('$.region')}`,
    `Where from: ${field('$.detail.sourceIPAddress')}`,
  ];
}

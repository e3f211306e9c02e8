import * as events from 'aws-cdk-lib/aws-events';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { deliveryRole } from './alert-delivery';
import { iamArn } from '../../private/arn';
import { baselineName } from '../../private/baseline-names';
import { pinLogicalIds } from '../../private/logical-ids';
import { acknowledgeRule } from '../acknowledgements';

/** Calls that succeeded. */
export const SUCCEEDED = { errorCode: [{ exists: false }] };

/** The part of an event pattern that matches the caller's identity. */
interface CallerPattern {
  readonly userIdentity: { readonly [field: string]: unknown };
}

/**
 * Leaves out the sessions of these roles. A role is named in full, since another role may have a name with the same prefix; `*` stands
 * for any text.
 */
export function notByRoles(roleArns: string[]): CallerPattern {
  return { userIdentity: { sessionContext: { sessionIssuer: { arn: [{ exists: false }, { 'anything-but': { wildcard: roleArns } }] } } } };
}

/**
 * Leaves out the actions that AWS services take on their own: calls of services, and sessions of their service-linked roles, which are
 * the only roles under that path. An example is the role with which Identity Center synchronizes its roles and its provider. A service
 * that acts for a person, such as CloudFormation, counts as the person. Sign-ins by Identity Center are left out too, since their callers
 * have no identity in the account yet.
 *
 * @param expectedRoleArns roles whose sessions are left out, too
 */
export function notByServices(expectedRoleArns: string[]): CallerPattern {
  const { userIdentity } = notByRoles([iamArn('role/aws-service-role/*'), ...expectedRoleArns]);
  return { userIdentity: { ...userIdentity, type: [{ 'anything-but': ['AWSService', 'IdentityCenterUser', 'Unknown'] }] } };
}

/** The pattern and the message of a rule. */
export interface EventRuleProps {
  /** The purpose of the rule, which is unique in a region of an account. */
  readonly purpose: string;
  readonly pattern: events.EventPattern;
  /** Whether the rule also matches read-only calls, which include assuming a role in CloudTrail. */
  readonly readOnlyCalls?: boolean;
  readonly topic?: sns.ITopic;
  /** The lines of the message. They never use fields in which a caller can write a quotation mark, which would make the message invalid. */
  readonly lines: string[];
}

/**
 * A rule that notifies people of an event. Each line of the message arrives in quotation marks, since EventBridge supports only JSON
 * strings; it delivers several strings on separate lines as several lines.
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

/** A topic to which EventBridge publishes with a role. The target class of aws-cdk-lib would add an inline policy to the role. */
class TopicTarget implements events.IRuleTarget {
  public constructor(private readonly topic: sns.ITopic, private readonly message: Message) {}

  public bind(rule: events.IRule): events.RuleTargetConfig {
    return { arn: this.topic.topicArn, input: this.message, role: deliveryRole(rule, this.topic), targetResource: this.topic };
  }
}

/** A value of the event, or an empty value if it has none. @param path such as `$.detail.eventName` */
export function field(path: string): string {
  return `<${path}>`;
}

/**
 * Lines with values of the event. The input template names each value by one letter, since names and paths would fill the CloudFormation
 * template.
 */
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

/** The caller, the time and the source of an event, for every message. */
export function who(): string[] {
  return [
    `Who: ${field('$.detail.userIdentity.type')} ${field('$.detail.userIdentity.arn')}`,
    `When: ${field('$.detail.eventTime')}, in ${field('$.region')}`,
    `Where from: ${field('$.detail.sourceIPAddress')}`,
  ];
}

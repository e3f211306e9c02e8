import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { iamArn } from '../../private/arn';
import { acknowledgeRule } from '../acknowledgements';

/** Calls that took effect. */
export const SUCCEEDED = { errorCode: [{ exists: false }] };

/**
 * Leaves out the sessions of these roles. A role is named in full, since one whose name only begins alike is another's; a star stands
 * for any text.
 */
export function notByRoles(roleArns: string[]): { [field: string]: unknown } {
  const sessionOf = (match: object) => ({ userIdentity: { sessionContext: { sessionIssuer: { arn: [match] } } } });
  return { $or: [sessionOf({ exists: false }), sessionOf({ 'anything-but': { wildcard: roleArns } })] };
}

/**
 * What AWS services do by themselves is nobody's doing: calls of services, and sessions of their service-linked roles, the only ones
 * under that path, such as the one of Identity Center that keeps its roles and its provider in step. A service that acts for a person,
 * such as CloudFormation, is the person.
 *
 * @param expectedRoleArns roles of which everything is expected
 */
export function notByServices(expectedRoleArns: string[]): { [field: string]: unknown } {
  return { ...notByRoles([iamArn('role/aws-service-role/*'), ...expectedRoleArns]), userIdentity: { type: [{ 'anything-but': 'AWSService' }] } };
}

/** What a rule waits for and what it says. */
export interface EventRuleProps {
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
export function eventRule(scope: Construct, id: string, { pattern, readOnlyCalls, topic, lines }: EventRuleProps): events.Rule {
  const message = new Message(lines);
  const rule = new events.Rule(scope, id, { eventPattern: pattern, targets: topic ? [new targets.SnsTopic(topic, { message })] : [] });
  if (readOnlyCalls) (rule.node.defaultChild as events.CfnRule).state = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS';
  acknowledgeRule(rule);
  return rule;
}

/** A value of the event, or nothing where it has none. @param path such as `$.detail.eventName` */
export function field(path: string): string {
  return `<${path}>`;
}

/** Lines with values of the event. The template knows each by the last name of its path: whole paths would fill it. */
class Message extends events.RuleTargetInput {
  public constructor(private readonly lines: string[]) {
    super();
  }

  public bind(): events.RuleTargetInputProperties {
    const inputPathsMap: { [name: string]: string } = {};
    const inputTemplate = this.lines.map((line) => JSON.stringify(line.replace(/<(\$[^>]*)>/g, (_, path: string) => {
      const short = path.slice(path.lastIndexOf('.') + 1);
      const name = (inputPathsMap[short] ?? path) === path ? short : path.slice(2).replace(/\./g, '-');
      inputPathsMap[name] = path;
      return `<${name}>`;
    }))).join('\n');
    return { inputPathsMap, inputTemplate };
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

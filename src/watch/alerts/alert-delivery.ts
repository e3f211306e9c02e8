import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { regionalArn } from '../../private/arn';
import { NAME_PREFIX } from '../../private/baseline-names';
import { BASELINE_PATH } from '../../private/iam-names';
import { omitDescription } from '../../private/managed-policy';

const ID = 'AlertDelivery';

/**
 * The role with which the rules of a stack publish to topics. EventBridge supports no conditions in the policy of a topic, so that a
 * topic that admitted EventBridge would admit the rules of every account. EventBridge assumes this role only for the rules of this
 * library in this account and region.
 *
 * Sources: EventBridge User Guide, "Using resource-based policies for Amazon EventBridge" (execution roles for SNS targets),
 * "Cross-service confused deputy prevention", "Troubleshooting Amazon EventBridge"; AWS What's New, March 2025, execution roles for all
 * targets.
 *
 * @param topic to which the role may publish from now on
 */
export function deliveryRole(scope: Construct, topic: sns.ITopic): iam.IRole {
  const stack = Stack.of(scope);
  const known = stack.node.tryFindChild(ID) as iam.Role | undefined;
  const role = known ?? new iam.Role(stack, ID, {
    path: BASELINE_PATH,
    assumedBy: new iam.ServicePrincipal('events.amazonaws.com', {
      conditions: { ArnLike: { 'aws:SourceArn': regionalArn('events', `rule/${NAME_PREFIX}*`) } },
    }),
  });
  admit(role, topic);
  return role;
}

/** A policy of the topic needs the fewest characters in the template. A topic of another stack cannot refer to this stack's role. */
function admit(role: iam.Role, topic: sns.ITopic): void {
  const publish = new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn], principals: [role] });
  const useKey = topic.masterKey && new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: ['*'], principals: [role] });
  if (isOfSameStack(role, topic) && topic.addToResourcePolicy(publish).statementAdded) {
    if (!useKey || isOfSameStack(role, topic.masterKey!) && topic.masterKey!.addToResourcePolicy(useKey).statementAdded) return;
  }
  const policy = role.node.tryFindChild('Policy') as iam.ManagedPolicy | undefined ?? new iam.ManagedPolicy(role, 'Policy', { path: BASELINE_PATH, roles: [role] });
  omitDescription(policy);
  policy.addStatements(
    new iam.PolicyStatement({ actions: ['sns:Publish'], resources: [topic.topicArn] }),
    ...topic.masterKey ? [new iam.PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [topic.masterKey.keyArn] })] : [],
  );
}

function isOfSameStack(role: iam.Role, resource: Construct): boolean {
  return Stack.of(resource) === Stack.of(role);
}

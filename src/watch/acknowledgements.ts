import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeFunctionFindings, FunctionReasons } from '../private/lambda/function-findings';

const NO_DLQ = 'A failed run is in the log, and the next run checks everything again, so that there is no event to handle later.';
const NO_KMS = 'A customer-managed key costs money, and AWS does not document that EventBridge can publish to a topic with the free key '
  + 'alias/aws/sns; messages contain no secret.';

/** The findings of rule packs such as cdk-nag about a function of the watch, with the reason to accept each, or another one. */
export function acknowledgeFunction(handler: IConstruct, logGroup: IConstruct, others: Partial<FunctionReasons> = {}): void {
  acknowledgeFunctionFindings(handler, logGroup, {
    concurrency: 'It runs for some seconds a day. A new account has a limit of 10 concurrent executions, none of which can be reserved.',
    noVpc: 'It calls only public AWS endpoints; a VPC would need endpoints, which cost money.',
    noDeadLetters: NO_DLQ,
    noTracing: 'One run a day, whose findings are all in its log; tracing would cost money.',
    unencryptedLog: 'The log contains findings and no secret; CloudWatch Logs encrypts it with its own key, and a KMS key would cost money.',
    ...others,
  });
}

/** The findings of rule packs about a rule whose target has no dead-letter queue, because the next event replaces a failed one. */
export function acknowledgeRule(rule: IConstruct, reason = NO_DLQ): void {
  acknowledge(rule, { 'Serverless-EventBusDLQ': reason });
}

/** The findings of rule packs about a topic without a key. */
export function acknowledgeTopic(topic: IConstruct): void {
  acknowledge(topic, {
    'AwsSolutions-SNS2': NO_KMS,
    'NIST.800.53.R5-SNSEncryptedKMS': NO_KMS,
    'HIPAA.Security-SNSEncryptedKMS': NO_KMS,
    'PCI.DSS.321-SNSEncryptedKMS': NO_KMS,
  });
  acknowledgeSubscription(topic);
}

/** The findings of rule packs about email subscriptions without a dead-letter queue. */
export function acknowledgeSubscription(scope: IConstruct): void {
  acknowledge(scope, {
    'Serverless-SNSRedrivePolicy': 'An email that cannot be delivered is not delivered later either: its content is in the '
    + 'log.',
  });
}

import { IConstruct } from 'constructs';
import { acknowledge } from '../private/acknowledge';
import { acknowledgeFunctionFindings } from '../private/lambda/function-findings';

const NO_DLQ = 'A run that fails is in the log and is made up for by the next one, which looks at everything anew: nobody would handle the event later.';
const NO_KMS = 'A key of its own costs money, and AWS does not document that EventBridge can publish to a topic with the free key alias/aws/sns; messages hold no secret.';

/** What rule packs such as cdk-nag find about a function of the watch, and why it is so. */
export function acknowledgeFunction(handler: IConstruct, logGroup: IConstruct): void {
  acknowledgeFunctionFindings(handler, logGroup, {
    concurrency: 'It runs for some seconds a day. A new account has a limit of 10 concurrent executions, of which none can be reserved.',
    noVpc: 'It calls public AWS endpoints only; a VPC would need endpoints, which cost money.',
    noDeadLetters: NO_DLQ,
    noTracing: 'One run a day, with everything it finds in its log; tracing would cost money.',
    unencryptedLog: 'The log holds findings and no secret; CloudWatch Logs encrypts it with a key of its own, and a KMS key would cost money.',
  });
}

/** What rule packs find about a rule whose target can be tried again but has no queue for what fails. */
export function acknowledgeRule(rule: IConstruct): void {
  acknowledge(rule, { 'Serverless-EventBusDLQ': NO_DLQ });
}

/** What rule packs find about a topic without a key. */
export function acknowledgeTopic(topic: IConstruct): void {
  acknowledge(topic, {
    'AwsSolutions-SNS2': NO_KMS,
    'NIST.800.53.R5-SNSEncryptedKMS': NO_KMS,
    'HIPAA.Security-SNSEncryptedKMS': NO_KMS,
    'PCI.DSS.321-SNSEncryptedKMS': NO_KMS,
  });
  acknowledgeSubscription(topic);
}

/** What rule packs find about mail subscriptions that have no queue for what fails. */
export function acknowledgeSubscription(scope: IConstruct): void {
  acknowledge(scope, { 'Serverless-SNSRedrivePolicy': 'A mail that cannot be delivered is not delivered later either: what it said is in the log.' });
}

import { App, BootstraplessSynthesizer, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { AccessAdvisor } from '../../../src/watch/access-advisor';
import { AlertTopic } from '../../../src/watch/alert-topic';
import { CredentialReport } from '../../../src/watch/credential-report';
import { CredentialReportAction } from '../../../src/watch/credential-report-action';
import { ExternalAccessAnalyzer } from '../../../src/watch/external-access-analyzer';
import { ExternalAccessExpected } from '../../../src/watch/external-access-expected';

/** The reports of the watch, each by itself. The variable QUEUE_ARN names a queue that gets what would be mails. */
const stack = new Stack(new App(), 'watch-reports', { synthesizer: new BootstraplessSynthesizer() });
const topic = new AlertTopic(stack, 'Alerts');
new sns.Subscription(stack, 'Queue', { topic, protocol: sns.SubscriptionProtocol.SQS, endpoint: process.env.QUEUE_ARN!, rawMessageDelivery: true });
new CredentialReport(stack, 'CredentialReport', {
  topic,
  action: CredentialReportAction.DEACTIVATE,
  exemptPaths: ['/break-glass/'],
  warningBefore: Duration.days(1),
});
new AccessAdvisor(stack, 'AccessAdvisor', { topic });
const analyzer = new ExternalAccessAnalyzer(stack, 'ExternalAccess', {
  unusedAccessAge: process.env.UNUSED_ACCESS_AGE ? Duration.days(Number(process.env.UNUSED_ACCESS_AGE)) : undefined,
  expectedAccess: [ExternalAccessExpected.byAccount('arn:aws:iam::111122223333:role/auditor', '444455556666')],
});
new CfnOutput(stack, 'AnalyzerArn', { value: analyzer.analyzerArn });

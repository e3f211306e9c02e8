import { App, BootstraplessSynthesizer, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as sns from 'aws-cdk-lib/aws-sns';
import { TrailSource } from '../../../src/watch/audit-trail/audit-trail-source';
import { CredentialReportAction } from '../../../src/watch/credential-report/credential-report-action';
import { CredentialWatch } from '../../../src/watch/credential-watch';
import { ExternalAccessAnalyzer } from '../../../src/watch/external-access/external-access-analyzer';
import { ExternalAccessExpected } from '../../../src/watch/external-access/external-access-expected';

/** The credential watch with everything on, and an analyzer by itself. The variable QUEUE_ARN names a queue that gets what would be emails. */
const stack = new Stack(new App(), 'watch-reports', { synthesizer: new BootstraplessSynthesizer() });
const { topic } = new CredentialWatch(stack, 'Watch', {
  credentialReport: { action: CredentialReportAction.DEACTIVATE, exemptPaths: ['/break-glass/'], warningBefore: Duration.days(1) },
  driftGuard: {},
  trail: TrailSource.ofOrganization(),
});
new sns.Subscription(stack, 'Queue', { topic, protocol: sns.SubscriptionProtocol.SQS, endpoint: process.env.QUEUE_ARN!, rawMessageDelivery: true });
const analyzer = new ExternalAccessAnalyzer(stack, 'ExternalAccess', {
  unusedAccessAge: process.env.UNUSED_ACCESS_AGE ? Duration.days(Number(process.env.UNUSED_ACCESS_AGE)) : undefined,
  expectedAccess: [ExternalAccessExpected.byAccount('arn:aws:iam::111122223333:role/auditor', '444455556666')],
});
new CfnOutput(stack, 'AnalyzerArn', { value: analyzer.analyzerArn });

import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { regionalArn } from '../../private/arn';

/** The fields that `BatchUpdateFindings` changes beside the workflow status and the note. */
const OTHER_FIELDS = [
  'Confidence', 'Criticality', 'RelatedFindings', 'Severity.Label', 'Severity.Normalized', 'Severity.Product', 'Types', 'UserDefinedFields', 'VerificationState',
];

const key = (field: string) => `securityhub:ASFFSyntaxPath/${field}`;

/**
 * What the function may do: read findings, set a workflow status to NOTIFIED, and write a note. It can suppress and resolve no finding, and
 * lower no severity. `ForAnyValue` does not match a request that leaves the status as it is.
 *
 * Sources: Service Authorization Reference, "Actions, resources, and condition keys for AWS Security Hub"; AWS Security Hub User Guide,
 * "BatchUpdateFindings for customers".
 */
export function findingPermissions(topic: sns.ITopic): iam.PolicyStatement[] {
  const hub = regionalArn('securityhub', 'hub/default');
  return [
    new iam.PolicyStatement({ actions: ['securityhub:GetFindings'], resources: [hub] }),
    new iam.PolicyStatement({
      actions: ['securityhub:BatchUpdateFindings'],
      resources: [hub],
      conditions: { Null: Object.fromEntries(OTHER_FIELDS.map((field) => [key(field), 'true'])) },
    }),
    new iam.PolicyStatement({
      effect: iam.Effect.DENY,
      actions: ['securityhub:BatchUpdateFindings'],
      resources: ['*'],
      conditions: { 'ForAnyValue:StringNotEquals': { [key('Workflow.Status')]: 'NOTIFIED' } },
    }),
    new iam.PolicyStatement({ actions: ['sns:GetTopicAttributes'], resources: [topic.topicArn] }),
  ];
}

import { Validations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Records why a finding of a rule pack such as cdk-nag is accepted, beside the resource it concerns, so that users who run the
 * packs themselves see none of ours.
 *
 * @param findings exact finding ids, each with a reason that a reviewer accepts
 */
export function acknowledge(construct: IConstruct, findings: Record<string, string>): void {
  for (const [id, reason] of Object.entries(findings)) {
    if (id.split('::').length <= 2) {
      Validations.of(construct).acknowledge({ id, reason });
    } else {
      // Validations refuses an id that quotes an ARN, because of the :: in <AWS::Partition>. The packs read it from here all the same.
      construct.node.addMetadata(Validations.ACKNOWLEDGED_RULES_METADATA_KEY, { [id]: reason });
    }
  }
}

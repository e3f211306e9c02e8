import * as iam from 'aws-cdk-lib/aws-iam';

/** A control of the user's own. */
export interface ControlOptions {
  /** How errors and outputs name it: letters and digits. Statements without a `sid` get one of it. */
  readonly name: string;

  /** What it denies, at least one statement. */
  readonly statements: iam.PolicyStatement[];
}

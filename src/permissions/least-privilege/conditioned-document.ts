import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessCondition } from './access-condition';

/** A policy document that adds conditions to every Allow, also to those of grants. */
export class ConditionedDocument extends iam.PolicyDocument {
  private readonly accessConditions: AccessCondition[];

  constructor(accessConditions: AccessCondition[]) {
    // A feature flag of the user's app must not merge statements: what is reviewed is what ships.
    super({ minimize: false });
    this.accessConditions = accessConditions;
  }

  public addStatements(...statements: iam.PolicyStatement[]): void {
    super.addStatements(...statements.map((statement) => {
      if (statement.effect !== iam.Effect.ALLOW || this.accessConditions.length === 0) return statement;
      // A frozen statement has been rendered elsewhere and does not change any more, so a copy stays equal to it.
      const own = statement.frozen ? statement.copy() : statement;
      this.accessConditions.forEach((condition) => condition.applyTo(own));
      return own;
    }));
  }
}

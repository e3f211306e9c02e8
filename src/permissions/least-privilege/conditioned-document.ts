import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessCondition } from './access-condition';

/** A document that puts conditions on each Allow that comes into it, whichever way: grants end here, too. */
export class ConditionedDocument extends iam.PolicyDocument {
  private readonly accessConditions: AccessCondition[];

  constructor(accessConditions: AccessCondition[]) {
    // Not merged by a feature flag of the user's app: what is reviewed is what ships.
    super({ minimize: false });
    this.accessConditions = accessConditions;
  }

  public addStatements(...statements: iam.PolicyStatement[]): void {
    super.addStatements(...statements.map((statement) => {
      if (statement.effect !== iam.Effect.ALLOW || this.accessConditions.length === 0) return statement;
      // A frozen one has been rendered elsewhere and will not change any more, so that a copy of it stays true.
      const own = statement.frozen ? statement.copy() : statement;
      this.accessConditions.forEach((condition) => condition.applyTo(own));
      return own;
    }));
  }
}

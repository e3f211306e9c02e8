import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { documentErrors } from '../../permissions/least-privilege/document-errors';
import { statementsOf } from '../../permissions/least-privilege/statements';
import { policySizeErrors } from '../../permissions/policies/policy-size';
import { violation } from '../../private/written-properties';

/** "IAM and AWS STS quotas", IAM User Guide: all inline policies of a role. */
const LIMIT = 10_240;

/** What differs between the stack of the permission set and its accounts. */
const OF_THE_STACK = ['AWS::AccountId', 'AWS::Region', 'AWS::StackId', 'AWS::StackName'];

/** The policy of the statements that a job function brings itself. Undefined if it brings none. */
export function inlinePolicy(scope: Construct, statements: iam.PolicyStatement[]): iam.PolicyDocument | undefined {
  if (statements.length === 0) return undefined;
  const document = new iam.PolicyDocument({ statements });
  scope.node.addValidation({
    validate: () => [
      ...documentErrors(scope, statementsOf(scope, document)),
      ...ofTheStackErrors(scope, document),
      ...policySizeErrors(scope, document, 'jobFunction.statements', 'give some as a managed policy with a name in managedPolicies', LIMIT),
    ],
  });
  return document;
}

/** The inline policy is the same in every account. */
function ofTheStackErrors(scope: Construct, document: iam.PolicyDocument): string[] {
  const text = JSON.stringify(Stack.of(scope).resolve(document));
  return OF_THE_STACK.filter((name) => text.includes(`"${name}"`) || text.includes(`\${${name}}`)).map((name) => violation(scope, 'jobFunction.statements', name,
    'it is that of the stack of the permission set in every account. Write * in its place, or give the statements as a managed policy with a name in the scope of rollOut.baseline'));
}

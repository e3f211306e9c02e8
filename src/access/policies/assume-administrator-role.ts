import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * To become an administrator for as long as a session lasts. One role and no pattern: a pattern would let in whatever role is
 * named to fit it later.
 */
export function assumeAdministratorRoleDocument(roleArn: string): iam.PolicyDocument {
  return new iam.PolicyDocument({
    statements: [new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: [roleArn] })],
    minimize: false,
  });
}

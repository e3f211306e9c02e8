import * as iam from 'aws-cdk-lib/aws-iam';

/**
 * To become an administrator, or what else the roles may do, for as long as a session lasts. Roles one by one and no pattern: a
 * pattern would let in whatever role is named to fit it later.
 */
export function assumeRolesStatement(...roleArns: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: roleArns });
}

import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessChecks } from '../../src';

const AWS = ['PowerUserAccess', 'SecurityAudit', 'job-function/ViewOnlyAccess', 'AdministratorAccess'];

/** Roles that no two of which have the same policies, with trusts, conditions and denies that meet in many ways. */
function appWith(count: number): App {
  const app = new App();
  const stacks = [0, 1, 2, 3].map((index) => new Stack(app, `S${index}`));
  for (let index = 0; index < count; index++) {
    const role = new iam.Role(stacks[index % 4], `Role${index}`, {
      assumedBy: index % 5 ? new iam.ServicePrincipal('lambda.amazonaws.com') : new iam.AccountRootPrincipal(),
      managedPolicies: index % 3 ? [] : [iam.ManagedPolicy.fromAwsManagedPolicyName(AWS[(index / 3) % 4])],
    });
    const allow = (actions: string[], resources: string[], conditions?: object) => (
      role.addToPolicy(new iam.PolicyStatement({ actions, resources, conditions: conditions && { StringEquals: conditions } }))
    );
    allow(['s3:GetObject', 's3:PutObject'], [`arn:aws:s3:::bucket-${index}/*`]);
    if (index % 7 === 0) allow(['iam:PassRole', 'lambda:*'], [`arn:aws:iam::*:role/app-${index}-*`, 'arn:aws:lambda:*:*:*']);
    if (index % 4 === 0) allow(['sts:AssumeRole'], ['arn:aws:iam::*:role/*'], { 'aws:PrincipalTag/team': `team-${index}` });
    if (index % 11 === 0) {
      role.addToPolicy(new iam.PolicyStatement({
        effect: iam.Effect.DENY, actions: ['iam:*', 'sts:*'], resources: ['*'], conditions: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      }));
    }
  }
  return app;
}

test('200 roles are checked in less than 15 seconds of the processor', () => {
  const app = appWith(200);
  app.synth();
  const begin = process.cpuUsage();
  const { violations } = new AccessChecks(app).validate({ templatePaths: [] });
  expect(process.cpuUsage(begin).user / 1e6).toBeLessThan(15);
  expect(violations.length).toBeGreaterThan(50);
});

import { App, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessChecks, SecureAccountBaselineStack } from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

/** How long `AccessChecks` takes, in milliseconds, on standard output: for as many roles as the first argument says, or for the default baseline. */
const count = Number(process.argv[2]);
const app = new App();
if (count === 0) new SecureAccountBaselineStack(app, 'benchmark');
const stacks = [0, 1, 2, 3].map((index) => new Stack(app, `S${index}`));
for (let index = 0; index < count; index++) {
  const role = new iam.Role(stacks[index % 4], `Role${index}`, {
    assumedBy: index % 5 ? new iam.ServicePrincipal('lambda.amazonaws.com') : new iam.AccountRootPrincipal(),
    managedPolicies: index % 3 ? [] : [iam.ManagedPolicy.fromAwsManagedPolicyName(['PowerUserAccess', 'SecurityAudit', 'AdministratorAccess'][(index / 3) % 3])],
  });
  role.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:aws:s3:::bucket-${index}/*`] }));
  if (index % 4 === 0) role.addToPolicy(new iam.PolicyStatement({ actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::*:role/*'], conditions: { StringEquals: { 'aws:PrincipalTag/team': `team-${index}` } } }));
}
app.synth();
const begin = performance.now();
new AccessChecks(app).validate({ templatePaths: [] });
console.log(performance.now() - begin);

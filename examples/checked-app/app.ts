import { App, Stack, Validations } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { AccessChecks, RoleTrust } from 'cdk-secure-account-baseline';

const app = new App();
// `-c reference=...` names the cdk.out of another synthesis, such as that of the main branch: access that has grown since is a finding.
Validations.of(app).addPlugins(new AccessChecks(app, { reference: app.node.tryGetContext('reference') }));

const stack = new Stack(app, 'checked-app');
const lambda = new iam.ServicePrincipal('lambda.amazonaws.com');

// No finding: the role reads one bucket.
const reports = new iam.Role(stack, 'Reports', { assumedBy: lambda });
reports.addToPolicy(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::reports/*'] }));

// An administrator on purpose: the finding is acknowledged beside the role.
const administrator = new iam.Role(stack, 'Administrator', {
  assumedBy: RoleTrust.people(),
  managedPolicies: [iam.ManagedPolicy.fromAwsManagedPolicyName('AdministratorAccess')],
});
Validations.of(administrator).acknowledge({ id: 'AccessChecks-Administrator', reason: 'Two named people administer the account, with MFA' });

// A finding of its own, and a way for others: the role may change what every role of the account may do.
const permissions = new iam.Role(stack, 'Permissions', { assumedBy: lambda });
permissions.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PutRolePolicy'], resources: ['*'] }));

// The role looks harmless, and gets the rights of the role before it: it makes a function that runs with that role.
const deploy = new iam.Role(stack, 'Deploy', { assumedBy: lambda });
deploy.addToPolicy(new iam.PolicyStatement({ actions: ['lambda:CreateFunction', 'lambda:InvokeFunction'], resources: ['*'] }));
deploy.addToPolicy(new iam.PolicyStatement({ actions: ['iam:PassRole'], resources: [permissions.roleArn] }));

// Every user and role of the account whose own policies allow it may assume the role, without MFA.
new iam.Role(stack, 'Audit', { assumedBy: new iam.AccountRootPrincipal() });

import { App } from 'aws-cdk-lib';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { AccountWatchStack, HardenedRegions, JobFunction, SecureAccountBaselineStack } from 'cdk-secure-account-baseline';

const app = new App();
// What nobody uses is hardened and watched too: an attacker prefers a region in which nobody looks.
const regions = HardenedRegions.ALL_ENABLED;

const stack = new SecureAccountBaselineStack(app, 'account-baseline', {
  // An alias belongs to one account in the world: choose your own with `-c accountAlias=...`.
  accountAlias: app.node.tryGetContext('accountAlias') ?? 'example-workshop',
  // A new account has nothing public yet. In one that serves a website from a public bucket, turn `s3PublicAccessBlock` off.
  accountHardening: { regions },
  // Without the CDK's own metadata, the template has room for more users: it is sent without a bucket.
  analyticsReporting: false,
  users: [
    { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] },
    { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
  ],
});

const { baseline } = stack;

// The role for instances takes grants like any other role: `-c dataBucket=...` names a bucket that its instances may read.
const dataBucket = app.node.tryGetContext('dataBucket');
if (dataBucket && baseline.instanceRole) {
  s3.Bucket.fromBucketName(baseline, 'DataBucket', dataBucket).grantRead(baseline.instanceRole);
}

// Sends an email when the account becomes less safe. It needs nothing of the other stack, but its first check comes after it.
const watch = new AccountWatchStack(app, 'account-baseline-watch', {
  emailAddresses: [app.node.tryGetContext('securityEmail') ?? 'security@example.com'],
  externalAccess: { regions },
});
watch.addDependency(stack);

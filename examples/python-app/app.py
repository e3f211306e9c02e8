from aws_cdk import App
from aws_cdk.aws_s3 import Bucket
from cdk_secure_account_baseline import (
    AccountHardeningProps,
    AccountWatchStack,
    BaselineUserOptions,
    ExternalAccessAnalyzerProps,
    HardenedRegions,
    JobFunction,
    SecureAccountBaselineStack,
)

app = App()
# What nobody uses is hardened and watched too: an attacker prefers a region in which nobody looks.
regions = HardenedRegions.ALL_ENABLED

stack = SecureAccountBaselineStack(
    app,
    "account-baseline",
    # An alias belongs to one account in the world: choose your own with `-c accountAlias=...`.
    account_alias=app.node.try_get_context("accountAlias") or "example-workshop",
    # A new account has nothing public yet. In one that serves a website from a public bucket, turn `s3_public_access_block` off.
    account_hardening=AccountHardeningProps(regions=regions),
    # Without the CDK's own metadata, the template has room for more users: it is sent without a bucket.
    analytics_reporting=False,
    users=[
        BaselineUserOptions(user_name="alice", job_functions=[JobFunction.ADMINISTRATOR]),
        BaselineUserOptions(user_name="bob", job_functions=[JobFunction.POWER_USER, JobFunction.BILLING]),
    ],
)

# The role for instances takes grants like any other role: `-c dataBucket=...` names a bucket that its instances may read.
data_bucket = app.node.try_get_context("dataBucket")
if data_bucket and stack.baseline.instance_role:
    Bucket.from_bucket_name(stack.baseline, "DataBucket", data_bucket).grant_read(stack.baseline.instance_role)

# Sends an email when the account becomes less safe. It needs nothing of the other stack, but its first check comes after it.
watch = AccountWatchStack(
    app,
    "account-baseline-watch",
    email_addresses=[app.node.try_get_context("securityEmail") or "security@example.com"],
    external_access=ExternalAccessAnalyzerProps(regions=regions),
)
watch.add_dependency(stack)

app.synth()

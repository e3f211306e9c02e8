"""The task policies of AssumeRoot: each denies everything but its actions, and those on anything but the root user.

https://docs.aws.amazon.com/IAM/latest/UserGuide/security-iam-awsmanpol.html
"""
import json

_AUDIT = ("iam:ListAccessKeys", "iam:ListSigningCertificates", "iam:GetLoginProfile", "iam:ListMFADevices", "iam:GetUser", "iam:GetAccessKeyLastUsed")
_ROOT = {"NotResource": "arn:aws:iam::*:root"}
_NOT_BY_ROOT = {"Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:root"}}}

# Of a session: the name of its task.
TASK = "RootTask"

# The feature of the organization that a task needs.
CREDENTIALS, SESSIONS = "RootCredentialsManagement", "RootSessions"


def _policy(actions: tuple, refused: dict, also: tuple = ()) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "NotAction": [*actions, *also], "Resource": "*"},
        {"Effect": "Deny", "Action": list(actions), **refused},
    ]})


# By name: the feature, and the policy.
ROOT_TASKS = {
    "IAMAuditRootUserCredentials": (CREDENTIALS, _policy(_AUDIT, _ROOT, ("iam:GetAccountSummary",))),
    "IAMCreateRootUserPassword": (CREDENTIALS, _policy(("iam:CreateLoginProfile", "iam:GetLoginProfile"), _ROOT)),
    "IAMDeleteRootUserCredentials": (CREDENTIALS, _policy(
        ("iam:DeleteAccessKey", "iam:DeleteSigningCertificate", "iam:DeleteLoginProfile", "iam:DeactivateMFADevice", *_AUDIT), _ROOT)),
    "S3UnlockBucketPolicy": (SESSIONS, _policy(
        ("s3:DeleteBucketPolicy", "s3:PutBucketPolicy", "s3:GetBucketPolicy", "s3:ListAllMyBuckets"), _NOT_BY_ROOT)),
    "SQSUnlockQueuePolicy": (SESSIONS, _policy(
        ("sqs:SetQueueAttributes", "sqs:GetQueueAttributes", "sqs:ListQueues", "sqs:GetQueueUrl"), _NOT_BY_ROOT)),
}

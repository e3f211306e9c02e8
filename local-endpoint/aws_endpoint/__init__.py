"""MiniStack with what its IAM, STS and CloudFormation lack for this project's tests.

Each module closes the gaps of one concept and exports ``install()``.
"""
import importlib

# Later ones wrap earlier ones: a call meets the checks of the last module first.
MODULES = (
    "managed_policies",
    "iam_conflicts",
    "mfa_devices",
    "password_policy",
    "account_alias",
    "credential_ages",
    "account_summary",
    "account_contacts",
    "ec2_account_settings",
    "s3_account_block",
    "iam_entities",
    "iam_groups",
    "iam_providers",
    "iam_server_certificates",
    "custom_resources",
    "policy_variables",
    "condition_keys",
    "mfa_sessions",
    "pass_role",
    "assume_role",
    "instance_credentials",
    "iam_resources",
    "last_accessed",
    "denials",
    "cloudtrail_trails",
    "cloudtrail_events",
    "transport",
    "access_analyzer",
    "request",
    "control",
)


def install_all() -> None:
    from .patching import require_pinned_version

    require_pinned_version()
    for name in MODULES:
        importlib.import_module(f".{name}", __name__).install()

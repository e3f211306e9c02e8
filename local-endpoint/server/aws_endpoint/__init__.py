"""MiniStack with what its IAM, STS, CloudFormation and other services lack for this project's tests.

A folder for each AWS service; ``authorization`` holds what every authorization decision needs, ``framework`` the parts that are no AWS
behavior. Each module closes the gaps of one concept and exports ``install()``.
"""
import importlib

# A later module wraps an earlier one: a call meets the checks of the last module first.
MODULES = (
    "framework.service_models",
    "iam.messages",
    "iam.managed_policies",
    "iam.conflicts",
    "iam.quotas",
    "iam.names",
    "iam.trusted_principals",
    "iam.policy_grammar",
    "iam.saml_metadata",
    "iam.mfa_devices",
    "iam.password_policy",
    "iam.account_alias",
    "iam.credential_ages",
    "iam.root_user",
    "iam.credential_report",
    "iam.authorization_details",
    "account.alternate_contacts",
    "account.regions",
    "ec2.account_settings",
    "ec2.vpc_block_public_access",
    "s3.account_block",
    "cloudformation.iam_roles",
    "cloudformation.iam_managed_policies",
    "cloudformation.iam_users",
    "cloudformation.iam_groups",
    "cloudformation.iam_providers",
    "cloudformation.organization_types",
    "cloudformation.identity_center_types",
    "cloudformation.identity_store_types",
    "cloudformation.security_hub_types",
    "cloudformation.security_hub_account_types",
    "cloudformation.chatbot_types",
    "cloudformation.stack_sets.api",
    "cloudformation.stack_sets.resource_type",
    "cloudformation.stack_sets.auto_deployment",
    "iam.server_certificates",
    "cloudformation.conditions",
    "cloudformation.templates_in_yaml",
    "cloudformation.template_urls",
    "cloudformation.failed_creates",
    "cloudformation.custom_resources",
    "cloudformation.function_workers",
    "cloudformation.acting_principal",
    "cloudformation.resource_status",
    "organizations.operations",
    "identity_center.roles",
    "authorization.policy_variables",
    "organizations.condition_keys",
    "organizations.limits",
    "organizations.authorized_resource",
    "authorization.condition_keys",
    "sts.mfa_sessions",
    "authorization.pass_role",
    "sts.assume_role",
    "sts.service_credentials",
    "iam.resources",
    "iam.service_specific_credentials",
    "iam.root_access_management",
    "iam.root_user_credentials",
    "sts.assume_root",
    "iam.last_accessed",
    "authorization.denials",
    "cloudformation.cloudtrail_trails",
    "cloudtrail.organization_trails",
    "cloudtrail.events",
    "authorization.transport",
    "access_analyzer.analyzers",
    "cost_management.budgets",
    "cost_management.anomaly_detection",
    "identity_center.operations",
    "identity_center.portal",
    "security_hub.operations",
    "framework.request",
    "framework.control",
)


def install_all() -> None:
    from .framework.patching import require_pinned_version

    require_pinned_version()
    for name in MODULES:
        importlib.import_module(f".{name}", __name__).install()

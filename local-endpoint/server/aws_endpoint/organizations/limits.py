"""Service control policies limit every principal of a member account, its root user included; resource control policies limit access to
the resources of a member account for every principal. Neither limits the management account or a service-linked role.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-orgs.html
"""
import functools

from ..framework import request as requests
from ..framework.patching import internal, wrap
from .model import Organization, organization_of, organizations
from .resource_account import account_of_resource

_account_id = internal("core.responses", "get_account_id")
_roles = internal("services.iam", "_roles")
_role_name = internal("core.iam_evaluator", "_role_name_from_assumed_arn")

_ALWAYS_ALLOWED = internal("core.iam_evaluator", "_ALWAYS_ALLOWED_ACTIONS")
_SERVICE_CONTROL, _RESOURCE_CONTROL = "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"
_NAMES = {_SERVICE_CONTROL: "service control policy", _RESOURCE_CONTROL: "resource control policy"}
_RESOURCE_CONTROL_EXEMPT = ("kms:RetireGrant",)


@functools.lru_cache(maxsize=512)
def statements_of(content: str) -> list:
    return internal("core.iam_evaluator", "parse_policy_document")(content)


def matching(ctx, statements: list, effect: str):
    # By its name at the time of the call: later modules wrap it.
    return internal("core.iam_evaluator", "_first_match")(ctx, statements, effect)


def _limiting(organization: Organization | None, account: str, policy_type: str) -> list:
    """For each node above the account, and the account: its policies. Nothing where nothing limits the account."""
    if organization is None or account == organization.management or policy_type not in organization.policy_types:
        return []
    return [organization.attached(node, policy_type) for node in organization.lineage(account)]


def is_service_linked(principal_arn: str, account: str) -> bool:
    if ":assumed-role/" not in principal_arn:
        return False
    role = _roles.get_scoped(account, None, _role_name(principal_arn)) or {}
    return role.get("Path", "").startswith("/aws-service-role/")


def _explicit(ctx, policy_type: str, layers: list) -> str | None:
    for policy in (policy for layer in layers for policy in layer):
        if matching(ctx, statements_of(policy.content), "Deny"):
            return f"with an explicit deny in a {_NAMES[policy_type]}: {policy.arn}"
    return None


def refusal_of_resources(ctx, owner: str) -> str | None:
    """AWS's words for a refusal by the resource control policies of the account that owns the resource; None where they refuse nothing."""
    if ctx.action in _RESOURCE_CONTROL_EXEMPT:
        return None
    return _explicit(ctx, _RESOURCE_CONTROL, _limiting(organization_of(owner), owner, _RESOURCE_CONTROL))


def refusal_of_organization(ctx) -> tuple | None:
    """Whether the refusal is explicit, and AWS's words for it; None where the organization refuses nothing."""
    if is_service_linked(ctx.principal_arn, ctx.principal_account):
        return None
    nodes = _limiting(organization_of(ctx.principal_account), ctx.principal_account, _SERVICE_CONTROL)
    owner = account_of_resource(ctx.resource_arn, ctx.principal_account)
    explicit = _explicit(ctx, _SERVICE_CONTROL, nodes) or refusal_of_resources(ctx, owner)
    if explicit:
        return True, explicit
    for policies in nodes:
        if not any(matching(ctx, statements_of(policy.content), "Allow") for policy in policies):
            return False, f"because no {_NAMES[_SERVICE_CONTROL]} allows the {ctx.action} action"
    return None


def _names_resource_tags() -> bool:
    return any("aws:resourcetag/" in policy.content.lower() for one in organizations() for policy in one.policies.values())


def context_of(access_key: str, action: str, region: str, resource: str, keys: dict):
    principal = internal("core.iam_evaluator", "resolve_principal")(access_key, _account_id())
    if isinstance(principal, internal("core.iam_evaluator", "AuthError")):
        return None
    context = {name.lower(): value for name, value in keys.items()}
    context.setdefault("aws:tagkeys", None)
    if _names_resource_tags():
        for name, value in (internal("services.tagging", "resource_tags")(resource) or {}).items():
            context.setdefault(f"aws:resourcetag/{name}".lower(), value)
    return internal("core.iam_evaluator", "EvalContext")(
        principal_arn=principal.arn, principal_type=principal.type, principal_account=principal.account, action=action, resource_arn=resource,
        region=region, service_context=context, principal_keys=principal.keys)


def _anonymous_context(action: str, region: str, resource: str):
    """Nobody who has signed in: no account, no organization, none of the keys of a principal."""
    return internal("core.iam_evaluator", "EvalContext")(
        principal_arn="anonymous", principal_type="Anonymous", principal_account=None, action=action, resource_arn=resource, region=region)


def _closed(account: str) -> bool:
    organization = organization_of(account)
    return organization is not None and account in organization.accounts and organization.accounts[account].state == "CLOSED"


def install() -> None:
    auth_error, result = internal("core.iam_evaluator", "AuthError"), internal("core.iam_evaluator", "EvalResult")

    def limited(enforce):
        def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
            denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
            if isinstance(denied, auth_error) or not organizations():
                return denied
            if _closed(_account_id()):
                return auth_error("InvalidClientTokenId", "The security token included in the request is invalid.")
            if iam_action in _ALWAYS_ALLOWED:
                return denied
            if internal("core.iam_evaluator", "_anonymous").get():
                ctx = _anonymous_context(iam_action, region, resource_arn)
                refused = refusal_of_resources(ctx, account_of_resource(resource_arn, _account_id()))
                refusal = refused and (True, refused)
            else:
                ctx = context_of(access_key_id or "", iam_action, region, resource_arn, service_context or {})
                refusal = ctx and refusal_of_organization(ctx)
            if not refusal or denied and denied.decision == "Deny" and not refusal[0]:
                return denied
            requests.current().refused_by = refusal[1]
            return result("Deny" if refusal[0] else "ImplicitDeny", principal_arn=ctx.principal_arn)
        return enforced

    wrap("core.iam_evaluator", "enforce", limited)

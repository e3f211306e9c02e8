"""Condition keys that MiniStack lacks or resolves to something else than AWS does."""
from ..framework import request as requests
from ..framework.patching import internal, wrap

_iam = {kind: internal("services.iam", store) for kind, store in (
    ("RoleName", "_roles"), ("UserName", "_users"))}
_sessions = internal("services.sts", "_sessions")
_role_name = internal("core.iam_evaluator", "_role_name_from_assumed_arn")

# What a session carries beside its principal, such as ec2:RoleDelivery.
SESSION_KEYS = "ConditionKeys"

_SETS_BOUNDARY = ("CreateUser", "CreateRole", "PutUserPermissionsBoundary", "PutRolePermissionsBoundary")


def _principal_arn(ctx) -> str:
    """A role's sessions are the role: ``aws:PrincipalArn`` is never the ARN of the session."""
    if ":assumed-role/" not in ctx.principal_arn:
        return ctx.principal_arn
    role = _iam["RoleName"].get_scoped(ctx.principal_account, None, _role_name(ctx.principal_arn))
    return role["Arn"] if role else ctx.principal_arn


def _iam_request_keys(request: requests.Request) -> dict:
    """``iam:`` keys of the request: the policy it attaches, and the boundary it sets or that its entity carries."""
    keys = {}
    if request.param("PolicyArn") and request.action.startswith(("Attach", "Detach")):
        keys["iam:policyarn"] = request.param("PolicyArn")
    if request.action in _SETS_BOUNDARY:
        boundary = request.param("PermissionsBoundary")
    else:
        boundary = next((store[request.param(kind)].get("PermissionsBoundary") for kind, store in _iam.items()
                         if request.param(kind) in store), None)
    if boundary:
        keys["iam:permissionsboundary"] = boundary
    if request.param("AWSServiceName"):
        keys["iam:awsservicename"] = request.param("AWSServiceName")
    return keys


def install() -> None:
    def corrected(resolve):
        def value(key, ctx):
            return _principal_arn(ctx) if key.lower() == "aws:principalarn" else resolve(key, ctx)
        return value

    def with_session_keys(principal_keys):
        def keys_of(credential):
            # No service of the endpoint calls on behalf of a principal.
            keys = {"aws:viaawsservice": "false", "aws:principalisawsservice": "false", **principal_keys(credential)}
            session = _sessions.get(credential.access_key_id) or {}
            keys.update({name.lower(): value for name, value in session.get(SESSION_KEYS, {}).items()})
            return keys
        return keys_of

    def with_request_keys(enforce):
        def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
            context = dict(service_context or {})
            if service == "iam":
                context.update(_iam_request_keys(requests.current()))
            return enforce(access_key_id, iam_action, service, region, resource_arn, context)
        return enforced

    wrap("core.iam_evaluator", "_resolve_condition_key", corrected)
    wrap("core.iam_evaluator", "_principal_keys", with_session_keys)
    wrap("core.iam_evaluator", "enforce", with_request_keys)

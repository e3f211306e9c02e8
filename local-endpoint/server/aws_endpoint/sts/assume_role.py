"""Who may assume a role: not the root user, and a trusted service only through the service itself."""
from ..framework import request as requests
from ..framework.patching import internal, wrap

_error = internal("services.iam", "_error")


def trusts_service(trust_policy, service: str, role_arn: str, source: dict | None = None) -> bool:
    """Whether a trust policy lets an AWS service assume its role, with what the service says of the resource that it acts for."""
    context = internal("core.iam_evaluator", "EvalContext")(
        principal_arn=service, principal_type="Service", principal_account="", action="sts:AssumeRole",
        resource_arn=role_arn, region="us-east-1", principal_keys={"aws:principalisawsservice": "true", **(source or {})})
    return internal("core.iam_evaluator", "evaluate_resource_policy")(
        trust_policy, context, service=service).decision == "Allow"


def install() -> None:
    def not_by_root(handle_request):
        async def handle(method, path, headers, body, query_params):
            if requests.current().action == "AssumeRole":
                caller = requests.caller()
                if caller and caller.principal_type == "Root":
                    return _error(403, "AccessDenied", "Roles may not be assumed by root accounts.", ns="sts")
            return await handle_request(method, path, headers, body, query_params)
        return handle

    wrap("services.sts", "handle_request", not_by_root)

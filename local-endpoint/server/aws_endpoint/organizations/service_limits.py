"""Resource control policies limit what an AWS service does in an account for a resource of another one (cross-service confused deputy)."""
from ..framework.patching import internal
from .limits import refusal_of_resources
from .model import organization_of


def source_keys(source_account: str | None) -> dict:
    """What a service says of the account that it acts for; nothing if it acts for none."""
    if not source_account:
        return {}
    organization = organization_of(source_account)
    return {"aws:sourceaccount": source_account, **({"aws:sourceorgid": organization.id} if organization else {})}


def refusal_of_service(service: str, action: str, resource_arn: str, owner: str, source_account: str | None) -> str | None:
    """AWS's words for a refusal by the organization of the account that owns the resource. No service control policy limits a service."""
    context = internal("core.iam_evaluator", "EvalContext")(
        principal_arn=service, principal_type="Service", principal_account=None, action=action, resource_arn=resource_arn, region="us-east-1",
        principal_keys={"aws:principalisawsservice": "true", **source_keys(source_account)})
    return refusal_of_resources(context, owner)

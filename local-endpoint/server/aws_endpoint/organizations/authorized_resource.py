"""The resource that a call of Organizations is authorized on, for actions of which IAM knows one.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html
"""
import json

from ..framework.patching import internal, wrap
from .model import organization_of

_account_id = internal("core.responses", "get_account_id")

# By action: the type of the resource, and the parameter that names it.
_RESOURCES = {
    "EnablePolicyType": ("root", "RootId"),
    "DisablePolicyType": ("root", "RootId"),
    "RegisterDelegatedAdministrator": ("account", "AccountId"),
    "DeregisterDelegatedAdministrator": ("account", "AccountId"),
    "ListDelegatedServicesForAccount": ("account", "AccountId"),
}


def _resource_of(action: str, body: bytes) -> str | None:
    organization = organization_of(_account_id())
    if action not in _RESOURCES or organization is None:
        return None
    kind, parameter = _RESOURCES[action]
    try:
        return organization.arn(kind, str(json.loads(body)[parameter]))
    except (ValueError, KeyError, TypeError):
        return None


def install() -> None:
    def of_the_organization(extract):
        def arn(service, method, path, headers, body, *rest):
            target = next((value for name, value in headers.items() if name.lower() == "x-amz-target"), "")
            found = _resource_of(target.split(".")[-1], body) if target.startswith("AWSOrganizations") else None
            return found or extract(service, method, path, headers, body, *rest)
        return arn

    wrap("core.iam_actions", "extract_resource_arn", of_the_organization)

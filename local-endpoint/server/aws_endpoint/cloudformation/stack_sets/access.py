"""Who may work with stack sets of the organization, and the role that StackSets enters a member account by."""
import hashlib
import json
from contextlib import contextmanager

from ...framework.patching import internal
from ...iam.calls import call
from ...organizations.delegation import enable_service_access
from ...organizations.model import Organization, organization_of
from ..acting_principal import Principal
from .model import DELEGATION, StackSetError

_account_id = internal("core.responses", "get_account_id")
_request_scope = internal("core.responses", "request_scope")
_roles = internal("services.iam", "_roles")

_SERVICE = "stacksets.cloudformation.amazonaws.com"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"


def require_organization(call_as: str | None) -> Organization:
    """@raise StackSetError: unless the account manages the organization, or administers StackSets for it and says so."""
    organization = organization_of(_account_id())
    if organization is None or DELEGATION not in organization.trusted:
        raise StackSetError("ValidationError", "You must enable organizations access to operate a service managed stack set")
    if call_as == "DELEGATED_ADMIN":
        if DELEGATION not in organization.delegated.get(_account_id(), {}):
            raise StackSetError("ValidationError", "Account used is not a delegated administrator")
    elif _account_id() != organization.management:
        raise StackSetError("ValidationError", "Account used is not the management account of the organization: specify CallAs DELEGATED_ADMIN")
    return organization


def activate() -> None:
    organization = organization_of(_account_id())
    if organization is None or organization.management != _account_id():
        raise StackSetError("InvalidOperationException", "Organizations access can be activated by the management account of an organization only.")
    enable_service_access(organization, {"ServicePrincipal": DELEGATION})
    if not any(role["Path"] == f"/aws-service-role/{_SERVICE}/" for role in _roles.values()):
        call("CreateServiceLinkedRole", AWSServiceName=_SERVICE)


def deactivate() -> None:
    organization = organization_of(_account_id())
    if organization is None or organization.management != _account_id():
        raise StackSetError("InvalidOperationException", "Organizations access can be deactivated by the management account of an organization only.")
    organization.trusted.pop(DELEGATION, None)


@contextmanager
def inside(account: str, region: str):
    """Calls inside are about that account and region."""
    with _request_scope(account, region):
        yield


def execution_principal(organization: Organization, account: str, region: str) -> Principal:
    """The role ``stacksets-exec-*``, made when StackSets first works in the account."""
    name = f"stacksets-exec-{hashlib.md5(organization.id.encode()).hexdigest()}"
    with inside(account, region):
        if name not in _roles:
            call("CreateServiceLinkedRole", AWSServiceName=DELEGATION)
            call("CreateRole", RoleName=name, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
                {"Effect": "Allow", "Principal": {"Service": DELEGATION}, "Action": "sts:AssumeRole"}]}))
            call("AttachRolePolicy", RoleName=name, PolicyArn=_ADMINISTRATOR)
    return Principal(f"arn:aws:sts::{account}:assumed-role/{name}/{organization.id}", account)

"""The role that a permission set becomes in an account, with its policies. Nobody in the account may change it.

https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
"""
import contextlib
import contextvars
import json
import secrets

from ..framework.patching import internal, wrap_iam_action
from ..iam.calls import call
from .errors import IdentityCenterError
from .model import Instance, PermissionSet

_request_scope = internal("core.responses", "request_scope")
_roles = internal("services.iam", "_roles")
_saml_providers = internal("services.iam", "_saml_providers")
_policy_exists = internal("services.iam", "_policy_exists")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")

_PREFIX, _INLINE = "AWSReservedSSO_", "AwsSSOInlinePolicy"
_LONGEST_SESSION = "43200"
_CHANGES = (
    "AttachRolePolicy", "DetachRolePolicy", "PutRolePolicy", "DeleteRolePolicy", "DeleteRole", "UpdateRole", "UpdateRoleDescription",
    "UpdateAssumeRolePolicy", "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary", "TagRole", "UntagRole")
_by_identity_center: contextvars.ContextVar[bool] = contextvars.ContextVar("by_identity_center", default=False)


def _path(instance: Instance) -> str:
    return "/aws-reserved/sso.amazonaws.com/" + ("" if instance.region == "us-east-1" else f"{instance.region}/")


@contextlib.contextmanager
def _acting_in(account: str):
    token = _by_identity_center.set(True)
    try:
        with _request_scope(account, "us-east-1"):
            yield
    finally:
        _by_identity_center.reset(token)


def _arn(account: str, path: str, name: str) -> str:
    return f"arn:aws:iam::{account}:policy{path}{name}"


def _boundary(found: PermissionSet, account: str) -> str | None:
    if found.boundary is None:
        return None
    reference = found.boundary.get("CustomerManagedPolicyReference")
    return _arn(account, reference.get("Path", "/"), reference["Name"]) if reference else found.boundary["ManagedPolicyArn"]


def _provider(account: str) -> str:
    """The identity provider by which the account trusts the instance."""
    name = "AWSSSO_DO_NOT_DELETE"
    arn = f"arn:aws:iam::{account}:saml-provider/{name}"
    if arn not in _saml_providers:
        descriptor = f'<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://portal.sso.us-east-1.amazonaws.com/saml/{account}">'
        call("CreateSAMLProvider", Name=name, SAMLMetadataDocument=f"{descriptor}<!--{'.' * 1000}--></EntityDescriptor>")
    return arn


def _create(instance: Instance, found: PermissionSet, account: str) -> str:
    name = f"{_PREFIX}{found.name}_{secrets.token_hex(8)}"
    trust = {"Effect": "Allow", "Principal": {"Federated": _provider(account)}, "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
             "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}}
    call("CreateRole", RoleName=name, Path=_path(instance), MaxSessionDuration=_LONGEST_SESSION, Description=found.description,
         AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [trust]}))
    return name


def _reconcile(name: str, wanted: list, inline: str, boundary: str | None) -> None:
    role = _roles[name]
    attached = list(role["AttachedPolicies"])
    for arn in attached:
        if arn not in wanted:
            call("DetachRolePolicy", RoleName=name, PolicyArn=arn)
    for arn in wanted:
        if arn not in attached:
            call("AttachRolePolicy", RoleName=name, PolicyArn=arn)
    if inline:
        call("PutRolePolicy", RoleName=name, PolicyName=_INLINE, PolicyDocument=inline)
    elif _INLINE in role["InlinePolicies"]:
        call("DeleteRolePolicy", RoleName=name, PolicyName=_INLINE)
    if boundary:
        call("PutRolePermissionsBoundary", RoleName=name, PermissionsBoundary=boundary)
    elif role["PermissionsBoundary"]:
        call("DeleteRolePermissionsBoundary", RoleName=name)


def provision(instance: Instance, found: PermissionSet, account: str) -> None:
    """Make the role of an account what the permission set says. @raise IdentityCenterError: if the account does not hold a policy."""
    with _acting_in(account):
        boundary = _boundary(found, account)
        wanted = [*found.managed, *(_arn(account, path, name) for path, name in found.references)]
        for arn in [*wanted, *([boundary] if boundary else [])]:
            if not _policy_exists(arn):
                raise IdentityCenterError("ResourceNotFound", f"Received a 404 status error: Not supported policy {arn}.")
        is_new = account not in found.roles
        name = _create(instance, found, account) if is_new else found.roles[account]
        try:
            _reconcile(name, wanted, found.inline, boundary)
        except ValueError:
            if is_new:
                _discard(name)
            raise
        found.roles[account] = name
        found.outdated.discard(account)


def _discard(name: str) -> None:
    _reconcile(name, [], "", None)
    call("DeleteRole", RoleName=name)


def remove(found: PermissionSet, account: str) -> None:
    with _acting_in(account):
        _discard(found.roles.pop(account))
    found.outdated.discard(account)


def _refusal(params: dict):
    name = _param(params, "RoleName")
    if _by_identity_center.get() or not name.startswith(_PREFIX) or name not in _roles or not _roles[name]["Path"].startswith("/aws-reserved/"):
        return None
    return _error(400, "UnmodifiableEntity", f"Cannot perform the operation on the protected role '{name}' - this role is only modifiable by AWS")


def install() -> None:
    for action in _CHANGES:
        wrap_iam_action(action, lambda handler: lambda params: _refusal(params) or handler(params))

"""How Organizations serves a call: who may make it, whether its input is good, and what it answers, in pages."""
import json

from ..framework import request as requests
from ..framework.patching import internal
from .errors import OrganizationsError, invalid
from .inputs import check_input, operation_names
from .model import Organization, organization_of

_account_id = internal("core.responses", "get_account_id")
_dispatch = internal("services.organizations", "_DISPATCH")

_PAGE = 20
# Who may call: accounts without an organization, every account of one, those that administer something, or the management account.
ANY_CALLER, MEMBERS, READERS, MANAGEMENT = range(4)

_operations = {}


def operation(name: str, caller: int):
    """Register a function of the organization and the input as that operation."""
    def register(function):
        _operations[name] = (function, caller)
        return function
    return register


def _delegated_by_policy(organization: Organization, action: str, payload: dict) -> bool:
    """Whether the resource policy of the organization lets the caller's account do it, on everything that the call names."""
    if organization.resource_policy is None:
        return False
    caller = requests.caller()
    arn = caller.principal_arn if caller else f"arn:aws:iam::{_account_id()}:root"
    for resource in _resources(organization, payload) or ["*"]:
        context = internal("core.iam_evaluator", "EvalContext")(
            principal_arn=arn, principal_type="Root", principal_account=_account_id(), action=f"organizations:{action}", resource_arn=resource,
            region="us-east-1", service_context={"organizations:policytype": payload.get("PolicyType") or payload.get("Filter") or payload.get("Type")})
        if internal("core.iam_evaluator", "evaluate_resource_policy")(organization.resource_policy["Content"], context).decision != "Allow":
            return False
    return True


def _resources(organization: Organization, payload: dict) -> list:
    named = [payload.get(name) for name in ("PolicyId", "TargetId", "ParentId", "ChildId", "AccountId", "OrganizationalUnitId", "ResourceId")]
    nodes = {**organization.policies, **organization.units, **organization.accounts}
    return [organization.arn("root", organization.root) if one == organization.root else nodes[one].arn
            for one in named if one == organization.root or one in nodes]


def _may_call(organization: Organization, name: str, payload: dict, needed: int) -> bool:
    account = _account_id()
    if needed <= MEMBERS or account == organization.management:
        return True
    return needed == READERS and bool(organization.delegated.get(account)) or _delegated_by_policy(organization, name, payload)


def perform(name: str, payload: dict) -> dict:
    """Serve an operation for the account of the request. @raise OrganizationsError: if AWS refuses it."""
    function, needed = _operations[name]
    organization = organization_of(_account_id())
    if organization is None and needed != ANY_CALLER:
        raise OrganizationsError("AWSOrganizationsNotInUse", "Your account is not a member of an organization.")
    if organization is not None and not _may_call(organization, name, payload, needed):
        raise OrganizationsError("AccessDenied", "You don't have permissions to access this resource.")
    check_input(name, payload)
    return function(organization, payload)


def page(payload: dict, member: str, items: list) -> dict:
    token = payload.get("NextToken") or "0"
    if not token.isdigit():
        raise invalid("INVALID_NEXT_TOKEN", "You provided a pagination token that is not valid.")
    start, end = int(token), int(token) + (payload.get("MaxResults") or _PAGE)
    return {member: items[start:end], **({"NextToken": str(end)} if end < len(items) else {})}


def _served(name: str):
    def serve(payload):
        try:
            return 200, {"Content-Type": "application/x-amz-json-1.1"}, json.dumps(perform(name, payload)).encode()
        except OrganizationsError as error:
            return error.answer()
    return serve


def install() -> None:
    from . import accounts, delegation, effective_policy, handshakes, policies, structure, tags  # noqa: F401 - they register their operations

    assert _operations.keys() <= operation_names()
    _dispatch.clear()
    _dispatch.update({name: _served(name) for name in _operations})

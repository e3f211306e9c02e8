"""How Identity Center serves a call: who may make it, whether its input is good, and what it answers, in pages."""
import json

from ..framework import request as requests
from ..framework.patching import internal, wrap
from ..organizations.model import organization_of
from .errors import IdentityCenterError, denied, invalid, missing
from .inputs import check_input, operation_names
from .model import SERVICE, Instance, PermissionSet, instance_of

_account_id = internal("core.responses", "get_account_id")
_region = internal("core.router", "extract_region")
_auth_error = internal("core.iam_evaluator", "AuthError")

ADMIN, STORE = "sso-admin", "identitystore"
_PREFIXES = {"SWBExternalService": ADMIN, "AWSIdentityStore": STORE}
_ACTIONS = {ADMIN: "sso", STORE: "identitystore"}
_PAGE = 100
# Every account of the organization may make these calls.
_FOR_MEMBERS = frozenset({"ListInstances"})

_operations = {ADMIN: {}, STORE: {}}


def operation(service: str, name: str):
    """Register a function of the instance and the input as that operation."""
    def register(function):
        _operations[service][name] = function
        return function
    return register


def is_delegated(account: str) -> bool:
    organization = organization_of(account)
    return organization is not None and SERVICE in organization.delegated.get(account, {})


def _require_instance(service: str, name: str, payload: dict) -> Instance | None:
    instance = instance_of(_account_id())
    if name in _FOR_MEMBERS:
        return instance
    if instance is None or _account_id() != instance.owner and not is_delegated(_account_id()):
        raise denied(f"User is not authorized to perform: {_ACTIONS[service]}:{name}")
    if payload.get("InstanceArn", instance.arn) != instance.arn:
        raise missing("Instance", payload["InstanceArn"])
    if payload.get("IdentityStoreId", instance.identity_store) != instance.identity_store:
        raise missing("IdentityStore", payload["IdentityStoreId"])
    return instance


def perform(service: str, name: str, payload: dict) -> dict:
    """Serve an operation for the account of the request. @raise IdentityCenterError: if AWS refuses it."""
    check_input(service, name, payload)
    return _operations[service][name](_require_instance(service, name, payload), payload)


def permission_set_in(instance: Instance, arn: str) -> PermissionSet:
    if arn not in instance.permission_sets:
        raise missing("PermissionSet", arn)
    return instance.permission_sets[arn]


def page(payload: dict, member: str, items: list) -> dict:
    token = payload.get("NextToken") or "0"
    if not token.isdigit():
        raise invalid("The pagination token is not valid.")
    start, end = int(token), int(token) + (payload.get("MaxResults") or _PAGE)
    return {member: items[start:end], **({"NextToken": str(end)} if end < len(items) else {})}


def _resources(service: str, name: str, payload: dict) -> list:
    """What a call must be allowed on: all of these. The store belongs to the account of the instance."""
    if service == ADMIN:
        return [payload.get("PermissionSetArn") or payload.get("InstanceArn") or "*"]
    instance = instance_of(_account_id())
    owner = instance.owner if instance else _account_id()
    store = f"arn:aws:identitystore::{owner}:identitystore/{payload.get('IdentityStoreId', '*')}"
    user = payload.get("UserId") or ("*" if name == "GetUserId" else None)
    return [store, *([f"arn:aws:identitystore:::user/{user}"] if user else [])]


def _authorize(service: str, name: str, payload: dict, region: str) -> None:
    action = f"{_ACTIONS[service]}:{name}"
    # By its name at the time of the call: other modules wrap it.
    enforce = internal("core.iam_evaluator", "enforce")
    for resource in _resources(service, name, payload):
        found = enforce(requests.current().access_key, action, _ACTIONS[service], region, resource, {})
        if isinstance(found, _auth_error):
            raise IdentityCenterError(found.code.removesuffix("Exception"), found.message)
        if found:
            raise denied(f"User: {found.principal_arn} is not authorized to perform: {action} on resource: {resource}")


def _answer(service: str, name: str, headers: dict, body: bytes) -> tuple:
    kind = {"Content-Type": "application/x-amz-json-1.1"}
    try:
        if name not in _operations[service]:
            raise IdentityCenterError("UnknownOperation", f"{name} is not emulated.")
        payload = json.loads(body or b"{}")
        _authorize(service, name, payload, _region(headers))
        return 200, kind, json.dumps(perform(service, name, payload)).encode()
    except IdentityCenterError as error:
        answer = {"__type": error.code, "Message": str(error)}
        return error.status, {**kind, "x-amzn-errortype": error.code}, json.dumps(answer).encode()


def install() -> None:
    from . import assignments, identity_store, instances, permission_set_policies, permission_sets, provisioning  # noqa: F401 - they register

    for service, known in _operations.items():
        assert known.keys() <= operation_names(service)

    def serving(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            prefix, _, name = headers.get("x-amz-target", "").partition(".")
            if prefix not in _PREFIXES:
                return await dispatch(method, path, headers, body, query_params, request_id)
            return _answer(_PREFIXES[prefix], name, headers, body)
        return serve

    wrap("app", "_dispatch_service_request", serving)

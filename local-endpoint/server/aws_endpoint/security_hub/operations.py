"""How Security Hub CSPM serves a call: its path, whether its input is complete, who may make it, and what it answers."""
import json
import re
from urllib.parse import unquote

from ..framework import request as requests
from ..framework.patching import internal, wrap
from ..framework.query_protocol import service_model
from .errors import SecurityHubError, denied, invalid
from .model import settle

_account_id = internal("core.responses", "get_account_id")
_region = internal("core.router", "extract_region")
_auth_error = internal("core.iam_evaluator", "AuthError")

_SERVICE = "securityhub"
_operations = {}


def operation(name: str):
    """Register a function of the region and the input as that operation."""
    def register(function):
        _operations[name] = function
        return function
    return register


def _require(shape, payload: dict, where: str = "") -> None:
    for name in shape.required_members:
        if payload.get(name) is None:
            raise invalid(f"Invalid parameter {where}{name}: it must be given.")
    for name, member in shape.members.items():
        value = payload.get(name)
        if value is None:
            continue
        if member.type_name == "string":
            if not isinstance(value, str) or not value.strip():
                raise invalid(f"Invalid parameter {where}{name}: it must be text.")
            if "enum" in member.metadata and value not in member.metadata["enum"]:
                raise invalid(f"Invalid parameter {where}{name}: it must be one of {', '.join(member.metadata['enum'])}.")
        elif member.type_name == "structure":
            _require(member, value, f"{where}{name}.")


def perform(name: str, region: str, payload: dict) -> dict:
    """Serve an operation for the account of the request. @raise SecurityHubError: if AWS refuses it."""
    shape = service_model(_SERVICE).operation_model(name).input_shape
    if shape is not None:
        _require(shape, payload)
    # Accounts may have joined, moved or left since the last call.
    settle()
    answer = _operations[name](region, payload)
    settle()
    return answer


def page(payload: dict, member: str, items: list) -> dict:
    token = payload.get("NextToken") or "0"
    if not token.isdigit():
        raise invalid("Invalid parameter NextToken.")
    start, end = int(token), int(token) + int(payload.get("MaxResults") or 100)
    return {member: items[start:end], **({"NextToken": str(end)} if end < len(items) else {})}


def _routes() -> list:
    routes = []
    for name in _operations:
        http = service_model(_SERVICE).operation_model(name).http
        # A label with a plus takes slashes, which those of an ARN are.
        pattern = re.sub(r"\{(\w+)\+?\}", r"(?P<\1>.+)", http["requestUri"])
        routes.append((http["method"], re.compile(f"^{pattern}$"), name))
    # Paths without a label come first: another one may take them for its label.
    return sorted(routes, key=lambda route: "(?P" in route[1].pattern)


def _routed(routes: list, method: str, path: str) -> tuple:
    for known, pattern, name in routes:
        found = pattern.match(path)
        if found and known == method:
            return name, {label: unquote(value) for label, value in found.groupdict().items()}
    raise SecurityHubError("InvalidInput", f"{method} {path} is not emulated.")


def _changed_fields(payload: dict) -> dict:
    """The condition keys of a call that updates findings: the paths of what it changes."""
    keys = {}
    for name, value in payload.items():
        if name != "FindingIdentifiers":
            keys.update({f"{name}.{member}": content for member, content in value.items()} if isinstance(value, dict) else {name: value})
    return {f"securityhub:ASFFSyntaxPath/{path}": [str(one) for one in value] if isinstance(value, list) else str(value)
            for path, value in keys.items()}


def _authorize(name: str, region: str, payload: dict) -> None:
    # An account imports findings of its own product; the other operations work on its hub.
    resource = f"product/{_account_id()}/default" if name == "BatchImportFindings" else "hub/default"
    arn = f"arn:aws:securityhub:{region}:{_account_id()}:{resource}"
    # By its name at the time of the call: other modules wrap it.
    found = internal("core.iam_evaluator", "enforce")(requests.current().access_key, f"securityhub:{name}", _SERVICE, region, arn,
                                                        _changed_fields(payload) if name == "BatchUpdateFindings" else {})
    if isinstance(found, _auth_error):
        raise denied(found.message)
    if found:
        raise denied(f"User: {found.principal_arn} is not authorized to perform: securityhub:{name} on resource: {arn}")


def _answer(routes: list, method: str, path: str, headers: dict, body: bytes, query: dict) -> tuple:
    kind = {"Content-Type": "application/json"}
    try:
        name, labels = _routed(routes, method, path)
        region = _region(headers)
        asked = {key: value[0] if isinstance(value, list) else value for key, value in query.items()}
        payload = {**asked, **json.loads(body or b"{}"), **labels}
        _authorize(name, region, payload)
        return 200, kind, json.dumps(perform(name, region, payload)).encode()
    except SecurityHubError as error:
        return error.status, {**kind, "x-amzn-errortype": error.code}, json.dumps({"Code": error.code, "Message": str(error)}).encode()


def install() -> None:
    from . import administration, aggregation, configuration_policies, findings, hubs, policy_associations, standards  # noqa: F401 - they register

    routes = _routes()

    def serving(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            if f"/{_SERVICE}/aws4_request" not in headers.get("authorization", ""):
                return await dispatch(method, path, headers, body, query_params, request_id)
            return _answer(routes, method, path, headers, body, query_params)
        return serve

    wrap("app", "_dispatch_service_request", serving)

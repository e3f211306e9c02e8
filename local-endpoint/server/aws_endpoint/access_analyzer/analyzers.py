"""IAM Access Analyzer: analyzers, one of a type in a region, and their archive rules; its CloudFormation type. It finds nothing."""
import json
import re
import time
from urllib.parse import unquote

from ..framework import request as requests
from ..iam.calls import call
from ..framework.patching import internal, wrap

_account_id = internal("core.responses", "get_account_id")
_enforce = internal("core.iam_evaluator", "enforce")
_region = internal("core.router", "extract_region")
_roles = internal("services.iam", "_roles")
_stack_region = internal("core.responses", "get_region")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")

_SERVICE_PRINCIPAL = "access-analyzer.amazonaws.com"
_TYPES = ("ACCOUNT", "ACCOUNT_UNUSED_ACCESS")

# By account and region, then by name.
_analyzers = {}


class AnalyzerError(ValueError):
    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code = status, code


def _here(region: str) -> dict:
    return _analyzers.setdefault((_account_id(), region), {})


def _named(region: str, name: str) -> dict:
    if name not in _here(region):
        raise AnalyzerError(404, "ResourceNotFoundException", f"There is no analyzer {name}.")
    return _here(region)[name]


def _arn(region: str, name: str) -> str:
    return f"arn:aws:access-analyzer:{region}:{_account_id()}:analyzer/{name}"


def _now() -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())


def _summary(analyzer: dict) -> dict:
    return {name: value for name, value in analyzer.items() if name != "rules" and value is not None}


def list_analyzers(region, input):
    return {"analyzers": [_summary(one) for one in _here(region).values() if input.get("type") in (None, one["type"])]}


def create_analyzer(region, input):
    name, kind = input["analyzerName"], input["type"]
    if kind not in _TYPES:
        raise AnalyzerError(400, "ValidationException", f"The account is in no organization, so that it has no analyzer of type {kind}.")
    if name in _here(region):
        raise AnalyzerError(409, "ConflictException", f"An analyzer with the name {name} already exists.")
    if any(one["type"] == kind for one in _here(region).values()):
        raise AnalyzerError(402, "ServiceQuotaExceededException", f"The region has an analyzer of type {kind} already.")
    if not any(role["Path"] == f"/aws-service-role/{_SERVICE_PRINCIPAL}/" for role in _roles.values()):
        call("CreateServiceLinkedRole", AWSServiceName=_SERVICE_PRINCIPAL)
    _here(region)[name] = {
        "arn": _arn(region, name), "name": name, "type": kind, "createdAt": _now(), "status": "ACTIVE", "tags": input.get("tags") or {},
        "configuration": input.get("configuration"),
        "rules": {rule["ruleName"]: rule["filter"] for rule in input.get("archiveRules") or []}}
    return {"arn": _arn(region, name)}


def delete_analyzer(region, input):
    _named(region, input["analyzerName"])
    del _here(region)[input["analyzerName"]]
    return {}


def tag_resource(region, input):
    _named(region, input["resourceArn"].rsplit("/", 1)[-1])["tags"].update(input["tags"])
    return {}


def list_archive_rules(region, input):
    return {"archiveRules": [{"ruleName": name, "filter": criteria, "createdAt": _now(), "updatedAt": _now()}
                             for name, criteria in _named(region, input["analyzerName"])["rules"].items()]}


def create_archive_rule(region, input):
    rules = _named(region, input["analyzerName"])["rules"]
    if input["ruleName"] in rules:
        raise AnalyzerError(409, "ConflictException", f"The archive rule {input['ruleName']} already exists.")
    rules[input["ruleName"]] = input["filter"]
    return {}


def _existing_rule(region, input) -> dict:
    rules = _named(region, input["analyzerName"])["rules"]
    if input["ruleName"] not in rules:
        raise AnalyzerError(404, "ResourceNotFoundException", f"There is no archive rule {input['ruleName']}.")
    return rules


def update_archive_rule(region, input):
    _existing_rule(region, input)[input["ruleName"]] = input["filter"]
    return {}


def delete_archive_rule(region, input):
    del _existing_rule(region, input)[input["ruleName"]]
    return {}


def apply_archive_rule(region, input):
    _existing_rule(region, {**input, "analyzerName": input["analyzerArn"].rsplit("/", 1)[-1]})
    return {}


_RULE = r"/analyzer/(?P<analyzerName>[^/]+)/archive-rule"
_OPERATIONS = (
    ("GET", r"/analyzer", "ListAnalyzers", list_analyzers),
    ("PUT", r"/analyzer", "CreateAnalyzer", create_analyzer),
    ("DELETE", r"/analyzer/(?P<analyzerName>[^/]+)", "DeleteAnalyzer", delete_analyzer),
    ("POST", r"/tags/(?P<resourceArn>.+)", "TagResource", tag_resource),
    ("GET", _RULE, "ListArchiveRules", list_archive_rules),
    ("PUT", _RULE, "CreateArchiveRule", create_archive_rule),
    ("PUT", _RULE + r"/(?P<ruleName>[^/]+)", "UpdateArchiveRule", update_archive_rule),
    ("DELETE", _RULE + r"/(?P<ruleName>[^/]+)", "DeleteArchiveRule", delete_archive_rule),
    ("PUT", r"/archive-rule", "ApplyArchiveRule", apply_archive_rule),
)


def _authorize(region: str, action: str, input: dict) -> None:
    name = input.get("analyzerName") or input.get("analyzerArn", input.get("resourceArn", "")).rsplit("/", 1)[-1]
    resource = _arn(region, name) if name else "*"
    if action.endswith("ArchiveRule") and action != "ApplyArchiveRule":
        resource += f"/archive-rule/{input['ruleName']}"
    needed = [(f"access-analyzer:{action}", "access-analyzer", resource, {})]
    if action == "CreateAnalyzer":
        if input.get("tags"):
            needed.append(("access-analyzer:TagResource", "access-analyzer", resource, {}))
        needed.append(("iam:CreateServiceLinkedRole", "iam",
                       f"arn:aws:iam::{_account_id()}:role/aws-service-role/{_SERVICE_PRINCIPAL}/AWSServiceRoleForAccessAnalyzer",
                       {"iam:AWSServiceName": _SERVICE_PRINCIPAL}))
    for permission, service, arn, context in needed:
        denied = _enforce(requests.current().access_key, permission, service, region, arn, context)
        if denied:
            refused_by = requests.current().refused_by
            message = f"User is not authorized to perform: {permission} on resource: {arn}"
            raise AnalyzerError(403, "AccessDeniedException", f"{message} {refused_by}" if refused_by else message)


def _answer(method: str, path: str, headers: dict, body: bytes, query: dict) -> tuple:
    for verb, pattern, action, serve in _OPERATIONS:
        match = re.fullmatch(pattern, path)
        if verb != method or not match:
            continue
        input = {**{name: values[0] if isinstance(values, list) else values for name, values in query.items()},
                 **json.loads(body or b"{}"), **{name: unquote(value) for name, value in match.groupdict().items()}}
        try:
            _authorize(_region(headers), action, input)
            status, answer, more = 200, serve(_region(headers), input), {}
        except AnalyzerError as error:
            status, answer, more = error.status, {"message": str(error)}, {"x-amzn-errortype": error.code}
        return status, {"Content-Type": "application/json", **more}, json.dumps(answer).encode()
    return 404, {"Content-Type": "application/json", "x-amzn-errortype": "ResourceNotFoundException"}, b"{}"


# CloudFormation's names begin with capital letters.
def _create(logical_id, props, stack_name):
    name = props.get("AnalyzerName") or f"{stack_name}-{logical_id}"
    unused = ((props.get("AnalyzerConfiguration") or {}).get("UnusedAccessConfiguration") or {}).get("UnusedAccessAge")
    create_analyzer(_stack_region(), {
        "analyzerName": name, "type": props["Type"], "tags": {tag["Key"]: tag["Value"] for tag in props.get("Tags") or []},
        "configuration": {"unusedAccess": {"unusedAccessAge": int(unused)}} if unused else None})
    return _arn(_stack_region(), name), {"Arn": _arn(_stack_region(), name)}


def _delete(physical_id, _props):
    _here(_stack_region()).pop(physical_id.rsplit("/", 1)[-1], None)


def install() -> None:
    def serving_analyzers(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            if "/access-analyzer/aws4_request" not in headers.get("authorization", ""):
                return await dispatch(method, path, headers, body, query_params, request_id)
            return _answer(method, path, headers, body, query_params)
        return serve

    wrap("app", "_dispatch_service_request", serving_analyzers)
    _handlers["AWS::AccessAnalyzer::Analyzer"] = {"create": _create, "delete": _delete}

"""AssumeRoot: a session of the root user of a member account, for one task.

https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
"""
import datetime
import re
import time

from ..authorization.condition_keys import SESSION_KEYS
from ..framework import request as requests
from ..framework.patching import internal, wrap
from ..iam.root_access_management import administers_root_access, feature_is_enabled
from ..organizations.limits import context_of, matching, statements_of
from ..organizations.model import organization_of
from .root_tasks import ROOT_TASKS, TASK

_account_id = internal("core.responses", "get_account_id")
_error = internal("services.iam", "_error")
_xml = internal("services.iam", "_xml")
_sessions = internal("services.sts", "_sessions")
_ALWAYS_ALLOWED = internal("core.iam_evaluator", "_ALWAYS_ALLOWED_ACTIONS")

_TASK_ARN = re.compile(r"arn:aws:iam::aws:policy/root-task/(\w+)")
_TARGET = re.compile(r"(?:arn:aws:iam::)?(\d{12})(?::root)?")
_LONGEST = 900


def _target(request) -> str:
    found = _TARGET.fullmatch(request.param("TargetPrincipal"))
    return found[1] if found else ""


def _refused(message: str):
    return _error(403, "AccessDenied", message, ns="sts")


def _start(request):
    target = _target(request)
    task = _TASK_ARN.fullmatch(request.param("TaskPolicyArn.arn"))
    seconds = request.param("DurationSeconds") or str(_LONGEST)
    if not target:
        return _error(400, "ValidationError", f"Invalid principal: {request.param('TargetPrincipal')}", ns="sts")
    if task is None or task[1] not in ROOT_TASKS:
        return _error(400, "ValidationError", f"Invalid task policy: {request.param('TaskPolicyArn.arn')}", ns="sts")
    if not seconds.isdigit() or int(seconds) > _LONGEST:
        return _error(400, "ValidationError", f"The requested DurationSeconds exceeds the maximum of {_LONGEST}", ns="sts")
    organization = organization_of(_account_id())
    if organization is None or not administers_root_access(organization, _account_id()):
        return _refused("The account is not the management account or a delegated administrator for centralized root access.")
    member = organization.accounts.get(target)
    if member is None or target == organization.management or member.state != "ACTIVE":
        return _refused(f"The account {target} is not a member account of the organization.")
    if not feature_is_enabled(organization, ROOT_TASKS[task[1]][0]):
        return _refused(f"The organization has not enabled {ROOT_TASKS[task[1]][0]}.")
    return _session(target, task[1], int(seconds))


def _session(target: str, task: str, seconds: int):
    key, secret, token = (internal("services.iam", name)() for name in ("_gen_session_access_key", "_gen_secret", "_gen_session_token"))
    expiration = time.time() + seconds
    internal("services.sts", "register_session")(key, {
        "Arn": f"arn:aws:iam::{target}:root", "UserId": target, "SecretAccessKey": secret, "SessionToken": token, "Expiration": expiration,
        "AccountId": target, "PrincipalType": "Root", TASK: task, SESSION_KEYS: {"aws:AssumedRoot": "true"},
    })
    until = datetime.datetime.fromtimestamp(expiration, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return _xml(200, "AssumeRootResponse",
                f"<AssumeRootResult><Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>{secret}</SecretAccessKey>"
                f"<SessionToken>{token}</SessionToken><Expiration>{until}</Expiration></Credentials></AssumeRootResult>", ns="sts")


def _task_denies(task: str, access_key: str, action: str, region: str, resource: str, keys: dict) -> bool:
    if action in _ALWAYS_ALLOWED:
        return False
    ctx = context_of(access_key, action, region, resource, keys)
    return bool(ctx and matching(ctx, statements_of(ROOT_TASKS[task][1]), "Deny"))


def install() -> None:
    result, auth_error = internal("core.iam_evaluator", "EvalResult"), internal("core.iam_evaluator", "AuthError")

    def starting(handle_request):
        async def handle(method, path, headers, body, query_params):
            if requests.current().action == "AssumeRoot":
                return _start(requests.current())
            return await handle_request(method, path, headers, body, query_params)
        return handle

    def on_the_root_user(extract):
        def arn(service, *rest):
            if service == "sts" and requests.current().action == "AssumeRoot":
                return f"arn:aws:iam::{_target(requests.current())}:root"
            return extract(service, *rest)
        return arn

    def for_one_task(enforce):
        def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
            context = dict(service_context or {})
            if iam_action == "sts:AssumeRoot":
                context["sts:TaskPolicyArn"] = requests.current().param("TaskPolicyArn.arn")
            denied = enforce(access_key_id, iam_action, service, region, resource_arn, context)
            task = (_sessions.get(access_key_id) or {}).get(TASK)
            if task is None or isinstance(denied, auth_error) or not _task_denies(task, access_key_id, iam_action, region, resource_arn, context):
                return denied
            requests.current().refused_by = "with an explicit deny in a session policy"
            return result("Deny", principal_arn=_sessions[access_key_id]["Arn"])
        return enforced

    wrap("services.sts", "handle_request", starting)
    wrap("core.iam_actions", "extract_resource_arn", on_the_root_user)
    wrap("core.iam_evaluator", "enforce", for_one_task)

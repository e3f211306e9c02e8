"""The password of a member's root user, for a session of AssumeRoot: read, deleted, or made recoverable."""
from ..framework import request as requests
from ..framework.patching import internal, wrap
from .root_user import root_facts, set_root_facts

_error = internal("services.iam", "_error")
_xml = internal("services.iam", "_xml")

_ACTIONS = ("GetLoginProfile", "CreateLoginProfile", "DeleteLoginProfile")


def _answer(action: str, account: str):
    has_password = root_facts()["password"]
    if action == "CreateLoginProfile":
        if has_password:
            return _error(409, "EntityAlreadyExists", f"Login Profile for user {account} already exists.")
        set_root_facts(password=True)
    elif not has_password:
        return _error(404, "NoSuchEntity", f"Login Profile for User {account} cannot be found.")
    if action == "DeleteLoginProfile":
        set_root_facts(password=False)
        return _xml(200, f"{action}Response", "")
    return _xml(200, f"{action}Response", f"<{action}Result><LoginProfile><UserName>{account}</UserName><CreateDate>2026-01-01T00:00:00Z</CreateDate>"
                                          f"<PasswordResetRequired>false</PasswordResetRequired></LoginProfile></{action}Result>")


def is_about_root() -> bool:
    """Whether a session of the root user works on the root user itself."""
    request, caller = requests.current(), requests.caller()
    return request.action in _ACTIONS and not request.param("UserName") and bool(caller) and caller.principal_type == "Root"


def install() -> None:
    def of_root(handle_request):
        async def handle(method, path, headers, body, query_params):
            if is_about_root():
                return _answer(requests.current().action, requests.caller().account_id)
            return await handle_request(method, path, headers, body, query_params)
        return handle

    def on_root(extract):
        def arn(service, *rest):
            return requests.caller().principal_arn if service == "iam" and is_about_root() else extract(service, *rest)
        return arn

    wrap("services.iam", "handle_request", of_root)
    wrap("core.iam_actions", "extract_resource_arn", on_root)

"""The request being served: its parameters and the MFA code it carries, for checks deep inside MiniStack."""
import contextvars
from dataclasses import dataclass, field

from .patching import internal, wrap


@dataclass
class Request:
    access_key: str = ""
    params: dict = field(default_factory=dict)
    body: bytes = b""
    # None: it carries no MFA code. Else whether the code is good, and if not why.
    mfa_valid: bool | None = None
    mfa_error: str = ""
    # The action and resource that a check found denied, where they are not those of the request.
    denied: tuple | None = None
    # AWS's words for the policy type that refused it, where that is no policy of the principal.
    refused_by: str = ""

    def param(self, name: str) -> str:
        value = self.params.get(name) or [""]
        return value[0] if isinstance(value, list) else value

    @property
    def action(self) -> str:
        return self.param("Action")


_current: contextvars.ContextVar[Request] = contextvars.ContextVar("local_endpoint_request", default=Request())


def current() -> Request:
    return _current.get()


def caller():
    """The credential of the caller, or None for a key that MiniStack does not know."""
    found = internal("core.iam_evaluator", "resolve_credential")(current().access_key)
    return found if isinstance(found, internal("core.iam_evaluator", "ResolvedCredential")) else None


def install() -> None:
    from ..sts.mfa_sessions import check_code

    access_key_of = internal("core.router", "extract_access_key_id")
    routing_params = internal("app", "_routing_params")

    def remembering(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            request = Request(access_key_of(headers, query_params) or "",
                              routing_params(method, path, headers, body, query_params), body)
            _current.set(request)
            check_code(request)
            return await dispatch(method, path, headers, body, query_params, request_id)
        return serve

    wrap("app", "_dispatch_service_request", remembering)

"""Calls count as made over TLS: the endpoint speaks HTTP to this machine only, where on AWS the same clients would use TLS.

A client that sends ``x-forwarded-proto: http``, as a proxy does for a client of its own without TLS, counts as one without it.
"""
import contextvars

from ..framework.patching import wrap

_is_plain: contextvars.ContextVar[bool] = contextvars.ContextVar("local_endpoint_plain_http", default=False)


def install() -> None:
    def noticing_plain_clients(app):
        async def serve(scope, receive, send):
            _is_plain.set(dict(scope.get("headers") or ()).get(b"x-forwarded-proto", b"").lower() == b"http")
            await app(scope, receive, send)
        return serve

    def over_tls(pin):
        def pinned(source_ip, _secure_transport):
            pin(source_ip, not _is_plain.get())
        return pinned

    wrap("app", "app", noticing_plain_clients)
    wrap("core.iam_evaluator", "pin_request_origin", over_tls)

"""Calls count as made over TLS: the endpoint speaks HTTP to this machine only, where on AWS the same clients would use TLS."""
from ..framework.patching import wrap


def install() -> None:
    def over_tls(pin):
        def pinned(source_ip, _secure_transport):
            pin(source_ip, True)
        return pinned

    wrap("core.iam_evaluator", "pin_request_origin", over_tls)

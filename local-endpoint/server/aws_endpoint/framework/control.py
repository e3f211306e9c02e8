"""The control calls: what a test must set that no AWS API can, under a path that no AWS API has."""
import json
import os
import re
from urllib.parse import parse_qsl

from .patching import internal, wrap

PREFIX = "/_local-endpoint/"

_calls = {}


class Refused(Exception):
    """A control call with an input it cannot take."""


def control_call(path: str):
    """Register a function of the parsed JSON body as the control call of that path.

    The query parameter ``account`` of a call says which account it is about, else it is the endpoint's own.
    """
    def register(function):
        _calls[path] = function
        return function
    return register


@control_call("status")
def status(_body: dict) -> dict:
    return {"pid": os.getpid(), "accountId": internal("core.responses", "get_account_id")(), "calls": sorted(_calls)}


def require(body: dict, **types) -> None:
    """Refuse members that the call does not know, and values of another type than it takes."""
    for name, value in body.items():
        if name not in types:
            raise Refused(f"unknown member '{name}'; known: {', '.join(sorted(types))}")
        if not isinstance(value, types[name]):
            raise Refused(f"'{name}' must be of type {types[name].__name__}, got {json.dumps(value)}")


def _account(query: bytes) -> str:
    account = dict(parse_qsl(query.decode())).get("account")
    if account is not None and not re.fullmatch(r"\d{12}", account):
        raise Refused(f"'account' must be 12 digits, got '{account}'")
    return account or internal("core.responses", "get_account_id")()


def _answer(path: str, query: bytes, raw: bytes) -> tuple:
    function = _calls.get(path)
    if function is None:
        return 404, {"error": f"no control call '{path}'; there are: {', '.join(sorted(_calls))}"}
    try:
        body = json.loads(raw or b"{}")
        if not isinstance(body, dict):
            raise Refused("the body must be a JSON object")
        with internal("core.responses", "request_scope")(_account(query), "us-east-1"):
            return 200, function(body)
    except (Refused, json.JSONDecodeError) as error:
        return 400, {"error": str(error)}


async def _read(receive) -> bytes:
    raw = b""
    while True:
        message = await receive()
        raw += message.get("body", b"")
        if not message.get("more_body"):
            return raw


def install() -> None:
    def serving_control_calls(app):
        async def serve(scope, receive, send):
            if scope["type"] != "http" or not scope["path"].startswith(PREFIX):
                await app(scope, receive, send)
                return
            code, answer = _answer(scope["path"][len(PREFIX):], scope["query_string"], await _read(receive))
            await send({"type": "http.response.start", "status": code,
                        "headers": [(b"content-type", b"application/json")]})
            await send({"type": "http.response.body", "body": json.dumps(answer).encode()})
        return serve

    wrap("app", "app", serving_control_calls)

"""The account's block of public access to S3, of S3 Control, which MiniStack lacks.

The SDK for JavaScript puts the account id before the host name, and so cannot work with an IP address: Lambda functions reach S3
Control as ``<account>.localhost``.
"""
import os
import re

from ..framework.patching import internal, wrap

_PATH = "/v20180820/configuration/publicAccessBlock"
_FLAGS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")

_error = internal("services.s3", "s3control_error")
_wrong_account = internal("services.s3", "s3control_account_error")
_enforce = internal("app", "_enforce_data_plane")
_blocks = internal("core.responses", "AccountScopedDict")()


def _get() -> tuple:
    if "block" not in _blocks:
        return _error("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404)
    flags = "".join(f"<{flag}>{str(flag in _blocks['block']).lower()}</{flag}>" for flag in _FLAGS)
    body = f'<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">{flags}</PublicAccessBlockConfiguration>'
    return 200, {"Content-Type": "application/xml"}, body.encode()


def _put(body: bytes) -> tuple:
    _blocks["block"] = [flag for flag in _FLAGS if re.search(rf"<{flag}>\s*true\s*</{flag}>", body.decode())]
    return 201, {}, b""


def _delete() -> tuple:
    if "block" in _blocks:
        del _blocks["block"]
    return 204, {}, b""


def install() -> None:
    def with_account_block(handle):
        async def handled(path, method, body, query_params, request_id, headers=None):
            if path != _PATH:
                return await handle(path, method, body, query_params, request_id, headers)
            # To delete it takes the permission to put it.
            action = "s3:GetAccountPublicAccessBlock" if method == "GET" else "s3:PutAccountPublicAccessBlock"
            denied = _enforce("s3", action, headers or {}, query_params, request_id) or _wrong_account(headers or {})
            status, answer_headers, answer = denied or (_get() if method == "GET" else _put(body) if method == "PUT" else _delete())
            return status, {**answer_headers, "x-amzn-requestid": request_id}, answer
        return handled

    wrap("app", "_handle_s3_control_request", with_account_block)
    resolver = os.path.join(os.path.dirname(os.path.abspath(__file__)), "loopback_names.cjs")
    os.environ["AWS_ENDPOINT_URL_S3_CONTROL"] = f"http://localhost:{os.environ['GATEWAY_PORT']}"
    os.environ["NODE_OPTIONS"] = f'{os.environ.get("NODE_OPTIONS", "")} --require "{resolver}"'.strip()

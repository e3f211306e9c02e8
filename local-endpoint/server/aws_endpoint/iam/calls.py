"""Calls of MiniStack's own IAM handlers, for the CloudFormation types and control calls of this package."""
import re

from ..framework.patching import internal

_iam = internal("services.iam", "_IAM_HANDLERS")


def query(**params) -> dict:
    """Query parameters as MiniStack's IAM handlers take them."""
    return {name: [value] for name, value in params.items() if value is not None}


def call(action: str, **params):
    """Call one of MiniStack's own IAM handlers; a failure becomes the reason of the resource."""
    status, _headers, body = _iam[action](query(**params))
    if status >= 400:
        text = body.decode("utf-8", "replace")
        code = re.search(r"<Code>(.*?)</Code>", text)
        message = re.search(r"<Message>(.*?)</Message>", text, re.S)
        raise ValueError(
            f"{message.group(1) if message else text} (Service: Iam, Status Code: {status}, "
            f"Error Code: {code.group(1) if code else status})")

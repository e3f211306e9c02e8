"""What the CloudFormation handlers of this package share."""
import json
import re

from .patching import internal

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


def document(value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def inline_policies(props: dict) -> dict:
    return {policy["PolicyName"]: document(policy["PolicyDocument"]) for policy in props.get("Policies") or []}


def changes(old, new) -> tuple:
    """What a list property loses and gains."""
    old, new = list(old or []), list(new or [])
    return [item for item in old if item not in new], [item for item in new if item not in old]

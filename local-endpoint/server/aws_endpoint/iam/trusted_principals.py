"""Principals of a trust policy that IAM refuses: users and roles of this account that do not exist, and services that are none."""
import json
import re

from ..framework.patching import internal, wrap_iam_action

_account_id = internal("core.responses", "get_account_id")
_users = internal("services.iam", "_users")
_roles = internal("services.iam", "_roles")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")


def _exists(arn: str) -> bool:
    match = re.fullmatch(rf"arn:aws:iam::{_account_id()}:(user|role)(/.*)", arn)
    if not match:
        return not arn.endswith(":") and ("*" not in arn or arn == "*")
    return any(entity["Arn"] == arn for entity in (_users if match[1] == "user" else _roles).values())


def _invalid(document: str):
    statements = json.loads(document)["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        principal = statement["Principal"]
        for kind, values in (principal if isinstance(principal, dict) else {"AWS": principal}).items():
            for value in values if isinstance(values, list) else [values]:
                if kind == "AWS" and not _exists(value) or kind == "Service" and not re.fullmatch(r"[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|aws\.internal)", value):
                    shown = kind if kind == "AWS" else kind.upper()
                    return _error(400, "MalformedPolicyDocument", f'Invalid principal in policy: "{shown}":"{value}"')
    return None


def install() -> None:
    for action, parameter in (("CreateRole", "AssumeRolePolicyDocument"), ("UpdateAssumeRolePolicy", "PolicyDocument")):
        wrap_iam_action(action, lambda handler, parameter=parameter: lambda params: _invalid(_param(params, parameter)) or handler(params))

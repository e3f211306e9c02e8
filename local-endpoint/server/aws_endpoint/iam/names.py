"""Names of users, groups, roles, policies and instance profiles: IAM takes each once, whatever its case and path, and bounds its length.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
import re

from ..framework.patching import internal, wrap_iam_action

_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_policies = internal("services.iam", "_policies")

# Action: the parameter with the name, where the entities are by name, the longest name, and IAM's words for a name that is taken.
_NAMED = {
    "CreateUser": ("UserName", internal("services.iam", "_users"), 64, "User with name {} already exists."),
    "CreateGroup": ("GroupName", internal("services.iam", "_groups"), 128, "Group with name {} already exists."),
    "CreateRole": ("RoleName", internal("services.iam", "_roles"), 64, "Role with name {} already exists."),
    "CreateInstanceProfile": ("InstanceProfileName", internal("services.iam", "_instance_profiles"), 128, "Instance Profile {} already exists."),
    "CreatePolicy": ("PolicyName", None, 128, "A policy called {} already exists. Duplicate names are not allowed."),
}


def _taken(store) -> set:
    names = [policy["PolicyName"] for policy in _policies.values()] if store is None else list(store)
    return {name.lower() for name in names}


def _validation_error(member: str, value: str, constraint: str):
    return _error(400, "ValidationError", f"1 validation error detected: Value '{value}' at '{member[0].lower()}{member[1:]}' failed to satisfy "
                                          f"constraint: Member must {constraint}")


def _refusal(action: str, params: dict):
    parameter, store, longest, words = _NAMED[action]
    name, path = _param(params, parameter), _param(params, "Path") or "/"
    if len(name) > longest:
        return _validation_error(parameter, name, f"have length less than or equal to {longest}")
    if not re.fullmatch(r"[\w+=,.@-]+", name, re.ASCII):
        return _error(400, "ValidationError", f"The specified value for {parameter[0].lower()}{parameter[1:]} is invalid. "
                                              "It must contain only alphanumeric characters and/or the following: +=,.@_-")
    if len(path) > 512 or not re.fullmatch("/|/[!-\x7e]+/", path):
        return _error(400, "ValidationError", "The specified value for path is invalid. It must begin and end with / and contain only "
                                              "alphanumeric characters and/or / characters.")
    return _error(409, "EntityAlreadyExists", words.format(name)) if name.lower() in _taken(store) else None


def install() -> None:
    for action in _NAMED:
        wrap_iam_action(action, lambda create, action=action: lambda params: _refusal(action, params) or create(params))

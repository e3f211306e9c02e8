"""The effective policy of an account: what it inherits from root and units, and what is attached to it, merged by the inheritance operators.

https://docs.aws.amazon.com/organizations/latest/userguide/policy-operators.html
"""
import json
import time

from ..framework.patching import internal
from .errors import OrganizationsError
from .model import Organization
from .operations import MEMBERS, operation

_account_id = internal("core.responses", "get_account_id")

_ASSIGN, _APPEND, _REMOVE, _ALLOWED = "@@assign", "@@append", "@@remove", "@@operators_allowed_for_child_policies"
_VALUE_OPERATORS = (_ASSIGN, _APPEND, _REMOVE)


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _set(settings: dict, name: str, change: dict, allowed: list) -> None:
    usable = [one for one in _VALUE_OPERATORS if one in change and ("@@all" in allowed or one in allowed)]
    for operator in usable:
        present = settings.get(name, [])
        if operator == _ASSIGN:
            settings[name] = change[operator]
        elif operator == _APPEND:
            settings[name] = [*_listed(present), *(one for one in _listed(change[operator]) if one not in _listed(present))]
        else:
            settings[name] = [one for one in _listed(present) if one not in _listed(change[operator])]


def _merge(settings: dict, policy: dict, allowances: dict, allowed: list) -> None:
    """``allowances`` remembers, for every setting, the operators that policies above leave to those below."""
    for name, change in policy.items():
        if name.startswith("@@") or not isinstance(change, dict):
            continue
        below = allowances.setdefault(name, {})
        inherited = below.get(_ALLOWED, allowed)
        if any(operator in change for operator in _VALUE_OPERATORS):
            _set(settings, name, change, inherited)
        else:
            _merge(settings.setdefault(name, {}), change, below, inherited)
        if _ALLOWED in change and _ALLOWED not in below:
            below[_ALLOWED] = change[_ALLOWED]


def effective_policy(organization: Organization, target: str, policy_type: str) -> dict | None:
    """The settings, or None where no policy of the type reaches the target."""
    settings, allowances, reached = {}, {}, False
    for node in organization.lineage(target) if policy_type in organization.policy_types else []:
        for policy in organization.attached(node, policy_type):
            reached = True
            _merge(settings, json.loads(policy.content), allowances, ["@@all"])
    return settings if reached else None


@operation("DescribeEffectivePolicy", MEMBERS)
def _describe(organization, payload):
    target = payload.get("TargetId") or _account_id()
    if target != _account_id() and _account_id() != organization.management and not organization.delegated.get(_account_id()):
        raise OrganizationsError("AccessDenied", "You don't have permissions to access this resource.")
    if target not in organization.accounts:
        raise OrganizationsError("TargetNotFound", "We can't find an account with the TargetId that you specified.")
    found = effective_policy(organization, target, payload["PolicyType"])
    if found is None:
        raise OrganizationsError("EffectivePolicyNotFound", f"No effective policy of type {payload['PolicyType']} was found for {target}.")
    return {"EffectivePolicy": {"PolicyContent": json.dumps(found), "LastUpdatedTimestamp": time.time(), "TargetId": target, "PolicyType": payload["PolicyType"]}}

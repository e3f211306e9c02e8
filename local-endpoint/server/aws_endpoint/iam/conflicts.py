"""What AWS's IAM refuses and MiniStack lets pass: attaching what does not exist, exceeding limits, deleting what is in use."""
from ..framework.patching import internal, wrap_iam_action

_users = internal("services.iam", "_users")
_groups = internal("services.iam", "_groups")
_roles = internal("services.iam", "_roles")
_policies = internal("services.iam", "_policies")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_policy_exists = internal("services.iam", "_policy_exists")

POLICIES_PER_ENTITY = 10
POLICY_CHARACTERS = 6144
GROUPS_PER_USER = 10


def attach_refusal(kind: str, attached: list, arn: str):
    """Why a policy cannot be attached to a Group, Role or User, as an IAM answer."""
    if not _policy_exists(arn):
        return _error(404, "NoSuchEntity", f"Policy {arn} does not exist or is not attachable.")
    if arn not in attached and len(attached) >= POLICIES_PER_ENTITY:
        return _error(409, "LimitExceeded", f"Cannot exceed quota for PoliciesPer{kind}: {POLICIES_PER_ENTITY}")
    return None


def size_refusal(document: str):
    """IAM counts the characters of a managed policy without white space."""
    if len("".join(document.split())) > POLICY_CHARACTERS:
        return _error(409, "LimitExceeded", f"Cannot exceed quota for PolicySize: {POLICY_CHARACTERS}")
    return None


def policy_named(name: str) -> bool:
    return any(policy["PolicyName"] == name for policy in _policies.values())


def user_in_use(name: str) -> str | None:
    """What must go before a user can be deleted."""
    if any(name in group["Users"] for group in _groups.values()):
        return "remove users from group"
    if any(device.get("User") == name for device in internal("services.iam", "_mfa_devices").values()):
        return "delete MFA device"
    if name in internal("services.iam", "_login_profiles"):
        return "delete login profile"
    if internal("services.iam", "_user_inline_policies").get(name):
        return "delete policies"
    return None


def group_in_use(name: str) -> str | None:
    group = _groups.get(name) or {}
    if group.get("Users"):
        return "remove users from group"
    if group.get("AttachedPolicies"):
        return "detach all policies"
    return "delete policies" if internal("services.iam", "_group_inline_policies").get(name) else None


def _refusing(check):
    """A handler that answers with what ``check`` returns, if it returns something."""
    return lambda handler: lambda params: check(params) or handler(params)


def _conflict(reason: str | None):
    return _error(409, "DeleteConflict", f"Cannot delete entity, must {reason} first.") if reason else None


def _too_many_groups(params: dict):
    user, group = _param(params, "UserName"), _param(params, "GroupName")
    memberships = [name for name, record in _groups.items() if user in record["Users"]]
    if group in _groups and group not in memberships and len(memberships) >= GROUPS_PER_USER:
        return _error(409, "LimitExceeded", f"Cannot exceed quota for GroupsPerUser: {GROUPS_PER_USER}")
    return None


def install() -> None:
    for kind, store in (("Group", _groups), ("Role", _roles), ("User", _users)):
        wrap_iam_action(f"Attach{kind}Policy", _refusing(
            lambda params, kind=kind, store=store: attach_refusal(
                kind, store[_param(params, f"{kind}Name")]["AttachedPolicies"], _param(params, "PolicyArn"))
            if _param(params, f"{kind}Name") in store else None))
    wrap_iam_action("CreatePolicy", _refusing(
        lambda params: size_refusal(_param(params, "PolicyDocument")) or (
            _error(409, "EntityAlreadyExists", f"A policy called {_param(params, 'PolicyName')} already exists. "
                   "Duplicate names are not allowed.") if policy_named(_param(params, "PolicyName")) else None)))
    wrap_iam_action("CreatePolicyVersion", _refusing(lambda params: size_refusal(_param(params, "PolicyDocument"))))
    wrap_iam_action("DeleteUser", _refusing(lambda params: _conflict(user_in_use(_param(params, "UserName")))))
    wrap_iam_action("DeleteGroup", _refusing(lambda params: _conflict(group_in_use(_param(params, "GroupName")))))
    wrap_iam_action("AddUserToGroup", _refusing(_too_many_groups))

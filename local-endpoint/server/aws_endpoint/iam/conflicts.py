"""What AWS's IAM refuses and MiniStack lets pass: attaching what does not exist, and deleting what is in use."""
from ..framework.patching import internal, wrap_iam_action

_groups = internal("services.iam", "_groups")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_policy_exists = internal("services.iam", "_policy_exists")


def _user_in_use(name: str) -> str | None:
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


def _group_in_use(name: str) -> str | None:
    group = _groups.get(name) or {}
    if group.get("Users"):
        return "remove users from group"
    if group.get("AttachedPolicies"):
        return "detach all policies"
    return "delete policies" if internal("services.iam", "_group_inline_policies").get(name) else None


def _conflict(reason: str | None):
    return _error(409, "DeleteConflict", f"Cannot delete entity, must {reason} first.") if reason else None


def _not_attachable(params: dict):
    arn = _param(params, "PolicyArn")
    return None if _policy_exists(arn) else _error(404, "NoSuchEntity", f"Policy {arn} does not exist or is not attachable.")


def install() -> None:
    for action, refusal in (
        *((f"Attach{kind}Policy", _not_attachable) for kind in ("Group", "Role", "User")),
        ("DeleteUser", lambda params: _conflict(_user_in_use(_param(params, "UserName")))),
        ("DeleteGroup", lambda params: _conflict(_group_in_use(_param(params, "GroupName")))),
    ):
        wrap_iam_action(action, lambda handler, refusal=refusal: lambda params: refusal(params) or handler(params))

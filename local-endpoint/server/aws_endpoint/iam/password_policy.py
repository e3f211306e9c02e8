"""UpdateAccountPasswordPolicy replaces the whole policy, and knows its ranges; MiniStack merges."""
from ..framework.patching import internal, wrap_iam_action

_policies = internal("services.iam", "_account_password_policy")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_xml = internal("services.iam", "_xml")

_RANGES = {"MinimumPasswordLength": (6, 128), "MaxPasswordAge": (1, 1095), "PasswordReusePrevention": (1, 24)}
_FLAGS = ("RequireSymbols", "RequireNumbers", "RequireUppercaseCharacters", "RequireLowercaseCharacters",
          "AllowUsersToChangePassword", "HardExpiry")


def _violations(params: dict) -> list:
    found = []
    for name, (least, most) in _RANGES.items():
        value = _param(params, name)
        if not value:
            continue
        number = int(value) if value.lstrip("-").isdigit() else least - 1
        bound = f"greater than or equal to {least}" if number < least else f"less than or equal to {most}"
        if not least <= number <= most:
            found.append(f"Value '{value}' at '{name[0].lower()}{name[1:]}' failed to satisfy constraint: "
                         f"Member must have value {bound}")
    return found


def _update(params: dict):
    violations = _violations(params)
    if violations:
        plural = "s" if len(violations) > 1 else ""
        return _error(400, "ValidationError", f"{len(violations)} validation error{plural} detected: {'; '.join(violations)}")
    _policies["policy"] = {
        "MinimumPasswordLength": int(_param(params, "MinimumPasswordLength") or 6),
        **{name: int(_param(params, name)) for name in _RANGES if name != "MinimumPasswordLength" and _param(params, name)},
        **{name: _param(params, name).lower() == "true" for name in _FLAGS},
    }
    return _xml(200, "UpdateAccountPasswordPolicyResponse", "")


def install() -> None:
    wrap_iam_action("UpdateAccountPasswordPolicy", lambda _: _update)

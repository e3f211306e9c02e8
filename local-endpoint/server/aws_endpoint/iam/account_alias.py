"""Account aliases are unique among all accounts, and an account has one."""
import re

from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap_iam_action

_aliases = internal("services.iam", "_account_aliases")
_account_id = internal("core.responses", "get_account_id")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")

_FORM = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]")
_OTHER_ACCOUNT = "999999999999"


def _owner(alias: str) -> str | None:
    return next((account for (account, _), names in _aliases.to_dict().items() if alias in names), None)


def install() -> None:
    def unique(create):
        def created(params):
            alias = _param(params, "AccountAlias")
            if not _FORM.fullmatch(alias) or re.fullmatch(r"\d{12}", alias):
                return _error(400, "ValidationError",
                              f"1 validation error detected: Value '{alias}' at 'accountAlias' failed to satisfy "
                              "constraint: Member must satisfy regular expression pattern: "
                              "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$")
            if _owner(alias):
                return _error(409, "EntityAlreadyExists", f"The account alias {alias} already exists.")
            return create(params)
        return created

    def existing(delete):
        def deleted(params):
            alias = _param(params, "AccountAlias")
            if alias not in (_aliases.get("aliases") or []):
                return _error(404, "NoSuchEntity", f"The account alias {alias} cannot be found.")
            return delete(params)
        return deleted

    @control_call("foreign-alias")
    def foreign_alias(body: dict) -> dict:
        """``alias``: another account takes it."""
        require(body, alias=str)
        alias = body.get("alias", "")
        if not _FORM.fullmatch(alias):
            raise Refused(f"'{alias}' is no account alias")
        if _owner(alias):
            raise Refused(f"'{alias}' is taken already, by account {_owner(alias)}")
        scoped = internal("core.responses", "request_scope")
        with scoped(_OTHER_ACCOUNT, "us-east-1"):
            _aliases["aliases"] = [*(_aliases.get("aliases") or []), alias]
        return {"alias": alias, "account": _OTHER_ACCOUNT}

    wrap_iam_action("CreateAccountAlias", unique)
    wrap_iam_action("DeleteAccountAlias", existing)

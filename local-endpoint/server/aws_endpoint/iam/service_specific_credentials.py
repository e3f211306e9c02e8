"""Credentials of an IAM user for one service, such as CodeCommit's HTTPS user names; MiniStack has none.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mixed.html
"""
from ..framework.patching import internal
from . import resources

_handlers = internal("services.iam", "_IAM_HANDLERS")
_users = internal("services.iam", "_users")
_account_id = internal("core.responses", "get_account_id")
_new_id = internal("services.iam", "_gen_id")
_new_secret = internal("services.iam", "_gen_secret")
_now = internal("services.iam", "_now")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_xml = internal("services.iam", "_xml")

_SERVICES = ("codecommit.amazonaws.com", "cassandra.amazonaws.com", "bedrock.amazonaws.com")
_PER_SERVICE = 2

# By id.
_credentials = internal("core.responses", "AccountScopedDict")()


def _members(credential: dict, secret: bool) -> str:
    return "".join(f"<{name}>{value}</{name}>" for name, value in credential.items() if secret or name != "ServicePassword")


def _answer(action: str, inner: str):
    return _xml(200, f"{action}Response", f"<{action}Result>{inner}</{action}Result>")


def _no_user(name: str):
    return None if name in _users else _error(404, "NoSuchEntity", f"The user with name {name} cannot be found.")


def _list(params):
    name, service = _param(params, "UserName"), _param(params, "ServiceName")
    if name and _no_user(name):
        return _no_user(name)
    found = [one for one in _credentials.values() if (not name or one["UserName"] == name) and service in ("", one["ServiceName"])]
    members = "".join(f"<member>{_members(one, secret=False)}</member>" for one in found)
    return _answer("ListServiceSpecificCredentials", f"<ServiceSpecificCredentials>{members}</ServiceSpecificCredentials><IsTruncated>false</IsTruncated>")


def _create(params):
    name, service = _param(params, "UserName"), _param(params, "ServiceName")
    if _no_user(name):
        return _no_user(name)
    if service not in _SERVICES:
        return _error(404, "NotSupportedService", f"No such service {service} is supported for Service Specific Credentials")
    owned = [one for one in _credentials.values() if one["UserName"] == name and one["ServiceName"] == service]
    if len(owned) >= _PER_SERVICE:
        return _error(409, "LimitExceeded", f"Cannot exceed quota for ServiceSpecificCredentialsPerUser: {_PER_SERVICE}")
    suffix = f"+{len(owned)}" if owned else ""
    credential = {"CreateDate": _now(), "ServiceName": service, "ServiceUserName": f"{name}{suffix}-at-{_account_id()}",
                  "ServicePassword": _new_secret(), "ServiceSpecificCredentialId": _new_id("ACCA"), "UserName": name, "Status": "Active"}
    _credentials[credential["ServiceSpecificCredentialId"]] = credential
    return _answer("CreateServiceSpecificCredential", f"<ServiceSpecificCredential>{_members(credential, secret=True)}</ServiceSpecificCredential>")


def _on_existing(work):
    def answer(params):
        credential = _credentials.get(_param(params, "ServiceSpecificCredentialId"))
        if credential is None or _param(params, "UserName") not in ("", credential["UserName"]):
            return _error(404, "NoSuchEntity", f"No such credential {_param(params, 'ServiceSpecificCredentialId')} exists")
        return work(credential, params)
    return answer


def _update(credential, params):
    credential["Status"] = _param(params, "Status")
    return _xml(200, "UpdateServiceSpecificCredentialResponse", "")


def _reset(credential, _params):
    credential["ServicePassword"] = _new_secret()
    return _answer("ResetServiceSpecificCredential", f"<ServiceSpecificCredential>{_members(credential, secret=True)}</ServiceSpecificCredential>")


def _delete(credential, _params):
    del _credentials[credential["ServiceSpecificCredentialId"]]
    return _xml(200, "DeleteServiceSpecificCredentialResponse", "")


def install() -> None:
    _handlers.update({
        "ListServiceSpecificCredentials": _list, "CreateServiceSpecificCredential": _create,
        **{f"{verb}ServiceSpecificCredential": _on_existing(work) for verb, work in (("Update", _update), ("Reset", _reset), ("Delete", _delete))}})
    resources.SELF_SERVICE.update(f"{verb}ServiceSpecificCredential{plural}" for verb, plural in (
        ("Create", ""), ("Update", ""), ("Reset", ""), ("Delete", ""), ("List", "s")))

"""Ages and last use of passwords and access keys, which no API can set, in the calls about one user."""
import re

from . import resources
from .calls import call
from ..framework.clock import days_ago
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap, wrap_iam_action

_users = internal("services.iam", "_users")
_keys = internal("services.iam", "_access_keys")
_profiles = internal("services.iam", "_login_profiles")

# When access keys were used last, by their id; a password's last use is kept with the user.
_key_used = {}


def key_last_used(key_id: str) -> str | None:
    return _key_used.get(key_id)


def _age(user: str, body: dict) -> None:
    if user not in _users:
        raise Refused(f"there is no user {user}")
    if "created" in body:
        _users[user]["CreateDate"] = days_ago(body["created"])
    if "passwordUsed" in body:
        _users[user]["PasswordLastUsed"] = days_ago(body["passwordUsed"])
    if "passwordCreated" in body:
        if user not in _profiles:
            raise Refused(f"the user {user} has no password")
        _profiles[user]["CreateDate"] = days_ago(body["passwordCreated"])
    for key_id, key in _keys.items() if "keyCreated" in body or "keyUsed" in body else []:
        if key["UserName"] == user and body.get("key", key_id) == key_id:
            if "keyCreated" in body:
                key["CreateDate"] = days_ago(body["keyCreated"])
            if "keyUsed" in body:
                _key_used[key_id] = days_ago(body["keyUsed"])


_AGES = {name: int for name in ("created", "passwordCreated", "passwordUsed", "keyCreated", "keyUsed")}


@control_call("credential-ages")
def credential_ages(body: dict) -> dict:
    """``user``, and how many days ago: ``created``, ``passwordCreated``, ``passwordUsed``, ``keyCreated``, ``keyUsed``.

    ``key`` limits the last two to one access key.
    """
    require(body, user=str, key=str, **_AGES)
    _age(body.get("user", ""), body)
    return body


@control_call("add-users")
def add_users(body: dict) -> dict:
    """``count`` users ``<prefix><number>``; with ``password``, ``key`` true those have one, of the ages of credential-ages."""
    require(body, count=int, prefix=str, path=str, password=bool, key=bool, **_AGES)
    for number in range(body.get("count", 0)):
        user = f"{body.get('prefix', 'user-')}{number}"
        call("CreateUser", UserName=user, Path=body.get("path"))
        if body.get("password"):
            call("CreateLoginProfile", UserName=user, Password="Correct-horse-7")
        # Looking through everybody's keys for each user would take a minute for 5,000.
        _age(user, {name: age for name, age in body.items() if name in _AGES and not name.startswith("key")})
        if body.get("key"):
            key_id = f"AKIALOCAL{number:011d}"
            _keys[key_id] = {"UserName": user, "AccessKeyId": key_id, "Status": "Active",
                             "SecretAccessKey": "unusable", "CreateDate": days_ago(body.get("keyCreated", 0))}
            if "keyUsed" in body:
                _key_used[key_id] = days_ago(body["keyUsed"])
    return {"users": len(_users)}


def install() -> None:
    def with_last_use(user_xml):
        def xml(name, *args, **kwargs):
            used = _users[name].get("PasswordLastUsed")
            return user_xml(name, *args, **kwargs) + (f"<PasswordLastUsed>{used}</PasswordLastUsed>" if used else "")
        return xml

    def with_key_use(last_used):
        def answer(params):
            status, headers, body = last_used(params)
            used = _key_used.get((params.get("AccessKeyId") or [""])[0])
            if status == 200 and used:
                body = re.sub(b"<AccessKeyLastUsed>", f"<AccessKeyLastUsed><LastUsedDate>{used}</LastUsedDate>".encode(), body)
            return status, headers, body
        return answer

    def of_the_owner(resource_of):
        def resource(action, param):
            if action == "GetAccessKeyLastUsed" and param("AccessKeyId") in _keys:
                return _users[_keys[param("AccessKeyId")]["UserName"]]["Arn"]
            return resource_of(action, param)
        return resource

    wrap("services.iam", "_user_xml", with_last_use)
    wrap_iam_action("GetAccessKeyLastUsed", with_key_use)
    resources.resource_of = of_the_owner(resources.resource_of)

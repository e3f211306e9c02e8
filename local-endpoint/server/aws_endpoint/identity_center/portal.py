"""The access portal: what a person who has signed in may enter, and the credentials for it. The sign-in itself is a control call."""
import json
import secrets
import time

from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap
from ..organizations.model import organization_of
from ..sts.service_credentials import session_of
from .errors import IdentityCenterError
from .model import Instance, instance_of
from .permission_sets import seconds_of

_account_id = internal("core.responses", "get_account_id")
_request_scope = internal("core.responses", "request_scope")
_roles = internal("services.iam", "_roles")

_TOKEN = "x-amz-sso_bearer_token"
# By access token: the instance.
_signed_in = {}


@control_call("portal-sign-in")
def sign_in(body: dict) -> dict:
    """``user``: the name of a user of the directory. Answers with the ``accessToken`` of the portal."""
    require(body, user=str)
    instance = instance_of(_account_id())
    user = next((one for one in instance.users.values() if one.name == body.get("user")), None) if instance else None
    if user is None:
        raise Refused(f"the directory has no user '{body.get('user')}'")
    token = secrets.token_urlsafe(32)
    instance.tokens[token] = user.id
    _signed_in[token] = instance
    return {"accessToken": token}


def _permission_sets(instance: Instance, token: str) -> list:
    """What the person has: pairs of an account and a permission set."""
    user = instance.tokens[token]
    principals = {user, *instance.groups_of(user)}
    return sorted({(one.account, one.permission_set) for one in instance.assignments if one.principal in principals})


def _list_accounts(instance: Instance, token: str, _query: dict) -> dict:
    accounts = organization_of(instance.owner).accounts
    return {"accountList": [{"accountId": one, "accountName": accounts[one].name, "emailAddress": accounts[one].email}
                            for one in sorted({account for account, _arn in _permission_sets(instance, token)})]}


def _list_roles(instance: Instance, token: str, query: dict) -> dict:
    return {"roleList": [{"accountId": account, "roleName": instance.permission_sets[arn].name}
                         for account, arn in _permission_sets(instance, token) if account == query.get("account_id")]}


def _credentials(instance: Instance, token: str, query: dict) -> dict:
    account = query.get("account_id")
    found = next((instance.permission_sets[arn] for one, arn in _permission_sets(instance, token)
                  if one == account and instance.permission_sets[arn].name == query.get("role_name")), None)
    if found is None:
        raise IdentityCenterError("Forbidden", "No access", 403)
    seconds = seconds_of(found.session_duration)
    with _request_scope(account, "us-east-1"):
        session = session_of(_roles[found.roles[account]], instance.users[instance.tokens[token]].name, {}, seconds)
    return {"roleCredentials": {**session, "expiration": int((time.time() + seconds) * 1000)}}


_OPERATIONS = {"/assignment/accounts": _list_accounts, "/assignment/roles": _list_roles, "/federation/credentials": _credentials}


def _serve(method: str, path: str, token: str, query: dict) -> dict:
    instance = _signed_in.get(token)
    if instance is None or token not in instance.tokens or instance.tokens[token] not in instance.users:
        raise IdentityCenterError("Unauthorized", "Session token not found or invalid", 401)
    if (method, path) == ("POST", "/logout"):
        del instance.tokens[token]
        return {}
    if method != "GET" or path not in _OPERATIONS:
        raise IdentityCenterError("ResourceNotFound", "There is no such operation.", 404)
    return _OPERATIONS[path](instance, token, {name: values[0] if isinstance(values, list) else values for name, values in query.items()})


def install() -> None:
    def serving_portal(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            if _TOKEN not in headers:
                return await dispatch(method, path, headers, body, query_params, request_id)
            try:
                status, answer, more = 200, _serve(method, path, headers[_TOKEN], query_params), {}
            except IdentityCenterError as error:
                status, answer, more = error.status, {"message": str(error)}, {"x-amzn-errortype": error.code}
            return status, {"Content-Type": "application/json", **more}, json.dumps(answer).encode()
        return serve

    wrap("app", "_dispatch_service_request", serving_portal)

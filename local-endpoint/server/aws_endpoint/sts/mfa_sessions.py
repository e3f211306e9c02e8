"""What a session knows of MFA: the context keys of its requests, and what a session without MFA may not call at all."""
import time

from ..framework import request as requests
from ..iam.mfa_devices import code_matches, device_of
from ..framework.patching import internal, wrap
from .root_tasks import TASK

_sessions = internal("services.sts", "_sessions")
_error = internal("services.iam", "_error")

AUTHENTICATED_AT = "MfaAuthenticatedAt"

# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
_STS_FOR_SESSIONS_WITHOUT_MFA = ("sts:AssumeRole", "sts:GetCallerIdentity")


def check_code(request: requests.Request) -> None:
    """Judge the code that an AssumeRole or GetSessionToken carries, for the policies and for the answer."""
    serial, code = request.param("SerialNumber"), request.param("TokenCode")
    if request.action not in ("AssumeRole", "GetSessionToken") or not (serial or code):
        return
    caller = requests.caller()
    request.mfa_valid = False
    if not (serial and code):
        request.mfa_error = "MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code."
        return
    device = device_of(caller.principal_name, serial) if caller and caller.principal_type == "User" else None
    if device is None:
        request.mfa_error = ("MultiFactorAuthentication failed, unable to validate MFA code.  "
                             "Please verify your MFA serial number is valid and associated with this user.")
    elif not code_matches(device, code):
        request.mfa_error = "MultiFactorAuthentication failed with invalid MFA one time pass code. "
    else:
        request.mfa_valid = True


def _is_user_session(session: dict | None) -> bool:
    """A session of GetSessionToken. One of AssumeRoot has a task."""
    return bool(session) and session.get("PrincipalType") in ("User", "Root") and TASK not in session


def _without_mfa_is_refused(access_key: str, action: str) -> bool:
    session = _sessions.get(access_key)
    if not _is_user_session(session) or AUTHENTICATED_AT in session:
        return False
    return action.startswith("iam:") or (
        action.startswith("sts:") and action not in _STS_FOR_SESSIONS_WITHOUT_MFA)


def install() -> None:
    def with_mfa_facts(principal_keys):
        def keys_of(credential):
            keys = principal_keys(credential)
            keys.pop("aws:multifactorauthpresent", None)
            session = _sessions.get(credential.access_key_id)
            if _is_user_session(session):
                since = session.get(AUTHENTICATED_AT)
                keys["aws:multifactorauthpresent"] = "false" if since is None else "true"
                if since is not None:
                    keys["aws:multifactorauthage"] = str(int(time.time() - since))
            if requests.current().mfa_valid and credential.access_key_id == requests.current().access_key:
                keys["aws:multifactorauthpresent"] = "true"
                keys["aws:multifactorauthage"] = "0"
            return keys
        return keys_of

    def remembering_mfa(register_session):
        def register(access_key, session):
            if _is_user_session(session) and requests.current().mfa_valid:
                session[AUTHENTICATED_AT] = time.time()
            register_session(access_key, session)
        return register

    def refusing_bad_codes(handle_request):
        async def handle(method, path, headers, body, query_params):
            if requests.current().mfa_valid is False:
                return _error(403, "AccessDenied", requests.current().mfa_error, ns="sts")
            return await handle_request(method, path, headers, body, query_params)
        return handle

    def refusing_sessions_without_mfa(enforce):
        def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
            denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
            auth_error = internal("core.iam_evaluator", "AuthError")
            if not isinstance(denied, auth_error) and _without_mfa_is_refused(access_key_id, iam_action):
                return auth_error("InvalidClientTokenId", "The security token included in the request is invalid")
            return denied
        return enforced

    wrap("core.iam_evaluator", "_principal_keys", with_mfa_facts)
    wrap("services.sts", "register_session", remembering_mfa)
    wrap("services.sts", "handle_request", refusing_bad_codes)
    wrap("core.iam_evaluator", "enforce", refusing_sessions_without_mfa)

"""The credentials that an AWS service gets for a role, and those that an EC2 instance reads from its metadata service."""
import time

from ..authorization.condition_keys import SESSION_KEYS
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal
from ..organizations.service_limits import refusal_of_service, source_keys
from .assume_role import trusts_service

_roles = internal("services.iam", "_roles")
_profiles = internal("services.iam", "_instance_profiles")
_account_id = internal("core.responses", "get_account_id")

SECONDS = 6 * 3600


def _trusting(name: str, service: str, source_account: str | None = None) -> dict:
    role = _roles.get(name)
    if role is None:
        raise Refused(f"there is no role '{name}'")
    if not trusts_service(role["AssumeRolePolicyDocument"], service, role["Arn"], source_keys(source_account)):
        raise Refused(f"the trust policy of the role '{name}' does not let {service} assume it")
    refused = refusal_of_service(service, "sts:AssumeRole", role["Arn"], _account_id(), source_account)
    if refused:
        raise Refused(f"{service} is not authorized to perform: sts:AssumeRole on resource: {role['Arn']} {refused}")
    return role


def session_of(role: dict, session_name: str, condition_keys: dict, seconds: int = SECONDS) -> dict:
    """The keys of a session of a role, in the account of the request."""
    credentials = {"accessKeyId": internal("services.iam", "_gen_session_access_key")(), "secretAccessKey": internal("services.iam", "_gen_secret")(),
                   "sessionToken": internal("services.iam", "_gen_session_token")()}
    internal("services.sts", "register_session")(credentials["accessKeyId"], {
        "Arn": f"arn:aws:sts::{_account_id()}:assumed-role/{role['RoleName']}/{session_name}",
        "UserId": f"{role['RoleId']}:{session_name}",
        "SecretAccessKey": credentials["secretAccessKey"],
        "SessionToken": credentials["sessionToken"],
        "Expiration": time.time() + seconds,
        "AccountId": _account_id(),
        "PrincipalType": "AssumedRole",
        SESSION_KEYS: condition_keys,
    })
    return credentials


@control_call("service-credentials")
def service_credentials(body: dict) -> dict:
    """``role``: its name; ``service``: the AWS service that it trusts, such as ``lambda.amazonaws.com``; ``sourceAccount``: that of the resource
    for which the service acts; ``conditionKeys``: of the session."""
    require(body, role=str, service=str, sourceAccount=str, conditionKeys=dict)
    service = body.get("service", "")
    return session_of(_trusting(body.get("role", ""), service, body.get("sourceAccount")), service.split(".")[0], body.get("conditionKeys", {}))


@control_call("instance-credentials")
def instance_credentials(body: dict) -> dict:
    """``role``: its name; ``roleDelivery``: "1.0" or "2.0" (IMDS version); ``instanceId``; ``conditionKeys``: more keys."""
    require(body, role=str, roleDelivery=str, instanceId=str, conditionKeys=dict)
    role = _trusting(body.get("role", ""), "ec2.amazonaws.com")
    if not any(role["RoleName"] in profile["Roles"] for profile in _profiles.values()):
        raise Refused(f"no instance profile contains the role '{role['RoleName']}'")
    delivery = body.get("roleDelivery", "2.0")
    if delivery not in ("1.0", "2.0"):
        raise Refused(f"'roleDelivery' must be \"1.0\" or \"2.0\", got \"{delivery}\"")
    instance = body.get("instanceId", "i-0123456789abcdef0")
    return session_of(role, instance, {
        "ec2:RoleDelivery": delivery,
        "ec2:SourceInstanceARN": f"arn:aws:ec2:us-east-1:{_account_id()}:instance/{instance}",
        **body.get("conditionKeys", {}),
    })


def install() -> None:
    """Both are control calls, and registered as such."""

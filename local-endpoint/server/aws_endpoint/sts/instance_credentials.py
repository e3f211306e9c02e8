"""The credentials that a role's service gets for it: what an EC2 instance reads from its metadata service."""
import time

from .assume_role import trusts_service
from ..authorization.condition_keys import SESSION_KEYS
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal

_roles = internal("services.iam", "_roles")
_profiles = internal("services.iam", "_instance_profiles")
_account_id = internal("core.responses", "get_account_id")

SECONDS = 6 * 3600


def install() -> None:
    new_key = internal("services.iam", "_gen_session_access_key")
    new_secret = internal("services.iam", "_gen_secret")
    new_token = internal("services.iam", "_gen_session_token")
    register = internal("services.sts", "register_session")

    @control_call("instance-credentials")
    def instance_credentials(body: dict) -> dict:
        """``role``: its name; ``roleDelivery``: "1.0" or "2.0" (IMDS version); ``instanceId``; ``conditionKeys``: more keys."""
        require(body, role=str, roleDelivery=str, instanceId=str, conditionKeys=dict)
        name = body.get("role", "")
        role = _roles.get(name)
        if role is None:
            raise Refused(f"there is no role '{name}'")
        if not any(name in profile["Roles"] for profile in _profiles.values()):
            raise Refused(f"no instance profile contains the role '{name}'")
        if not trusts_service(role["AssumeRolePolicyDocument"], "ec2.amazonaws.com", role["Arn"]):
            raise Refused(f"the trust policy of the role '{name}' does not let ec2.amazonaws.com assume it")
        delivery = body.get("roleDelivery", "2.0")
        if delivery not in ("1.0", "2.0"):
            raise Refused(f"'roleDelivery' must be \"1.0\" or \"2.0\", got \"{delivery}\"")
        instance = body.get("instanceId", "i-0123456789abcdef0")
        account, now = _account_id(), time.time()
        credentials = {"accessKeyId": new_key(), "secretAccessKey": new_secret(), "sessionToken": new_token()}
        register(credentials["accessKeyId"], {
            "Arn": f"arn:aws:sts::{account}:assumed-role/{name}/{instance}",
            "UserId": f"{role['RoleId']}:{instance}",
            "SecretAccessKey": credentials["secretAccessKey"],
            "SessionToken": credentials["sessionToken"],
            "Expiration": now + SECONDS,
            "AccountId": account,
            "PrincipalType": "AssumedRole",
            SESSION_KEYS: {
                "ec2:RoleDelivery": delivery,
                "ec2:SourceInstanceARN": f"arn:aws:ec2:us-east-1:{account}:instance/{instance}",
                **body.get("conditionKeys", {}),
            },
        })
        return credentials

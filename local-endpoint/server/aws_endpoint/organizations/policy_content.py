"""What Organizations refuses as the content of a policy: too long, no JSON, or against the grammar of its type.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
"""
import json

from ..iam.policy_grammar import Malformed, check_identity_policy
from .errors import OrganizationsError, violated
from .management_policy import check_management_policy

# Characters, white space counted: the API does not leave it out.
_SIZES = {"SERVICE_CONTROL_POLICY": 10_240, "RESOURCE_CONTROL_POLICY": 5120, "AISERVICES_OPT_OUT_POLICY": 2500}
_OTHER_SIZE = 10_000

# The services whose resources resource control policies protect.
_RESOURCE_CONTROL_SERVICES = ("s3", "sts", "kms", "sqs", "secretsmanager", "cognito-identity", "cognito-idp", "logs", "dynamodb", "ecr", "aoss")


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _check_resource_control(document: dict) -> None:
    for statement in _listed(document["Statement"]):
        actions = _listed(statement.get("Action", "*"))
        if (statement.get("Effect") != "Deny" or statement.pop("Principal", None) not in ("*", {"AWS": "*"}) or "NotAction" in statement
                or any(action.split(":")[0] not in _RESOURCE_CONTROL_SERVICES for action in actions)):
            raise Malformed("no resource control policy")
    check_identity_policy(document)


def check_content(policy_type: str, content: str) -> None:
    """@raise OrganizationsError: if AWS refuses the content for a policy of this type."""
    limit = _SIZES.get(policy_type, _OTHER_SIZE)
    if len(content) > limit:
        raise violated("POLICY_CONTENT_LIMIT_EXCEEDED", f"The size of the policy content, {len(content)} characters, exceeds the quota of {limit}.")
    try:
        document = json.loads(content)
        if not isinstance(document, dict):
            raise Malformed("no object")
        if policy_type == "SERVICE_CONTROL_POLICY":
            check_identity_policy(document)
        elif policy_type == "RESOURCE_CONTROL_POLICY":
            _check_resource_control(document)
        else:
            check_management_policy(policy_type, document)
    except (ValueError, KeyError, TypeError):
        raise OrganizationsError("MalformedPolicyDocument", "The provided policy document does not meet the requirements of the specified policy type.") from None

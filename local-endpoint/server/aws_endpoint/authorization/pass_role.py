"""``iam:PassRole``, which MiniStack does not check: who hands a role to a service must be allowed to pass it to that service."""
import json

from ..framework import request as requests
from ..framework.patching import internal, wrap

_roles = internal("services.iam", "_roles")
_profiles = internal("services.iam", "_instance_profiles")


def _named_role(arn_or_name: str) -> str | None:
    role = _roles.get(arn_or_name.rsplit("/", 1)[-1]) if arn_or_name else None
    return role["Arn"] if role else None


def _roles_of_profile(request: requests.Request) -> list:
    name = request.param("IamInstanceProfile.Name") or request.param("IamInstanceProfile.Arn").rsplit("/", 1)[-1]
    return [_named_role(role) for role in (_profiles.get(name) or {}).get("Roles", [])]


def _json_role(request: requests.Request) -> list:
    try:
        return [_named_role(json.loads(request.body or b"{}").get("Role", ""))]
    except json.JSONDecodeError:
        return []


# Action: the service that gets the role, and where the request names it.
_PASSING = {
    "ec2:RunInstances": ("ec2.amazonaws.com", _roles_of_profile),
    "ec2:AssociateIamInstanceProfile": ("ec2.amazonaws.com", _roles_of_profile),
    "iam:AddRoleToInstanceProfile": ("ec2.amazonaws.com", lambda request: [_named_role(request.param("RoleName"))]),
    "lambda:CreateFunction": ("lambda.amazonaws.com", _json_role),
    "lambda:UpdateFunctionConfiguration": ("lambda.amazonaws.com", _json_role),
    **{f"cloudformation:{action}": ("cloudformation.amazonaws.com", lambda request: [_named_role(request.param("RoleARN"))])
       for action in ("CreateStack", "UpdateStack", "DeleteStack", "CreateChangeSet")},
}


def install() -> None:
    def passing_roles(enforce):
        def enforced(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
            denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
            to_service, roles_of = _PASSING.get(iam_action, ("", lambda _: []))
            for role in [] if denied else filter(None, roles_of(requests.current())):
                denied = enforce(access_key_id, "iam:PassRole", "iam", region, role,
                                 {"iam:PassedToService": to_service})
                if denied:
                    requests.current().denied = ("iam:PassRole", role)
                    break
            return denied
        return enforced

    wrap("core.iam_evaluator", "enforce", passing_roles)

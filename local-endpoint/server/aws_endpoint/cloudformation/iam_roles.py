"""The CloudFormation types ``AWS::IAM::Role`` and ``AWS::IAM::InstanceProfile``, over MiniStack's IAM handlers.

MiniStack's own take over an existing role, drop its boundary, skip what does not exist and delete what is in use.
"""
from ..framework.patching import internal
from ..iam.calls import call
from .attached_policies import discard, reconcile, remove
from .properties import changes, document, tag_parameters

_roles = internal("services.iam", "_roles")
_profiles = internal("services.iam", "_instance_profiles")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")


def _role_attributes(name: str) -> dict:
    return {"Arn": _roles[name]["Arn"], "RoleId": _roles[name]["RoleId"]}


def _create_role(logical_id, props, stack_name):
    name = props.get("RoleName") or _physical_name(stack_name, logical_id, max_len=64)
    call("CreateRole", RoleName=name, Path=props.get("Path"), AssumeRolePolicyDocument=document(props.get("AssumeRolePolicyDocument", {})),
         Description=props.get("Description"), PermissionsBoundary=props.get("PermissionsBoundary"),
         MaxSessionDuration=str(props.get("MaxSessionDuration", 3600)), **tag_parameters(props))
    try:
        reconcile("Role", name, {}, props)
    except ValueError:
        discard("Role", name)
        raise
    return name, _role_attributes(name)


def _update_role(physical_id, old_props, new_props, _stack_name, _logical_id=None):
    trust, boundary = document(new_props["AssumeRolePolicyDocument"]), new_props.get("PermissionsBoundary")
    if trust != document(old_props["AssumeRolePolicyDocument"]):
        call("UpdateAssumeRolePolicy", RoleName=physical_id, PolicyDocument=trust)
    call("UpdateRole", RoleName=physical_id, Description=new_props.get("Description", ""),
         MaxSessionDuration=str(new_props.get("MaxSessionDuration", 3600)))
    if boundary and boundary != old_props.get("PermissionsBoundary"):
        call("PutRolePermissionsBoundary", RoleName=physical_id, PermissionsBoundary=boundary)
    elif old_props.get("PermissionsBoundary") and not boundary:
        call("DeleteRolePermissionsBoundary", RoleName=physical_id)
    reconcile("Role", physical_id, old_props, new_props)
    gone, _new = changes([tag["Key"] for tag in old_props.get("Tags") or []], [tag["Key"] for tag in new_props.get("Tags") or []])
    if gone:
        call("UntagRole", RoleName=physical_id, **{f"TagKeys.member.{number}": key for number, key in enumerate(gone, 1)})
    if new_props.get("Tags"):
        call("TagRole", RoleName=physical_id, **tag_parameters(new_props))
    return physical_id, _role_attributes(physical_id)


def _delete_role(physical_id, props):
    if physical_id in _roles:
        remove("Role", physical_id, props)


def _set_roles(profile: str, roles: list) -> None:
    gone, new = changes(_profiles[profile]["Roles"], roles)
    for role in gone:
        call("RemoveRoleFromInstanceProfile", InstanceProfileName=profile, RoleName=role)
    for role in new:
        call("AddRoleToInstanceProfile", InstanceProfileName=profile, RoleName=role)


def _create_profile(logical_id, props, stack_name):
    name = props.get("InstanceProfileName") or _physical_name(stack_name, logical_id, max_len=128)
    call("CreateInstanceProfile", InstanceProfileName=name, Path=props.get("Path"))
    try:
        _set_roles(name, props.get("Roles") or [])
    except ValueError:
        _profiles.pop(name)
        raise
    return name, {"Arn": _profiles[name]["Arn"]}


def _update_profile(physical_id, _old_props, new_props, _stack_name, _logical_id=None):
    _set_roles(physical_id, new_props.get("Roles") or [])
    return physical_id, {"Arn": _profiles[physical_id]["Arn"]}


def _delete_profile(physical_id, _props):
    if physical_id in _profiles:
        _set_roles(physical_id, [])
        call("DeleteInstanceProfile", InstanceProfileName=physical_id)


def install() -> None:
    _handlers["AWS::IAM::Role"].update(create=_create_role, update=_update_role, delete=_delete_role)
    _handlers["AWS::IAM::InstanceProfile"].update(create=_create_profile, update=_update_profile, delete=_delete_profile)

"""The CloudFormation types ``AWS::IAM::Group`` and ``AWS::IAM::UserToGroupAddition``, over MiniStack's IAM handlers."""
from ..framework.patching import internal
from ..iam.calls import call
from .attached_policies import discard, reconcile, remove
from .properties import changes

_groups = internal("services.iam", "_groups")
_account_id = internal("core.responses", "get_account_id")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")


def _name(props: dict, stack_name: str, logical_id: str) -> str:
    return props.get("GroupName") or _physical_name(stack_name, logical_id, max_len=128)


def create_group(logical_id, props, stack_name):
    name = _name(props, stack_name, logical_id)
    call("CreateGroup", GroupName=name, Path=props.get("Path"))
    try:
        reconcile("Group", name, {}, props)
    except ValueError:
        discard("Group", name)
        raise
    return name, {"Arn": _groups[name]["Arn"]}


def update_group(physical_id, old_props, new_props, stack_name, logical_id=None):
    call("GetGroup", GroupName=physical_id)
    reconcile("Group", physical_id, old_props, new_props)
    group, path = _groups[physical_id], new_props.get("Path") or "/"
    group["Path"] = path
    group["Arn"] = f"arn:aws:iam::{_account_id()}:group{path}{physical_id}"
    return physical_id, {"Arn": group["Arn"]}


def delete_group(physical_id, props):
    if physical_id in _groups:
        remove("Group", physical_id, props)


def create_addition(logical_id, props, stack_name):
    added = []
    try:
        for user in props.get("Users") or []:
            call("AddUserToGroup", GroupName=props["GroupName"], UserName=user)
            added.append(user)
    except ValueError:
        _leave(props["GroupName"], added)
        raise
    return _physical_name(stack_name, logical_id, max_len=128), {}


def update_addition(physical_id, old_props, new_props, stack_name, logical_id=None):
    same = old_props["GroupName"] == new_props["GroupName"]
    left, joined = changes(old_props.get("Users"), new_props.get("Users")) if same else (
        old_props.get("Users") or [], new_props.get("Users") or [])
    for user in joined:
        call("AddUserToGroup", GroupName=new_props["GroupName"], UserName=user)
    _leave(old_props["GroupName"], left)
    return physical_id, {}


def delete_addition(physical_id, props):
    _leave(props["GroupName"], props.get("Users") or [])


def _leave(group: str, users: list) -> None:
    for user in users:
        if group in _groups and user in _groups[group]["Users"]:
            call("RemoveUserFromGroup", GroupName=group, UserName=user)


def install() -> None:
    _handlers["AWS::IAM::Group"] = {
        "create": create_group, "update": update_group, "update_with_logical_id": True, "delete": delete_group}
    _handlers["AWS::IAM::UserToGroupAddition"] = {
        "create": create_addition, "update": update_addition, "update_with_logical_id": True,
        "delete": delete_addition}
    _replacing["AWS::IAM::Group"] = ("GroupName",)
    _replacing["AWS::IAM::UserToGroupAddition"] = ()
    internal("services.cloudformation.provisioners", "_CUSTOM_NAME_REPLACEMENT")["AWS::IAM::Group"] = {
        "name": "GroupName"}

"""The CloudFormation types of the directory, ``AWS::IdentityStore::Group``, ``GroupMembership`` and ``User``, over its operations.

A user is what AWS's own schema of the type says: another name or another address is another user, which is made before the former one is
deleted, and which the directory refuses while the two share one of them.
"""
from ..framework.patching import internal
from ..identity_center.errors import IdentityCenterError
from ..identity_center.operations import STORE, perform

_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")

_GROUP_CHANGES = {"DisplayName": "displayName", "Description": "description"}
_USER_CHANGES = {"DisplayName": "displayName", "Name": "name"}
_USER_REPLACED_BY = ("IdentityStoreId", "UserName", "Emails", "Addresses", "PhoneNumbers", "Photos", "Roles")


def _call(operation: str, **members) -> dict:
    try:
        return perform(STORE, operation, {name: value for name, value in members.items() if value is not None})
    except IdentityCenterError as error:
        raise ValueError(f"{error} (Service: Identitystore, Status Code: {error.status}, Error Code: {error.code})") from None


def _operations(old: dict, new: dict, paths: dict) -> list:
    return [{"AttributePath": path, **({"AttributeValue": new[name]} if name in new else {})}
            for name, path in paths.items() if old.get(name) != new.get(name)]


def _create_group(_logical_id, props, _stack_name):
    store = props["IdentityStoreId"]
    group = _call("CreateGroup", IdentityStoreId=store, DisplayName=props["DisplayName"], Description=props.get("Description"))["GroupId"]
    return f"{group}|{store}", {"GroupId": group}


def _update_group(physical_id, old_props, new_props, _stack_name):
    group, store = physical_id.split("|")
    changed = _operations(old_props, new_props, _GROUP_CHANGES)
    if changed:
        _call("UpdateGroup", IdentityStoreId=store, GroupId=group, Operations=changed)
    return physical_id, {"GroupId": group}


def _delete_group(physical_id, _props):
    group, store = physical_id.split("|")
    _call("DeleteGroup", IdentityStoreId=store, GroupId=group)


def _create_membership(_logical_id, props, _stack_name):
    store = props["IdentityStoreId"]
    membership = _call("CreateGroupMembership", IdentityStoreId=store, GroupId=props["GroupId"], MemberId=props["MemberId"])["MembershipId"]
    return f"{membership}|{store}", {"MembershipId": membership}


def _delete_membership(physical_id, _props):
    membership, store = physical_id.split("|")
    _call("DeleteGroupMembership", IdentityStoreId=store, MembershipId=membership)


def _create_user(_logical_id, props, _stack_name):
    made = _call("CreateUser", **props)
    return made["UserArn"], {"UserId": made["UserId"], "Arn": made["UserArn"]}


def _update_user(physical_id, old_props, new_props, _stack_name):
    user = physical_id.rsplit("/", 1)[-1]
    changed = _operations(old_props, new_props, _USER_CHANGES)
    if changed:
        _call("UpdateUser", IdentityStoreId=new_props["IdentityStoreId"], UserId=user, Operations=changed)
    return physical_id, {"UserId": user, "Arn": physical_id}


def _delete_user(physical_id, props):
    _call("DeleteUser", IdentityStoreId=props["IdentityStoreId"], UserId=physical_id.rsplit("/", 1)[-1])


def install() -> None:
    for name, functions, replacing in (
        ("Group", {"create": _create_group, "update": _update_group, "delete": _delete_group}, ("IdentityStoreId",)),
        ("GroupMembership", {"create": _create_membership, "delete": _delete_membership}, ("IdentityStoreId", "GroupId", "MemberId")),
        ("User", {"create": _create_user, "update": _update_user, "delete": _delete_user}, _USER_REPLACED_BY),
    ):
        _handlers[f"AWS::IdentityStore::{name}"] = functions
        _replacing[f"AWS::IdentityStore::{name}"] = replacing

"""The CloudFormation types ``AWS::SSO::PermissionSet`` and ``AWS::SSO::Assignment``, over the operations of Identity Center."""
import json

from ..framework.patching import internal
from ..identity_center.errors import IdentityCenterError
from ..identity_center.operations import ADMIN, perform
from .properties import changes

_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")


def _call(operation: str, **members) -> dict:
    try:
        return perform(ADMIN, operation, {name: value for name, value in members.items() if value is not None})
    except IdentityCenterError as error:
        raise ValueError(f"{error} (Service: SsoAdmin, Status Code: {error.status}, Error Code: {error.code})") from None


def _finished(kind: str, answer: dict) -> None:
    """@raise ValueError: with the reason, if an operation in the background has failed."""
    status = answer[f"{kind}Status"]
    if kind == "PermissionSetProvisioning":
        found = _call("DescribePermissionSetProvisioningStatus", InstanceArn=_instance_of(status), ProvisionPermissionSetRequestId=status["RequestId"])
    else:
        found = _call(f"Describe{kind}Status", InstanceArn=_instance_of(status), **{f"{kind}RequestId": status["RequestId"]})
    if found[f"{kind}Status"]["Status"] == "FAILED":
        raise ValueError(f"Request {status['RequestId']} failed due to: {found[f'{kind}Status']['FailureReason']}")


def _instance_of(status: dict) -> str:
    """The ARN of the instance, which that of the permission set names."""
    return status["PermissionSetArn"].rsplit("/", 1)[0].replace(":permissionSet/", ":instance/")


def _text(policy) -> str | None:
    return policy if policy is None or isinstance(policy, str) else json.dumps(policy)


def _references(props: dict) -> list:
    return [{"Name": one["Name"], "Path": one.get("Path", "/")} for one in props.get("CustomerManagedPolicyReferences") or []]


def _set_policies(ids: dict, old: dict, new: dict) -> None:
    gone, added = changes(old.get("ManagedPolicies"), new.get("ManagedPolicies"))
    for arn in gone:
        _call("DetachManagedPolicyFromPermissionSet", **ids, ManagedPolicyArn=arn)
    for arn in added:
        _call("AttachManagedPolicyToPermissionSet", **ids, ManagedPolicyArn=arn)
    gone, added = changes(_references(old), _references(new))
    for reference in gone:
        _call("DetachCustomerManagedPolicyReferenceFromPermissionSet", **ids, CustomerManagedPolicyReference=reference)
    for reference in added:
        _call("AttachCustomerManagedPolicyReferenceToPermissionSet", **ids, CustomerManagedPolicyReference=reference)
    if new.get("InlinePolicy"):
        _call("PutInlinePolicyToPermissionSet", **ids, InlinePolicy=_text(new["InlinePolicy"]))
    elif old.get("InlinePolicy"):
        _call("DeleteInlinePolicyFromPermissionSet", **ids)
    if new.get("PermissionsBoundary"):
        _call("PutPermissionsBoundaryToPermissionSet", **ids, PermissionsBoundary=new["PermissionsBoundary"])
    elif old.get("PermissionsBoundary"):
        _call("DeletePermissionsBoundaryFromPermissionSet", **ids)


def _own(props: dict) -> dict:
    return {"Description": props.get("Description"), "SessionDuration": props.get("SessionDuration"), "RelayState": props.get("RelayStateType")}


def _ids(physical_id: str) -> dict:
    instance, arn = physical_id.split("|")
    return {"InstanceArn": instance, "PermissionSetArn": arn}


def _create_set(_logical_id, props, _stack_name):
    instance = props["InstanceArn"]
    arn = _call("CreatePermissionSet", InstanceArn=instance, Name=props["Name"], Tags=props.get("Tags"), **_own(props))["PermissionSet"]["PermissionSetArn"]
    ids = {"InstanceArn": instance, "PermissionSetArn": arn}
    try:
        _set_policies(ids, {}, props)
    except ValueError:
        _call("DeletePermissionSet", **ids)
        raise
    return f"{instance}|{arn}", {"PermissionSetArn": arn}


def _retag(ids: dict, old: dict, new: dict) -> None:
    resource = {"InstanceArn": ids["InstanceArn"], "ResourceArn": ids["PermissionSetArn"]}
    gone, _new = changes([tag["Key"] for tag in old.get("Tags") or []], [tag["Key"] for tag in new.get("Tags") or []])
    if gone:
        _call("UntagResource", **resource, TagKeys=gone)
    if new.get("Tags"):
        _call("TagResource", **resource, Tags=new["Tags"])


def _update_set(physical_id, old_props, new_props, _stack_name):
    """A change reaches the accounts at once, and fails where one of them cannot take it."""
    ids = _ids(physical_id)
    _call("UpdatePermissionSet", **ids, **_own(new_props))
    _set_policies(ids, old_props, new_props)
    _retag(ids, old_props, new_props)
    _finished("PermissionSetProvisioning", _call("ProvisionPermissionSet", **ids, TargetType="ALL_PROVISIONED_ACCOUNTS"))
    return physical_id, {"PermissionSetArn": ids["PermissionSetArn"]}


def _delete_set(physical_id, _props):
    _call("DeletePermissionSet", **_ids(physical_id))


_ASSIGNMENT = ("InstanceArn", "TargetId", "TargetType", "PermissionSetArn", "PrincipalType", "PrincipalId")


def _create_assignment(_logical_id, props, _stack_name):
    members = {name: props[name] for name in _ASSIGNMENT}
    _finished("AccountAssignmentCreation", _call("CreateAccountAssignment", **members))
    return "|".join(members.values()), {}


def _delete_assignment(_physical_id, props):
    members = {name: props[name] for name in _ASSIGNMENT}
    _finished("AccountAssignmentDeletion", _call("DeleteAccountAssignment", **members))


def install() -> None:
    _handlers["AWS::SSO::PermissionSet"] = {"create": _create_set, "update": _update_set, "delete": _delete_set}
    _replacing["AWS::SSO::PermissionSet"] = ("InstanceArn", "Name")
    _handlers["AWS::SSO::Assignment"] = {"create": _create_assignment, "delete": _delete_assignment}
    _replacing["AWS::SSO::Assignment"] = _ASSIGNMENT

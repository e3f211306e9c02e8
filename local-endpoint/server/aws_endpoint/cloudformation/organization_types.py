"""The CloudFormation types ``AWS::Organizations::*``, over the operations of the Organizations API."""
import json

from ..framework.patching import internal, wrap
from ..organizations.errors import OrganizationsError
from ..organizations.model import organization_of
from ..organizations.operations import perform
from .properties import changes

_account_id = internal("core.responses", "get_account_id")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")

_CREATE_ONLY = ("AccountName", "Email", "RoleName")


def _call(operation: str, **members) -> dict:
    try:
        return perform(operation, {name: value for name, value in members.items() if value is not None})
    except OrganizationsError as error:
        raise ValueError(f"{error} (Service: Organizations, Status Code: 400, Error Code: {error.code})") from None


def _document(value) -> str:
    return value if isinstance(value, str) else json.dumps(value, separators=(",", ":"))


def _retag(resource: str, old: dict, new: dict) -> None:
    gone, _new = changes([tag["Key"] for tag in old.get("Tags") or []], [tag["Key"] for tag in new.get("Tags") or []])
    if gone:
        _call("UntagResource", ResourceId=resource, TagKeys=gone)
    if new.get("Tags"):
        _call("TagResource", ResourceId=resource, Tags=new["Tags"])


def _organization(view: dict) -> tuple:
    organization = organization_of(_account_id())
    return view["Id"], {"Id": view["Id"], "Arn": view["Arn"], "RootId": organization.root, "ManagementAccountArn": view["MasterAccountArn"],
                        "ManagementAccountId": view["MasterAccountId"], "ManagementAccountEmail": view["MasterAccountEmail"]}


def _create_organization(_logical_id, props, _stack_name):
    return _organization(_call("CreateOrganization", FeatureSet=props.get("FeatureSet"))["Organization"])


def _update_organization(_physical_id, _old_props, new_props, _stack_name):
    if new_props.get("FeatureSet", "ALL") != "ALL":
        raise ValueError("You can't go back from all features to consolidated billing.")
    return _organization(_call("DescribeOrganization")["Organization"])


def _delete_organization(_physical_id, _props):
    _call("DeleteOrganization")


def _create_unit(_logical_id, props, _stack_name):
    unit = _call("CreateOrganizationalUnit", Name=props["Name"], ParentId=props["ParentId"], Tags=props.get("Tags"))["OrganizationalUnit"]
    return unit["Id"], {"Id": unit["Id"], "Arn": unit["Arn"]}


def _update_unit(physical_id, old_props, new_props, _stack_name):
    unit = _call("UpdateOrganizationalUnit", OrganizationalUnitId=physical_id, Name=new_props["Name"])["OrganizationalUnit"]
    _retag(physical_id, old_props, new_props)
    return physical_id, {"Id": physical_id, "Arn": unit["Arn"]}


def _delete_unit(physical_id, _props):
    _call("DeleteOrganizationalUnit", OrganizationalUnitId=physical_id)


def _account(identifier: str) -> tuple:
    account = _call("DescribeAccount", AccountId=identifier)["Account"]
    return identifier, {"AccountId": identifier, "Arn": account["Arn"], "JoinedMethod": account["JoinedMethod"],
                        "JoinedTimestamp": str(account["JoinedTimestamp"]), "Status": account["Status"], "State": account["State"]}


def _move(identifier: str, parents: list) -> None:
    present = _call("ListParents", ChildId=identifier)["Parents"][0]["Id"]
    if parents and parents[0] != present:
        _call("MoveAccount", AccountId=identifier, SourceParentId=present, DestinationParentId=parents[0])


def _create_account(_logical_id, props, _stack_name):
    request = _call("CreateAccount", AccountName=props["AccountName"], Email=props["Email"], RoleName=props.get("RoleName"), Tags=props.get("Tags"))
    status = _call("DescribeCreateAccountStatus", CreateAccountRequestId=request["CreateAccountStatus"]["Id"])["CreateAccountStatus"]
    if status["State"] == "FAILED":
        raise ValueError(f"CreateAccount request for account [{props['AccountName']}] failed with reason: {status['FailureReason']}")
    _move(status["AccountId"], props.get("ParentIds") or [])
    return _account(status["AccountId"])


def _update_account(physical_id, old_props, new_props, _stack_name):
    changed = [name for name in _CREATE_ONLY if old_props.get(name) != new_props.get(name)]
    if changed:
        raise ValueError(f"You cannot modify {', '.join(changed)} of an account by a stack update.")
    _move(physical_id, new_props.get("ParentIds") or [organization_of(_account_id()).root])
    _retag(physical_id, old_props, new_props)
    return _account(physical_id)


def _delete_account(physical_id, _props):
    _call("CloseAccount", AccountId=physical_id)


def _attach(identifier: str, old: dict, new: dict) -> None:
    left, joined = changes(old.get("TargetIds"), new.get("TargetIds"))
    for target in joined:
        _call("AttachPolicy", PolicyId=identifier, TargetId=target)
    for target in left:
        _call("DetachPolicy", PolicyId=identifier, TargetId=target)


def _policy(summary: dict) -> tuple:
    return summary["Id"], {"Id": summary["Id"], "Arn": summary["Arn"], "AwsManaged": str(summary["AwsManaged"]).lower()}


def _create_policy(_logical_id, props, _stack_name):
    created = _call("CreatePolicy", Name=props["Name"], Type=props["Type"], Content=_document(props["Content"]),
                    Description=props.get("Description") or "", Tags=props.get("Tags"))["Policy"]["PolicySummary"]
    try:
        _attach(created["Id"], {}, props)
    except ValueError:
        _detach_everywhere(created["Id"])
        _call("DeletePolicy", PolicyId=created["Id"])
        raise
    return _policy(created)


def _update_policy(physical_id, old_props, new_props, _stack_name):
    updated = _call("UpdatePolicy", PolicyId=physical_id, Name=new_props["Name"], Description=new_props.get("Description") or "",
                    Content=_document(new_props["Content"]))["Policy"]["PolicySummary"]
    _attach(physical_id, old_props, new_props)
    _retag(physical_id, old_props, new_props)
    return _policy(updated)


def _detach_everywhere(identifier: str) -> None:
    for target in _call("ListTargetsForPolicy", PolicyId=identifier)["Targets"]:
        _call("DetachPolicy", PolicyId=identifier, TargetId=target["TargetId"])


def _delete_policy(physical_id, props):
    """Detach from what the template names: other attachments refuse the delete."""
    targets = {target["TargetId"] for target in _call("ListTargetsForPolicy", PolicyId=physical_id)["Targets"]}
    for target in targets & set(props.get("TargetIds") or []):
        _call("DetachPolicy", PolicyId=physical_id, TargetId=target)
    _call("DeletePolicy", PolicyId=physical_id)


def _put_resource_policy(props: dict) -> tuple:
    summary = _call("PutResourcePolicy", Content=_document(props["Content"]), Tags=props.get("Tags"))["ResourcePolicy"]["ResourcePolicySummary"]
    return summary["Id"], {"Id": summary["Id"], "Arn": summary["Arn"]}


def _create_resource_policy(_logical_id, props, _stack_name):
    organization = organization_of(_account_id())
    if organization is not None and organization.resource_policy is not None:
        raise ValueError("Resource of type 'AWS::Organizations::ResourcePolicy' already exists.")
    return _put_resource_policy(props)


def _update_resource_policy(_physical_id, _old_props, new_props, _stack_name):
    return _put_resource_policy(new_props)


def _delete_resource_policy(_physical_id, _props):
    _call("DeleteResourcePolicy")


def install() -> None:
    for name, functions, replacing in (
        ("Organization", (_create_organization, _update_organization, _delete_organization), ()),
        ("OrganizationalUnit", (_create_unit, _update_unit, _delete_unit), ("ParentId",)),
        ("Account", (_create_account, _update_account, _delete_account), ()),
        ("Policy", (_create_policy, _update_policy, _delete_policy), ("Type",)),
        ("ResourcePolicy", (_create_resource_policy, _update_resource_policy, _delete_resource_policy), ()),
    ):
        _handlers[f"AWS::Organizations::{name}"] = dict(zip(("create", "update", "delete"), functions))
        _replacing[f"AWS::Organizations::{name}"] = replacing

    def keeping_accounts(default):
        def policy(resource, attribute):
            account = attribute == "DeletionPolicy" and (resource or {}).get("Type") == "AWS::Organizations::Account"
            return "Retain" if account else default(resource, attribute)
        return policy

    wrap("services.cloudformation.stacks", "_default_resource_policy", keeping_accounts)

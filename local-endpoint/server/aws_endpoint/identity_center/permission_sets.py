"""Permission sets: their own properties, and where they are provisioned."""
import re

from ..framework.patching import internal
from .errors import conflict, denied, invalid
from .model import Instance, PermissionSet, new_permission_set_arn
from .operations import ADMIN, is_delegated, operation, page, permission_set_in

_account_id = internal("core.responses", "get_account_id")
_HOUR, _LONGEST = 3600, 12 * 3600


def seconds_of(duration: str) -> int:
    """@raise IdentityCenterError: unless it is from 1 to 12 hours in ISO 8601."""
    match = re.fullmatch(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?", duration)
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups()) if match else (0, 0, 0, 0)
    total = ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    if not _HOUR <= total <= _LONGEST:
        raise invalid("SessionDuration is invalid: it must be from 1 hour to 12 hours.")
    return total


def changeable(instance: Instance, arn: str) -> PermissionSet:
    """@raise IdentityCenterError: if a delegated administrator changes a permission set of the management account."""
    found = permission_set_in(instance, arn)
    if is_delegated(_account_id()) and instance.owner in found.roles:
        raise denied(f"User is not authorized to change the permission set {arn}, which is provisioned to the management account.")
    return found


def _view(found: PermissionSet) -> dict:
    view = {"Name": found.name, "PermissionSetArn": found.arn, "Description": found.description, "CreatedDate": found.created,
            "SessionDuration": found.session_duration, "RelayState": found.relay_state}
    return {name: value for name, value in view.items() if value is not None}


@operation(ADMIN, "CreatePermissionSet")
def _create(instance, payload):
    if any(other.name == payload["Name"] for other in instance.permission_sets.values()):
        raise conflict(f"PermissionSet with name {payload['Name']} already exists.")
    duration = payload.get("SessionDuration", "PT1H")
    seconds_of(duration)
    found = PermissionSet(new_permission_set_arn(instance), payload["Name"], payload.get("Description"), duration, payload.get("RelayState"),
                          tags={tag["Key"]: tag["Value"] for tag in payload.get("Tags") or []})
    instance.permission_sets[found.arn] = found
    return {"PermissionSet": _view(found)}


@operation(ADMIN, "DescribePermissionSet")
def _describe(instance, payload):
    return {"PermissionSet": _view(permission_set_in(instance, payload["PermissionSetArn"]))}


@operation(ADMIN, "UpdatePermissionSet")
def _update(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    if "SessionDuration" in payload:
        seconds_of(payload["SessionDuration"])
    found.description = payload.get("Description", found.description)
    found.session_duration = payload.get("SessionDuration", found.session_duration)
    found.relay_state = payload.get("RelayState", found.relay_state)
    found.changed()
    return {}


@operation(ADMIN, "DeletePermissionSet")
def _delete(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    if found.roles:
        raise conflict("PermissionSet is assigned to accounts: delete its assignments first.")
    del instance.permission_sets[found.arn]
    return {}


@operation(ADMIN, "ListPermissionSets")
def _list(instance, payload):
    return page(payload, "PermissionSets", list(instance.permission_sets))


@operation(ADMIN, "ListAccountsForProvisionedPermissionSet")
def _list_accounts(instance, payload):
    found = permission_set_in(instance, payload["PermissionSetArn"])
    status = payload.get("ProvisioningStatus")
    latest = status == "LATEST_PERMISSION_SET_PROVISIONED"
    return page(payload, "AccountIds", [account for account in found.roles if status is None or (account not in found.outdated) == latest])


@operation(ADMIN, "ListPermissionSetsProvisionedToAccount")
def _list_of_account(instance, payload):
    return page(payload, "PermissionSets", [one.arn for one in instance.permission_sets.values() if payload["AccountId"] in one.roles])


@operation(ADMIN, "TagResource")
def _tag(instance, payload):
    permission_set_in(instance, payload["ResourceArn"]).tags.update({tag["Key"]: tag["Value"] for tag in payload["Tags"]})
    return {}


@operation(ADMIN, "UntagResource")
def _untag(instance, payload):
    for key in payload["TagKeys"]:
        permission_set_in(instance, payload["ResourceArn"]).tags.pop(key, None)
    return {}


@operation(ADMIN, "ListTagsForResource")
def _list_tags(instance, payload):
    tags = permission_set_in(instance, payload["ResourceArn"]).tags
    return page(payload, "Tags", [{"Key": key, "Value": value} for key, value in tags.items()])

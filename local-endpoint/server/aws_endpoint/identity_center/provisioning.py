"""Provisioning of a permission set that has changed. Each account has its own result; a client sees it only in the next answer."""
import time

from .errors import missing
from .model import new_id
from .operations import ADMIN, operation
from .permission_sets import changeable
from .roles import provision


def done(instance, act, **request) -> dict:
    """The record of a request in the background, and how it ended."""
    record = {"RequestId": new_id(), "CreatedDate": time.time(), "Status": "SUCCEEDED", **request}
    try:
        act()
    except ValueError as error:
        record.update(Status="FAILED", FailureReason=str(error))
    instance.requests[record["RequestId"]] = record
    return {**{name: value for name, value in record.items() if name != "FailureReason"}, "Status": "IN_PROGRESS"}


def status_of(instance, request: str) -> dict:
    if request not in instance.requests:
        raise missing("Request", request)
    return instance.requests[request]


@operation(ADMIN, "ProvisionPermissionSet")
def _provision(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    one = payload.get("TargetId")
    if one is not None and one not in found.roles:
        raise missing("Account", one)

    def act():
        for account in [one] if one else list(found.roles):
            provision(instance, found, account)

    return {"PermissionSetProvisioningStatus": done(instance, act, PermissionSetArn=found.arn, **({"AccountId": one} if one else {}))}


@operation(ADMIN, "DescribePermissionSetProvisioningStatus")
def _describe(instance, payload):
    return {"PermissionSetProvisioningStatus": status_of(instance, payload["ProvisionPermissionSetRequestId"])}

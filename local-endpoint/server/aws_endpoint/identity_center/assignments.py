"""Assignments of permission sets to users and groups in accounts. The first one in an account makes its role, the last one takes it away."""
from ..framework.patching import internal
from ..organizations.model import organization_of
from .errors import denied, missing
from .model import Assignment, Instance
from .operations import ADMIN, is_delegated, operation, page, permission_set_in
from .permission_sets import changeable
from .provisioning import done, status_of
from .roles import provision, remove

_account_id = internal("core.responses", "get_account_id")


def _assignment(instance: Instance, payload: dict) -> Assignment:
    found = changeable(instance, payload["PermissionSetArn"])
    assignment = Assignment(found.arn, payload["TargetId"], payload["PrincipalType"], payload["PrincipalId"])
    if assignment.account == instance.owner and is_delegated(_account_id()):
        raise denied("User is not authorized to assign a permission set to the management account.")
    principals = instance.groups if assignment.principal_type == "GROUP" else instance.users
    if assignment.principal not in principals:
        raise missing(assignment.principal_type, assignment.principal)
    organization = organization_of(instance.owner)
    if assignment.account not in organization.accounts or organization.accounts[assignment.account].state == "CLOSED":
        raise missing("Account", assignment.account)
    return assignment


def _shown(one: Assignment) -> dict:
    return {"TargetId": one.account, "TargetType": "AWS_ACCOUNT", "PermissionSetArn": one.permission_set, "PrincipalType": one.principal_type,
            "PrincipalId": one.principal}


@operation(ADMIN, "CreateAccountAssignment")
def _create(instance, payload):
    assignment = _assignment(instance, payload)

    def act():
        found = permission_set_in(instance, assignment.permission_set)
        if assignment.account not in found.roles:
            provision(instance, found, assignment.account)
        if assignment not in instance.assignments:
            instance.assignments.append(assignment)

    return {"AccountAssignmentCreationStatus": done(instance, act, **_shown(assignment))}


@operation(ADMIN, "DescribeAccountAssignmentCreationStatus")
def _describe_creation(instance, payload):
    return {"AccountAssignmentCreationStatus": status_of(instance, payload["AccountAssignmentCreationRequestId"])}


@operation(ADMIN, "DeleteAccountAssignment")
def _delete(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    assignment = Assignment(found.arn, payload["TargetId"], payload["PrincipalType"], payload["PrincipalId"])
    if assignment not in instance.assignments:
        raise missing("AccountAssignment", assignment.principal)

    def act():
        instance.assignments.remove(assignment)
        if not any(one.permission_set == found.arn and one.account == assignment.account for one in instance.assignments):
            remove(found, assignment.account)

    return {"AccountAssignmentDeletionStatus": done(instance, act, **_shown(assignment))}


@operation(ADMIN, "DescribeAccountAssignmentDeletionStatus")
def _describe_deletion(instance, payload):
    return {"AccountAssignmentDeletionStatus": status_of(instance, payload["AccountAssignmentDeletionRequestId"])}


@operation(ADMIN, "ListAccountAssignments")
def _list(instance, payload):
    found = permission_set_in(instance, payload["PermissionSetArn"])
    return page(payload, "AccountAssignments", [
        {"AccountId": one.account, "PermissionSetArn": one.permission_set, "PrincipalType": one.principal_type, "PrincipalId": one.principal}
        for one in instance.assignments if one.permission_set == found.arn and one.account == payload["AccountId"]])


@operation(ADMIN, "ListAccountAssignmentsForPrincipal")
def _list_of_principal(instance, payload):
    principal = payload["PrincipalId"]
    groups = instance.groups_of(principal) if payload["PrincipalType"] == "USER" else set()
    return page(payload, "AccountAssignments", [
        {"AccountId": one.account, "PermissionSetArn": one.permission_set, "PrincipalType": one.principal_type, "PrincipalId": one.principal}
        for one in instance.assignments if one.principal == principal or one.principal in groups])

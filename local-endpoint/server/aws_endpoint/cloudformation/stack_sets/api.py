"""The API of stack sets, in CloudFormation's query protocol."""
import time

from ...framework.patching import internal
from ...framework.query_protocol import output, parsed_input
from ...organizations.model import organization_of
from . import access, operations, runner
from .instances import resource_drifts
from .model import DELEGATION, Operation, StackSet, StackSetError, find, stack_sets
from .views import instance_details, instance_summary, operation_details, operation_results, operation_summary, stack_set_details, stack_set_summary

_actions = internal("services.cloudformation.handlers", "_ACTION_HANDLERS")
_account_id = internal("core.responses", "get_account_id")
_error = internal("services.cloudformation.helpers", "_error")
_xml = internal("services.cloudformation.helpers", "_xml")

_PAGE = 100
_operations = {}


def _operation(function):
    name = "".join(part.capitalize() for part in function.__name__.strip("_").split("_"))
    _operations[name] = function
    return function


def _of(members: dict) -> tuple:
    organization = access.require_organization(members.get("CallAs"))
    return organization, find(organization.management, members["StackSetName"])


def _existing_operation(stack_set: StackSet, identifier: str) -> Operation:
    if identifier not in stack_set.operations:
        raise StackSetError("OperationNotFoundException", f"Operation {identifier} not found")
    return stack_set.operations[identifier]


def _page(members: dict, name: str, items: list) -> dict:
    start = int(members.get("NextToken") or 0)
    end = start + (members.get("MaxResults") or _PAGE)
    return {name: items[start:end], "NextToken": str(end) if end < len(items) else None}


@_operation
def _create_stack_set(members):
    organization = access.require_organization(members.get("CallAs"))
    return {"StackSetId": operations.create_set(organization, operations.with_template(members)).id}


@_operation
def _describe_stack_set(members):
    return {"StackSet": stack_set_details(_of(members)[1])}


@_operation
def _list_stack_sets(members):
    organization = access.require_organization(members.get("CallAs"))
    found = [one for one in stack_sets(organization.management) if members.get("Status") in (None, one.status)]
    return _page(members, "Summaries", [stack_set_summary(one) for one in found])


@_operation
def _update_stack_set(members):
    organization, stack_set = _of(members)
    return {"OperationId": operations.update_set(organization, stack_set, operations.with_template(members))[0].id}


@_operation
def _delete_stack_set(members):
    operations.delete_set(_of(members)[1])
    return {}


@_operation
def _create_stack_instances(members):
    return {"OperationId": operations.create_instances(*_of(members), members)[0].id}


@_operation
def _update_stack_instances(members):
    return {"OperationId": operations.update_instances(*_of(members), members)[0].id}


@_operation
def _delete_stack_instances(members):
    return {"OperationId": operations.delete_instances(*_of(members), members)[0].id}


@_operation
def _describe_stack_instance(members):
    _organization, stack_set = _of(members)
    instance = stack_set.instances.get((members["StackInstanceAccount"], members["StackInstanceRegion"]))
    if instance is None:
        raise StackSetError("StackInstanceNotFoundException", f"Stack instance not found for stack set {stack_set.name}")
    return {"StackInstance": instance_details(stack_set, instance)}


def _fits(instance, members: dict) -> bool:
    values = {"DETAILED_STATUS": instance.detailed, "LAST_OPERATION_ID": instance.last_operation, "DRIFT_STATUS": instance.drift}
    return (members.get("StackInstanceAccount") in (None, instance.account) and members.get("StackInstanceRegion") in (None, instance.region)
            and all(values.get(one["Name"]) == one["Values"] for one in members.get("Filters") or []))


@_operation
def _list_stack_instances(members):
    _organization, stack_set = _of(members)
    return _page(members, "Summaries", [instance_summary(stack_set, one) for one in stack_set.instances.values() if _fits(one, members)])


@_operation
def _describe_stack_set_operation(members):
    _organization, stack_set = _of(members)
    return {"StackSetOperation": operation_details(stack_set, _existing_operation(stack_set, members["OperationId"]))}


@_operation
def _list_stack_set_operations(members):
    return _page(members, "Summaries", [operation_summary(one) for one in reversed(_of(members)[1].operations.values())])


@_operation
def _list_stack_set_operation_results(members):
    operation = _existing_operation(_of(members)[1], members["OperationId"])
    wanted = [one["Values"] for one in members.get("Filters") or [] if one["Name"] == "OPERATION_RESULT_STATUS"]
    return _page(members, "Summaries", [one for one in operation_results(operation) if not wanted or one["Status"] in wanted])


@_operation
def _stop_stack_set_operation(members):
    operation = _existing_operation(_of(members)[1], members["OperationId"])
    if operation.status not in ("RUNNING", "QUEUED"):
        raise StackSetError("InvalidOperationException", f"Operation {operation.id} is in the state {operation.status} and cannot be stopped")
    operation.status = "STOPPING"
    return {}


@_operation
def _list_stack_set_auto_deployment_targets(members):
    return _page(members, "Summaries", [{"OrganizationalUnitId": one.unit, "Regions": one.regions} for one in _of(members)[1].targets])


@_operation
def _detect_stack_set_drift(members):
    _organization, stack_set = _of(members)
    work = {}
    for (account, region), instance in stack_set.instances.items():
        if instance.stack_id:
            work.setdefault(region, {})[account] = instance.unit
    operation = Operation("DETECT_DRIFT", work, members.get("OperationPreferences") or {})
    runner.begin(stack_set, operation).add_done_callback(lambda _: _sum_up_drift(stack_set, operation))
    return {"OperationId": operation.id}


def _sum_up_drift(stack_set: StackSet, operation: Operation) -> None:
    states = [one.drift for one in stack_set.instances.values()]
    drifted, failed = states.count("DRIFTED"), sum(status == "FAILED" for status, _reason in operation.results.values())
    operation.drift = stack_set.drift = {
        "DriftStatus": "DRIFTED" if drifted else "IN_SYNC", "DriftDetectionStatus": "PARTIAL_SUCCESS" if failed else "COMPLETED",
        "LastDriftCheckTimestamp": time.time(), "TotalStackInstancesCount": len(states), "DriftedStackInstancesCount": drifted,
        "InSyncStackInstancesCount": states.count("IN_SYNC"), "InProgressStackInstancesCount": 0, "FailedStackInstancesCount": failed}


@_operation
def _list_stack_instance_resource_drifts(members):
    _organization, stack_set = _of(members)
    instance = stack_set.instances.get((members["StackInstanceAccount"], members["StackInstanceRegion"]))
    if instance is None:
        raise StackSetError("StackInstanceNotFoundException", f"Stack instance not found for stack set {stack_set.name}")
    wanted = members.get("StackInstanceResourceDriftStatuses")
    found = [{"StackId": instance.stack_id, "LogicalResourceId": logical_id, "PhysicalResourceId": drift.get("PhysicalResourceId"),
              "ResourceType": drift["ResourceType"], "StackResourceDriftStatus": drift["StackResourceDriftStatus"], "Timestamp": instance.drift_checked,
              "PropertyDifferences": drift.get("PropertyDifferences")} for logical_id, drift in resource_drifts(instance)]
    return _page(members, "Summaries", [one for one in found if not wanted or one["StackResourceDriftStatus"] in wanted])


@_operation
def _activate_organizations_access(_members):
    access.activate()
    return {}


@_operation
def _deactivate_organizations_access(_members):
    access.deactivate()
    return {}


@_operation
def _describe_organizations_access(_members):
    organization = organization_of(_account_id())
    return {"Status": "ENABLED" if organization and DELEGATION in organization.trusted else "DISABLED"}


def _served(name: str, function):
    def serve(params):
        try:
            return _xml(200, f"{name}Response", output("cloudformation", name, function(parsed_input("cloudformation", name, params))))
        except StackSetError as error:
            return _error(error.code, str(error))
    return serve


def install() -> None:
    runner.install()
    _actions.update({name: _served(name, function) for name, function in _operations.items()})

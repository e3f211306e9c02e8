"""What a stack says of its resources during an operation: ``CREATE_IN_PROGRESS`` and the like, from the first event on.

MiniStack lists a resource only when it is complete, and deletes what an update no longer needs without an event: a custom resource that asks
about its own event does not find itself. The state of a resource is that of its latest event. What an update adds is created, as AWS says;
MiniStack says that it is updated.
"""
import contextvars
import re

from ..framework.patching import internal, wrap, wrap_action

_stacks = internal("services.cloudformation", "_stacks")
_now = internal("core.responses", "now_iso")

_READING = ("DescribeStackResource", "DescribeStackResources", "ListStackResources")
_UPDATING = ("UPDATE_IN_PROGRESS", "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS")

# By stack id and logical id: the resources whose latest event is no final success.
_open = {}
# The resources that an update is adding, as pairs of stack id and logical id.
_added = set()
_reading: contextvars.ContextVar = contextvars.ContextVar("local_endpoint_reading_resources", default=False)


def _note(stack_id: str, logical_id: str, resource_type: str, status: str, reason: str, physical_id: str) -> None:
    if status.endswith(("_IN_PROGRESS", "_FAILED")):
        _open.setdefault(stack_id, {})[logical_id] = {
            "LogicalResourceId": logical_id, "ResourceType": resource_type, "ResourceStatus": status,
            "ResourceStatusReason": reason, "PhysicalResourceId": physical_id, "Timestamp": _now()}
    else:
        _open.get(stack_id, {}).pop(logical_id, None)


def _status_of_added(stack_id: str, stack_name: str, logical_id: str, status: str) -> str:
    if not status.startswith("UPDATE_"):
        return status
    if status == "UPDATE_IN_PROGRESS" and logical_id not in (_stacks.get(stack_name) or {}).get("_resources", {}):
        _added.add((stack_id, logical_id))
    if (stack_id, logical_id) not in _added:
        return status
    if status != "UPDATE_IN_PROGRESS":
        _added.discard((stack_id, logical_id))
    return status.replace("UPDATE_", "CREATE_")


def _as_seen(stack: dict) -> dict:
    """The resources with their latest state. An event about a replaced predecessor does not count."""
    seen = dict(stack.get("_resources", {}))
    for logical_id, latest in _open.get(stack["StackId"], {}).items():
        known = seen.get(logical_id, {})
        physical_id = known.get("PhysicalResourceId", "")
        if not (physical_id and latest["PhysicalResourceId"] and physical_id != latest["PhysicalResourceId"]):
            seen[logical_id] = {**known, **latest, "PhysicalResourceId": physical_id or latest["PhysicalResourceId"]}
    return seen


def install() -> None:
    stacks = internal("services.cloudformation", "stacks")

    def noting(add):
        def added(stack_id, stack_name, logical_id, resource_type, status, reason="", physical_id="", detailed_status=""):
            if not (logical_id == stack_name and resource_type == "AWS::CloudFormation::Stack"):
                status = _status_of_added(stack_id, stack_name, logical_id, status)
                _note(stack_id, logical_id, resource_type, status, reason, physical_id)
            return add(stack_id, stack_name, logical_id, resource_type, status, reason, physical_id, detailed_status)
        return added

    def with_latest_state(resolve):
        def resolved(stack_name):
            stack = resolve(stack_name)
            return {**stack, "_resources": _as_seen(stack)} if stack and _reading.get() else stack
        return resolved

    def reading(answer):
        def answered(params):
            token = _reading.set(True)
            try:
                status, headers, body = answer(params)
            finally:
                _reading.reset(token)
            body = body.replace(b"<PhysicalResourceId></PhysicalResourceId>", b"")
            body = re.sub(rb"Resource \[([^\]]*)\] does not exist in stack \[([^\]]*)\]", rb"Resource \1 does not exist for stack \2", body)
            return status, headers, body
        return answered

    def telling(delete):
        def deleted(resource_type, physical_id, props, stack_name, logical_id):
            stack = _stacks.get(stack_name) or {}
            if stack.get("StackStatus") not in _UPDATING:
                return delete(resource_type, physical_id, props, stack_name, logical_id)
            tell = internal("services.cloudformation.stacks", "_add_event")
            if stack["StackStatus"] == _UPDATING[0]:
                stack["StackStatus"] = _UPDATING[1]
                tell(stack["StackId"], stack_name, stack_name, "AWS::CloudFormation::Stack", _UPDATING[1], physical_id=stack["StackId"])
            tell(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_IN_PROGRESS", physical_id=physical_id)
            delete(resource_type, physical_id, props, stack_name, logical_id)
            tell(stack["StackId"], stack_name, logical_id, resource_type, "DELETE_COMPLETE", physical_id=physical_id)
        return deleted

    wrap("services.cloudformation.stacks", "_add_event", noting)
    wrap("services.cloudformation.handlers", "_resolve_stack", with_latest_state)
    for action in _READING:
        wrap_action("services.cloudformation.handlers", "_ACTION_HANDLERS", action, reading)
    # Only where a stack deletes: what a resource's own handler deletes during its update is no resource of the stack.
    stacks._delete_resource = telling(internal("services.cloudformation.stacks", "_delete_resource"))

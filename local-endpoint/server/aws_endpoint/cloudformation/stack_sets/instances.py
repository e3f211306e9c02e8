"""One instance of a stack set: its stack in the member account is created, updated, deleted or described, as the role of StackSets."""
import asyncio
import re
import time
import uuid

from ...framework.patching import internal
from ...organizations.model import organization_of
from ..acting_principal import acting_as
from .access import execution_principal, inside
from .model import Instance, Operation, StackSet

_stacks = internal("services.cloudformation", "_stacks")
_events = internal("services.cloudformation", "_stack_events")
_actions = internal("services.cloudformation.handlers", "_ACTION_HANDLERS")

_POLL_SECONDS = 0.02
# A stack in one of these states can be deleted and no more.
_DEAD = ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED", "DELETE_FAILED")


class Failed(Exception):
    """The operation on the instance failed, for the reason that StackSets gives."""


def _call(action: str, params: dict) -> None:
    status, _headers, body = _actions[action](params)
    if status >= 400:
        message = re.search(r"<Message>(.*?)</Message>", body.decode(), re.S)
        raise Failed(message[1] if message else body.decode())


def _stack(instance: Instance) -> dict:
    return next((stack for stack in _stacks.values() if stack["StackId"] == instance.stack_id), {})


def _parameters(stack_set: StackSet, instance: Instance, name: str) -> dict:
    params = {"StackName": [name], "TemplateBody": [stack_set.template]}
    for number, (key, value) in enumerate({**stack_set.parameters, **instance.overrides}.items(), 1):
        params[f"Parameters.member.{number}.ParameterKey"], params[f"Parameters.member.{number}.ParameterValue"] = [key], [value]
    for number, capability in enumerate(stack_set.capabilities, 1):
        params[f"Capabilities.member.{number}"] = [capability]
    for number, tag in enumerate(stack_set.tags, 1):
        params[f"Tags.member.{number}.Key"], params[f"Tags.member.{number}.Value"] = [tag["Key"]], [tag["Value"]]
    return params


def _reason(instance: Instance, since: int) -> str:
    """The first resource that failed, in the form that StackSets tells it."""
    for event in _events.get(instance.stack_id, [])[since:]:
        if event["ResourceStatus"].endswith("_FAILED") and event["ResourceStatusReason"]:
            return (f"ResourceLogicalId:{event['LogicalResourceId']}, ResourceType:{event['ResourceType']}, "
                    f"ResourceStatusReason:{event['ResourceStatusReason']}.")
    return _stack(instance).get("StackStatusReason") or f"The stack is in the state {_stack(instance).get('StackStatus')}."


async def _settle(instance: Instance, since: int, *good: str) -> None:
    # MiniStack's task of the operation sets the status when it begins.
    await asyncio.sleep(0)
    while _stack(instance)["StackStatus"].endswith("_IN_PROGRESS"):
        await asyncio.sleep(_POLL_SECONDS)
    if _stack(instance)["StackStatus"] not in good:
        raise Failed(_reason(instance, since))


async def _delete_stack(instance: Instance) -> None:
    since = len(_events.get(instance.stack_id, []))
    if _stack(instance).get("StackStatus", "DELETE_COMPLETE") != "DELETE_COMPLETE":
        _call("DeleteStack", {"StackName": [instance.stack_id]})
        await _settle(instance, since, "DELETE_COMPLETE")


async def deploy(stack_set: StackSet, instance: Instance, operation: Operation) -> None:
    """Create the stack, or update it; one that could not be created once is made again."""
    with inside(instance.account, instance.region), acting_as(execution_principal(organization_of(stack_set.management), instance.account, instance.region)):
        status = _stack(instance).get("StackStatus", "DELETE_COMPLETE")
        if status in _DEAD:
            await _delete_stack(instance)
            status = "DELETE_COMPLETE"
        if status == "DELETE_COMPLETE":
            # IAM's names are made of it, which all regions of the account share.
            name = f"StackSet-{stack_set.name}-{uuid.uuid4()}"
            _call("CreateStack", _parameters(stack_set, instance, name))
            instance.stack_id = _stacks[name]["StackId"]
            await _settle(instance, 0, "CREATE_COMPLETE")
            return
        since = len(_events.get(instance.stack_id, []))
        try:
            _call("UpdateStack", _parameters(stack_set, instance, _stack(instance)["StackName"]))
        except Failed as failure:
            if "No updates are to be performed" in str(failure):
                return
            raise
        await _settle(instance, since, "UPDATE_COMPLETE")


async def remove(stack_set: StackSet, instance: Instance, retain: bool) -> None:
    if not retain:
        with inside(instance.account, instance.region), acting_as(execution_principal(organization_of(stack_set.management), instance.account, instance.region)):
            await _delete_stack(instance)
    stack_set.instances.pop((instance.account, instance.region), None)


async def look_for_drift(stack_set: StackSet, instance: Instance) -> None:
    with inside(instance.account, instance.region):
        _call("DetectStackDrift", {"StackName": [instance.stack_id]})
        instance.drift, instance.drift_checked = _stack(instance)["DriftInformation"]["StackDriftStatus"], time.time()


def resource_drifts(instance: Instance) -> list:
    with inside(instance.account, instance.region):
        return [(logical_id, resource["_drift"]) for logical_id, resource in _stack(instance).get("_resources", {}).items() if resource.get("_drift")]

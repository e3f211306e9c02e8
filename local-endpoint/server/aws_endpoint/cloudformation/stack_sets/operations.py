"""What can be done with a stack set, for the API and for the CloudFormation type alike."""
import re

from ...framework.patching import internal
from ...organizations.model import Organization
from . import runner
from .model import Operation, StackSet, StackSetError, add, stack_sets
from .targets import existing_work, forget, parse_targets, remember, work_of

_parse_template = internal("services.cloudformation.engine", "_parse_template")
_missing = internal("services.cloudformation.handlers", "_missing_capabilities")
_required = internal("services.cloudformation.handlers", "_required_iam_capabilities")
_resolve_document = internal("services.cloudformation.helpers", "_resolve_document")
_region = internal("core.responses", "get_region")

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9-]{0,127}")
_STACK_SETS = 1000


def pairs(parameters: list | None) -> dict:
    return {one["ParameterKey"]: one.get("ParameterValue", "") for one in parameters or []}


def with_template(members: dict) -> dict:
    """The template as ``TemplateBody``, wherever it is."""
    if not members.get("TemplateBody") and members.get("TemplateURL"):
        body, refusal = _resolve_document({"TemplateURL": [members["TemplateURL"]]}, "TemplateBody", "TemplateURL", "Template")
        if refusal:
            raise StackSetError("ValidationError", refusal[2].decode().split("<Message>")[1].split("</Message>")[0])
        return {**members, "TemplateBody": body}
    if not members.get("TemplateBody") and not members.get("UsePreviousTemplate"):
        raise StackSetError("ValidationError", "Either TemplateBody or TemplateURL must be specified")
    return members


def _check_template(body: str, capabilities: list) -> None:
    """@raise StackSetError: for templates that service-managed stack sets do not take."""
    try:
        template = _parse_template(body)
        resources = template["Resources"]
    except Exception as problem:  # noqa: BLE001 - as CreateStack answers it
        raise StackSetError("ValidationError", f"Template format error: {problem}") from None
    if template.get("Transform"):
        raise StackSetError("ValidationError", "Service-managed stack sets do not support templates with transforms")
    if any(one.get("Type") == "AWS::CloudFormation::Stack" for one in resources.values()):
        raise StackSetError("ValidationError", "Service-managed stack sets do not support nested stacks")
    missing = _missing(set(capabilities), _required(template))
    if missing:
        raise StackSetError("InsufficientCapabilitiesException", f"Requires capabilities : [{', '.join(missing)}]")


def _check_auto_deployment(auto_deployment: dict) -> dict:
    if auto_deployment.get("Enabled") and "RetainStacksOnAccountRemoval" not in auto_deployment:
        raise StackSetError("ValidationError", "RetainStacksOnAccountRemoval must be specified if automatic deployment is enabled")
    if not auto_deployment.get("Enabled") and auto_deployment.get("RetainStacksOnAccountRemoval") is not None:
        raise StackSetError("ValidationError", "RetainStacksOnAccountRemoval can be specified only if automatic deployment is enabled")
    return auto_deployment


def create_set(organization: Organization, members: dict) -> StackSet:
    """``members`` as CreateStackSet takes them, with the template as ``TemplateBody``."""
    name = members["StackSetName"]
    if members.get("PermissionModel") != "SERVICE_MANAGED":
        raise StackSetError("ValidationError", "The local endpoint has stack sets with PermissionModel SERVICE_MANAGED only")
    if not _NAME.fullmatch(name):
        raise StackSetError("ValidationError", f"1 validation error detected: Value '{name}' at 'stackSetName' failed to satisfy constraint: Member must "
                            "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*")
    existing = [one for one in stack_sets(organization.management) if one.status == "ACTIVE"]
    if any(one.name == name for one in existing):
        raise StackSetError("NameAlreadyExistsException", f"StackSet {name} already exists")
    if len(existing) >= _STACK_SETS:
        raise StackSetError("LimitExceededException", f"You have the maximum of {_STACK_SETS} stack sets")
    _check_template(members["TemplateBody"], members.get("Capabilities") or [])
    stack_set = StackSet(
        name, organization.management, _region(), members["TemplateBody"], members.get("Description") or "", pairs(members.get("Parameters")),
        members.get("Capabilities") or [], members.get("Tags") or [], _check_auto_deployment(members.get("AutoDeployment") or {"Enabled": False}),
        bool((members.get("ManagedExecution") or {}).get("Active")))
    add(stack_set)
    return stack_set


def _operation(action: str, work: dict, members: dict) -> Operation:
    operation = Operation(action, work, members.get("OperationPreferences") or {}, bool(members.get("RetainStacks")))
    operation.id = members.get("OperationId") or operation.id
    return operation


def create_instances(organization: Organization, stack_set: StackSet, members: dict):
    targets = parse_targets(members.get("DeploymentTargets"), members.get("Regions"), creating=True)
    overrides = pairs(members.get("ParameterOverrides"))
    operation = _operation("CREATE", work_of(organization, targets), members)
    running = runner.begin(stack_set, operation, overrides)
    remember(stack_set, targets)
    return operation, running


def update_instances(organization: Organization, stack_set: StackSet, members: dict):
    work = existing_work(stack_set, work_of(organization, parse_targets(members.get("DeploymentTargets"), members.get("Regions"))))
    if not any(work.values()):
        raise StackSetError("StackInstanceNotFoundException", "No stack instances were found for the targets and regions")
    overrides = pairs(members["ParameterOverrides"]) if "ParameterOverrides" in members else None
    operation = _operation("UPDATE", work, members)
    return operation, runner.begin(stack_set, operation, overrides)


def delete_instances(organization: Organization, stack_set: StackSet, members: dict):
    targets = parse_targets(members.get("DeploymentTargets"), members.get("Regions"))
    work = existing_work(stack_set, work_of(organization, targets))
    for (account, region), instance in stack_set.instances.items():
        # An account that has left the unit since is still an instance of that target.
        if any(target.filter == "NONE" and target.unit == instance.unit and region in target.regions for target in targets):
            work.setdefault(region, {}).setdefault(account, instance.unit)
    operation = _operation("DELETE", work, members)
    running = runner.begin(stack_set, operation)
    forget(stack_set, targets)
    return operation, running


def update_set(organization: Organization, stack_set: StackSet, members: dict):
    """What is not given becomes empty, as with UpdateStackSet; every instance is updated, or those of the targets."""
    template = stack_set.template if members.get("UsePreviousTemplate") else members["TemplateBody"]
    _check_template(template, members.get("Capabilities") or [])
    work = {}
    for account, region in stack_set.instances:
        work.setdefault(region, {})[account] = stack_set.instances[account, region].unit
    if members.get("DeploymentTargets"):
        work = existing_work(stack_set, work_of(organization, parse_targets(members["DeploymentTargets"], members.get("Regions"))))
    if stack_set.running() and not stack_set.managed_execution:
        raise StackSetError("OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress")
    previous = stack_set.parameters
    stack_set.template, stack_set.description = template, members.get("Description") or ""
    stack_set.parameters = {key: previous.get(key, "") if one.get("UsePreviousValue") else one.get("ParameterValue", "")
                            for one in members.get("Parameters") or [] for key in [one["ParameterKey"]]}
    stack_set.capabilities, stack_set.tags = members.get("Capabilities") or [], members.get("Tags") or []
    if members.get("AutoDeployment"):
        stack_set.auto_deployment = _check_auto_deployment(members["AutoDeployment"])
    if members.get("ManagedExecution"):
        stack_set.managed_execution = bool(members["ManagedExecution"].get("Active"))
    for instance in stack_set.instances.values():
        instance.status = "OUTDATED"
    operation = _operation("UPDATE", work, members)
    return operation, runner.begin(stack_set, operation)


def delete_set(stack_set: StackSet) -> None:
    if stack_set.instances:
        raise StackSetError("StackSetNotEmptyException", "StackSet is not empty")
    if stack_set.running():
        raise StackSetError("OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress")
    stack_set.status = "DELETED"

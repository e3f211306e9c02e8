"""The CloudFormation type ``AWS::CloudFormation::StackSet``, with service-managed permissions."""
from ...framework.patching import internal, wrap
from ..failed_creates import remember as remember_failed
from . import access, operations, runner
from .model import Operation, StackSet, StackSetError, find
from .targets import accounts_of, parse_targets, remember

_TYPE = "AWS::CloudFormation::StackSet"
_SET_PROPERTIES = ("TemplateBody", "TemplateURL", "Parameters", "Capabilities", "Tags", "AutoDeployment", "ManagedExecution", "Description")


def _flag(value):
    return value if isinstance(value, bool) else str(value).lower() == "true"


def _members(props: dict) -> dict:
    """The properties as the API takes them: a template's numbers and booleans can be text."""
    members = dict(props)
    for name, flags in (("AutoDeployment", ("Enabled", "RetainStacksOnAccountRemoval")), ("ManagedExecution", ("Active",))):
        if name in members:
            members[name] = {key: _flag(value) if key in flags else value for key, value in members[name].items()}
    return operations.with_template(members)


def _wait(operation: Operation, running) -> None:
    running.result()
    if operation.status != "SUCCEEDED":
        raise ValueError(f"Stack set operation [{operation.id}] was unexpectedly stopped or failed. status reason(s): [{operation.reason}]")


def _desired(organization, props: dict) -> tuple:
    """What the instances are to be: by account and region the unit and the overrides; and the targets as they are given."""
    desired, targets = {}, []
    for group in props.get("StackInstancesGroup") or []:
        parsed = parse_targets(group.get("DeploymentTargets"), group.get("Regions"), creating=True)
        targets += parsed
        for target in parsed:
            for account in accounts_of(organization, target):
                for region in target.regions:
                    desired.setdefault((account, region), (target.unit, operations.pairs(group.get("ParameterOverrides"))))
    return desired, targets


def _run(stack_set: StackSet, action: str, chosen: dict, props: dict, changed: bool = True) -> None:
    """One operation for the instances of each set of overrides, as CloudFormation calls the API."""
    groups = {}
    for (account, region), (unit, overrides) in chosen.items():
        groups.setdefault(tuple(sorted(overrides.items())), {}).setdefault(region, {})[account] = unit
    for overrides, work in groups.items():
        operation = Operation(action, work, props.get("OperationPreferences") or {})
        _wait(operation, runner.begin(stack_set, operation, dict(overrides) if changed else None))


def _reach(organization, stack_set: StackSet, props: dict) -> None:
    """Create, update and delete instances until they are as the template has them."""
    desired, targets = _desired(organization, props)
    present = {key: (one.unit, one.overrides) for key, one in stack_set.instances.items()}
    stack_set.targets = []
    remember(stack_set, targets)
    _run(stack_set, "DELETE", {key: value for key, value in present.items() if key not in desired}, props, changed=False)
    _run(stack_set, "UPDATE", {key: value for key, value in desired.items() if key in present and present[key][1] != value[1]}, props)
    _run(stack_set, "CREATE", {key: value for key, value in desired.items() if key not in present}, props)


def _create(logical_id, props, stack_name):
    stack_set = None
    try:
        organization = access.require_organization(props.get("CallAs"))
        _desired(organization, props)
        stack_set = operations.create_set(organization, _members(props))
        _reach(organization, stack_set, props)
    except ValueError as failure:
        if stack_set is not None:
            remember_failed(stack_name, logical_id, stack_set.id, _TYPE, props)
        raise ValueError(f'Resource handler returned message: "{failure}"') from None
    return stack_set.id, {"StackSetId": stack_set.id}


def _update(physical_id, old_props, new_props, _stack_name):
    try:
        organization = access.require_organization(new_props.get("CallAs"))
        stack_set = find(organization.management, physical_id)
        _desired(organization, new_props)
        if any(old_props.get(name) != new_props.get(name) for name in _SET_PROPERTIES):
            _wait(*operations.update_set(organization, stack_set, _members(new_props)))
        _reach(organization, stack_set, new_props)
    except ValueError as failure:
        raise ValueError(f'Resource handler returned message: "{failure}"') from None
    return physical_id, {"StackSetId": physical_id}


def _delete(physical_id, props):
    try:
        stack_set = find(access.require_organization(props.get("CallAs")).management, physical_id)
        present = {key: (one.unit, {}) for key, one in stack_set.instances.items()}
        stack_set.targets = []
        _run(stack_set, "DELETE", present, props, changed=False)
        operations.delete_set(stack_set)
    except StackSetError as failure:
        if failure.code != "StackSetNotFoundException":
            raise ValueError(f'Resource handler returned message: "{failure}"') from None


def install() -> None:
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")[_TYPE] = {"create": _create, "update": _update, "delete": _delete}
    internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")[_TYPE] = ("StackSetName", "PermissionModel", "CallAs")
    # Its operations run on the event loop, so that it waits for them elsewhere.
    wrap("services.cloudformation.stacks", "_sends_back_failed_update", lambda sends: lambda kind: kind == _TYPE or sends(kind))
    wrap("services.cloudformation.stacks", "_runs_on_worker_thread", lambda blocks: lambda kind: kind == _TYPE or blocks(kind))

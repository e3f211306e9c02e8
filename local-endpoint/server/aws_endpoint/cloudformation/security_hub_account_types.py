"""The CloudFormation types of Security Hub CSPM for one account: its hub, its standards and the parameters of its controls."""
from ..framework.patching import internal
from .security_hub_types import boolean, call

_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")


def _configure(props: dict) -> tuple:
    call("UpdateSecurityHubConfiguration", AutoEnableControls=boolean(props.get("AutoEnableControls", True)), ControlFindingGenerator=props.get("ControlFindingGenerator"))
    hub = call("DescribeHub")
    return hub["HubArn"], {"ARN": hub["HubArn"], "SubscribedAt": hub["SubscribedAt"]}


def _create_hub(_logical_id, props, _stack_name):
    call("EnableSecurityHub", EnableDefaultStandards=boolean(props.get("EnableDefaultStandards", True)), ControlFindingGenerator=props.get("ControlFindingGenerator"))
    return _configure(props)


def _update_hub(_physical_id, _old_props, new_props, _stack_name):
    return _configure(new_props)


def _delete_hub(_physical_id, _props):
    call("DisableSecurityHub")


def _disabled(props: dict) -> dict:
    return {one["StandardsControlArn"]: one.get("Reason") for one in props.get("DisabledStandardsControls") or []}


def _change_controls(old: dict, new: dict) -> None:
    for arn in old.keys() - new.keys():
        call("UpdateStandardsControl", StandardsControlArn=arn, ControlStatus="ENABLED")
    for arn, reason in new.items():
        if old.get(arn) != reason or arn not in old:
            call("UpdateStandardsControl", StandardsControlArn=arn, ControlStatus="DISABLED", DisabledReason=reason)


def _create_standard(_logical_id, props, _stack_name):
    answer = call("BatchEnableStandards", StandardsSubscriptionRequests=[{"StandardsArn": props["StandardsArn"]}])
    arn = answer["StandardsSubscriptions"][0]["StandardsSubscriptionArn"]
    try:
        _change_controls({}, _disabled(props))
    except ValueError:
        # A resource that cannot be created leaves nothing.
        _delete_standard(arn, props)
        raise
    return arn, {"StandardsSubscriptionArn": arn}


def _update_standard(physical_id, old_props, new_props, _stack_name):
    _change_controls(_disabled(old_props), _disabled(new_props))
    return physical_id, {"StandardsSubscriptionArn": physical_id}


def _delete_standard(physical_id, _props):
    call("BatchDisableStandards", StandardsSubscriptionArns=[physical_id])


def _typed(kind: str, value):
    """CloudFormation hands numbers and booleans over as text, too."""
    if kind == "Boolean":
        return boolean(value)
    if kind == "Integer":
        return int(value)
    return [int(each) for each in value] if kind == "IntegerList" else value


def _parameters(props: dict) -> dict:
    return {name: {**given, "Value": {kind: _typed(kind, value) for kind, value in given["Value"].items()}} if given.get("Value") else given
            for name, given in props["Parameters"].items()}


def _set_parameters(control: str, old: dict, new: dict) -> tuple:
    gone = {name: {"ValueType": "DEFAULT"} for name in old if name not in new}
    call("UpdateSecurityControl", SecurityControlId=control, Parameters={**gone, **new})
    return control, {}


def _create_control(_logical_id, props, _stack_name):
    return _set_parameters(props["SecurityControlId"], {}, _parameters(props))


def _update_control(physical_id, old_props, new_props, _stack_name):
    return _set_parameters(physical_id, _parameters(old_props), _parameters(new_props))


def _delete_control(physical_id, props):
    """A control stays where it is: CloudFormation goes back to the defaults of AWS."""
    _set_parameters(physical_id, props["Parameters"], {})


def install() -> None:
    for name, create, update, delete in (
        ("Hub", _create_hub, _update_hub, _delete_hub),
        ("Standard", _create_standard, _update_standard, _delete_standard),
        ("SecurityControl", _create_control, _update_control, _delete_control),
    ):
        _handlers[f"AWS::SecurityHub::{name}"] = {"create": create, "update": update, "delete": delete}
    _replacing.update({"AWS::SecurityHub::Standard": ("StandardsArn",), "AWS::SecurityHub::SecurityControl": ("SecurityControlId",)})

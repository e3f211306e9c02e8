"""The hub of an account in a region: on or off, with its standards and controls."""
from ..framework.patching import internal
from .control_catalog import CONTROL_ID, DEFAULT, is_disabled, subscription
from .errors import conflict, denied, invalid, missing, not_subscribed
from .model import Hub, hubs, is_governed, shown
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")

_GOVERNED = "This account is currently associated with a central configuration policy, so only the administrator can access this operation."


def hub_of(region: str) -> Hub:
    """The hub of the account of the request. @raise SecurityHubError: if it is off"""
    hub = hubs.get((_account_id(), region))
    if hub is None:
        raise not_subscribed(_account_id())
    return hub


def own_hub(region: str) -> Hub:
    """The same, to change it. @raise SecurityHubError: if it is off, or a policy governs it"""
    if is_governed(_account_id(), region):
        raise denied(_GOVERNED)
    return hub_of(region)


@operation("EnableSecurityHub")
def _enable(region: str, payload: dict) -> dict:
    if is_governed(_account_id(), region):
        raise denied(_GOVERNED)
    if (_account_id(), region) in hubs:
        raise conflict("Account is already subscribed to Security Hub")
    hub = hubs[(_account_id(), region)] = Hub(generator=payload.get("ControlFindingGenerator", "SECURITY_CONTROL"))
    if payload.get("EnableDefaultStandards", True):
        hub.standards = list(DEFAULT)
    return {}


@operation("UpdateSecurityHubConfiguration")
def _configure(region: str, payload: dict) -> dict:
    hub = own_hub(region)
    hub.auto_enable_controls = payload.get("AutoEnableControls", hub.auto_enable_controls)
    hub.generator = payload.get("ControlFindingGenerator", hub.generator)
    return {}


@operation("DisableSecurityHub")
def _disable(region: str, _payload: dict) -> dict:
    own_hub(region)
    del hubs[(_account_id(), region)]
    return {}


@operation("DescribeHub")
def _describe(region: str, _payload: dict) -> dict:
    hub = hub_of(region)
    return {"HubArn": f"arn:aws:securityhub:{region}:{_account_id()}:hub/default", "SubscribedAt": shown(hub.subscribed),
            "AutoEnableControls": hub.auto_enable_controls and hub.enabled_controls is None, "ControlFindingGenerator": hub.generator}


@operation("GetEnabledStandards")
def _standards(region: str, payload: dict) -> dict:
    return page(payload, "StandardsSubscriptions", [subscription(name, region) for name in hub_of(region).standards])


@operation("BatchGetSecurityControls")
def _controls(region: str, payload: dict) -> dict:
    hub = hub_of(region)

    def view(control: str) -> dict:
        listed = control in hub.enabled_controls if hub.enabled_controls is not None else control not in hub.disabled_controls
        is_on = listed and not is_disabled(hub, control)
        return {"SecurityControlId": control, "SecurityControlStatus": "ENABLED" if is_on else "DISABLED", "Parameters": hub.parameters.get(control, {})}
    return {"SecurityControls": [view(one) for one in payload["SecurityControlIds"]]}


@operation("UpdateSecurityControl")
def _parameters(region: str, payload: dict) -> dict:
    hub, control = own_hub(region), payload["SecurityControlId"]
    if not CONTROL_ID.fullmatch(control):
        raise missing(f"The security control {control}")
    for name, given in payload["Parameters"].items():
        if given["ValueType"] == "CUSTOM" and len(given.get("Value") or {}) != 1:
            raise invalid(f"Invalid parameter {name}: a custom parameter has one value.")
    merged = {**hub.parameters.get(control, {}), **payload["Parameters"]}
    hub.parameters[control] = {name: given for name, given in merged.items() if given["ValueType"] == "CUSTOM"}
    return {}

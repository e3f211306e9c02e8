"""The hub of an account in a region: on or off, with its standards and controls."""
from ..framework.patching import internal
from .errors import denied, not_subscribed
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


def _require_own(region: str) -> None:
    if is_governed(_account_id(), region):
        raise denied(_GOVERNED)


@operation("EnableSecurityHub")
def _enable(region: str, _payload: dict) -> dict:
    _require_own(region)
    hubs.setdefault((_account_id(), region), Hub())
    return {}


@operation("DisableSecurityHub")
def _disable(region: str, _payload: dict) -> dict:
    _require_own(region)
    hub_of(region)
    del hubs[(_account_id(), region)]
    return {}


@operation("DescribeHub")
def _describe(region: str, _payload: dict) -> dict:
    hub = hub_of(region)
    return {"HubArn": f"arn:aws:securityhub:{region}:{_account_id()}:hub/default", "SubscribedAt": shown(hub.subscribed),
            "AutoEnableControls": hub.enabled_controls is None}


@operation("GetEnabledStandards")
def _standards(region: str, payload: dict) -> dict:
    prefix = f"arn:aws:securityhub:{region}:{_account_id()}:subscription/"
    found = [{"StandardsSubscriptionArn": f"{prefix}{name}", "StandardsArn": f"arn:aws:securityhub:{region}::standards/{name}", "StandardsInput": {},
              "StandardsStatus": "READY"} for name in hub_of(region).standards]
    return page(payload, "StandardsSubscriptions", found)


@operation("BatchGetSecurityControls")
def _controls(region: str, payload: dict) -> dict:
    hub = hub_of(region)

    def view(control: str) -> dict:
        is_on = control in hub.enabled_controls if hub.enabled_controls is not None else control not in hub.disabled_controls
        return {"SecurityControlId": control, "SecurityControlStatus": "ENABLED" if is_on else "DISABLED", "Parameters": hub.parameters.get(control, {})}
    return {"SecurityControls": [view(one) for one in payload["SecurityControlIds"]]}

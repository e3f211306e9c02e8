"""Security standards of the hub of an account: enabled one by one, with controls that are disabled in one of them."""
import time

from ..framework.patching import internal
from .control_catalog import CIS_1_2, CONTROLS, STANDARDS, standard_arn, subscription
from .errors import conflict, invalid, missing
from .hubs import hub_of, own_hub
from .model import shown
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")


def _own(kind: str, arn: str, region: str) -> str:
    """What follows the kind of an ARN of the account and region."""
    prefix = f"arn:aws:securityhub:{region}:{_account_id()}:{kind}/"
    if not arn.startswith(prefix):
        raise invalid(f"Invalid parameter: {arn} is no {kind} of the account in {region}.")
    return arn.removeprefix(prefix)


@operation("BatchEnableStandards")
def _enable(region: str, payload: dict) -> dict:
    hub = own_hub(region)
    known = {standard_arn(name, region): name for name in (*STANDARDS, CIS_1_2)}
    wanted = [one["StandardsArn"] for one in payload["StandardsSubscriptionRequests"]]
    for arn in wanted:
        if arn not in known:
            raise invalid(f"Invalid parameter StandardsArn: {arn} is not a standard in {region}.")
        if known[arn] in hub.standards:
            raise conflict("Standards is already enabled")
    hub.standards += [known[arn] for arn in wanted]
    return {"StandardsSubscriptions": [subscription(known[arn], region) for arn in wanted]}


@operation("BatchDisableStandards")
def _disable(region: str, payload: dict) -> dict:
    hub = own_hub(region)
    names = [_own("subscription", arn, region) for arn in payload["StandardsSubscriptionArns"]]
    for name in names:
        if name not in hub.standards:
            raise invalid(f"Invalid parameter StandardsSubscriptionArns: {name} is not enabled.")
    for name in names:
        hub.standards.remove(name)
        hub.disabled_in.pop(name, None)
    return {"StandardsSubscriptions": [{**subscription(name, region), "StandardsStatus": "DELETING"} for name in names]}


@operation("DescribeStandardsControls")
def _controls(region: str, payload: dict) -> dict:
    hub = hub_of(region)
    name = _own("subscription", payload["StandardsSubscriptionArn"], region)
    if name not in hub.standards:
        raise missing(f"The subscription {name}")
    off = hub.disabled_in.get(name, {})

    def view(control: str) -> dict:
        reason, moment = off.get(control, (None, hub.subscribed))
        return {"StandardsControlArn": f"arn:aws:securityhub:{region}:{_account_id()}:control/{name}/{control}", "ControlId": control,
                "ControlStatus": "DISABLED" if reason else "ENABLED", "ControlStatusUpdatedAt": shown(moment), **({"DisabledReason": reason} if reason else {})}
    return page(payload, "Controls", [view(ids[name]) for ids in CONTROLS.values() if name in ids])


@operation("UpdateStandardsControl")
def _update(region: str, payload: dict) -> dict:
    hub = own_hub(region)
    name, _, control = _own("control", payload["StandardsControlArn"], region).rpartition("/")
    if name not in hub.standards or not any(ids.get(name) == control for ids in CONTROLS.values()):
        raise missing(f"The control {payload['StandardsControlArn']}")
    if payload.get("ControlStatus") == "DISABLED":
        if not payload.get("DisabledReason"):
            raise invalid("Invalid parameter DisabledReason: it must be given to disable a control.")
        hub.disabled_in.setdefault(name, {})[control] = (payload["DisabledReason"], time.time())
    else:
        hub.disabled_in.get(name, {}).pop(control, None)
    return {}

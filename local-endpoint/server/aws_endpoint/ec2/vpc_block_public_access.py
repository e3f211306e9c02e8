"""EC2's block of public access to VPCs, of an account in a region, and its CloudFormation type. No VPC follows it."""
from datetime import datetime, timezone

from ..framework.patching import internal

_actions = internal("services.ec2", "_ACTION_MAP")
_xml = internal("services.ec2", "_xml")
_error = internal("services.ec2", "_error")
_param = internal("services.ec2", "_p")
_account_id = internal("core.responses", "get_account_id")
_region = internal("core.responses", "get_region")
_modes = internal("core.responses", "AccountRegionScopedDict")()

_TYPE = "AWS::EC2::VPCBlockPublicAccessOptions"
_MODES = ("off", "block-ingress", "block-bidirectional")


def _options(action: str):
    mode, changed = _modes.get("mode") or ("off", None)
    timestamp = f"<lastUpdateTimestamp>{changed}</lastUpdateTimestamp>" if changed else ""
    return _xml(200, f"{action}Response", (
        f"<vpcBlockPublicAccessOptions><awsAccountId>{_account_id()}</awsAccountId><awsRegion>{_region()}</awsRegion>"
        f"<state>{'update-complete' if changed else 'default-state'}</state><internetGatewayBlockMode>{mode}</internetGatewayBlockMode>"
        f"<managedBy>account</managedBy><exclusionsAllowed>allowed</exclusionsAllowed>{timestamp}</vpcBlockPublicAccessOptions>"))


def _set(mode: str) -> None:
    _modes["mode"] = (mode, datetime.now(timezone.utc).isoformat("T", "milliseconds"))


def _modify(params):
    mode = _param(params, "InternetGatewayBlockMode")
    if mode not in _MODES:
        return _error("InvalidParameterValue", f"Value ({mode}) for parameter InternetGatewayBlockMode is invalid.", 400)
    _set(mode)
    return _options("ModifyVpcBlockPublicAccessOptions")


def _block(props: dict) -> tuple:
    mode = props["InternetGatewayBlockMode"]
    if mode not in _MODES[1:]:
        raise ValueError(f"Properties validation failed for resource with message: #/InternetGatewayBlockMode: {mode} is not a valid enum value")
    _set(mode)
    return _account_id(), {"AccountId": _account_id()}


def install() -> None:
    _actions.update({"DescribeVpcBlockPublicAccessOptions": lambda _params: _options("DescribeVpcBlockPublicAccessOptions"),
                     "ModifyVpcBlockPublicAccessOptions": _modify})
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")[_TYPE] = {
        "create": lambda _logical_id, props, _stack_name: _block(props),
        "update": lambda _physical_id, _old_props, new_props, _stack_name, logical_id=None: _block(new_props),
        "delete": lambda _physical_id, _props: _set("off"),
    }

"""The regions of a new account: MiniStack shows also those enabled that an account has to opt in to."""
from ..framework.patching import internal

_actions = internal("services.ec2", "_ACTION_MAP")
_every = internal("services.ec2", "_AWS_REGIONS")
_named = internal("services.ec2", "_parse_member_list")
_param = internal("services.ec2", "_p")
_xml = internal("services.ec2", "_xml")


def _item(name: str, enabled: bool) -> str:
    status = "opt-in-not-required" if enabled else "not-opted-in"
    return (f"<item><regionName>{name}</regionName><regionEndpoint>ec2.{name}.amazonaws.com</regionEndpoint>"
            f"<optInStatus>{status}</optInStatus></item>")


def _describe_regions(params):
    """A disabled region shows only with AllRegions."""
    names = _named(params, "RegionName")
    with_disabled = _param(params, "AllRegions", "").lower() == "true"
    items = [_item(name, status == "opt-in-not-required") for name, status in _every
             if (not names or name in names) and (with_disabled or status == "opt-in-not-required")]
    return _xml(200, "DescribeRegionsResponse", f"<regionInfo>{''.join(items)}</regionInfo>")


def install() -> None:
    _actions["DescribeRegions"] = _describe_regions

"""The regions of an account: one to opt in to is disabled until ``EnableRegion``. MiniStack shows every region as enabled."""
from ..framework.patching import internal
from .answers import answer

_ec2_actions = internal("services.ec2", "_ACTION_MAP")
_named = internal("services.ec2", "_parse_member_list")
_param = internal("services.ec2", "_p")
_xml = internal("services.ec2", "_xml")
_account_calls = internal("services.account", "_DISPATCH")
_regions = internal("services.account", "_REGIONS_LIST")
_to_opt_in = internal("services.account", "_OPT_IN_REQUIRED")
_opted_in = internal("core.responses", "AccountScopedDict")()


def _status(region: str) -> str:
    if region not in _to_opt_in:
        return "ENABLED_BY_DEFAULT"
    return "ENABLED" if region in _opted_in else "DISABLED"


def _list(payload: dict) -> tuple:
    wanted = payload.get("RegionOptStatusContains") or []
    regions = [{"RegionName": region, "RegionOptStatus": _status(region)} for region in _regions]
    return answer(200, {"Regions": [region for region in regions if not wanted or region["RegionOptStatus"] in wanted]})


def _of_a_region(function):
    def checked(payload: dict) -> tuple:
        region = payload.get("RegionName")
        if region not in _regions:
            return answer(400, {"message": f"Invalid region: {region}"}, "ValidationException")
        return function(region)
    return checked


def _opt_status(region: str) -> tuple:
    return answer(200, {"RegionName": region, "RegionOptStatus": _status(region)})


def _enable(region: str) -> tuple:
    if region not in _to_opt_in:
        return answer(400, {"message": f"{region} is enabled by default"}, "ValidationException")
    _opted_in[region] = True
    return answer(200, {})


_EC2_STATUS = {"ENABLED_BY_DEFAULT": "opt-in-not-required", "ENABLED": "opted-in", "DISABLED": "not-opted-in"}


def _describe(params) -> tuple:
    """Disabled regions only with AllRegions."""
    names = _named(params, "RegionName")
    with_disabled = _param(params, "AllRegions", "").lower() == "true"
    shown = [region for region in _regions if (not names or region in names) and (with_disabled or _status(region) != "DISABLED")]
    items = (f"<item><regionName>{region}</regionName><regionEndpoint>ec2.{region}.amazonaws.com</regionEndpoint>"
             f"<optInStatus>{_EC2_STATUS[_status(region)]}</optInStatus></item>" for region in shown)
    return _xml(200, "DescribeRegionsResponse", f"<regionInfo>{''.join(items)}</regionInfo>")


def install() -> None:
    _ec2_actions["DescribeRegions"] = _describe
    _account_calls["/listRegions"] = _list
    _account_calls["/getRegionOptStatus"] = _of_a_region(_opt_status)
    _account_calls["/enableRegion"] = _of_a_region(_enable)

"""Finding aggregators: one in an account, whose region is the home region."""
from ..framework.patching import internal
from ..organizations.model import organization_of
from .errors import SecurityHubError, denied, invalid, missing, not_subscribed
from .model import Aggregator, administration_of, aggregators, hubs, new_arn
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")

_WITH_REGIONS = ("SPECIFIED_REGIONS", "ALL_REGIONS_EXCEPT_SPECIFIED")
_WITHOUT_REGIONS = ("ALL_REGIONS", "NO_REGIONS")


def _checked(payload: dict, home: str) -> tuple:
    mode, regions = payload["RegionLinkingMode"], payload.get("Regions") or []
    if mode not in (*_WITH_REGIONS, *_WITHOUT_REGIONS):
        raise invalid(f"Invalid parameter RegionLinkingMode: {mode}.")
    if (mode in _WITH_REGIONS) != bool(regions) or home in regions or len(set(regions)) < len(regions):
        raise invalid(f"Invalid parameter Regions: {mode} does not go with {regions}.")
    return mode, regions


def _found(arn: str) -> Aggregator:
    aggregator = aggregators.get(_account_id())
    if aggregator is None or aggregator.arn != arn:
        raise missing(f"The finding aggregator {arn}")
    return aggregator


def _view(aggregator: Aggregator) -> dict:
    return {"FindingAggregatorArn": aggregator.arn, "FindingAggregationRegion": aggregator.home, "RegionLinkingMode": aggregator.mode, "Regions": aggregator.regions}


@operation("CreateFindingAggregator")
def _create(region: str, payload: dict) -> dict:
    if (_account_id(), region) not in hubs:
        raise not_subscribed(_account_id())
    if _account_id() in aggregators:
        raise SecurityHubError("LimitExceeded", "The account has a finding aggregator already.")
    mode, regions = _checked(payload, region)
    _id, arn = new_arn("finding-aggregator", region, _account_id())
    aggregators[_account_id()] = Aggregator(arn, region, mode, regions)
    return _view(aggregators[_account_id()])


@operation("UpdateFindingAggregator")
def _update(region: str, payload: dict) -> dict:
    aggregator = _found(payload["FindingAggregatorArn"])
    if aggregator.home != region:
        raise denied(f"The finding aggregator is managed from its home region {aggregator.home}.")
    aggregator.mode, aggregator.regions = _checked(payload, aggregator.home)
    return _view(aggregator)


@operation("GetFindingAggregator")
def _get(_region: str, payload: dict) -> dict:
    return _view(_found(payload["FindingAggregatorArn"]))


@operation("ListFindingAggregators")
def _list(_region: str, payload: dict) -> dict:
    found = aggregators.get(_account_id())
    return page(payload, "FindingAggregators", [{"FindingAggregatorArn": found.arn}] if found else [])


@operation("DeleteFindingAggregator")
def _delete(region: str, payload: dict) -> dict:
    aggregator = _found(payload["FindingAggregatorArn"])
    if aggregator.home != region:
        raise denied(f"The finding aggregator is managed from its home region {aggregator.home}.")
    del aggregators[_account_id()]
    organization = organization_of(_account_id())
    administration = organization and administration_of(organization)
    if administration and administration.administrator == _account_id():
        # Without a home region there is no central configuration.
        administration.type = "LOCAL"
        administration.policies.clear()
        administration.associations.clear()
    return {}

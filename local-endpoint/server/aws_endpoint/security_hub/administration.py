"""The delegated administrator of Security Hub CSPM, and whether it configures the organization centrally."""
from ..framework.patching import internal
from ..organizations.delegation import register_administrator
from ..organizations.errors import OrganizationsError
from ..organizations.model import Organization, organization_of
from .errors import conflict, denied, invalid
from .model import SERVICE, Administration, Hub, administration_of, aggregators, designate, end, hubs
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")


def _managed(name: str) -> Organization:
    organization = organization_of(_account_id())
    if organization is None or organization.management != _account_id():
        raise denied(f"Only the management account of an organization may call {name}.")
    return organization


def require_administrator(region: str) -> tuple:
    """The organization and what its administrator sets, for the administrator in a region in which it is designated."""
    organization = organization_of(_account_id())
    administration = organization and administration_of(organization)
    if not administration or administration.administrator != _account_id():
        raise denied("The account is not the delegated administrator of Security Hub CSPM.")
    aggregator = aggregators.get(_account_id())
    if region not in administration.designated and not (administration.type == "CENTRAL" and region in aggregator.governed()):
        raise denied(f"The account is not the delegated administrator of Security Hub CSPM in {region}.")
    return organization, administration


def require_home_region(region: str) -> tuple:
    """As ``require_administrator``, in the home region of an organization with central configuration."""
    organization, administration = require_administrator(region)
    if administration.type != "CENTRAL":
        raise denied("The organization does not use central configuration.")
    if aggregators[_account_id()].home != region:
        raise denied(f"Central configuration is managed from the home region {aggregators[_account_id()].home}.")
    return organization, administration


@operation("EnableOrganizationAdminAccount")
def _enable(region: str, payload: dict) -> dict:
    organization, account = _managed("EnableOrganizationAdminAccount"), payload["AdminAccountId"]
    administration = administration_of(organization)
    if administration is not None and administration.administrator != account:
        raise invalid(f"{administration.administrator} is the delegated administrator already. Remove it before you designate another account.")
    if SERVICE not in organization.delegated.get(account, {}):
        try:
            register_administrator(organization, {"AccountId": account, "ServicePrincipal": SERVICE})
        except OrganizationsError as error:
            raise invalid(str(error)) from None
    designate(organization, account).designated.add(region)
    hubs.setdefault((account, region), Hub())
    return {"AdminAccountId": account}


@operation("DisableOrganizationAdminAccount")
def _disable(region: str, payload: dict) -> dict:
    organization, account = _managed("DisableOrganizationAdminAccount"), payload["AdminAccountId"]
    administration = administration_of(organization)
    if administration is None or administration.administrator != account or region not in administration.designated:
        raise invalid(f"{account} is not the delegated administrator in {region}.")
    if administration.type == "CENTRAL":
        raise denied("The delegated administrator cannot be removed while the organization uses central configuration.")
    administration.designated.remove(region)
    if not administration.designated:
        end(organization)
        organization.delegated[account].pop(SERVICE, None)
    return {}


@operation("ListOrganizationAdminAccounts")
def _list(region: str, payload: dict) -> dict:
    administration = administration_of(_managed("ListOrganizationAdminAccounts"))
    found = [administration.administrator] if administration and region in administration.designated else []
    return page(payload, "AdminAccounts", [{"AccountId": account, "Status": "ENABLED"} for account in found])


def _view(administration: Administration) -> dict:
    return {"AutoEnable": administration.auto_enable, "AutoEnableStandards": administration.auto_enable_standards, "MemberAccountLimitReached": False,
            "OrganizationConfiguration": {"ConfigurationType": administration.type, "Status": "ENABLED"}}


@operation("DescribeOrganizationConfiguration")
def _describe(region: str, _payload: dict) -> dict:
    return _view(require_administrator(region)[1])


@operation("UpdateOrganizationConfiguration")
def _update(region: str, payload: dict) -> dict:
    _organization, administration = require_administrator(region)
    wanted = (payload.get("OrganizationConfiguration") or {}).get("ConfigurationType", administration.type)
    standards = payload.get("AutoEnableStandards", "DEFAULT")
    aggregator = aggregators.get(_account_id())
    if wanted == "CENTRAL":
        if aggregator is None or aggregator.home != region:
            raise invalid("Central configuration needs a home region. Create a finding aggregator there, and call from there.")
        if payload["AutoEnable"] or standards != "NONE":
            raise invalid("With central configuration, AutoEnable is false and AutoEnableStandards NONE: policies say what is enabled.")
    elif administration.policies or administration.associations:
        raise conflict("Disassociate every target and delete every configuration policy before you stop central configuration.")
    administration.type, administration.auto_enable, administration.auto_enable_standards = wanted, payload["AutoEnable"], standards
    return {}

"""The trail of an organization: its conditions, and what its member accounts see of it and cannot do to it."""
from ..framework.patching import internal, wrap
from ..organizations.model import organization_of

SERVICE = "cloudtrail.amazonaws.com"

_account_id = internal("core.responses", "get_account_id")
_trails_of = internal("services.cloudtrail", "_account_trail_items")
_error = internal("services.cloudtrail", "_err")
_dispatch = internal("services.cloudtrail", "_DISPATCH")

_CHANGES = ("StartLogging", "StopLogging", "UpdateTrail", "DeleteTrail", "PutEventSelectors", "AddTags", "RemoveTags")


def trails_of_organization(account: str) -> list:
    """By home region, name and record: the trails of the organization of a member account."""
    organization = organization_of(account)
    if organization is None or organization.management == account:
        return []
    return [one for one in _trails_of(organization.management) if one[2].get("IsOrganizationTrail")]


def refusal(wanted: bool):
    """What CloudTrail says to an account that may not have the trail of an organization: its code and message."""
    organization = organization_of(_account_id())
    if not wanted:
        return None
    if organization is None:
        return "OrganizationsNotInUseException", "The account is not a member of an organization."
    if organization.management != _account_id():
        return "NotOrganizationMasterAccountException", "Only the management account of an organization can create or change its trail."
    if SERVICE not in organization.trusted:
        return "CloudTrailAccessNotEnabledException", f"Trusted access of {SERVICE} is not enabled in the organization."
    return None


def _is_organizations(name: str) -> bool:
    return any(name in (trail["Name"], trail["TrailARN"]) for _region, _name, trail in trails_of_organization(_account_id()))


def install() -> None:
    def for_management_only(action):
        serve = _dispatch[action]

        def served(body: dict):
            name = (body.get("Name") or body.get("TrailName") or body.get("ResourceId") or "").strip()
            own = any(name in (trail["Name"], trail["TrailARN"]) for _region, _name, trail in _trails_of(_account_id()))
            if not own and _is_organizations(name):
                return _error("NotOrganizationMasterAccountException", "Only the management account of an organization can change its trail.")
            return serve(body)
        return served

    def checked(action):
        serve = _dispatch[action]

        def served(body: dict):
            refused = refusal(bool(body.get("IsOrganizationTrail")))
            return _error(*refused) if refused else serve(body)
        return served

    for action in ("CreateTrail", "UpdateTrail"):
        _dispatch[action] = checked(action)
    for action in _CHANGES:
        _dispatch[action] = for_management_only(action)

    def with_organizations(visible):
        def items(*, include_shadow_trails=True):
            return visible(include_shadow_trails=include_shadow_trails) + (trails_of_organization(_account_id()) if include_shadow_trails else [])
        return items

    wrap("services.cloudtrail", "_visible_trail_items", with_organizations)

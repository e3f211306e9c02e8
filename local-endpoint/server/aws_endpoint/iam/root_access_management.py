"""Central management of root access in an organization: what the management account has enabled.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user-access-management.html
"""
from ..framework.patching import internal
from ..organizations.model import organization_of

_handlers = internal("services.iam", "_IAM_HANDLERS")
_account_id = internal("core.responses", "get_account_id")
_error = internal("services.iam", "_error")
_xml = internal("services.iam", "_xml")

_SERVICE = "iam.amazonaws.com"
_FEATURES = ("RootCredentialsManagement", "RootSessions")

# By the id of the organization: the features that are enabled.
_enabled = {}


def feature_is_enabled(organization, feature: str) -> bool:
    return feature in _enabled.get(organization.id, ())


def root_credentials_are_managed(organization) -> bool:
    """A member account that is created then has a root user without credentials."""
    return feature_is_enabled(organization, _FEATURES[0])


def administers_root_access(organization, account: str) -> bool:
    return account == organization.management or _SERVICE in organization.delegated.get(account, {})


def _refusal(organization, management_only: bool):
    if organization is None:
        return _error(400, "OrganizationNotFoundException", "The request was rejected because no organization is associated with your account.")
    if _account_id() != organization.management and (management_only or not administers_root_access(organization, _account_id())):
        code = "CallerIsNotManagementAccountException" if management_only else "AccountNotManagementOrDelegatedAdministratorException"
        return _error(400, code, "The request was rejected because the account making the request is not the management account"
                      + (" for the organization." if management_only else " or delegated administrator account for centralized root access."))
    if _SERVICE not in organization.trusted:
        return _error(400, "ServiceAccessNotEnabledException", "The request was rejected because trusted access is not enabled for IAM in Organizations.")
    return None


def _answer(action: str, organization):
    members = "".join(f"<member>{feature}</member>" for feature in sorted(_enabled.get(organization.id, ())))
    return _xml(200, f"{action}Response", f"<{action}Result><OrganizationId>{organization.id}</OrganizationId>"
                                          f"<EnabledFeatures>{members}</EnabledFeatures></{action}Result>")


def _list(_params):
    organization = organization_of(_account_id())
    return _refusal(organization, management_only=False) or _answer("ListOrganizationsFeatures", organization)


def _set(action: str, feature: str, enabled: bool):
    def answer(_params):
        organization = organization_of(_account_id())
        refusal = _refusal(organization, management_only=True)
        if refusal:
            return refusal
        features = _enabled.setdefault(organization.id, set())
        (features.add if enabled else features.discard)(feature)
        return _answer(action, organization)
    return answer


def install() -> None:
    _handlers["ListOrganizationsFeatures"] = _list
    for verb, enabled in (("Enable", True), ("Disable", False)):
        for feature in _FEATURES:
            action = f"{verb}Organizations{feature}"
            _handlers[action] = _set(action, feature, enabled)

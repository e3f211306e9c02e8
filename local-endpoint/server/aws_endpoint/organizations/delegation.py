"""Trusted access of AWS services, accounts that administer a service for the organization, and the resource policy that delegates calls."""
import json
import time

from .accounts import account_view, require_account
from .errors import OrganizationsError, invalid, violated
from .model import new_id
from .operations import MANAGEMENT, READERS, operation, page

_ADMINISTRATORS_PER_SERVICE = 5


def _require_service(principal: str) -> None:
    if not principal.endswith(".amazonaws.com"):
        raise invalid("UNRECOGNIZED_SERVICE_PRINCIPAL", "You specified a service principal that is not recognized.")


@operation("EnableAWSServiceAccess", MANAGEMENT)
def enable_service_access(organization, payload):
    _require_service(payload["ServicePrincipal"])
    organization.trusted.setdefault(payload["ServicePrincipal"], time.time())
    return {}


@operation("DisableAWSServiceAccess", MANAGEMENT)
def _disable_service_access(organization, payload):
    _require_service(payload["ServicePrincipal"])
    organization.trusted.pop(payload["ServicePrincipal"], None)
    return {}


@operation("ListAWSServiceAccessForOrganization", READERS)
def _list_service_access(organization, payload):
    return page(payload, "EnabledServicePrincipals", [{"ServicePrincipal": name, "DateEnabled": since} for name, since in organization.trusted.items()])


@operation("RegisterDelegatedAdministrator", MANAGEMENT)
def register_administrator(organization, payload):
    account, service = require_account(organization, payload["AccountId"]), payload["ServicePrincipal"]
    _require_service(service)
    services = organization.delegated.setdefault(account.id, {})
    if account.id == organization.management:
        raise violated("CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR", "You cannot register the management account as a delegated administrator.")
    if account.state != "ACTIVE":
        raise violated("CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR", "You cannot register a suspended account as a delegated administrator.")
    if service not in organization.trusted:
        raise violated("SERVICE_ACCESS_NOT_ENABLED", "You must enable service access before you register a delegated administrator.")
    if service in services:
        raise OrganizationsError("AccountAlreadyRegistered", "The specified account is already a delegated administrator for this AWS service.")
    if sum(service in one for one in organization.delegated.values()) >= _ADMINISTRATORS_PER_SERVICE:
        raise violated("MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED", "You have the maximum number of delegated administrators for the service.")
    services[service] = time.time()
    return {}


@operation("DeregisterDelegatedAdministrator", MANAGEMENT)
def _deregister_administrator(organization, payload):
    account = require_account(organization, payload["AccountId"])
    if organization.delegated.get(account.id, {}).pop(payload["ServicePrincipal"], None) is None:
        raise OrganizationsError("AccountNotRegistered", "The specified account is not a delegated administrator for this AWS service.")
    return {}


@operation("ListDelegatedAdministrators", READERS)
def _list_administrators(organization, payload):
    service = payload.get("ServicePrincipal")
    found = [{**{name: value for name, value in account_view(organization, organization.accounts[account]).items() if name != "Paths"},
              "DelegationEnabledDate": min(services.values())}
             for account, services in organization.delegated.items() if services and (service is None or service in services)]
    return page(payload, "DelegatedAdministrators", found)


@operation("ListDelegatedServicesForAccount", READERS)
def _list_services(organization, payload):
    services = organization.delegated.get(require_account(organization, payload["AccountId"]).id)
    if not services:
        raise OrganizationsError("AccountNotRegistered", "The specified account is not a delegated administrator.")
    return page(payload, "DelegatedServices", [{"ServicePrincipal": name, "DelegationEnabledDate": since} for name, since in services.items()])


def _resource_policy_view(organization) -> dict:
    policy = organization.resource_policy
    return {"ResourcePolicy": {"ResourcePolicySummary": {"Id": policy["Id"], "Arn": policy["Arn"]}, "Content": policy["Content"]}}


@operation("PutResourcePolicy", MANAGEMENT)
def put_resource_policy(organization, payload):
    try:
        statements = json.loads(payload["Content"])["Statement"]
        assert statements and all("Principal" in one and "Action" in one for one in (statements if isinstance(statements, list) else [statements]))
    except (ValueError, KeyError, TypeError, AssertionError):
        raise invalid("INVALID_RESOURCE_POLICY_JSON", "You provided a resource policy that is not valid.") from None
    identifier = organization.resource_policy["Id"] if organization.resource_policy else new_id("rp-", 8)
    organization.resource_policy = {"Id": identifier, "Arn": organization.arn("resourcepolicy", identifier), "Content": payload["Content"]}
    if payload.get("Tags"):
        organization.tags[identifier] = {tag["Key"]: tag["Value"] for tag in payload["Tags"]}
    return _resource_policy_view(organization)


def _require_resource_policy(organization) -> None:
    if organization.resource_policy is None:
        raise OrganizationsError("ResourcePolicyNotFound", "We can't find a resource policy request with the parameter that you specified.")


@operation("DescribeResourcePolicy", READERS)
def _describe_resource_policy(organization, _payload):
    _require_resource_policy(organization)
    return _resource_policy_view(organization)


@operation("DeleteResourcePolicy", MANAGEMENT)
def delete_resource_policy(organization, _payload):
    _require_resource_policy(organization)
    organization.tags.pop(organization.resource_policy["Id"], None)
    organization.resource_policy = None
    return {}

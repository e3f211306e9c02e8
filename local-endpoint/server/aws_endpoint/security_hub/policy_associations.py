"""The targets of configuration policies: the root, units and accounts. An association takes effect at once here."""
import time

from ..organizations.model import Organization
from .administration import require_home_region
from .configuration_policies import policy_in
from .errors import invalid, missing
from .model import SELF_MANAGED, Administration, shown
from .operations import operation, page

_TYPES = {"AccountId": "ACCOUNT", "OrganizationalUnitId": "ORGANIZATIONAL_UNIT", "RootId": "ROOT"}


def _target(organization: Organization, payload: dict) -> str:
    named = {member: value for member, value in (payload.get("Target") or {}).items() if value}
    if len(named) != 1:
        raise invalid("Invalid parameter Target: it names one account, unit or root.")
    [(member, target)] = named.items()
    known = {"AccountId": organization.accounts, "OrganizationalUnitId": organization.units, "RootId": [organization.root]}[member]
    if target not in known:
        raise missing(f"The target {target}")
    return target


def _type_of(organization: Organization, target: str) -> str:
    return _TYPES["RootId" if target == organization.root else "OrganizationalUnitId" if target in organization.units else "AccountId"]


def _view(organization: Organization, administration: Administration, target: str, applied: str) -> dict:
    return {"ConfigurationPolicyId": administration.associations[applied], "TargetId": target, "TargetType": _type_of(organization, target),
            "AssociationType": "APPLIED" if applied == target else "INHERITED", "AssociationStatus": "SUCCESS", "UpdatedAt": shown(time.time())}


@operation("StartConfigurationPolicyAssociation")
def _associate(region: str, payload: dict) -> dict:
    organization, administration = require_home_region(region)
    identifier, target = payload["ConfigurationPolicyIdentifier"], _target(organization, payload)
    administration.associations[target] = SELF_MANAGED if identifier == SELF_MANAGED else policy_in(administration, identifier).id
    return _view(organization, administration, target, target)


@operation("StartConfigurationPolicyDisassociation")
def _disassociate(region: str, payload: dict) -> dict:
    organization, administration = require_home_region(region)
    identifier, target = payload["ConfigurationPolicyIdentifier"], _target(organization, payload)
    if administration.associations.get(target) != identifier.rsplit("/", 1)[-1]:
        raise missing(f"The association of {identifier} with {target}")
    del administration.associations[target]
    return {}


@operation("GetConfigurationPolicyAssociation")
def _get(region: str, payload: dict) -> dict:
    organization, administration = require_home_region(region)
    target = _target(organization, payload)
    applied = next((node for node in reversed(organization.lineage(target)) if node in administration.associations), None)
    if applied is None:
        raise missing(f"An association with {target}")
    return _view(organization, administration, target, applied)


@operation("ListConfigurationPolicyAssociations")
def _list(region: str, payload: dict) -> dict:
    organization, administration = require_home_region(region)
    return page(payload, "ConfigurationPolicyAssociationSummaries", [_view(organization, administration, one, one) for one in administration.associations])

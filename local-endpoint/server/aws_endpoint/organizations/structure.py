"""The organization itself, its root and its units."""
from .errors import OrganizationsError, violated
from .model import Account, Organization, Unit, join, leave, new_id
from .operations import ANY_CALLER, MANAGEMENT, MEMBERS, READERS, operation, page
from .policies import attach_defaults, create_defaults
from ..framework.patching import internal

_account_id = internal("core.responses", "get_account_id")

_DEPTH = 5


def organization_view(organization: Organization) -> dict:
    management = organization.accounts[organization.management]
    return {"Id": organization.id, "Arn": organization.arn("organization"), "FeatureSet": "ALL", "MasterAccountId": organization.management,
            "MasterAccountArn": management.arn, "MasterAccountEmail": management.email,
            "AvailablePolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]}


def unit_view(organization: Organization, unit: Unit) -> dict:
    return {"Id": unit.id, "Arn": unit.arn, "Name": unit.name, "Path": organization.path(unit.id)}


def require_parent(organization: Organization, parent: str, code: str = "ParentNotFound") -> None:
    if not organization.is_parent(parent):
        raise OrganizationsError(code, f"We can't find a root or OU with the ParentId {parent}.")


def require_unit(organization: Organization, unit: str) -> Unit:
    if unit not in organization.units:
        raise OrganizationsError("OrganizationalUnitNotFound", f"We can't find an OU with the OrganizationalUnitId {unit}.")
    return organization.units[unit]


@operation("CreateOrganization", ANY_CALLER)
def create_organization(organization, payload):
    if organization is not None:
        raise OrganizationsError("AlreadyInOrganization", "The AWS account is already a member of an organization.")
    if payload.get("FeatureSet", "ALL") != "ALL":
        raise OrganizationsError("UnsupportedAPIEndpoint", "The local endpoint has organizations with all features only.")
    account = _account_id()
    created = Organization(new_id("o-", 10), new_id("r-", 4), account)
    join(created, Account(account, created.arn("account", account), "management", f"management+{account}@example.com", created.root, "INVITED"))
    created.policy_types.append("SERVICE_CONTROL_POLICY")
    create_defaults(created, "SERVICE_CONTROL_POLICY")
    return {"Organization": organization_view(created)}


@operation("DescribeOrganization", MEMBERS)
def _describe_organization(organization, _payload):
    return {"Organization": organization_view(organization)}


@operation("DeleteOrganization", MANAGEMENT)
def delete_organization(organization, _payload):
    if len(organization.accounts) > 1 or organization.units:
        raise OrganizationsError("OrganizationNotEmpty", "The organization isn't empty. To delete an organization, you must first remove all "
                                 "accounts except the management account, delete all OUs, and delete all policies.")
    leave(organization, organization.management)
    return {}


@operation("ListRoots", READERS)
def _list_roots(organization, payload):
    types = [{"Type": one, "Status": "ENABLED"} for one in organization.policy_types]
    return page(payload, "Roots", [{"Id": organization.root, "Arn": organization.arn("root", organization.root), "Name": "Root", "PolicyTypes": types}])


@operation("CreateOrganizationalUnit", MANAGEMENT)
def create_unit(organization, payload):
    require_parent(organization, payload["ParentId"])
    if any(unit.parent == payload["ParentId"] and unit.name == payload["Name"] for unit in organization.units.values()):
        raise OrganizationsError("DuplicateOrganizationalUnit", "An OU with the same name already exists.")
    if len(organization.lineage(payload["ParentId"])) > _DEPTH:
        raise violated("OU_DEPTH_LIMIT_EXCEEDED", "You have exceeded the allowed number of levels of OUs.")
    identifier = new_id(f"ou-{organization.root[2:]}-", 8)
    unit = organization.units[identifier] = Unit(identifier, organization.arn("ou", identifier), payload["Name"], payload["ParentId"])
    organization.tags[identifier] = {tag["Key"]: tag["Value"] for tag in payload.get("Tags") or []}
    attach_defaults(organization, identifier)
    return {"OrganizationalUnit": unit_view(organization, unit)}


@operation("UpdateOrganizationalUnit", MANAGEMENT)
def rename_unit(organization, payload):
    unit = require_unit(organization, payload["OrganizationalUnitId"])
    name = payload.get("Name", unit.name)
    if any(other is not unit and other.parent == unit.parent and other.name == name for other in organization.units.values()):
        raise OrganizationsError("DuplicateOrganizationalUnit", "An OU with the same name already exists.")
    unit.name = name
    return {"OrganizationalUnit": unit_view(organization, unit)}


@operation("DescribeOrganizationalUnit", READERS)
def _describe_unit(organization, payload):
    return {"OrganizationalUnit": unit_view(organization, require_unit(organization, payload["OrganizationalUnitId"]))}


@operation("DeleteOrganizationalUnit", MANAGEMENT)
def delete_unit(organization, payload):
    unit = require_unit(organization, payload["OrganizationalUnitId"])
    if any(node.parent == unit.id for node in (*organization.units.values(), *organization.accounts.values())):
        raise OrganizationsError("OrganizationalUnitNotEmpty", "The specified OU is not empty.")
    del organization.units[unit.id]
    for gone in (organization.attachments, organization.tags):
        gone.pop(unit.id, None)
    return {}


@operation("ListOrganizationalUnitsForParent", READERS)
def _list_units(organization, payload):
    require_parent(organization, payload["ParentId"])
    units = [unit_view(organization, unit) for unit in organization.units.values() if unit.parent == payload["ParentId"]]
    return page(payload, "OrganizationalUnits", units)


@operation("ListChildren", READERS)
def _list_children(organization, payload):
    require_parent(organization, payload["ParentId"])
    nodes = organization.accounts if payload["ChildType"] == "ACCOUNT" else organization.units
    children = [{"Id": node.id, "Type": payload["ChildType"]} for node in nodes.values() if node.parent == payload["ParentId"]]
    return page(payload, "Children", children)


@operation("ListParents", READERS)
def _list_parents(organization, payload):
    parent = organization.parent_of(payload["ChildId"])
    if parent is None:
        raise OrganizationsError("ChildNotFound", f"We can't find an OU or account with the ChildId {payload['ChildId']}.")
    return page(payload, "Parents", [{"Id": parent, "Type": "ROOT" if parent == organization.root else "ORGANIZATIONAL_UNIT"}])

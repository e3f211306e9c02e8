"""Invitations: an account that exists already joins an organization when it accepts."""
import time

from ..framework.patching import internal
from ..iam.calls import call
from .accounts import moved
from .errors import OrganizationsError, violated
from .model import Account, join, new_id, organization_of, organizations
from .operations import ANY_CALLER, MANAGEMENT, operation, page
from .policies import attach_defaults

_account_id = internal("core.responses", "get_account_id")

_SECONDS = 15 * 86_400

# By id, of all organizations.
_handshakes = {}


def _view(handshake: dict) -> dict:
    return {name: value for name, value in handshake.items() if not name.startswith("_")}


def _existing(identifier: str) -> dict:
    handshake = _handshakes.get(identifier)
    if handshake is None or _account_id() not in (handshake["_account"], handshake["_organization"].management):
        raise OrganizationsError("HandshakeNotFound", "We can't find a handshake with the HandshakeId that you specified.")
    return handshake


def _open(identifier: str, account: str) -> dict:
    handshake = _existing(identifier)
    if account != _account_id():
        raise OrganizationsError("AccessDenied", "You don't have permissions to access this resource.")
    if handshake["State"] != "OPEN":
        raise OrganizationsError("HandshakeAlreadyInState", f"The handshake is in the state {handshake['State']} already.")
    return handshake


@operation("InviteAccountToOrganization", MANAGEMENT)
def _invite(organization, payload):
    target = payload["Target"]
    if target["Type"] != "ACCOUNT":
        raise OrganizationsError("UnsupportedAPIEndpoint", "The local endpoint invites accounts by their number only.")
    if organization_of(target["Id"]) is organization:
        raise OrganizationsError("HandshakeConstraintViolation", "The account is in the organization already.", "ALREADY_IN_AN_ORGANIZATION")
    if any(one["_account"] == target["Id"] and one["_organization"] is organization and one["State"] == "OPEN" for one in _handshakes.values()):
        raise OrganizationsError("DuplicateHandshake", "A handshake with the same action and target already exists.")
    identifier, now = new_id("h-", 10), time.time()
    _handshakes[identifier] = {
        "Id": identifier, "Arn": organization.arn("handshake", "invite", identifier), "State": "OPEN", "Action": "INVITE", "RequestedTimestamp": now,
        "ExpirationTimestamp": now + _SECONDS, "Parties": [{"Id": organization.id[2:], "Type": "ORGANIZATION"}, {"Id": target["Id"], "Type": "ACCOUNT"}],
        "_organization": organization, "_account": target["Id"], "_tags": payload.get("Tags") or []}
    return {"Handshake": _view(_handshakes[identifier])}


@operation("AcceptHandshake", ANY_CALLER)
def _accept(member_of, payload):
    handshake = _open(payload["HandshakeId"], _existing(payload["HandshakeId"])["_account"])
    if member_of is not None:
        raise OrganizationsError("HandshakeConstraintViolation", "The account is in an organization already.", "ALREADY_IN_AN_ORGANIZATION")
    organization, number = handshake["_organization"], _account_id()
    if organization not in organizations():
        raise violated("ACCOUNT_CREATION_NOT_COMPLETE", "The organization of the invitation does not exist any more.")
    join(organization, Account(number, organization.arn("account", number), f"account {number}", f"root+{number}@example.com", organization.root, "INVITED"))
    organization.tags[number] = {tag["Key"]: tag["Value"] for tag in handshake["_tags"]}
    attach_defaults(organization, number)
    call("CreateServiceLinkedRole", AWSServiceName="organizations.amazonaws.com")
    handshake["State"] = "ACCEPTED"
    moved(organization, number, None, organization.root)
    return {"Handshake": _view(handshake)}


@operation("DeclineHandshake", ANY_CALLER)
def _decline(_organization, payload):
    handshake = _open(payload["HandshakeId"], _existing(payload["HandshakeId"])["_account"])
    handshake["State"] = "DECLINED"
    return {"Handshake": _view(handshake)}


@operation("CancelHandshake", MANAGEMENT)
def _cancel(organization, payload):
    handshake = _open(payload["HandshakeId"], organization.management)
    handshake["State"] = "CANCELED"
    return {"Handshake": _view(handshake)}


@operation("DescribeHandshake", ANY_CALLER)
def _describe(_organization, payload):
    return {"Handshake": _view(_existing(payload["HandshakeId"]))}


@operation("ListHandshakesForAccount", ANY_CALLER)
def _list_for_account(_organization, payload):
    return page(payload, "Handshakes", [_view(one) for one in _handshakes.values() if one["_account"] == _account_id()])


@operation("ListHandshakesForOrganization", MANAGEMENT)
def _list_for_organization(organization, payload):
    return page(payload, "Handshakes", [_view(one) for one in _handshakes.values() if one["_organization"] is organization])

"""Accounts of an organization: created, moved, closed and removed. A new one has the role that the management account enters it by."""
import json
import time

from ..framework.patching import internal
from ..iam.calls import call
from ..iam.root_access_management import root_credentials_are_managed
from ..iam.root_user import root_user
from .errors import OrganizationsError, violated
from .model import Account, Organization, join, leave, new_account_id, new_id
from .operations import MANAGEMENT, MEMBERS, READERS, operation, page
from .policies import attach_defaults
from .structure import require_parent

_account_id = internal("core.responses", "get_account_id")
_request_scope = internal("core.responses", "request_scope")

_REGION = "us-east-1"
ACCESS_ROLE = "OrganizationAccountAccessRole"
_ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"

# Called with the organization, the account and its parents before and after, None for outside of the organization.
move_listeners = []


def account_view(organization: Organization, account: Account) -> dict:
    return {"Id": account.id, "Arn": account.arn, "Email": account.email, "Name": account.name, "State": account.state,
            "Status": "SUSPENDED" if account.state == "CLOSED" else account.state, "Paths": [organization.path(account.id)],
            "JoinedMethod": account.joined_method, "JoinedTimestamp": account.joined}


def require_account(organization: Organization, account: str) -> Account:
    if account not in organization.accounts:
        raise OrganizationsError("AccountNotFound", f"We can't find an AWS account with the AccountId {account} in your organization.")
    return organization.accounts[account]


def moved(organization: Organization, account: str, before: str | None, after: str | None) -> None:
    for listener in move_listeners:
        listener(organization, account, before, after)


def _furnish(organization: Organization, account: str, role: str) -> None:
    """What AWS puts into a new account."""
    with _request_scope(account, _REGION):
        call("CreateRole", RoleName=role, AssumeRolePolicyDocument=json.dumps({"Version": "2012-10-17", "Statement": [
            {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{organization.management}:root"}, "Action": "sts:AssumeRole"}]}))
        call("AttachRolePolicy", RoleName=role, PolicyArn=_ADMINISTRATOR)
        call("CreateServiceLinkedRole", AWSServiceName="organizations.amazonaws.com")
        if root_credentials_are_managed(organization):
            root_user({"password": False})


def create_account(organization: Organization, payload: dict) -> dict:
    """Create it at once; a client sees that only in the next answer about its request."""
    request = {"Id": new_id("car-", 32), "AccountName": payload["AccountName"], "RequestedTimestamp": time.time()}
    organization.requests[request["Id"]] = request
    if any(account.email.lower() == payload["Email"].lower() for account in organization.accounts.values()):
        request.update(State="FAILED", FailureReason="EMAIL_ALREADY_EXISTS", CompletedTimestamp=time.time())
        return request
    number = new_account_id()
    join(organization, Account(number, organization.arn("account", number), payload["AccountName"], payload["Email"], organization.root, "CREATED"))
    organization.tags[number] = {tag["Key"]: tag["Value"] for tag in payload.get("Tags") or []}
    attach_defaults(organization, number)
    _furnish(organization, number, payload.get("RoleName") or ACCESS_ROLE)
    request.update(State="SUCCEEDED", AccountId=number, CompletedTimestamp=time.time())
    moved(organization, number, None, organization.root)
    return request


@operation("CreateAccount", MANAGEMENT)
def _create_account(organization, payload):
    request = create_account(organization, payload)
    return {"CreateAccountStatus": {**{name: request[name] for name in ("Id", "AccountName", "RequestedTimestamp")}, "State": "IN_PROGRESS"}}


@operation("DescribeCreateAccountStatus", READERS)
def _describe_request(organization, payload):
    request = organization.requests.get(payload["CreateAccountRequestId"])
    if request is None:
        raise OrganizationsError("CreateAccountStatusNotFound", "We can't find a create account request with the CreateAccountRequestId that you specified.")
    return {"CreateAccountStatus": request}


@operation("ListCreateAccountStatus", READERS)
def _list_requests(organization, payload):
    states = payload.get("States")
    return page(payload, "CreateAccountStatuses", [one for one in organization.requests.values() if not states or one["State"] in states])


@operation("DescribeAccount", READERS)
def _describe_account(organization, payload):
    return {"Account": account_view(organization, require_account(organization, payload["AccountId"]))}


@operation("ListAccounts", READERS)
def _list_accounts(organization, payload):
    return page(payload, "Accounts", [account_view(organization, account) for account in organization.accounts.values()])


@operation("ListAccountsForParent", READERS)
def _list_accounts_for_parent(organization, payload):
    require_parent(organization, payload["ParentId"])
    accounts = [account_view(organization, account) for account in organization.accounts.values() if account.parent == payload["ParentId"]]
    return page(payload, "Accounts", accounts)


@operation("MoveAccount", MANAGEMENT)
def move_account(organization, payload):
    account, source, destination = require_account(organization, payload["AccountId"]), payload["SourceParentId"], payload["DestinationParentId"]
    require_parent(organization, source, "SourceParentNotFound")
    require_parent(organization, destination, "DestinationParentNotFound")
    if account.parent == destination:
        raise OrganizationsError("DuplicateAccount", "That account is already present in the specified destination.")
    if account.parent != source:
        raise OrganizationsError("SourceParentNotFound", f"The account {account.id} is not in {source}.")
    account.parent = destination
    moved(organization, account.id, source, destination)
    return {}


@operation("CloseAccount", MANAGEMENT)
def close_account(organization, payload):
    account = require_account(organization, payload["AccountId"])
    if account.id == organization.management:
        raise violated("CANNOT_CLOSE_MANAGEMENT_ACCOUNT", "You cannot close the management account of the organization.")
    if account.state == "CLOSED":
        raise OrganizationsError("AccountAlreadyClosed", "You attempted to close an account that is already closed.")
    account.state = "CLOSED"
    return {}


def _depart(organization: Organization, account: Account) -> dict:
    if organization.delegated.get(account.id):
        raise violated("CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG", "You attempted to remove a delegated administrator from the organization.")
    if account.joined_method == "CREATED":
        raise violated("MEMBER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED", "To leave the organization, the account must have a valid payment instrument.")
    leave(organization, account.id)
    moved(organization, account.id, account.parent, None)
    return {}


@operation("RemoveAccountFromOrganization", MANAGEMENT)
def _remove_account(organization, payload):
    account = require_account(organization, payload["AccountId"])
    if account.id == organization.management:
        raise OrganizationsError("MasterCannotLeaveOrganization", "You can't remove a management account from an organization.")
    return _depart(organization, account)


@operation("LeaveOrganization", MEMBERS)
def _leave_organization(organization, _payload):
    if _account_id() == organization.management:
        raise OrganizationsError("MasterCannotLeaveOrganization", "You can't remove a management account from an organization.")
    return _depart(organization, organization.accounts[_account_id()])

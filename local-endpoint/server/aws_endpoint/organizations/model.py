"""The organizations of the endpoint: their root, units, accounts, policies and what is enabled in them.

An account is in one organization at most. MiniStack gives every account that asks an organization of its own; here an account has none
until its root user or an administrator creates one.
"""
import secrets
import string
import time
from dataclasses import dataclass, field

_ALPHABET = string.ascii_lowercase + string.digits

# By account: the organization that it manages or is a member of.
_membership = {}


def new_id(prefix: str, length: int) -> str:
    return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(length))


def new_account_id() -> str:
    """A number that no account of the endpoint has. AWS gives them at random, too."""
    while True:
        number = str(secrets.randbelow(9 * 10 ** 11) + 10 ** 11)
        if number not in _membership:
            return number


@dataclass
class Policy:
    id: str
    arn: str
    name: str
    description: str
    type: str
    content: str
    aws_managed: bool = False


@dataclass
class Account:
    id: str
    arn: str
    name: str
    email: str
    parent: str
    joined_method: str
    state: str = "ACTIVE"
    joined: float = field(default_factory=time.time)


@dataclass
class Unit:
    id: str
    arn: str
    name: str
    parent: str


@dataclass
class Organization:
    id: str
    root: str
    management: str
    accounts: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    policies: dict = field(default_factory=dict)
    # By target: the ids of the attached policies, in the order of their attachment.
    attachments: dict = field(default_factory=dict)
    policy_types: list = field(default_factory=list)
    # By service principal: since when it is trusted.
    trusted: dict = field(default_factory=dict)
    # By account and service principal: since when the account administers the service.
    delegated: dict = field(default_factory=dict)
    resource_policy: dict | None = None
    # By resource: the tags.
    tags: dict = field(default_factory=dict)
    # By id: the requests to create an account.
    requests: dict = field(default_factory=dict)

    def arn(self, kind: str, *ids: str) -> str:
        return f"arn:aws:organizations::{self.management}:{kind}/{'/'.join((self.id, *ids))}"

    def parent_of(self, child: str) -> str | None:
        node = self.accounts.get(child) or self.units.get(child)
        return node.parent if node else None

    def lineage(self, node: str) -> list:
        """The root, the units below it and the node itself."""
        found = [node]
        while parent := self.parent_of(found[0]):
            found.insert(0, parent)
        return found

    def path(self, node: str) -> str:
        """As ``aws:PrincipalOrgPaths`` has it: ``o-a/r-b/ou-c/``."""
        return f"{'/'.join((self.id, *self.lineage(node)))}/"

    def is_parent(self, node: str) -> bool:
        return node == self.root or node in self.units

    def exists(self, node: str) -> bool:
        return self.is_parent(node) or node in self.accounts

    def attached(self, target: str, policy_type: str) -> list:
        return [self.policies[one] for one in self.attachments.get(target, []) if self.policies[one].type == policy_type]


def organization_of(account: str) -> Organization | None:
    return _membership.get(account)


def organizations() -> list:
    return list({id(one): one for one in _membership.values()}.values())


def join(organization: Organization, account: Account) -> None:
    organization.accounts[account.id] = account
    _membership[account.id] = organization


def leave(organization: Organization, account: str) -> None:
    del organization.accounts[account]
    del _membership[account]
    for gone in (organization.attachments, organization.tags, organization.delegated):
        gone.pop(account, None)

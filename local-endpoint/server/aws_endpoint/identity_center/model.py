"""The instance of IAM Identity Center that an organization has: its directory, permission sets and assignments."""
import secrets
import time
import uuid
from dataclasses import dataclass, field

from ..organizations.model import Organization, organization_of

# By organization.
_instances = {}

SERVICE = "sso.amazonaws.com"


@dataclass
class PermissionSet:
    arn: str
    name: str
    description: str | None = None
    session_duration: str = "PT1H"
    relay_state: str | None = None
    created: float = field(default_factory=time.time)
    # By ARN: the names of policies of AWS.
    managed: dict = field(default_factory=dict)
    # Pairs of path and name.
    references: list = field(default_factory=list)
    inline: str = ""
    boundary: dict | None = None
    tags: dict = field(default_factory=dict)
    # By account: the name of the role, and whether it is what the permission set says.
    roles: dict = field(default_factory=dict)
    outdated: set = field(default_factory=set)

    def changed(self) -> None:
        self.outdated = set(self.roles)


@dataclass(frozen=True)
class Assignment:
    permission_set: str
    account: str
    principal_type: str
    principal: str


@dataclass
class Group:
    id: str
    name: str
    description: str | None


@dataclass
class User:
    id: str
    name: str
    attributes: dict


@dataclass
class Instance:
    arn: str
    identity_store: str
    owner: str
    region: str
    created: float = field(default_factory=time.time)
    permission_sets: dict = field(default_factory=dict)
    assignments: list = field(default_factory=list)
    groups: dict = field(default_factory=dict)
    users: dict = field(default_factory=dict)
    # By id: the group and the user.
    memberships: dict = field(default_factory=dict)
    # By request: the status of an operation that AWS does in the background.
    requests: dict = field(default_factory=dict)
    # By access token of the portal: the user.
    tokens: dict = field(default_factory=dict)

    def groups_of(self, user: str) -> set:
        return {group for group, member in self.memberships.values() if member == user}


def _digits(count: int) -> str:
    return secrets.token_hex(count // 2)


def new_id() -> str:
    return str(uuid.uuid4())


def new_permission_set_arn(instance: Instance) -> str:
    return f"{instance.arn.replace(':instance/', ':permissionSet/')}/ps-{_digits(16)}"


def instance_of(account: str) -> Instance | None:
    """The instance of the organization that the account is in."""
    organization = organization_of(account)
    return _instances.get(organization.id) if organization else None


def enable(organization: Organization, region: str) -> Instance:
    return _instances.setdefault(organization.id, Instance(
        f"arn:aws:sso:::instance/ssoins-{_digits(16)}", f"d-{_digits(10)}", organization.management, region))

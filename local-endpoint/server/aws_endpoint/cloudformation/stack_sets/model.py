"""Stack sets with service-managed permissions, their instances and their operations. They belong to the management account, regardless of the caller."""
import time
import uuid
from dataclasses import dataclass, field

from ...framework.patching import internal

_region = internal("core.responses", "get_region")

DELEGATION = "member.org.stacksets.cloudformation.amazonaws.com"


class StackSetError(ValueError):
    """A refusal of CloudFormation: its code, such as ``ValidationError``, and its message."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@dataclass
class Target:
    """Accounts of a unit, in regions: all of them, or as the filter says."""
    unit: str
    regions: list
    accounts: list = field(default_factory=list)
    filter: str = "NONE"


@dataclass
class Instance:
    account: str
    region: str
    unit: str
    overrides: dict = field(default_factory=dict)
    stack_id: str = ""
    status: str = "OUTDATED"
    detailed: str = "PENDING"
    reason: str = ""
    drift: str = "NOT_CHECKED"
    drift_checked: float | None = None
    last_operation: str = ""


@dataclass
class Operation:
    action: str
    # The accounts by region, in the order of the regions, with the unit by which each is a target.
    work: dict
    preferences: dict
    retain: bool = False
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    status: str = "QUEUED"
    reason: str = ""
    created: float = field(default_factory=time.time)
    ended: float | None = None
    # By account and region: the status and its reason.
    results: dict = field(default_factory=dict)
    drift: dict | None = None


@dataclass
class StackSet:
    name: str
    management: str
    region: str
    template: str
    description: str = ""
    parameters: dict = field(default_factory=dict)
    capabilities: list = field(default_factory=list)
    tags: list = field(default_factory=list)
    auto_deployment: dict = field(default_factory=lambda: {"Enabled": False})
    managed_execution: bool = False
    status: str = "ACTIVE"
    uuid: str = field(default_factory=lambda: str(uuid.uuid4()))
    targets: list = field(default_factory=list)
    instances: dict = field(default_factory=dict)
    operations: dict = field(default_factory=dict)
    drift: dict | None = None

    @property
    def id(self) -> str:
        return f"{self.name}:{self.uuid}"

    @property
    def arn(self) -> str:
        return f"arn:aws:cloudformation:{self.region}:{self.management}:stackset/{self.id}"

    def running(self) -> list:
        return [one for one in self.operations.values() if one.status in ("RUNNING", "STOPPING", "QUEUED")]


# All that ever were, deleted ones included.
_all = []


def stack_sets(management: str) -> list:
    return [one for one in _all if one.management == management and one.region == _region()]


def every_stack_set() -> list:
    return [one for one in _all if one.status == "ACTIVE"]


def add(stack_set: StackSet) -> None:
    _all.append(stack_set)


def find(management: str, name: str) -> StackSet:
    """By its name or its id, which is all that finds a deleted one."""
    for one in stack_sets(management):
        if one.id == name or one.arn == name or one.status == "ACTIVE" and one.name == name:
            return one
    raise StackSetError("StackSetNotFoundException", f"StackSet {name} not found")

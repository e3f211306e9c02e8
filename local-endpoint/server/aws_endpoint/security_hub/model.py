"""Security Hub CSPM of the endpoint: the hubs of accounts in regions, and how an organization configures them centrally."""
import datetime
import time
import uuid
from dataclasses import dataclass, field

from ..organizations.model import Organization, organization_of, organizations

SERVICE = "securityhub.amazonaws.com"
SELF_MANAGED = "SELF_MANAGED_SECURITY_HUB"
# What ALL_REGIONS links: those that an account need not opt in to.
REGIONS = (
    "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1", "eu-north-1",
    "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2")


@dataclass
class Hub:
    """Security Hub CSPM of an account in a region."""
    subscribed: float = field(default_factory=time.time)
    standards: list = field(default_factory=list)
    # Controls that a policy disables in every standard, and those that the account disables in one: by standard and id the reason and the time.
    disabled_controls: list = field(default_factory=list)
    disabled_in: dict = field(default_factory=dict)
    # Where only some controls are on: these.
    enabled_controls: list | None = None
    parameters: dict = field(default_factory=dict)
    auto_enable_controls: bool = True
    generator: str = "SECURITY_CONTROL"
    findings: dict = field(default_factory=dict)


@dataclass
class Aggregator:
    arn: str
    home: str
    mode: str
    regions: list

    def governed(self) -> list:
        """The home region and those that are linked to it."""
        linked = {"ALL_REGIONS": REGIONS, "ALL_REGIONS_EXCEPT_SPECIFIED": [one for one in REGIONS if one not in self.regions],
                  "SPECIFIED_REGIONS": self.regions, "NO_REGIONS": []}[self.mode]
        return [self.home, *[one for one in linked if one != self.home]]


@dataclass
class ConfigurationPolicy:
    id: str
    arn: str
    name: str
    description: str
    content: dict
    created: float = field(default_factory=time.time)
    updated: float = field(default_factory=time.time)


@dataclass
class Administration:
    """What the delegated administrator of an organization sets."""
    administrator: str
    # The regions in which the management account has designated it.
    designated: set = field(default_factory=set)
    type: str = "LOCAL"
    policies: dict = field(default_factory=dict)
    # By target: the id of a policy, or that of self-managed behavior.
    associations: dict = field(default_factory=dict)
    auto_enable: bool = False
    auto_enable_standards: str = "DEFAULT"


# By account and region.
hubs = {}
# By account.
aggregators = {}
# By the id of the organization.
_administrations = {}


def administration_of(organization: Organization) -> Administration | None:
    """It ends, with its policies and their associations, when Organizations deregisters the administrator."""
    found = _administrations.get(organization.id)
    if found is not None and SERVICE not in organization.delegated.get(found.administrator, {}):
        del _administrations[organization.id]
        return None
    return found


def designate(organization: Organization, account: str) -> Administration:
    return _administrations.setdefault(organization.id, Administration(account))


def end(organization: Organization) -> None:
    _administrations.pop(organization.id, None)


def governing(organization: Organization, administration: Administration, account: str) -> str | None:
    """What applies to an account: its own association, or that of the closest parent."""
    for node in reversed(organization.lineage(account)):
        if node in administration.associations:
            return administration.associations[node]
    return None


def settle() -> None:
    """Bring the hubs to what the policies say. Accounts that no policy governs any more keep what they have."""
    for organization in organizations():
        administration = administration_of(organization)
        aggregator = aggregators.get(administration.administrator) if administration else None
        if administration is None or administration.type != "CENTRAL" or aggregator is None:
            continue
        for account in organization.accounts.values():
            policy = administration.policies.get(governing(organization, administration, account.id))
            if policy and account.state == "ACTIVE":
                for region in aggregator.governed():
                    _apply(policy.content["SecurityHub"], account.id, region)


def _apply(content: dict, account: str, region: str) -> None:
    if not content["ServiceEnabled"]:
        hubs.pop((account, region), None)
        return
    hub = hubs.setdefault((account, region), Hub())
    controls = content["SecurityControlsConfiguration"]
    hub.standards = [arn.split("/", 1)[1] for arn in content["EnabledStandardIdentifiers"]]
    hub.disabled_in = {}
    hub.disabled_controls = list(controls.get("DisabledSecurityControlIdentifiers") or [])
    enabled = controls.get("EnabledSecurityControlIdentifiers")
    hub.enabled_controls = None if enabled is None else list(enabled)
    hub.parameters = {one["SecurityControlId"]: one["Parameters"] for one in controls.get("SecurityControlCustomParameters") or []}


def is_governed(account: str, region: str) -> bool:
    """Whether a policy of the administrator applies, so that the account cannot change its hub there."""
    organization = organization_of(account)
    administration = organization and administration_of(organization)
    if not administration or administration.type != "CENTRAL":
        return False
    aggregator = aggregators.get(administration.administrator)
    return aggregator is not None and region in aggregator.governed() and governing(organization, administration, account) in administration.policies


def shown(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def new_arn(kind: str, region: str, account: str) -> tuple:
    identifier = str(uuid.uuid4())
    return identifier, f"arn:aws:securityhub:{region}:{account}:{kind}/{identifier}"

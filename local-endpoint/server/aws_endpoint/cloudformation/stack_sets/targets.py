"""Which accounts a deployment is for: those of units and of the units below, as the account filter says; never the management account."""
from ...organizations.model import Organization
from .model import StackSet, StackSetError, Target

_UNITS = 50
_FILTERS = ("NONE", "INTERSECTION", "DIFFERENCE", "UNION")


def parse_targets(targets: dict | None, regions: list | None, creating: bool = False) -> list:
    """@raise StackSetError: for targets that CloudFormation refuses."""
    targets = targets or {}
    units, accounts = targets.get("OrganizationalUnitIds") or [], targets.get("Accounts") or []
    kind = targets.get("AccountFilterType") or ("UNION" if accounts and not creating else "NONE")
    if not units:
        raise StackSetError("ValidationError", "Invalid request provided: OrganizationalUnitIds should be specified in SERVICE_MANAGED mode")
    if not regions:
        raise StackSetError("ValidationError", "Regions are required")
    if len(units) > _UNITS:
        raise StackSetError("ValidationError", f"A stack set operation has at most {_UNITS} organizational units")
    if targets.get("AccountsUrl"):
        raise StackSetError("ValidationError", "The local endpoint takes the accounts as a list only")
    if kind not in _FILTERS or kind == "UNION" and creating:
        raise StackSetError("ValidationError", f"AccountFilterType {kind} is not supported for this operation")
    if kind != "NONE" and not accounts or kind == "NONE" and accounts:
        raise StackSetError("ValidationError", "Accounts and an AccountFilterType other than NONE go together")
    return [Target(unit, list(regions), list(accounts), kind) for unit in units]


def accounts_of(organization: Organization, target: Target) -> list:
    """@raise StackSetError: if the unit does not exist."""
    if not organization.is_parent(target.unit):
        raise StackSetError("ValidationError", f"Organizational unit {target.unit} not found")
    below = [account for account in organization.accounts if account != organization.management and target.unit in organization.lineage(account)]
    return [account for account in below if admits(target, account)] + [
        account for account in target.accounts if target.filter == "UNION" and account not in below]


def admits(target: Target, account: str) -> bool:
    """Whether the account filter lets an account of the unit through."""
    return {"INTERSECTION": account in target.accounts, "DIFFERENCE": account not in target.accounts}.get(target.filter, True)


def work_of(organization: Organization, targets: list) -> dict:
    """By region and account: the unit by which the account is a target, the first that names it."""
    work = {}
    for target in targets:
        accounts = accounts_of(organization, target)
        for region in target.regions:
            for account in accounts:
                work.setdefault(region, {}).setdefault(account, target.unit)
    return work


def existing_work(stack_set: StackSet, work: dict) -> dict:
    """Only what the stack set has an instance of."""
    return {region: {account: unit for account, unit in accounts.items() if (account, region) in stack_set.instances}
            for region, accounts in work.items()}


def remember(stack_set: StackSet, targets: list) -> None:
    """Auto-deployment serves the units and regions of every deployment, by its latest filter."""
    for target in targets:
        known = next((one for one in stack_set.targets if one.unit == target.unit), None)
        if known is None:
            stack_set.targets.append(Target(target.unit, list(target.regions), list(target.accounts), target.filter))
        else:
            known.regions += [region for region in target.regions if region not in known.regions]
            known.accounts, known.filter = list(target.accounts), target.filter


def forget(stack_set: StackSet, targets: list) -> None:
    """Of a deletion that is for whole units: they are targets no longer."""
    for target in targets:
        for known in stack_set.targets:
            if known.unit == target.unit and target.filter == "NONE":
                known.regions = [region for region in known.regions if region not in target.regions]
    stack_set.targets = [one for one in stack_set.targets if one.regions]

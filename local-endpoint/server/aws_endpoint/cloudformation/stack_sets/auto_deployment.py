"""Automatic deployment: an account that comes into a unit of a stack set gets its stacks, without overrides; one that leaves loses or keeps them.

https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
"""
import asyncio

from ...organizations.accounts import move_listeners
from ...organizations.model import Organization
from . import runner
from .model import Operation, StackSet, every_stack_set
from .targets import admits


def _automatic(organization: Organization) -> list:
    return [one for one in every_stack_set() if one.management == organization.management and one.auto_deployment.get("Enabled")]


def _wanted(organization: Organization, stack_set: StackSet, account: str) -> dict:
    """By region: the unit by which the account is a target now."""
    if account not in organization.accounts or account == organization.management:
        return {}
    lineage = organization.lineage(account)
    return {region: target.unit for target in reversed(stack_set.targets) if target.unit in lineage and admits(target, account) for region in target.regions}


async def _until_idle(stack_set: StackSet) -> None:
    while stack_set.running():
        await asyncio.sleep(0.02)


async def _perform(stack_set: StackSet, action: str, work: dict) -> None:
    await _until_idle(stack_set)
    # Automatic deployments know no failure tolerance: one account does not stop the others.
    operation = Operation(action, work, {"FailureTolerancePercentage": 100, "MaxConcurrentPercentage": 100},
                          retain=bool(stack_set.auto_deployment.get("RetainStacksOnAccountRemoval")))
    await asyncio.wrap_future(runner.begin(stack_set, operation))


async def _follow(organization: Organization, stack_set: StackSet, account: str, before: dict) -> None:
    wanted = _wanted(organization, stack_set, account)
    present = {region: one.unit for (number, region), one in stack_set.instances.items() if number == account}
    for region, unit in wanted.items():
        if region in present:
            stack_set.instances[account, region].unit = unit
    # What an operator left out or took away in the unit where the account already was stays so.
    new = {region: {account: unit} for region, unit in wanted.items() if region not in present and before.get(region) != unit}
    gone = {region: {account: unit} for region, unit in present.items() if region not in wanted}
    if gone:
        await _perform(stack_set, "DELETE", gone)
    if new:
        await _perform(stack_set, "CREATE", new)


def _targets_before(organization: Organization, stack_set: StackSet, parent: str | None) -> dict:
    if parent is None or not organization.is_parent(parent):
        return {}
    lineage = organization.lineage(parent)
    return {region: target.unit for target in reversed(stack_set.targets) if target.unit in lineage for region in target.regions}


async def _follow_all(organization: Organization, account: str, parent: str | None) -> None:
    """A stack set begins when those that it depends on are done; the order of the others does not matter."""
    pending = {one.arn: one for one in _automatic(organization)}
    while pending:
        ready = [one for one in pending.values() if not set(one.auto_deployment.get("DependsOn") or []) & (pending.keys() - {one.arn})]
        # Sets that depend on each other would wait for ever.
        ready = ready or list(pending.values())
        await asyncio.gather(*(_follow(organization, one, account, _targets_before(organization, one, parent)) for one in ready))
        for one in ready:
            del pending[one.arn]


def _on_move(organization: Organization, account: str, before: str | None, _after: str | None) -> None:
    if _automatic(organization):
        runner.schedule(_follow_all(organization, account, before))


def install() -> None:
    move_listeners.append(_on_move)

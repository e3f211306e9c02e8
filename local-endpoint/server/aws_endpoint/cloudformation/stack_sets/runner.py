"""How an operation runs: region by region, so many accounts at a time, until more of a region have failed than is tolerated."""
import asyncio
import logging
import time

from ...framework.patching import wrap
from ...organizations.model import organization_of
from . import instances
from .model import Instance, Operation, StackSet, StackSetError

_logger = logging.getLogger("stacksets")
_POLL_SECONDS = 0.02
_loop = None


def _share(count, percentage, of: int, least: int) -> int:
    return int(count) if count is not None else max(least, of * int(percentage or 0) // 100)


def _limits(preferences: dict, accounts: int) -> tuple:
    """How many failures a region bears, and how many accounts are worked on at a time."""
    tolerance = _share(preferences.get("FailureToleranceCount"), preferences.get("FailureTolerancePercentage"), accounts, 0)
    concurrency = _share(preferences.get("MaxConcurrentCount"), preferences.get("MaxConcurrentPercentage"), accounts, 1)
    strict = preferences.get("ConcurrencyMode", "STRICT_FAILURE_TOLERANCE") == "STRICT_FAILURE_TOLERANCE"
    return tolerance, min(concurrency, tolerance + 1) if strict else concurrency


def _suspended(stack_set: StackSet, account: str) -> bool:
    organization = organization_of(stack_set.management)
    return account in organization.accounts and organization.accounts[account].state != "ACTIVE"


async def _work(stack_set: StackSet, operation: Operation, instance: Instance) -> None:
    suspended = _suspended(stack_set, instance.account)
    if operation.action == "DELETE":
        await instances.remove(stack_set, instance, operation.retain or suspended)
    elif suspended:
        instance.detailed = "SKIPPED_SUSPENDED_ACCOUNT"
    elif operation.action == "DETECT_DRIFT":
        await instances.look_for_drift(stack_set, instance)
    else:
        await instances.deploy(stack_set, instance, operation)
        instance.status, instance.detailed, instance.reason = "CURRENT", "SUCCEEDED", ""


async def _one(stack_set: StackSet, operation: Operation, *key: str) -> bool:
    instance = stack_set.instances[key]
    operation.results[key] = ("RUNNING", "")
    instance.last_operation = operation.id
    if operation.action in ("CREATE", "UPDATE"):
        instance.detailed = "RUNNING"
    try:
        await _work(stack_set, operation, instance)
    except Exception as failure:  # noqa: BLE001 - whatever goes wrong in an account is the reason of its instance
        if not isinstance(failure, instances.Failed):
            _logger.exception("instance %s of %s", key, stack_set.name)
        operation.results[key] = ("FAILED", str(failure))
        instance.detailed, instance.reason = "FAILED", str(failure)
        if operation.action == "DELETE":
            instance.status = "INOPERABLE"
        return False
    operation.results[key] = ("SUCCEEDED", "")
    return True


async def _region(stack_set: StackSet, operation: Operation, region: str) -> bool:
    """Whether the region stayed within what is tolerated."""
    accounts = operation.work[region]
    tolerance, concurrency = _limits(operation.preferences, len(accounts))
    failures, gate = 0, asyncio.Semaphore(max(1, concurrency))

    async def attempt(account):
        nonlocal failures
        async with gate:
            if failures > tolerance or operation.status == "STOPPING":
                return
            if not await _one(stack_set, operation, account, region):
                failures += 1

    await asyncio.gather(*(attempt(account) for account in accounts))
    return failures <= tolerance


def _order(operation: Operation) -> list:
    wanted = operation.preferences.get("RegionOrder") or []
    return [region for region in wanted if region in operation.work] + [region for region in operation.work if region not in wanted]


async def run(stack_set: StackSet, operation: Operation, before: list) -> None:
    """Run the operation when the operations before it are over. Afterward its status says how it went."""
    while any(one.ended is None for one in before):
        await asyncio.sleep(_POLL_SECONDS)
    for region, accounts in operation.work.items():
        operation.results.update({(account, region): ("PENDING", "") for account in accounts})
    if operation.status != "STOPPING":
        operation.status = "RUNNING"
    if operation.preferences.get("RegionConcurrencyType") == "PARALLEL":
        good = all(await asyncio.gather(*(_region(stack_set, operation, region) for region in operation.work)))
    else:
        good = True
        for region in _order(operation):
            good = good and await _region(stack_set, operation, region)
    for key, (status, _reason) in operation.results.items():
        if status == "PENDING":
            operation.results[key] = ("CANCELLED", "Cancelled since failure tolerance has exceeded" if not good else "Cancelled since the operation was stopped")
            if key in stack_set.instances and operation.action in ("CREATE", "UPDATE"):
                stack_set.instances[key].detailed = "CANCELLED"
    operation.status = "STOPPED" if operation.status == "STOPPING" else "SUCCEEDED" if good else "FAILED"
    operation.reason = "" if good else "; ".join(f"Account {account}, {region}: {reason}" for (account, region), (status, reason) in operation.results.items()
                                                 if status == "FAILED")
    operation.ended = time.time()


def begin(stack_set: StackSet, operation: Operation, overrides: dict | None = None):
    """Add the operation and run it in the background; its instances get the overrides, where there are any.

    @raise StackSetError: while another one runs, unless execution is managed.
    """
    if stack_set.running() and not stack_set.managed_execution:
        raise StackSetError("OperationInProgressException", f"Another Operation on StackSet {stack_set.arn} is in progress")
    if operation.id in stack_set.operations:
        raise StackSetError("OperationIdAlreadyExistsException", f"The operation id {operation.id} is used already")
    # Decided now: operations that begin together would wait for each other.
    before = stack_set.running()
    operation.status = "QUEUED" if before else "RUNNING"
    stack_set.operations[operation.id] = operation
    for region, accounts in operation.work.items():
        for account, unit in accounts.items():
            if operation.action == "CREATE":
                stack_set.instances.setdefault((account, region), Instance(account, region, unit))
            if overrides is not None:
                stack_set.instances[account, region].overrides = dict(overrides)
    return schedule(run(stack_set, operation, before))


def schedule(work):
    """Run a coroutine on the server's event loop, from whatever thread."""
    return asyncio.run_coroutine_threadsafe(work, _loop)


def install() -> None:
    def remembering_loop(dispatch):
        async def serve(*request):
            global _loop
            _loop = asyncio.get_running_loop()
            return await dispatch(*request)
        return serve

    wrap("app", "_dispatch_service_request", remembering_loop)

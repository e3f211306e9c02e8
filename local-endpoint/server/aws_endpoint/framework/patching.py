"""Replace MiniStack's functions, and fail at start when they are not the ones this package was written for."""
import importlib
import sys
from importlib import metadata

PINNED_VERSION = "1.5.33"


class IncompatibleMiniStack(SystemExit):
    """MiniStack is not the pinned version, or lacks an internal that this package wraps."""

    def __init__(self, detail: str):
        super().__init__(
            f"local-endpoint: {detail}. This package wraps internals of ministack {PINNED_VERSION}: "
            "install exactly what local-endpoint/server/requirements.txt pins, or adapt the wrappers.")


def require_pinned_version() -> None:
    try:
        found = metadata.version("ministack")
    except metadata.PackageNotFoundError:
        raise IncompatibleMiniStack("ministack is not installed") from None
    if found != PINNED_VERSION:
        raise IncompatibleMiniStack(f"found ministack {found}")


def internal(module_name: str, name: str):
    """An internal of MiniStack that must be there."""
    module = importlib.import_module(f"ministack.{module_name}")
    if not hasattr(module, name):
        raise IncompatibleMiniStack(f"ministack.{module_name} has no {name}")
    return getattr(module, name)


def wrap(module_name: str, name: str, make) -> None:
    """Replace ``ministack.<module_name>.<name>`` by ``make(original)``, also where it was imported by name."""
    original = internal(module_name, name)
    replacement = make(original)
    for loaded in [module for key, module in sys.modules.items() if key.startswith("ministack.")]:
        if getattr(loaded, name, None) is original:
            setattr(loaded, name, replacement)


def wrap_action(module_name: str, table_name: str, action: str, make) -> None:
    """Replace the handler of an action in a service's table, and the function of that name wherever it is called directly."""
    table = internal(module_name, table_name)
    if action not in table:
        raise IncompatibleMiniStack(f"ministack.{module_name} does not serve {action}")
    original = table[action]
    table[action] = make(original)
    # The next wrapper of this action finds the function by the same name.
    table[action].__name__ = original.__name__
    wrap(module_name, original.__name__, lambda _: table[action])


def wrap_iam_action(action: str, make) -> None:
    """Replace the handler of an IAM action, for API calls and for MiniStack's CloudFormation alike."""
    wrap_action("services.iam", "_IAM_HANDLERS", action, make)

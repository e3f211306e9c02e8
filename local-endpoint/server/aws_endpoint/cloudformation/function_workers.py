"""A new function leaves the running functions of the same name in other accounts and regions alone, which MiniStack's CloudFormation ends."""
from ..framework.patching import internal, wrap

_account_id = internal("core.responses", "get_account_id")
_region = internal("core.responses", "get_region")


def install() -> None:
    def scoped(invalidate):
        def invalidated(func_name, qualifier=None, account=None, region=None):
            invalidate(func_name, qualifier=qualifier, account=account or _account_id(), region=region or _region())
        return invalidated

    wrap("core.lambda_runtime", "invalidate_worker", scoped)

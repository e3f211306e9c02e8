"""The account that a resource is in, where its ARN does not say: that of a bucket."""
import re

from ..framework.patching import internal

_buckets = internal("services.s3", "_buckets")
_account_of_arn = internal("core.iam_evaluator", "_account_from_arn")


def account_of_resource(arn: str, caller: str) -> str:
    """A call without a resource is about the account of its caller."""
    found = _account_of_arn(arn)
    bucket = re.match(r"arn:[\w-]+:s3:::([^/*?]+)", arn)
    if bucket:
        found = next((account for account, name in _buckets.to_dict() if name == bucket[1]), None)
    return found or caller

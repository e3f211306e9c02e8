"""Templates from S3 by every form of their URL: the CDK CLI names the bucket in the host, where MiniStack looks for it in the path.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
"""
import re
from urllib.parse import unquote, urlsplit

from ..framework.patching import internal, wrap

_param = internal("services.cloudformation.helpers", "_p")

_BUCKET_IN_HOST = re.compile(r"(?P<bucket>.+)\.s3(?:[.-](?:dualstack\.)?[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?")


def _with_bucket_in_path(url: str) -> str:
    parts = urlsplit(url)
    match = _BUCKET_IN_HOST.fullmatch(parts.hostname or "")
    return f"https://s3.amazonaws.com/{match['bucket']}/{unquote(parts.path.lstrip('/'))}" if match else url


def install() -> None:
    def by_every_form(resolve):
        def resolved(params, body_key, url_key, label):
            url = _param(params, url_key)
            return resolve({**params, url_key: [_with_bucket_in_path(url)]} if url else params, body_key, url_key, label)
        return resolved

    wrap("services.cloudformation.helpers", "_resolve_document", by_every_form)

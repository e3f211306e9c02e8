"""SAML metadata that IAM refuses; MiniStack keeps whatever it gets.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html: UTF-8 without a byte order mark.
"""
import re
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..framework.patching import internal, wrap_iam_action

_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")

_LENGTH = (1000, 10_000_000)
_ROOT = "{urn:oasis:names:tc:SAML:2.0:metadata}EntityDescriptor"
_BYTE_ORDER_MARK = "\ufeff"


def _refusal(params: dict):
    document = _param(params, "SAMLMetadataDocument")
    if not _LENGTH[0] <= len(document) <= _LENGTH[1]:
        bound = f"greater than or equal to {_LENGTH[0]}" if len(document) < _LENGTH[0] else f"less than or equal to {_LENGTH[1]}"
        return _error(400, "ValidationError", "1 validation error detected: Value at 'sAMLMetadataDocument' failed to satisfy constraint: "
                                              f"Member must have length {bound}")
    declared = re.match(r"""<\?xml[^>]*encoding=["']([^"']+)""", document)
    try:
        readable = not document.startswith(_BYTE_ORDER_MARK) and (not declared or declared[1].lower() in ("utf-8", "us-ascii"))
        readable = readable and fromstring(document.encode()).tag == _ROOT
    except (ParseError, DefusedXmlException, LookupError, ValueError):
        readable = False
    return None if readable else _error(400, "InvalidInput", "Could not parse metadata")


def install() -> None:
    for action in ("CreateSAMLProvider", "UpdateSAMLProvider"):
        wrap_iam_action(action, lambda handler: lambda params: _refusal(params) or handler(params))

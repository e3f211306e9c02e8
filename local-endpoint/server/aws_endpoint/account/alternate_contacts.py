"""Account Management's alternate contacts, which MiniStack lacks; they are authorized on the ARN of the account."""
import re

from ..framework.patching import internal, wrap
from .answers import answer

_account_id = internal("core.responses", "get_account_id")
_Scoped = internal("core.responses", "AccountScopedDict")
_dispatch = internal("services.account", "_DISPATCH")
_contacts = _Scoped()

_TYPES = ("BILLING", "OPERATIONS", "SECURITY")
_FIELDS = {
    "EmailAddress": re.compile(r"(?=.{1,254}$)\s*[\w+=.#|!&-]+@[\w.-]+\.\w+\s*"),
    "Name": re.compile(r".{1,64}"),
    "PhoneNumber": re.compile(r"[\s0-9()+-]{1,25}"),
    "Title": re.compile(r".{1,50}"),
}


def _invalid(member: str) -> tuple:
    return answer(400, {"message": f"1 validation error detected: {member}"}, "ValidationException")


def _of_a_type(function):
    def checked(payload):
        if payload.get("AlternateContactType") not in _TYPES:
            return _invalid("alternateContactType")
        return function(payload["AlternateContactType"], payload)
    return checked


def _missing() -> tuple:
    return answer(404, {"message": "No contact of the inputted alternate contact type found."}, "ResourceNotFoundException")


def _get(kind: str, _payload: dict) -> tuple:
    if kind not in _contacts:
        return _missing()
    return answer(200, {"AlternateContact": {"AlternateContactType": kind, **_contacts[kind]}})


def _put(kind: str, payload: dict) -> tuple:
    for field, pattern in _FIELDS.items():
        if not pattern.fullmatch(payload.get(field) or ""):
            return _invalid(field)
    _contacts[kind] = {field: payload[field] for field in _FIELDS}
    return answer(200, {})


def _delete(kind: str, _payload: dict) -> tuple:
    if kind not in _contacts:
        return _missing()
    del _contacts[kind]
    return answer(200, {})


def install() -> None:
    _dispatch["/getAlternateContact"] = _of_a_type(_get)
    _dispatch["/putAlternateContact"] = _of_a_type(_put)
    _dispatch["/deleteAlternateContact"] = _of_a_type(_delete)

    def of_the_account(extract):
        def arn(service, method, path, headers, body, query_params, region, account_id):
            if service == "account" and path.endswith("AlternateContact"):
                return f"arn:aws:account::{_account_id()}:account"
            return extract(service, method, path, headers, body, query_params, region, account_id)
        return arn

    wrap("core.iam_actions", "extract_resource_arn", of_the_account)

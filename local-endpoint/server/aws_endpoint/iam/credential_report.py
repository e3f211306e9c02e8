"""The credential report as IAM writes it: the root user first, ages and last use, times with ``+00:00``.

https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
"""
import csv
import io

from ..framework.clock import days_ago
from ..framework.patching import internal, wrap
from .credential_ages import key_last_used
from .root_user import root_facts

_users = internal("services.iam", "_users")
_keys = internal("services.iam", "_access_keys")
_profiles = internal("services.iam", "_login_profiles")
_devices = internal("services.iam", "_mfa_devices")
_account_id = internal("core.responses", "get_account_id")

_NO_KEY = ("false", "N/A", "N/A", "N/A", "N/A")
_NO_CERTIFICATES = ("false", "N/A", "false", "N/A")
_USED_BY = ("us-east-1", "iam")


def _time(value: str) -> str:
    return value.replace("Z", "+00:00")


def _root_row() -> list:
    root, created = root_facts(), days_ago(365)
    used = "no_information" if root["passwordUsed"] is None else days_ago(root["passwordUsed"])
    keys = [("true", created, "N/A", "N/A", "N/A") if root["accessKeys"] >= number else _NO_KEY for number in (1, 2)]
    certificates = [("true", created) if root["signingCertificates"] >= number else ("false", "N/A") for number in (1, 2)]
    return ["<root_account>", f"arn:aws:iam::{_account_id()}:root", created, "not_supported", used, "not_supported", "not_supported",
            str(root["mfa"]).lower(), *keys[0], *keys[1], *certificates[0], *certificates[1]]


def _key_columns(key_id: str, key: dict) -> tuple:
    used = key_last_used(key_id)
    return ("true" if key["Status"] == "Active" else "false", key["CreateDate"], used or "N/A", *(_USED_BY if used else ("N/A", "N/A")))


def _report() -> str:
    keys = {}
    for key_id, key in sorted(_keys.items(), key=lambda item: item[1].get("CreateDate", "")):
        keys.setdefault(key["UserName"], []).append(_key_columns(key_id, key))
    with_mfa = {device.get("User") for device in _devices.values()}
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(internal("services.iam", "_CRED_REPORT_HEADER").split(","))
    rows.writerow(map(_time, _root_row()))
    for name, user in _users.items():
        profile = _profiles.get(name)
        password = ["true", user.get("PasswordLastUsed", "no_information"), profile["CreateDate"], "N/A"] if profile else ["false", *["N/A"] * 3]
        first, second = [*keys.get(name, []), _NO_KEY, _NO_KEY][:2]
        times = map(_time, [user["CreateDate"], *password, str(name in with_mfa).lower(), *first, *second, *_NO_CERTIFICATES])
        rows.writerow([name, user["Arn"], *times])
    return text.getvalue().rstrip("\n")


def install() -> None:
    wrap("services.iam", "_build_credential_report", lambda _: _report)

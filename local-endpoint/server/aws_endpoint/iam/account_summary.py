"""The root user's facts in GetAccountSummary and in the credential report, which no API can change."""
import re

from ..framework.control import control_call, require
from ..framework.patching import internal, wrap, wrap_iam_action

_profiles = internal("services.iam", "_instance_profiles")
_providers = [internal("services.iam", name) for name in ("_oidc_providers", "_saml_providers")]

# A new account: its root user has a password, and nothing else yet.
_root = {"mfa": False, "accessKeys": 0, "password": True, "signingCertificates": 0}


def _facts() -> dict:
    return {
        "AccountMFAEnabled": int(_root["mfa"]),
        "AccountAccessKeysPresent": int(_root["accessKeys"] > 0),
        "AccountPasswordPresent": int(_root["password"]),
        "AccountSigningCertificatesPresent": int(_root["signingCertificates"] > 0),
        "InstanceProfiles": len(_profiles),
        "Providers": sum(len(store) for store in _providers),
    }


def _root_row(row: str) -> str:
    columns = row.split(",")
    columns[7] = str(_root["mfa"]).lower()
    for key, first in ((1, 8), (2, 13)):
        if _root["accessKeys"] >= key:
            columns[first:first + 2] = ["true", columns[2]]
    for certificate, column in ((1, 18), (2, 20)):
        if _root["signingCertificates"] >= certificate:
            columns[column:column + 2] = ["true", columns[2]]
    return ",".join(columns)


def install() -> None:
    def with_root_facts(summarise):
        def summary(params):
            status, headers, body = summarise(params)
            text = body.decode()
            for name, value in _facts().items():
                text = re.sub(rf"<entry><key>{name}</key>.*?</entry>", "", text)
                text = text.replace("</SummaryMap>", f"<entry><key>{name}</key><value>{value}</value></entry></SummaryMap>")
            return status, headers, text.encode()
        return summary

    def with_root_row(build):
        def report():
            header, root, *users = build().split("\n")
            return "\n".join([header, _root_row(root), *users])
        return report

    @control_call("root-user")
    def root_user(body: dict) -> dict:
        """``mfa``, ``password``: true or false; ``accessKeys``, ``signingCertificates``: how many. Answers all four."""
        require(body, mfa=bool, password=bool, accessKeys=int, signingCertificates=int)
        _root.update(body)
        return dict(_root)

    wrap_iam_action("GetAccountSummary", with_root_facts)
    wrap("services.iam", "_build_credential_report", with_root_row)

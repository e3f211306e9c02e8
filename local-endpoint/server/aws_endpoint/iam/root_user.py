"""The root user's facts, which no API can change: a control call sets them, GetAccountSummary and the credential report tell them."""
import re

from ..framework.control import control_call, require
from ..framework.patching import internal, wrap_iam_action

_profiles = internal("services.iam", "_instance_profiles")
_providers = [internal("services.iam", name) for name in ("_oidc_providers", "_saml_providers")]
_accounts = internal("core.responses", "AccountScopedDict")()

# A new account: its root user has a password, and nothing else yet. How many days ago it was used last, or None.
_NEW = {"mfa": False, "accessKeys": 0, "password": True, "signingCertificates": 0, "passwordUsed": None}


def root_facts() -> dict:
    return _accounts.get("root", _NEW)


def set_root_facts(**facts) -> None:
    _accounts["root"] = {**root_facts(), **facts}


@control_call("root-user")
def root_user(body: dict) -> dict:
    """``mfa``, ``password``: true or false; ``accessKeys``, ``signingCertificates``: how many; ``passwordUsed``: how many days ago."""
    require(body, mfa=bool, password=bool, accessKeys=int, signingCertificates=int, passwordUsed=int)
    set_root_facts(**body)
    return root_facts()


def _summary() -> dict:
    root = root_facts()
    return {
        "AccountMFAEnabled": int(root["mfa"]),
        "AccountAccessKeysPresent": int(root["accessKeys"] > 0),
        "AccountPasswordPresent": int(root["password"]),
        "AccountSigningCertificatesPresent": int(root["signingCertificates"] > 0),
        "InstanceProfiles": len(_profiles),
        "Providers": sum(len(store) for store in _providers),
    }


def install() -> None:
    def with_root_facts(summarize):
        def summary(params):
            status, headers, body = summarize(params)
            text = body.decode()
            for name, value in _summary().items():
                text = re.sub(rf"<entry><key>{name}</key>.*?</entry>", "", text)
                text = text.replace("</SummaryMap>", f"<entry><key>{name}</key><value>{value}</value></entry></SummaryMap>")
            return status, headers, text.encode()
        return summary

    wrap_iam_action("GetAccountSummary", with_root_facts)

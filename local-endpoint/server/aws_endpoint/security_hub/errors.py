"""Refusals of Security Hub CSPM, as its API answers them."""

_STATUS = {"InvalidInput": 400, "InvalidAccess": 401, "AccessDenied": 403, "ResourceNotFound": 404, "ResourceConflict": 409, "LimitExceeded": 429}


class SecurityHubError(ValueError):
    """A refusal: the name of the exception without ``Exception``, and the message."""

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code, self.status = f"{code}Exception", _STATUS[code]


def invalid(message: str) -> SecurityHubError:
    return SecurityHubError("InvalidInput", message)


def denied(message: str) -> SecurityHubError:
    return SecurityHubError("AccessDenied", message)


def missing(what: str) -> SecurityHubError:
    return SecurityHubError("ResourceNotFound", f"{what} does not exist.")


def conflict(message: str) -> SecurityHubError:
    return SecurityHubError("ResourceConflict", message)


def not_subscribed(account: str) -> SecurityHubError:
    return SecurityHubError("InvalidAccess", f"Account {account} is not subscribed to AWS Security Hub")

"""Refusals of Organizations, as its API answers them."""
import json


class OrganizationsError(ValueError):
    """A refusal: the name of the exception without ``Exception``, the message and, where AWS gives one, the reason."""

    def __init__(self, code: str, message: str, reason: str | None = None):
        super().__init__(message)
        self.code, self.reason = f"{code}Exception", reason

    def answer(self) -> tuple:
        body = {"__type": self.code, "Message": str(self), **({"Reason": self.reason} if self.reason else {})}
        return 400, {"Content-Type": "application/x-amz-json-1.1", "x-amzn-errortype": self.code}, json.dumps(body).encode()


def violated(reason: str, message: str) -> OrganizationsError:
    return OrganizationsError("ConstraintViolation", message, reason)


def invalid(reason: str, message: str) -> OrganizationsError:
    return OrganizationsError("InvalidInput", message, reason)

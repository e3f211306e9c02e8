"""Refusals of IAM Identity Center, as its APIs answer them."""


class IdentityCenterError(ValueError):
    """A refusal: the name of the exception without ``Exception``, and the message."""

    def __init__(self, code: str, message: str, status: int = 400):
        super().__init__(message)
        self.code, self.status = f"{code}Exception", status


def denied(message: str) -> IdentityCenterError:
    return IdentityCenterError("AccessDenied", message)


def missing(kind: str, identifier: str) -> IdentityCenterError:
    return IdentityCenterError("ResourceNotFound", f"{kind} not found: {identifier}")


def conflict(message: str) -> IdentityCenterError:
    return IdentityCenterError("Conflict", message)


def invalid(message: str) -> IdentityCenterError:
    return IdentityCenterError("Validation", message)

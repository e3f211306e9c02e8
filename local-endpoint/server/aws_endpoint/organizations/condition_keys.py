"""Condition keys of the organization: that of who calls, and that of the resource."""
from ..framework.patching import internal, wrap
from .model import organization_of
from .resource_account import account_of_resource


def _value(key: str, ctx):
    principal, resource = key.startswith("aws:principalorg"), key.startswith("aws:resourceorg")
    account = ctx.principal_account if principal else account_of_resource(ctx.resource_arn, ctx.principal_account)
    organization = organization_of(account) if principal or resource else None
    if organization is None:
        return None
    if key.endswith("orgid"):
        return organization.id
    # The path ends with the unit of the account: the account itself is no part of it.
    return [organization.path(organization.accounts[account].parent)] if key.endswith("orgpaths") else None


_KEYS = ("aws:principalorgid", "aws:principalorgpaths", "aws:resourceorgid", "aws:resourceorgpaths")


def install() -> None:
    def of_the_organization(resolve):
        def value(key, ctx):
            name = key.lower()
            if name == "aws:resourceaccount":
                return account_of_resource(ctx.resource_arn, ctx.principal_account)
            return _value(name, ctx) if name in _KEYS else resolve(key, ctx)
        return value

    wrap("core.iam_evaluator", "_resolve_condition_key", of_the_organization)

"""The instance, which the management account turns on in the console: no API makes that of an organization, so a control call does."""
from ..framework.control import Refused, control_call, require
from ..framework.patching import internal
from ..organizations.delegation import enable_service_access
from ..organizations.model import organization_of
from .model import SERVICE, enable
from .operations import ADMIN, operation

_account_id = internal("core.responses", "get_account_id")


@control_call("identity-center")
def turn_on(body: dict) -> dict:
    """``region``: the home region. Answers with ``instanceArn`` and ``identityStoreId``."""
    require(body, region=str)
    organization = organization_of(_account_id())
    if organization is None or organization.management != _account_id():
        raise Refused("the account must manage an organization")
    enable_service_access(organization, {"ServicePrincipal": SERVICE})
    instance = enable(organization, body.get("region", "us-east-1"))
    return {"instanceArn": instance.arn, "identityStoreId": instance.identity_store}


def _view(instance) -> dict:
    return {"InstanceArn": instance.arn, "IdentityStoreId": instance.identity_store, "OwnerAccountId": instance.owner,
            "CreatedDate": instance.created, "Status": "ACTIVE"}


@operation(ADMIN, "ListInstances")
def _list_instances(instance, _payload):
    return {"Instances": [_view(instance)] if instance else []}


@operation(ADMIN, "DescribeInstance")
def _describe_instance(instance, _payload):
    return _view(instance)

"""The resource that an IAM call is authorized on: its full ARN, with the path, of the type that the action works on."""
from ..framework import request as requests
from ..framework.patching import internal, wrap

_account_id = internal("core.responses", "get_account_id")

# Parameter that names the entity, the part of the ARN before the path, and where MiniStack keeps the path.
_ENTITIES = {
    "GroupName": ("group", internal("services.iam", "_groups")),
    "RoleName": ("role", internal("services.iam", "_roles")),
    "UserName": ("user", internal("services.iam", "_users")),
    "InstanceProfileName": ("instance-profile", internal("services.iam", "_instance_profiles")),
}

# Actions whose entity is another than the first of the above that their request names.
_BY_ACTION = {
    "ListGroupsForUser": "UserName",
    "AddRoleToInstanceProfile": "InstanceProfileName",
    "RemoveRoleFromInstanceProfile": "InstanceProfileName",
}

# Without a UserName these work on the caller.
SELF_SERVICE = {
    "ChangePassword", "CreateAccessKey", "DeleteAccessKey", "GetLoginProfile", "GetUser", "ListAccessKeys",
    "ListMFADevices", "UpdateAccessKey",
}


def _entity_arn(parameter: str, name: str, path: str) -> str:
    kind, store = _ENTITIES[parameter]
    if name in store:
        path = store[name].get("Path") or "/"
    return f"arn:aws:iam::{_account_id()}:{kind}{path or '/'}{name}"


def resource_of(action: str, param) -> str:
    path = param("Path") or "/"
    if action == "CreateVirtualMFADevice":
        return f"arn:aws:iam::{_account_id()}:mfa{path}{param('VirtualMFADeviceName')}"
    if action == "DeleteVirtualMFADevice":
        return param("SerialNumber")
    if action == "CreatePolicy":
        return f"arn:aws:iam::{_account_id()}:policy{path}{param('PolicyName')}"
    if action == "CreateServiceLinkedRole":
        return f"arn:aws:iam::{_account_id()}:role/aws-service-role/{param('AWSServiceName')}/*"
    parameter = _BY_ACTION.get(action) or next((name for name in _ENTITIES if param(name)), None)
    if parameter and param(parameter):
        return _entity_arn(parameter, param(parameter), path)
    for name in ("PolicyArn", "PolicySourceArn", "OpenIDConnectProviderArn", "SAMLProviderArn"):
        if param(name):
            return param(name)
    caller = requests.caller() if action in SELF_SERVICE else None
    return caller.principal_arn if caller else "*"


def install() -> None:
    def with_paths(extract):
        def arn(service, method, path, headers, body, query_params, region, account_id):
            if service != "iam":
                return extract(service, method, path, headers, body, query_params, region, account_id)
            return resource_of(requests.current().action, requests.current().param)
        return arn

    def of_the_caller(handle_request):
        async def handle(method, path, headers, body, query_params):
            request = requests.current()
            caller = requests.caller()
            if request.action in SELF_SERVICE and not request.param("UserName") and caller and caller.principal_name:
                query_params = {**query_params, "UserName": [caller.principal_name]}
            return await handle_request(method, path, headers, body, query_params)
        return handle

    wrap("core.iam_actions", "extract_resource_arn", with_paths)
    wrap("services.iam", "handle_request", of_the_caller)

"""The CloudFormation types ``AWS::IAM::OIDCProvider``, ``AWS::IAM::SAMLProvider`` and ``AWS::IAM::ServiceLinkedRole``."""
from ..iam.calls import call
from ..framework.patching import internal

_oidc = internal("services.iam", "_oidc_providers")
_saml = internal("services.iam", "_saml_providers")
_roles = internal("services.iam", "_roles")
_account_id = internal("core.responses", "get_account_id")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")


def _tags(props: dict) -> list:
    return [{"Key": tag["Key"], "Value": tag["Value"]} for tag in props.get("Tags") or []]


def _existing(store, arn: str) -> dict:
    if arn not in store:
        raise ValueError(f"{arn} not found. (Service: Iam, Status Code: 404, Error Code: NoSuchEntity)")
    return store[arn]


def _set_oidc(arn: str, props: dict) -> tuple:
    _existing(_oidc, arn).update(
        ClientIDList=list(props.get("ClientIdList") or []), ThumbprintList=list(props.get("ThumbprintList") or []),
        Tags=_tags(props))
    return arn, {"Arn": arn}


def _create_oidc(_logical_id, props, _stack_name):
    call("CreateOpenIDConnectProvider", Url=props["Url"])
    host = props["Url"].split("://", 1)[-1].rstrip("/")
    return _set_oidc(f"arn:aws:iam::{_account_id()}:oidc-provider/{host}", props)


def _update_oidc(physical_id, _old_props, new_props, _stack_name):
    return _set_oidc(physical_id, new_props)


def _delete_oidc(physical_id, _props):
    if physical_id in _oidc:
        call("DeleteOpenIDConnectProvider", OpenIDConnectProviderArn=physical_id)


def _create_saml(logical_id, props, stack_name):
    name = props.get("Name") or _physical_name(stack_name, logical_id, max_len=128)
    call("CreateSAMLProvider", Name=name, SAMLMetadataDocument=props["SamlMetadataDocument"])
    arn = f"arn:aws:iam::{_account_id()}:saml-provider/{name}"
    _saml[arn]["Tags"] = _tags(props)
    return arn, {"Arn": arn}


def _update_saml(physical_id, _old_props, new_props, _stack_name):
    _existing(_saml, physical_id)
    call("UpdateSAMLProvider", SAMLProviderArn=physical_id, SAMLMetadataDocument=new_props["SamlMetadataDocument"])
    _saml[physical_id]["Tags"] = _tags(new_props)
    return physical_id, {"Arn": physical_id}


def _delete_saml(physical_id, _props):
    if physical_id in _saml:
        call("DeleteSAMLProvider", SAMLProviderArn=physical_id)


def _create_linked_role(_logical_id, props, _stack_name):
    before = set(_roles.keys())
    call("CreateServiceLinkedRole", AWSServiceName=props["AWSServiceName"])
    name = (set(_roles.keys()) - before).pop()
    _roles[name]["Description"] = props.get("Description") or _roles[name]["Description"]
    return name, {"RoleName": name}


def _update_linked_role(physical_id, _old_props, new_props, _stack_name):
    _existing(_roles, physical_id)["Description"] = new_props.get("Description", "")
    return physical_id, {"RoleName": physical_id}


def _delete_linked_role(physical_id, _props):
    if physical_id in _roles:
        call("DeleteServiceLinkedRole", RoleName=physical_id)


def install() -> None:
    handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
    replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")
    for name, functions, properties in (
        ("OIDCProvider", (_create_oidc, _update_oidc, _delete_oidc), ("Url",)),
        ("SAMLProvider", (_create_saml, _update_saml, _delete_saml), ("Name",)),
        ("ServiceLinkedRole", (_create_linked_role, _update_linked_role, _delete_linked_role), ("AWSServiceName", "CustomSuffix")),
    ):
        handlers[f"AWS::IAM::{name}"] = dict(zip(("create", "update", "delete"), functions))
        replacing[f"AWS::IAM::{name}"] = properties

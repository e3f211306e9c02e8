"""The CloudFormation types of Security Hub CSPM for an organization, over the operations of Security Hub."""
from ..framework.patching import internal
from ..security_hub.errors import SecurityHubError
from ..security_hub.operations import perform

_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")
_account_id = internal("core.responses", "get_account_id")
_region = internal("core.responses", "get_region")

_TARGET_MEMBERS = {"ACCOUNT": "AccountId", "ORGANIZATIONAL_UNIT": "OrganizationalUnitId", "ROOT": "RootId"}


def call(operation: str, **members) -> dict:
    try:
        return perform(operation, _region(), {name: value for name, value in members.items() if value is not None})
    except SecurityHubError as error:
        raise ValueError(f"{error} (Service: SecurityHub, Status Code: {error.status}, Error Code: {error.code})") from None


def _create_administrator(_logical_id, props, _stack_name):
    call("EnableOrganizationAdminAccount", AdminAccountId=props["AdminAccountId"])
    identifier = f"{props['AdminAccountId']}/{_region()}"
    return identifier, {"DelegatedAdminIdentifier": identifier, "Status": "ENABLED"}


def _delete_administrator(_physical_id, props):
    call("DisableOrganizationAdminAccount", AdminAccountId=props["AdminAccountId"])


def _linking(props: dict) -> dict:
    return {"RegionLinkingMode": props["RegionLinkingMode"], "Regions": props.get("Regions")}


def _aggregator(answer: dict) -> tuple:
    return answer["FindingAggregatorArn"], {name: answer[name] for name in ("FindingAggregatorArn", "FindingAggregationRegion")}


def _create_aggregator(_logical_id, props, _stack_name):
    return _aggregator(call("CreateFindingAggregator", **_linking(props)))


def _update_aggregator(physical_id, _old_props, new_props, _stack_name):
    return _aggregator(call("UpdateFindingAggregator", FindingAggregatorArn=physical_id, **_linking(new_props)))


def _delete_aggregator(physical_id, _props):
    call("DeleteFindingAggregator", FindingAggregatorArn=physical_id)


def boolean(value) -> bool:
    return value is True or value == "true"


def _configure(props: dict) -> tuple:
    call("UpdateOrganizationConfiguration", AutoEnable=boolean(props["AutoEnable"]), AutoEnableStandards=props.get("AutoEnableStandards"),
          OrganizationConfiguration={"ConfigurationType": props.get("ConfigurationType", "LOCAL")})
    identifier = f"{_account_id()}/{_region()}/securityhub-organization-configuration"
    return identifier, {"OrganizationConfigurationIdentifier": identifier, "Status": "ENABLED"}


def _create_configuration(_logical_id, props, _stack_name):
    return _configure(props)


def _update_configuration(_physical_id, _old_props, new_props, _stack_name):
    return _configure(new_props)


def _delete_configuration(_physical_id, _props):
    """There is always a configuration: CloudFormation goes back to the local one."""
    _configure({"AutoEnable": False, "AutoEnableStandards": "NONE"})


def _policy(answer: dict) -> tuple:
    return answer["Arn"], {"Arn": answer["Arn"], "Id": answer["Id"]}


def _content(props: dict) -> dict:
    hub = props["ConfigurationPolicy"]["SecurityHub"]
    return {"SecurityHub": {**hub, "ServiceEnabled": boolean(hub.get("ServiceEnabled"))}}


def _create_policy(_logical_id, props, _stack_name):
    return _policy(call("CreateConfigurationPolicy", Name=props["Name"], Description=props.get("Description"), ConfigurationPolicy=_content(props)))


def _update_policy(physical_id, _old_props, new_props, _stack_name):
    return _policy(call("UpdateConfigurationPolicy", Identifier=physical_id, Name=new_props["Name"], Description=new_props.get("Description"),
                         ConfigurationPolicy=_content(new_props)))


def _delete_policy(physical_id, _props):
    call("DeleteConfigurationPolicy", Identifier=physical_id)


def _target(props: dict) -> dict:
    return {_TARGET_MEMBERS[props["TargetType"]]: props["TargetId"]}


def _associate(props: dict) -> tuple:
    answer = call("StartConfigurationPolicyAssociation", ConfigurationPolicyIdentifier=props["ConfigurationPolicyId"], Target=_target(props))
    return answer["TargetId"], {"AssociationIdentifier": answer["TargetId"], "AssociationStatus": answer["AssociationStatus"], "AssociationType": answer["AssociationType"]}


def _create_association(_logical_id, props, _stack_name):
    return _associate(props)


def _update_association(_physical_id, _old_props, new_props, _stack_name):
    return _associate(new_props)


def _delete_association(_physical_id, props):
    call("StartConfigurationPolicyDisassociation", ConfigurationPolicyIdentifier=props["ConfigurationPolicyId"], Target=_target(props))


def install() -> None:
    for name, create, update, delete in (
        ("DelegatedAdmin", _create_administrator, None, _delete_administrator),
        ("FindingAggregator", _create_aggregator, _update_aggregator, _delete_aggregator),
        ("OrganizationConfiguration", _create_configuration, _update_configuration, _delete_configuration),
        ("ConfigurationPolicy", _create_policy, _update_policy, _delete_policy),
        ("PolicyAssociation", _create_association, _update_association, _delete_association),
    ):
        _handlers[f"AWS::SecurityHub::{name}"] = {"create": create, "delete": delete, **({"update": update} if update else {})}
    _replacing.update({"AWS::SecurityHub::DelegatedAdmin": ("AdminAccountId",), "AWS::SecurityHub::PolicyAssociation": ("TargetId", "TargetType")})

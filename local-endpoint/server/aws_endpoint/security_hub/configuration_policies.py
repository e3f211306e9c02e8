"""Configuration policies: which standards and controls are on."""
import re
import time

from ..framework.patching import internal
from .administration import require_home_region
from .control_catalog import CIS_1_2, CONTROL_ID, STANDARDS, standard_arn
from .errors import conflict, invalid, missing
from .model import Administration, ConfigurationPolicy, new_arn, shown
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")

_NAME = re.compile(r"[A-Za-z0-9 .!*/-]{1,128}")
_LISTS = ("EnabledSecurityControlIdentifiers", "DisabledSecurityControlIdentifiers")


def _checked(content: dict, region: str) -> dict:
    policy = content.get("SecurityHub") or {}
    if not isinstance(policy.get("ServiceEnabled"), bool):
        raise invalid("Invalid semantics: ServiceEnabled must be given")
    if not policy["ServiceEnabled"]:
        return content
    controls = policy.get("SecurityControlsConfiguration")
    if policy.get("EnabledStandardIdentifiers") is None or controls is None:
        raise invalid("Invalid semantics: Enabled standards and security control configurations must be configured when Security Hub is enabled")
    known = [standard_arn(name, region) for name in (*STANDARDS, CIS_1_2)]
    for arn in policy["EnabledStandardIdentifiers"]:
        if arn not in known:
            raise invalid(f"Invalid semantics: {arn} is not a standard in {region}")
    given = [controls[name] for name in _LISTS if controls.get(name) is not None]
    if len(given) != 1:
        raise invalid("Invalid semantics: provide either enabled or disabled security control identifiers")
    customized = [one.get("SecurityControlId", "") for one in controls.get("SecurityControlCustomParameters") or []]
    for control in [*given[0], *customized]:
        if not CONTROL_ID.fullmatch(control):
            raise invalid(f"Invalid semantics: {control} is not a security control")
    for listed in (given[0], customized):
        if len(set(listed)) < len(listed):
            raise invalid("Invalid semantics: a security control is listed twice")
    off = controls.get("DisabledSecurityControlIdentifiers")
    for control in customized:
        if control in off if off is not None else control not in given[0]:
            raise invalid(f"Invalid semantics: {control} has parameters, and is not enabled")
    return content


def _view(policy: ConfigurationPolicy) -> dict:
    return {**_summary(policy), "CreatedAt": shown(policy.created), "ConfigurationPolicy": policy.content}


def _summary(policy: ConfigurationPolicy) -> dict:
    return {"Arn": policy.arn, "Id": policy.id, "Name": policy.name, "Description": policy.description, "UpdatedAt": shown(policy.updated),
            "ServiceEnabled": policy.content["SecurityHub"]["ServiceEnabled"]}


def policy_in(administration: Administration, identifier: str) -> ConfigurationPolicy:
    found = administration.policies.get(identifier.rsplit("/", 1)[-1])
    if found is None:
        raise missing(f"The configuration policy {identifier}")
    return found


def _require_name(administration: Administration, name: str, own: str | None = None) -> None:
    if not _NAME.fullmatch(name):
        raise invalid(f"Invalid parameter Name: {name}.")
    if any(one.name == name and one.id != own for one in administration.policies.values()):
        raise conflict(f"A configuration policy with the name {name} exists already.")


@operation("CreateConfigurationPolicy")
def _create(region: str, payload: dict) -> dict:
    _organization, administration = require_home_region(region)
    _require_name(administration, payload["Name"])
    content = _checked(payload["ConfigurationPolicy"], region)
    identifier, arn = new_arn("configuration-policy", region, _account_id())
    administration.policies[identifier] = ConfigurationPolicy(identifier, arn, payload["Name"], payload.get("Description", ""), content)
    return _view(administration.policies[identifier])


@operation("UpdateConfigurationPolicy")
def _update(region: str, payload: dict) -> dict:
    _organization, administration = require_home_region(region)
    policy = policy_in(administration, payload["Identifier"])
    _require_name(administration, payload.get("Name", policy.name), policy.id)
    if payload.get("ConfigurationPolicy") is not None:
        policy.content = _checked(payload["ConfigurationPolicy"], region)
    policy.name, policy.description, policy.updated = payload.get("Name", policy.name), payload.get("Description", policy.description), time.time()
    return _view(policy)


@operation("GetConfigurationPolicy")
def _get(region: str, payload: dict) -> dict:
    return _view(policy_in(require_home_region(region)[1], payload["Identifier"]))


@operation("ListConfigurationPolicies")
def _list(region: str, payload: dict) -> dict:
    return page(payload, "ConfigurationPolicySummaries", [_summary(one) for one in require_home_region(region)[1].policies.values()])


@operation("DeleteConfigurationPolicy")
def _delete(region: str, payload: dict) -> dict:
    _organization, administration = require_home_region(region)
    policy = policy_in(administration, payload["Identifier"])
    if policy.id in administration.associations.values():
        raise conflict(f"The configuration policy {policy.id} is associated with targets. Disassociate it first.")
    del administration.policies[policy.id]
    return {}

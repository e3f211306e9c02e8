"""The grammar of policies that inheritance operators merge: their keys, their values, and what must stand beside what.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_inheritance_mgmt.html and the pages on syntax of each type.
"""
import re

_VALUES = ("@@assign", "@@append", "@@remove")
_CHILDREN = "@@operators_allowed_for_child_policies"
_ALLOWED = {"@@all", "@@none", *_VALUES}
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-\d{1,2}")
_STATUS = {"status": {"enabled", "disabled"}}


class Ungrammatical(ValueError):
    """A policy that does not meet the requirements of its type."""


def _text(value) -> bool:
    return isinstance(value, str) and value != ""


def _whole(least: int, most: int):
    return lambda value: re.fullmatch(r"-?\d+", str(value)) is not None and least <= int(value) <= most


def _each(fits):
    return lambda value: isinstance(value, list) and all(fits(one) for one in value)


def _region(value) -> bool:
    return value == "ALL_SUPPORTED" or isinstance(value, str) and _REGION.fullmatch(value) is not None


_REGIONS = {"enable_in_regions": _each(_region), "disable_in_regions": _each(_region)}
_PREFERENCE = {"no_preference", "enabled", "disabled"}
_IMAGES = {
    "allowed_image_providers": _each(lambda one: re.fullmatch(r"\d{12}|amazon|aws_marketplace|aws_backup_vault", str(one)) is not None),
    "image_names": _each(_text),
    "marketplace_product_codes": _each(_text),
    "creation_date_condition": {"maximum_days_since_created": _whole(0, 2147483647)},
    "deprecation_time_condition": {"maximum_days_since_deprecated": _whole(0, 2147483647)},
}
_FEATURES = {
    "foundational": _STATUS, "s3_data_events": _STATUS, "eks_audit_logs": _STATUS, "ebs_malware_protection": _STATUS, "rds_login_events": _STATUS,
    "lambda_network_logs": _STATUS, "ai_protection": _STATUS,
    "runtime_monitoring": {**_STATUS, "additional_configuration": {
        "eks_addon_management": _STATUS, "ec2_agent_management": _STATUS, "ecs_fargate_agent_management": _STATUS}},
}

# By type: parts by their names, or by a pattern of them; what a value may be, as a set or as a function.
_GRAMMARS = {
    "DECLARATIVE_POLICY_EC2": {"ec2_attributes": {
        "exception_message": _text,
        "vpc_block_public_access": {"internet_gateway_block": {
            "mode": {"off", "block_ingress", "block_bidirectional"}, "exclusions_allowed": {"enabled", "disabled"}}},
        "serial_console_access": _STATUS,
        "image_block_public_access": {"state": {"unblocked", "block_new_sharing"}},
        "allowed_images_settings": {"state": {"enabled", "disabled", "audit_mode"}, "image_criteria": {re.compile(r"criteria_([1-9]|10)"): _IMAGES}},
        "instance_metadata_defaults": {
            "http_tokens": {"no_preference", "required", "optional"}, "http_put_response_hop_limit": _whole(-1, 64),
            "http_endpoint": _PREFERENCE, "instance_metadata_tags": _PREFERENCE},
        "snapshot_block_public_access": {"state": {"unblocked", "block_new_sharing", "block_all_sharing"}},
    }},
    "S3_POLICY": {"s3_attributes": {"public_access_block_configuration": {"all", "none"}}},
    "AISERVICES_OPT_OUT_POLICY": {"services": {re.compile("[a-z0-9]+"): {"opt_out_policy": {"optOut", "optIn"}}}},
    "SECURITYHUB_POLICY": {"securityhub": {**_REGIONS, "features": {"network_scanning": _REGIONS}}},
    "GUARDDUTY_POLICY": {"guardduty": {"enablement": {re.compile(f"default|{_REGION.pattern}"): _FEATURES}}},
    "INSPECTOR_POLICY": {"inspector": {"enablement": {
        "ec2_scanning": _REGIONS, "ecr_scanning": _REGIONS, "code_repository_scanning": _REGIONS,
        "lambda_standard_scanning": {**_REGIONS, "lambda_code_scanning": _REGIONS}}}},
}


def _part(grammar: dict, name: str):
    for known, part in grammar.items():
        if known == name or isinstance(known, re.Pattern) and known.fullmatch(name):
            return part
    raise Ungrammatical(f"unknown key {name}")


def _fits(grammar, value) -> bool:
    return value in grammar if isinstance(grammar, set) else grammar(value)


def _check_value(grammar, node: dict) -> None:
    if not node.keys() <= {*_VALUES, _CHILDREN} or not node.keys() & {*_VALUES}:
        raise Ungrammatical("a value stands below an operator")
    for operator in _VALUES:
        if operator in node and not _fits(grammar, node[operator]):
            raise Ungrammatical(f"no such value {node[operator]}")


def _check(grammar, node) -> None:
    if not isinstance(node, dict) or not node:
        raise Ungrammatical("a part is an object with something in it")
    if not set(node.get(_CHILDREN, [])) <= _ALLOWED:
        raise Ungrammatical("unknown operators for child policies")
    if not isinstance(grammar, dict):
        _check_value(grammar, node)
        return
    for name, inner in node.items():
        if name != _CHILDREN:
            _check(_part(grammar, name), inner)
    # A policy below another one may change one list of that.
    if any("@@assign" in node.get(name, {}) for name in _REGIONS) and not _REGIONS.keys() <= node.keys():
        raise Ungrammatical("both lists of regions are required")


def _enabled(features: dict, name: str) -> bool:
    return features.get(name, {}).get("status", {}).get("@@assign") == "enabled"


def _check_foundation(document: dict) -> None:
    blocks = document["guardduty"].get("enablement", {})
    features = [one for name, one in blocks.items() if name != _CHILDREN]
    if not features:
        raise Ungrammatical("no block")
    if any(any(_enabled(one, name) for name in one if name != _CHILDREN) and not _enabled(one, "foundational") for one in features):
        raise Ungrammatical("a feature without foundational threat detection")


def check_management_policy(policy_type: str, document: dict) -> None:
    """@raise Ungrammatical: if AWS refuses the document for this type. Types without a grammar here take every object."""
    if policy_type not in _GRAMMARS:
        return
    _check(_GRAMMARS[policy_type], document)
    if policy_type == "GUARDDUTY_POLICY":
        _check_foundation(document)

"""Policies of an organization: their types, the policies that AWS attaches by itself, and what is attached where."""
import json

from .errors import OrganizationsError, invalid, violated
from .model import Organization, Policy, new_id
from .operations import MANAGEMENT, READERS, operation, page
from .policy_content import check_content

# By type: how many policies a root, unit or account carries, the defaults counted.
_ATTACHED = {"SERVICE_CONTROL_POLICY": 10, "RESOURCE_CONTROL_POLICY": 5, "AISERVICES_OPT_OUT_POLICY": 5, "CHATBOT_POLICY": 5}
_OTHERS_ATTACHED = 10

# What AWS attaches to every node while the type is enabled.
_DEFAULTS = {
    "SERVICE_CONTROL_POLICY": ("p-FullAWSAccess", "FullAWSAccess", "Allows access to every operation",
                               {"Effect": "Allow", "Action": "*", "Resource": "*"}),
    "RESOURCE_CONTROL_POLICY": ("p-RCPFullAWSAccess", "RCPFullAWSAccess", "Allow access to all resources",
                                {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}),
}


def create_defaults(organization: Organization, policy_type: str) -> None:
    """Enable a type: its default policy exists, and every node carries it."""
    if policy_type not in _DEFAULTS:
        return
    identifier, name, description, statement = _DEFAULTS[policy_type]
    organization.policies[identifier] = Policy(
        identifier, f"arn:aws:organizations::aws:policy/{policy_type.lower()}/{identifier}", name, description, policy_type,
        json.dumps({"Version": "2012-10-17", "Statement": [statement]}), aws_managed=True)
    for node in (organization.root, *organization.units, *organization.accounts):
        organization.attachments.setdefault(node, []).append(identifier)


def attach_defaults(organization: Organization, node: str) -> None:
    organization.attachments[node] = [_DEFAULTS[one][0] for one in organization.policy_types if one in _DEFAULTS]


def _summary(policy: Policy) -> dict:
    return {"Id": policy.id, "Arn": policy.arn, "Name": policy.name, "Description": policy.description, "Type": policy.type, "AwsManaged": policy.aws_managed}


def _view(policy: Policy) -> dict:
    return {"Policy": {"PolicySummary": _summary(policy), "Content": policy.content}}


def _existing(organization: Organization, identifier: str) -> Policy:
    if identifier not in organization.policies:
        raise OrganizationsError("PolicyNotFound", "We can't find a policy with the PolicyId that you specified.")
    return organization.policies[identifier]


def _own(organization: Organization, identifier: str) -> Policy:
    policy = _existing(organization, identifier)
    if policy.aws_managed:
        raise invalid("IMMUTABLE_POLICY", "You specified a policy that is managed by AWS and can't be modified.")
    return policy


def _require_target(organization: Organization, target: str) -> None:
    if not organization.exists(target):
        raise OrganizationsError("TargetNotFound", "We can't find a root, OU, or account with the TargetId that you specified.")


def _require_unique(organization: Organization, name: str, policy_type: str, except_for: Policy | None = None) -> None:
    if any(one is not except_for and one.name == name and one.type == policy_type for one in organization.policies.values()):
        raise OrganizationsError("DuplicatePolicy", "A policy with the same name already exists.")


@operation("CreatePolicy", MANAGEMENT)
def create_policy(organization, payload):
    _require_unique(organization, payload["Name"], payload["Type"])
    check_content(payload["Type"], payload["Content"])
    identifier = new_id("p-", 8)
    policy = organization.policies[identifier] = Policy(
        identifier, organization.arn("policy", payload["Type"].lower(), identifier), payload["Name"], payload["Description"], payload["Type"], payload["Content"])
    organization.tags[identifier] = {tag["Key"]: tag["Value"] for tag in payload.get("Tags") or []}
    return _view(policy)


@operation("UpdatePolicy", MANAGEMENT)
def update_policy(organization, payload):
    policy = _own(organization, payload["PolicyId"])
    if payload.get("Content") is not None:
        check_content(policy.type, payload["Content"])
    _require_unique(organization, payload.get("Name") or policy.name, policy.type, policy)
    policy.name = payload.get("Name") or policy.name
    policy.description = payload.get("Description", policy.description)
    policy.content = payload.get("Content") or policy.content
    return _view(policy)


@operation("DescribePolicy", READERS)
def _describe_policy(organization, payload):
    return _view(_existing(organization, payload["PolicyId"]))


@operation("DeletePolicy", MANAGEMENT)
def delete_policy(organization, payload):
    policy = _own(organization, payload["PolicyId"])
    if any(policy.id in attached for attached in organization.attachments.values()):
        raise OrganizationsError("PolicyInUse", "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts "
                                 "before performing this operation.")
    del organization.policies[policy.id]
    organization.tags.pop(policy.id, None)
    return {}


@operation("ListPolicies", READERS)
def _list_policies(organization, payload):
    return page(payload, "Policies", [_summary(one) for one in organization.policies.values() if one.type == payload["Filter"]])


@operation("AttachPolicy", MANAGEMENT)
def attach_policy(organization, payload):
    policy, target = _existing(organization, payload["PolicyId"]), payload["TargetId"]
    _require_target(organization, target)
    if policy.type not in organization.policy_types:
        raise OrganizationsError("PolicyTypeNotEnabled", "The specified policy type isn't currently enabled in this root.")
    attached = organization.attachments.setdefault(target, [])
    if policy.id in attached:
        raise OrganizationsError("DuplicatePolicyAttachment", "The selected policy is already attached to the specified target.")
    most = _ATTACHED.get(policy.type, _OTHERS_ATTACHED)
    if len(organization.attached(target, policy.type)) >= most:
        raise violated("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", f"You have attached the maximum number of {most} policies of this type to the target.")
    attached.append(policy.id)
    return {}


@operation("DetachPolicy", MANAGEMENT)
def detach_policy(organization, payload):
    policy, target = _existing(organization, payload["PolicyId"]), payload["TargetId"]
    _require_target(organization, target)
    if policy.id not in organization.attachments.get(target, []):
        raise OrganizationsError("PolicyNotAttached", "The policy isn't attached to the specified target in the specified root.")
    if policy.id == _DEFAULTS["RESOURCE_CONTROL_POLICY"][0]:
        raise invalid("NON_DETACHABLE_POLICY", "You can't detach the RCPFullAWSAccess policy.")
    if policy.type == "SERVICE_CONTROL_POLICY" and len(organization.attached(target, policy.type)) == 1:
        raise violated("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", "You cannot remove the last policy attached to the specified target. You must have at "
                       "least one attached at all times.")
    organization.attachments[target].remove(policy.id)
    return {}


@operation("ListPoliciesForTarget", READERS)
def _list_policies_for_target(organization, payload):
    _require_target(organization, payload["TargetId"])
    return page(payload, "Policies", [_summary(one) for one in organization.attached(payload["TargetId"], payload["Filter"])])


@operation("ListTargetsForPolicy", READERS)
def _list_targets(organization, payload):
    policy = _existing(organization, payload["PolicyId"])
    nodes = [("ROOT", organization.root, organization.arn("root", organization.root), "Root"),
             *(("ORGANIZATIONAL_UNIT", one.id, one.arn, one.name) for one in organization.units.values()),
             *(("ACCOUNT", one.id, one.arn, one.name) for one in organization.accounts.values())]
    return page(payload, "Targets", [{"TargetId": identifier, "Arn": arn, "Name": name, "Type": kind} for kind, identifier, arn, name in nodes
                                     if policy.id in organization.attachments.get(identifier, [])])


def _root_view(organization: Organization) -> dict:
    types = [{"Type": one, "Status": "ENABLED"} for one in organization.policy_types]
    return {"Root": {"Id": organization.root, "Arn": organization.arn("root", organization.root), "Name": "Root", "PolicyTypes": types}}


def _require_root(organization: Organization, root: str) -> None:
    if root != organization.root:
        raise OrganizationsError("RootNotFound", "We can't find a root with the RootId that you specified.")


@operation("EnablePolicyType", READERS)
def enable_policy_type(organization, payload):
    _require_root(organization, payload["RootId"])
    if payload["PolicyType"] in organization.policy_types:
        raise OrganizationsError("PolicyTypeAlreadyEnabled", "The specified policy type is already enabled in the specified root.")
    organization.policy_types.append(payload["PolicyType"])
    create_defaults(organization, payload["PolicyType"])
    return _root_view(organization)


@operation("DisablePolicyType", READERS)
def disable_policy_type(organization, payload):
    """Every policy of the type is detached everywhere."""
    _require_root(organization, payload["RootId"])
    if payload["PolicyType"] not in organization.policy_types:
        raise OrganizationsError("PolicyTypeNotEnabled", "The specified policy type isn't currently enabled in this root.")
    organization.policy_types.remove(payload["PolicyType"])
    for target, attached in organization.attachments.items():
        organization.attachments[target] = [one for one in attached if organization.policies[one].type != payload["PolicyType"]]
    return _root_view(organization)

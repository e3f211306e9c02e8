"""The CloudFormation type ``AWS::IAM::ManagedPolicy``, over MiniStack's IAM handlers: what it names must exist, and quotas count."""
from ..framework.patching import internal
from ..iam.calls import call
from .properties import changes, document

_policies = internal("services.iam", "_policies")
_account_id = internal("core.responses", "get_account_id")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")

_VERSIONS = 5
# By property: the kind of entity and where the entities are.
_TARGETS = {f"{kind}s": (kind, internal("services.iam", f"_{kind.lower()}s")) for kind in ("Role", "User", "Group")}


def _attributes(arn: str) -> tuple:
    policy = _policies[arn]
    return arn, {"PolicyArn": arn, "PermissionsBoundaryUsageCount": 0, **{name: policy[name] for name in (
        "PolicyId", "AttachmentCount", "DefaultVersionId", "IsAttachable", "CreateDate", "UpdateDate")}}


def _attach(arn: str, old: dict, new: dict) -> None:
    for member, (kind, entities) in _TARGETS.items():
        left, joined = changes(old.get(member), new.get(member))
        for name in left:
            if name in entities and arn in entities[name]["AttachedPolicies"]:
                call(f"Detach{kind}Policy", **{f"{kind}Name": name}, PolicyArn=arn)
        for name in joined:
            if name not in entities:
                raise ValueError(f"The {kind.lower()} with name {name} cannot be found. "
                                 "(Service: Iam, Status Code: 404, Error Code: NoSuchEntity)")
            call(f"Attach{kind}Policy", **{f"{kind}Name": name}, PolicyArn=arn)


def _create(logical_id, props, stack_name):
    name, path = props.get("ManagedPolicyName") or _physical_name(stack_name, logical_id, max_len=128), props.get("Path", "/")
    call("CreatePolicy", PolicyName=name, Path=path, PolicyDocument=document(props.get("PolicyDocument", {})), Description=props.get("Description"))
    arn = f"arn:aws:iam::{_account_id()}:policy{path}{name}"
    try:
        _attach(arn, {}, props)
    except ValueError:
        _delete(arn, props)
        raise
    return _attributes(arn)


def _update(physical_id, old_props, new_props, _stack_name, _logical_id=None):
    text = document(new_props.get("PolicyDocument", {}))
    if text != document(old_props.get("PolicyDocument", {})):
        versions = [version for version, record in _policies[physical_id]["Versions"].items() if not record["IsDefaultVersion"]]
        if len(versions) >= _VERSIONS - 1:
            call("DeletePolicyVersion", PolicyArn=physical_id, VersionId=min(versions, key=lambda version: int(version[1:])))
        call("CreatePolicyVersion", PolicyArn=physical_id, PolicyDocument=text, SetAsDefault="true")
    _attach(physical_id, old_props, new_props)
    return _attributes(physical_id)


def _delete(physical_id, props):
    """Detach from whom the template names; other attachments refuse the delete."""
    if physical_id in _policies:
        _attach(physical_id, props, {})
        call("DeletePolicy", PolicyArn=physical_id)


def install() -> None:
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")["AWS::IAM::ManagedPolicy"].update(
        create=_create, update=_update, delete=_delete)

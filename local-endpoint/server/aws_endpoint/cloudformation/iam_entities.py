"""MiniStack's CloudFormation handlers of IAM entities, made to fail where AWS fails.

They take over an existing role or policy, drop a role's boundary, skip entities that do not exist, and delete what is in use.
"""
from ..iam.calls import call
from .properties import changes, document, inline_policies
from ..iam.conflicts import POLICIES_PER_ENTITY, attach_refusal, policy_named, size_refusal
from ..framework.patching import internal, wrap

_roles = internal("services.iam", "_roles")
_users = internal("services.iam", "_users")
_groups = internal("services.iam", "_groups")
_policies = internal("services.iam", "_policies")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")
_validate = internal("core.iam_evaluator", "validate_policy_document")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")

_TARGETS = (("Roles", "role", _roles), ("Users", "user", _users), ("Groups", "group", _groups))


def _message(answer) -> str:
    return answer[2].decode().split("<Message>")[1].split("</Message>")[0]


def _require_attachable(kind: str, attached: list, arns: list) -> None:
    for number, arn in enumerate(arns):
        refusal = attach_refusal(kind, attached + arns[:number], arn)
        if refusal:
            raise ValueError(_message(refusal))


def _require_policy_fits(props: dict, arn: str | None = None) -> None:
    text = document(props.get("PolicyDocument", {}))
    problem = _validate(text) or (_message(size_refusal(text)) if size_refusal(text) else None)
    if problem:
        raise ValueError(problem)
    for member, kind, store in _TARGETS:
        for name in props.get(member) or []:
            if name not in store:
                raise ValueError(f"The {kind} with name {name} cannot be found.")
            attached = [item for item in store[name]["AttachedPolicies"] if item != arn]
            if len(attached) >= POLICIES_PER_ENTITY:
                raise ValueError(f"Cannot exceed quota for PoliciesPer{kind.capitalize()}: {POLICIES_PER_ENTITY}")


def _role_created(create):
    def created(logical_id, props, stack_name):
        name = props.get("RoleName") or _physical_name(stack_name, logical_id, max_len=64)
        if name in _roles:
            raise ValueError(f"Role with name {name} already exists. (Service: Iam, Status Code: 409, "
                             "Error Code: EntityAlreadyExists)")
        _require_attachable("Role", [], list(props.get("ManagedPolicyArns") or []))
        answer = create(logical_id, props, stack_name)
        if props.get("PermissionsBoundary"):
            try:
                call("PutRolePermissionsBoundary", RoleName=name, PermissionsBoundary=props["PermissionsBoundary"])
            except ValueError:
                _role_removed(name, props)
                raise
        return answer
    return created


def _role_updated(update):
    def updated(physical_id, old_props, new_props, stack_name, logical_id=None):
        old, new = old_props.get("PermissionsBoundary"), new_props.get("PermissionsBoundary")
        detached, attached = changes(old_props.get("ManagedPolicyArns"), new_props.get("ManagedPolicyArns"))
        if physical_id in _roles:
            _require_attachable(
                "Role", [arn for arn in _roles[physical_id]["AttachedPolicies"] if arn not in detached], attached)
        if new and new != old:
            call("PutRolePermissionsBoundary", RoleName=physical_id, PermissionsBoundary=new)
        elif old and not new:
            call("DeleteRolePermissionsBoundary", RoleName=physical_id)
        return update(physical_id, old_props, new_props, stack_name, logical_id)
    return updated


def _role_removed(physical_id, props):
    """Undo what the template attached; what somebody else attached refuses the delete."""
    role = _roles.get(physical_id)
    if role is None:
        return
    for arn in props.get("ManagedPolicyArns") or []:
        if arn in role["AttachedPolicies"]:
            call("DetachRolePolicy", RoleName=physical_id, PolicyArn=arn)
    for name in inline_policies(props):
        role["InlinePolicies"].pop(name, None)
    call("DeleteRole", RoleName=physical_id)


def _policy_created(create):
    def created(logical_id, props, stack_name):
        name = props.get("ManagedPolicyName") or _physical_name(stack_name, logical_id, max_len=128)
        if policy_named(name):
            raise ValueError(f"A policy called {name} already exists. Duplicate names are not allowed. "
                             "(Service: Iam, Status Code: 409, Error Code: EntityAlreadyExists)")
        _require_policy_fits(props)
        return create(logical_id, props, stack_name)
    return created


def _policy_updated(update):
    def updated(physical_id, old_props, new_props, stack_name, logical_id=None):
        _require_policy_fits(new_props, physical_id)
        return update(physical_id, old_props, new_props, stack_name, logical_id)
    return updated


def _policy_deleted(physical_id, props):
    """Detach from whom the template names and delete all versions; other attachments refuse the delete."""
    if physical_id not in _policies:
        return
    for member, kind, store in _TARGETS:
        for name in props.get(member) or []:
            if name in store and physical_id in store[name]["AttachedPolicies"]:
                internal("services.iam", "detach_managed_policy")(store[name], physical_id)
    call("DeletePolicy", PolicyArn=physical_id)


def _user_deleted(delete):
    def deleted(physical_id, props):
        if any(device.get("User") == physical_id for device in internal("services.iam", "_mfa_devices").values()):
            raise ValueError("Cannot delete entity, must delete MFA device first. "
                             "(Service: Iam, Status Code: 409, Error Code: DeleteConflict)")
        delete(physical_id, props)
    return deleted


def _profile_checked(handler, position: int):
    def checked(*args):
        for name in args[position].get("Roles") or []:
            if name not in _roles:
                raise ValueError(f"The role with name {name} cannot be found.")
        return handler(*args)
    return checked


def install() -> None:
    for kind, name, function in (
        ("AWS::IAM::Role", "_iam_role_create", _role_created),
        ("AWS::IAM::Role", "_iam_role_update", _role_updated),
        ("AWS::IAM::Role", "_iam_role_delete", lambda _: _role_removed),
        ("AWS::IAM::ManagedPolicy", "_iam_managed_policy_create", _policy_created),
        ("AWS::IAM::ManagedPolicy", "_iam_managed_policy_update", _policy_updated),
        ("AWS::IAM::ManagedPolicy", "_iam_managed_policy_delete", lambda _: _policy_deleted),
        ("AWS::IAM::User", "_iam_user_delete", _user_deleted),
        ("AWS::IAM::InstanceProfile", "_iam_ip_create", lambda handler: _profile_checked(handler, 1)),
        ("AWS::IAM::InstanceProfile", "_iam_ip_update", lambda handler: _profile_checked(handler, 2)),
    ):
        wrap("services.cloudformation.provisioners", name, function)
        _handlers[kind][name.rsplit("_", 1)[1]] = internal("services.cloudformation.provisioners", name)

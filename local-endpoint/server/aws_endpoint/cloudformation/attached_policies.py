"""The policies of a Group or a Role, as its template has them: what the update changes, and what goes before it is deleted."""
from ..framework.patching import internal
from ..iam.calls import call
from .properties import changes, inline_policies

_STORES = {"Group": internal("services.iam", "_groups"), "Role": internal("services.iam", "_roles")}


def reconcile(kind: str, name: str, old: dict, new: dict) -> None:
    """Detach before attaching: a full set of ten policies can be exchanged."""
    entity = {f"{kind}Name": name}
    detached, attached = changes(old.get("ManagedPolicyArns"), new.get("ManagedPolicyArns"))
    for arn in detached:
        call(f"Detach{kind}Policy", **entity, PolicyArn=arn)
    for arn in attached:
        call(f"Attach{kind}Policy", **entity, PolicyArn=arn)
    before, after = inline_policies(old), inline_policies(new)
    for policy in before.keys() - after.keys():
        call(f"Delete{kind}Policy", **entity, PolicyName=policy)
    for policy, text in after.items():
        if before.get(policy) != text:
            call(f"Put{kind}Policy", **entity, PolicyName=policy, PolicyDocument=text)


def remove(kind: str, name: str, props: dict) -> None:
    """Undo what the template attached, then delete: what comes from elsewhere refuses the delete, as on AWS."""
    attached = _STORES[kind][name]["AttachedPolicies"]
    reconcile(kind, name, {
        "ManagedPolicyArns": [arn for arn in props.get("ManagedPolicyArns") or [] if arn in attached], "Policies": props.get("Policies")}, {})
    call(f"Delete{kind}", **{f"{kind}Name": name})


def discard(kind: str, name: str) -> None:
    """Remove an entity that could not be completed, with everything it has by then."""
    for arn in list(_STORES[kind][name]["AttachedPolicies"]):
        call(f"Detach{kind}Policy", **{f"{kind}Name": name}, PolicyArn=arn)
    _STORES[kind].pop(name)
    if kind == "Group":
        internal("services.iam", "_group_inline_policies").pop(name, None)

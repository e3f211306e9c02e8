"""IAM's quotas: how many policies, groups and keys an entity has, and how large its policies are.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""
from ..framework.patching import internal, wrap_iam_action

_users = internal("services.iam", "_users")
_groups = internal("services.iam", "_groups")
_roles = internal("services.iam", "_roles")
_keys = internal("services.iam", "_access_keys")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")

POLICIES_PER_ENTITY = 10
_GROUPS_PER_USER = 10
_KEYS_PER_USER = 2
_TAGS = 50
_MANAGED_SIZE = 6144
_TRUST_SIZE = 2048

# By kind: the entities, their inline policies by entity name, and the characters that these have in all.
_KINDS = {
    "User": (_users, lambda name: internal("services.iam", "_user_inline_policies").get(name) or {}, 2048),
    "Group": (_groups, lambda name: internal("services.iam", "_group_inline_policies").get(name) or {}, 5120),
    "Role": (_roles, lambda name: _roles[name]["InlinePolicies"], 10_240),
}


def size_of(document: str) -> int:
    """IAM does not count white space."""
    return len("".join(document.split()))


def _exceeded(quota: str, limit: int):
    return _error(409, "LimitExceeded", f"Cannot exceed quota for {quota}: {limit}")


def _attachments(kind: str):
    def refusal(params):
        store, attached = _KINDS[kind][0], _param(params, "PolicyArn")
        present = store.get(_param(params, f"{kind}Name"), {}).get("AttachedPolicies", [])
        return _exceeded(f"PoliciesPer{kind}", POLICIES_PER_ENTITY) if attached not in present and len(present) >= POLICIES_PER_ENTITY else None
    return refusal


def _inline_size(kind: str):
    def refusal(params):
        store, inline, limit = _KINDS[kind]
        name = _param(params, f"{kind}Name")
        others = [document for policy, document in inline(name).items() if policy != _param(params, "PolicyName")] if name in store else []
        total = size_of(_param(params, "PolicyDocument")) + sum(map(size_of, others))
        return _error(409, "LimitExceeded", f"Maximum policy size of {limit} bytes exceeded for {kind.lower()} {name}") if total > limit else None
    return refusal


def _size(parameter: str, quota: str, limit: int):
    return lambda params: _exceeded(quota, limit) if size_of(_param(params, parameter)) > limit else None


def _memberships(params: dict):
    user, group = _param(params, "UserName"), _param(params, "GroupName")
    groups = [name for name, record in _groups.items() if user in record["Users"]]
    return _exceeded("GroupsPerUser", _GROUPS_PER_USER) if group in _groups and group not in groups and len(groups) >= _GROUPS_PER_USER else None


def _access_keys(params: dict):
    owned = [key for key in _keys.values() if key["UserName"] == _param(params, "UserName")]
    return _exceeded("AccessKeysPerUser", _KEYS_PER_USER) if len(owned) >= _KEYS_PER_USER else None


def _tags(params: dict):
    return _exceeded("TagsPerEntity", _TAGS) if _param(params, f"Tags.member.{_TAGS + 1}.Key") else None


def install() -> None:
    refusals = [
        ("CreatePolicy", _size("PolicyDocument", "PolicySize", _MANAGED_SIZE)),
        ("CreatePolicyVersion", _size("PolicyDocument", "PolicySize", _MANAGED_SIZE)),
        ("CreateRole", _size("AssumeRolePolicyDocument", "ACLSizePerRole", _TRUST_SIZE)),
        ("UpdateAssumeRolePolicy", _size("PolicyDocument", "ACLSizePerRole", _TRUST_SIZE)),
        ("AddUserToGroup", _memberships),
        ("CreateAccessKey", _access_keys),
        *((action, _tags) for action in ("CreateUser", "CreateRole", "CreatePolicy")),
    ]
    for kind in _KINDS:
        refusals += [(f"Attach{kind}Policy", _attachments(kind)), (f"Put{kind}Policy", _inline_size(kind))]
    for action, refusal in refusals:
        wrap_iam_action(action, lambda handler, refusal=refusal: lambda params: refusal(params) or handler(params))

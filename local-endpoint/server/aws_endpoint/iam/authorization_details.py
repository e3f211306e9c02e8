"""GetAccountAuthorizationDetails as AWS answers it: attached AWS managed policies, boundaries and counts are in it, in pages.

MiniStack leaves the policies of AWS out, so that tools that read the account from this call do not know what is attached.
"""
from urllib.parse import quote

from ..framework.patching import internal, wrap_iam_action

_users = internal("services.iam", "_users")
_groups = internal("services.iam", "_groups")
_roles = internal("services.iam", "_roles")
_policies = internal("services.iam", "_policies")
_profiles = internal("services.iam", "_instance_profiles")
_inline_of_users = internal("services.iam", "_user_inline_policies")
_inline_of_groups = internal("services.iam", "_group_inline_policies")
_lookup = internal("services.iam", "_lookup_policy")
_policy_xml = internal("services.iam", "_managed_policy_xml")
_usage_counts = internal("services.iam", "_boundary_usage_counts")
_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")
_xml = internal("services.iam", "_xml")

_PAGE = 100
_FILTERS = ("User", "Group", "Role", "LocalManagedPolicy", "AWSManagedPolicy")
_LISTS = {"User": "UserDetailList", "Group": "GroupDetailList", "Role": "RoleDetailList", "LocalManagedPolicy": "Policies", "AWSManagedPolicy": "Policies"}


def _list(name: str, members) -> str:
    return f"<{name}>{''.join(f'<member>{member}</member>' for member in members)}</{name}>"


def _inline(name: str, policies: dict) -> str:
    return _list(name, (f"<PolicyName>{policy}</PolicyName><PolicyDocument>{quote(document, safe='')}</PolicyDocument>"
                        for policy, document in policies.items()))


def _attached(entity: dict) -> str:
    return _list("AttachedManagedPolicies", (f"<PolicyName>{arn.rsplit('/', 1)[-1]}</PolicyName><PolicyArn>{arn}</PolicyArn>"
                                             for arn in entity["AttachedPolicies"]))


def _user(name: str) -> str:
    groups = [group["GroupName"] for group in _groups.values() if name in group["Users"]]
    return (internal("services.iam", "_user_xml")(name) + _inline("UserPolicyList", _inline_of_users.get(name) or {})
            + _list("GroupList", groups) + _attached(_users[name]))


def _group(name: str) -> str:
    return (internal("services.iam", "_group_xml")(name) + _inline("GroupPolicyList", _inline_of_groups.get(name) or {})
            + _attached(_groups[name]))


def _role(name: str) -> str:
    profiles = [internal("services.iam", "_instance_profile_xml")(profile) for profile, one in _profiles.items() if name in one["Roles"]]
    return (internal("services.iam", "_role_xml")(name) + _inline("RolePolicyList", _roles[name]["InlinePolicies"])
            + _list("InstanceProfileList", profiles) + _attached(_roles[name]))


def _policy(arn: str) -> str:
    versions = (f"<Document>{quote(version['Document'], safe='')}</Document><VersionId>{version['VersionId']}</VersionId>"
                f"<IsDefaultVersion>{str(version['IsDefaultVersion']).lower()}</IsDefaultVersion><CreateDate>{version['CreateDate']}</CreateDate>"
                for version in _lookup(arn)["Versions"].values())
    return _policy_xml(arn, _usage_counts()) + _list("PolicyVersionList", versions)


def _of_aws() -> list:
    """The AWS managed policies that something in the account carries, as a permission or as its boundary."""
    carried = {arn for store in (_users, _groups, _roles) for entity in store.values() for arn in entity["AttachedPolicies"]} | set(_usage_counts())
    return sorted(arn for arn in carried if arn not in _policies and _lookup(arn))


_KINDS = {"User": (lambda: _users, _user), "Group": (lambda: _groups, _group), "Role": (lambda: _roles, _role),
          "LocalManagedPolicy": (lambda: _policies, _policy), "AWSManagedPolicy": (_of_aws, _policy)}


def _details(params: dict):
    filters = [_param(params, f"Filter.member.{number}") for number in range(1, len(_FILTERS) + 1)]
    wanted = [one for one in _FILTERS if one in filters] or _FILTERS
    start, size = _param(params, "Marker") or "0", int(_param(params, "MaxItems") or _PAGE)
    if not start.isdigit():
        return _error(400, "ValidationError", f"Invalid Marker: {start}")
    items = [(kind, name) for kind in wanted for name in _KINDS[kind][0]()]
    page = items[int(start):int(start) + size]
    lists = {name: [] for name in _LISTS.values()}
    for kind, name in page:
        lists[_LISTS[kind]].append(_KINDS[kind][1](name))
    following = int(start) + size
    marker = f"<IsTruncated>true</IsTruncated><Marker>{following}</Marker>" if following < len(items) else "<IsTruncated>false</IsTruncated>"
    body = "".join(_list(name, members) for name, members in lists.items())
    return _xml(200, "GetAccountAuthorizationDetailsResponse", f"<GetAccountAuthorizationDetailsResult>{body}{marker}</GetAccountAuthorizationDetailsResult>")


def install() -> None:
    wrap_iam_action("GetAccountAuthorizationDetails", lambda _: _details)

"""The directory of the instance: users, groups and who is in them."""
from .errors import conflict, invalid, missing
from .model import Group, User, new_id
from .operations import STORE, operation, page


def _arn(kind: str, identifier: str) -> str:
    return f"arn:aws:identitystore:::{kind}/{identifier}"


def _found(items: dict, kind: str, identifier: str):
    if identifier not in items:
        raise missing(kind, identifier)
    return items[identifier]


def _require_new(items: dict, name: str, kind: str) -> None:
    if any(one.name.lower() == name.lower() for one in items.values()):
        raise conflict(f"Duplicate {kind} {name}")


_RESERVED = ("Administrator", "AWSAdministrators")
# What an update reaches here, by the path in a request, whose case counts.
_OF_GROUP = {"displayName": "DisplayName", "description": "Description"}
_OF_USER = {"userName": "UserName", "displayName": "DisplayName", "name": "Name", "name.givenName": "Name.GivenName",
            "name.familyName": "Name.FamilyName", "emails": "Emails"}


def _require_free(name: str) -> None:
    if name in _RESERVED:
        raise invalid(f"{name} is a reserved name.")


def _changes(payload: dict, known: dict) -> dict:
    """The new value of each attribute, by its name in a description. @raise IdentityCenterError: if an attribute is not emulated."""
    changed = {}
    for one in payload["Operations"]:
        path = one["AttributePath"]
        if path.startswith("emails["):
            raise invalid("Unsupported update operation on multi-value attribute emails, please provide full replacement of Multi-Value attribute types")
        if path not in known:
            raise invalid(f"Updates for AttributePath: {path} is not supported")
        changed[known[path]] = one.get("AttributeValue")
    return changed


def _filtered(payload: dict, attribute: str, items: list) -> list:
    wanted = {one["AttributeValue"] for one in payload.get("Filters") or [] if one["AttributePath"].lower() == attribute.lower()}
    return [one for one in items if not wanted or one.name in wanted]


def _named(items: dict, kind: str, payload: dict):
    attribute = payload["AlternateIdentifier"]["UniqueAttribute"]
    path, value = attribute["AttributePath"], attribute["AttributeValue"].lower()
    for one in items.values():
        if value in (_addresses(one.attributes) if path == "emails.value" and kind == "USER" else {one.name.lower()}):
            return one
    raise missing(kind, attribute["AttributeValue"])


def _group(instance, group: Group) -> dict:
    return {"IdentityStoreId": instance.identity_store, "GroupId": group.id, "GroupArn": _arn("group", group.id), "DisplayName": group.name,
            **({"Description": group.description} if group.description else {})}


@operation(STORE, "CreateGroup")
def _create_group(instance, payload):
    _require_free(payload["DisplayName"])
    _require_new(instance.groups, payload["DisplayName"], "GroupDisplayName")
    group = Group(new_id(), payload["DisplayName"], payload.get("Description"))
    instance.groups[group.id] = group
    return {"IdentityStoreId": instance.identity_store, "GroupId": group.id, "GroupArn": _arn("group", group.id)}


@operation(STORE, "UpdateGroup")
def _update_group(instance, payload):
    group = _found(instance.groups, "GROUP", payload["GroupId"])
    changed = _changes(payload, _OF_GROUP)
    name = changed.get("DisplayName", group.name)
    if name != group.name:
        _require_free(name)
        _require_new({one: other for one, other in instance.groups.items() if other is not group}, name, "GroupDisplayName")
    group.name, group.description = name, changed.get("Description", group.description)
    return {}


@operation(STORE, "DescribeGroup")
def _describe_group(instance, payload):
    return _group(instance, _found(instance.groups, "GROUP", payload["GroupId"]))


@operation(STORE, "GetGroupId")
def _group_id(instance, payload):
    return {"IdentityStoreId": instance.identity_store, "GroupId": _named(instance.groups, "GROUP", payload).id}


@operation(STORE, "ListGroups")
def _list_groups(instance, payload):
    return page(payload, "Groups", [_group(instance, one) for one in _filtered(payload, "DisplayName", list(instance.groups.values()))])


@operation(STORE, "DeleteGroup")
def _delete_group(instance, payload):
    group = _found(instance.groups, "GROUP", payload["GroupId"])
    del instance.groups[group.id]
    instance.memberships = {one: pair for one, pair in instance.memberships.items() if pair[0] != group.id}
    return {}


def _user(instance, user: User) -> dict:
    return {**user.attributes, "IdentityStoreId": instance.identity_store, "UserId": user.id, "UserArn": _arn("user", user.id), "UserName": user.name}


def _addresses(attributes: dict) -> set:
    return {one["Value"].lower() for one in attributes.get("Emails") or []}


def _require_free_address(users: dict, attributes: dict) -> None:
    taken = {address for other in users.values() for address in _addresses(other.attributes)}
    for address in _addresses(attributes) & taken:
        raise conflict(f"Duplicate email {address}")


@operation(STORE, "CreateUser")
def _create_user(instance, payload):
    _require_free(payload["UserName"])
    _require_new(instance.users, payload["UserName"], "UserName")
    _require_free_address(instance.users, payload)
    user = User(new_id(), payload["UserName"], {name: value for name, value in payload.items() if name not in ("IdentityStoreId", "UserName")})
    instance.users[user.id] = user
    return {"IdentityStoreId": instance.identity_store, "UserId": user.id, "UserArn": _arn("user", user.id)}


def _as_members(values: list) -> list:
    """The values of a list, whose keys begin with a small letter in an update."""
    return [{key[0].upper() + key[1:]: value for key, value in one.items()} for one in values]


@operation(STORE, "UpdateUser")
def _update_user(instance, payload):
    user = _found(instance.users, "USER", payload["UserId"])
    changed = _changes(payload, _OF_USER)
    name, attributes = changed.pop("UserName", user.name), dict(user.attributes)
    for path, value in changed.items():
        attribute, _, part = path.partition(".")
        attributes[attribute] = {**attributes[attribute], part: value} if part else _as_members(value) if attribute == "Emails" else value
    others = {one: other for one, other in instance.users.items() if other is not user}
    _require_free(name)
    _require_new(others, name, "UserName")
    _require_free_address(others, attributes)
    user.name, user.attributes = name, attributes
    return {}


@operation(STORE, "DescribeUser")
def _describe_user(instance, payload):
    return _user(instance, _found(instance.users, "USER", payload["UserId"]))


@operation(STORE, "GetUserId")
def _user_id(instance, payload):
    return {"IdentityStoreId": instance.identity_store, "UserId": _named(instance.users, "USER", payload).id}


@operation(STORE, "ListUsers")
def _list_users(instance, payload):
    return page(payload, "Users", [_user(instance, one) for one in _filtered(payload, "UserName", list(instance.users.values()))])


@operation(STORE, "DeleteUser")
def _delete_user(instance, payload):
    user = _found(instance.users, "USER", payload["UserId"])
    del instance.users[user.id]
    instance.memberships = {one: pair for one, pair in instance.memberships.items() if pair[1] != user.id}
    return {}


@operation(STORE, "CreateGroupMembership")
def _create_membership(instance, payload):
    pair = (_found(instance.groups, "GROUP", payload["GroupId"]).id, _found(instance.users, "USER", payload["MemberId"]["UserId"]).id)
    if pair in instance.memberships.values():
        raise conflict("Member and Group relationship already exists.")
    identifier = new_id()
    instance.memberships[identifier] = pair
    return {"IdentityStoreId": instance.identity_store, "MembershipId": identifier}


@operation(STORE, "ListGroupMemberships")
def _list_memberships(instance, payload):
    group = _found(instance.groups, "GROUP", payload["GroupId"])
    return page(payload, "GroupMemberships", [
        {"IdentityStoreId": instance.identity_store, "MembershipId": one, "GroupId": pair[0], "MemberId": {"UserId": pair[1]}}
        for one, pair in instance.memberships.items() if pair[0] == group.id])


@operation(STORE, "DeleteGroupMembership")
def _delete_membership(instance, payload):
    _found(instance.memberships, "MEMBERSHIP", payload["MembershipId"])
    del instance.memberships[payload["MembershipId"]]
    return {}

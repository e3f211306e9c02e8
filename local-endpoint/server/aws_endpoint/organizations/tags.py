"""Tags of an organization's root, units, accounts and policies."""
from .errors import OrganizationsError, invalid, violated
from .model import Organization
from .operations import MANAGEMENT, READERS, operation, page

_MOST = 50


def _tags_of(organization: Organization, resource: str) -> dict:
    policy = organization.resource_policy
    if not (organization.exists(resource) or resource in organization.policies or policy and policy["Id"] == resource):
        raise OrganizationsError("TargetNotFound", "We can't find a root, OU, account, or policy with the TargetId that you specified.")
    return organization.tags.setdefault(resource, {})


@operation("TagResource", MANAGEMENT)
def tag(organization, payload):
    tags, new = _tags_of(organization, payload["ResourceId"]), {one["Key"]: one["Value"] for one in payload["Tags"]}
    if len(new) < len(payload["Tags"]):
        raise invalid("DUPLICATE_TAG_KEY", "Tag keys must be unique among the tags attached to the same entity.")
    if len({**tags, **new}) > _MOST:
        raise violated("MAX_TAG_LIMIT_EXCEEDED", f"A resource can have at most {_MOST} tags.")
    tags.update(new)
    return {}


@operation("UntagResource", MANAGEMENT)
def untag(organization, payload):
    tags = _tags_of(organization, payload["ResourceId"])
    for key in payload["TagKeys"]:
        tags.pop(key, None)
    return {}


@operation("ListTagsForResource", READERS)
def _list_tags(organization, payload):
    return page(payload, "Tags", [{"Key": key, "Value": value} for key, value in _tags_of(organization, payload["ResourceId"]).items()])

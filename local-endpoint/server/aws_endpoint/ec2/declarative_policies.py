"""What the EC2 policies of the organization enforce in the account of a request.

https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_ec2_syntax.html
"""
from ..framework.patching import internal
from ..organizations.effective_policy import effective_policy
from ..organizations.model import organization_of

_account_id = internal("core.responses", "get_account_id")

_METADATA = {
    "http_tokens": "HttpTokens", "http_put_response_hop_limit": "HttpPutResponseHopLimit", "http_endpoint": "HttpEndpoint",
    "instance_metadata_tags": "InstanceMetadataTags",
}
_NO_PREFERENCE = ("no_preference", "-1")
DEFAULT_MESSAGE = "This action is denied due to an organizational policy in effect"


def _attributes() -> dict:
    organization = organization_of(_account_id())
    policy = effective_policy(organization, _account_id(), "DECLARATIVE_POLICY_EC2") if organization else None
    return (policy or {}).get("ec2_attributes", {})


def enforced_settings() -> dict:
    """The values by setting, as EC2's API writes them."""
    attributes, enforced = _attributes(), {}
    for setting, attribute in (("images", "image_block_public_access"), ("snapshots", "snapshot_block_public_access")):
        if "state" in attributes.get(attribute, {}):
            enforced[setting] = attributes[attribute]["state"].replace("_", "-")
    if "instance_metadata_defaults" in attributes:
        enforced["metadata"] = {_METADATA[name]: str(value) for name, value in attributes["instance_metadata_defaults"].items()
                                if str(value) not in _NO_PREFERENCE}
    return enforced


def message() -> str:
    return _attributes().get("exception_message", DEFAULT_MESSAGE)

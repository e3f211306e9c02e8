"""EC2's settings of an account in a region, which MiniStack lacks, and the CloudFormation types for snapshots and SSM documents.

Default encryption of EBS, instance metadata defaults, block of public AMIs and snapshots. A call for a service setting of SSM is authorized on
that setting.
"""
import json

from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap
from .declarative_policies import enforced_settings, message

_actions = internal("services.ec2", "_ACTION_MAP")
_xml = internal("services.ec2", "_xml")
_error = internal("services.ec2", "_error")
_param = internal("services.ec2", "_p")
_settings = internal("core.responses", "AccountRegionScopedDict")()

_METADATA = {
    "HttpTokens": ("optional", "required"),
    "HttpEndpoint": ("disabled", "enabled"),
    "InstanceMetadataTags": ("disabled", "enabled"),
    "HttpPutResponseHopLimit": tuple(str(hops) for hops in range(1, 65)),
}
_NO_PREFERENCE = ("no-preference", "-1")

# What a declarative policy enforces in every account, by setting, beside those of an organization.
_enforced_everywhere = {}


def _element(name: str, value) -> str:
    return f"<{name[0].lower()}{name[1:]}>{value}</{name[0].lower()}{name[1:]}>"


def _enforced() -> dict:
    """What the account cannot change."""
    return {**enforced_settings(), **_enforced_everywhere}


def _managed_by(setting: str) -> str:
    return _element("ManagedBy", "declarative-policy" if setting in _enforced() else "account")


def _state(setting: str):
    return _enforced().get(setting, _settings.get(setting))


def _denied():
    return _error("OperationNotPermitted", message(), 400)


def _encryption(change=None):
    def answer(_params):
        if change is not None:
            _settings["encryption"] = change
        return _xml(200, "EbsEncryptionByDefaultResponse",
                    _element("EbsEncryptionByDefault", str(_settings.get("encryption", False)).lower()) + _element("SseType", "sse-ebs"))
    return answer


def _get_metadata(_params):
    values = "".join(_element(name, value) for name, value in (_state("metadata") or {}).items())
    return _xml(200, "GetInstanceMetadataDefaultsResponse", f"<accountLevel>{values}{_managed_by('metadata')}</accountLevel>")


def _modify_metadata(params):
    if "metadata" in _enforced():
        return _denied()
    present = dict(_settings.get("metadata") or {})
    for name, allowed in _METADATA.items():
        value = _param(params, name)
        if value in _NO_PREFERENCE:
            present.pop(name, None)
        elif value:
            if value not in allowed:
                return _error("InvalidParameterValue", f"Value ({value}) for parameter {name} is invalid.", 400)
            present[name] = value
    _settings["metadata"] = present
    return _xml(200, "ModifyInstanceMetadataDefaultsResponse", "<return>true</return>")


def _get_block(setting: str, member: str):
    return lambda _params: _xml(200, "GetBlockPublicAccessStateResponse",
                                _element(member, _state(setting) or "unblocked") + _managed_by(setting))


def _set_block(setting: str, member: str, allowed: tuple):
    def answer(params):
        if setting in _enforced():
            return _denied()
        state = _param(params, member) if allowed else "unblocked"
        if allowed and state not in allowed:
            return _error("InvalidParameterValue", f"Value ({state}) for parameter {member} is invalid.", 400)
        _settings[setting] = state
        return _xml(200, "BlockPublicAccessResponse", _element(member, state))
    return answer


@control_call("declarative-policy")
def declarative_policy(body: dict) -> dict:
    """``metadata``: members of instance metadata defaults; ``images``: the state of the block of public AMIs. Empty: no policy."""
    require(body, metadata=dict, images=str)
    if not set(body.get("metadata") or {}) <= set(_METADATA):
        raise Refused(f"'metadata' takes {', '.join(_METADATA)}")
    _enforced_everywhere.clear()
    _enforced_everywhere.update(body)
    return dict(_enforced_everywhere)


def _snapshot_block(state: str) -> tuple:
    if "snapshots" in _enforced():
        raise ValueError(f"{message()} (Service: Ec2, Status Code: 400, Error Code: OperationNotPermitted)")
    _settings["snapshots"] = state
    account = internal("core.responses", "get_account_id")()
    return account, {"AccountId": account}


def _document_setting(props: dict) -> tuple:
    status, _headers, body = internal("services.ssm", "_update_service_setting")(props, "cloudformation")
    if status >= 400:
        raise ValueError(body.decode())
    return props["SettingId"], {}


def _with_service_settings(extract):
    def arn(service, method, path, headers, body, query_params, region, account_id):
        if service == "ssm" and b"SettingId" in (body or b""):
            return f"arn:aws:ssm:{region}:{account_id}:servicesetting{json.loads(body).get('SettingId')}"
        return extract(service, method, path, headers, body, query_params, region, account_id)
    return arn


def install() -> None:
    wrap("core.iam_actions", "extract_resource_arn", _with_service_settings)
    _actions.update({
        "GetEbsEncryptionByDefault": _encryption(),
        "EnableEbsEncryptionByDefault": _encryption(True),
        "DisableEbsEncryptionByDefault": _encryption(False),
        "GetInstanceMetadataDefaults": _get_metadata,
        "ModifyInstanceMetadataDefaults": _modify_metadata,
        "GetImageBlockPublicAccessState": _get_block("images", "ImageBlockPublicAccessState"),
        "EnableImageBlockPublicAccess": _set_block("images", "ImageBlockPublicAccessState", ("block-new-sharing",)),
        "DisableImageBlockPublicAccess": _set_block("images", "ImageBlockPublicAccessState", ()),
        "GetSnapshotBlockPublicAccessState": _get_block("snapshots", "State"),
        "EnableSnapshotBlockPublicAccess": _set_block("snapshots", "State", ("block-all-sharing", "block-new-sharing")),
        "DisableSnapshotBlockPublicAccess": _set_block("snapshots", "State", ()),
    })
    handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
    handlers["AWS::EC2::SnapshotBlockPublicAccess"] = {
        "create": lambda _logical_id, props, _stack_name: _snapshot_block(props["State"]),
        "update": lambda _physical_id, _old_props, new_props, _stack_name, logical_id=None: _snapshot_block(new_props["State"]),
        "delete": lambda _physical_id, _props: _snapshot_block("unblocked"),
    }
    handlers["AWS::SSM::ServiceSetting"] = {
        "create": lambda _logical_id, props, _stack_name: _document_setting(props),
        "update": lambda _physical_id, _old_props, new_props, _stack_name, logical_id=None: _document_setting(new_props),
        "delete": lambda physical_id, _props: internal("services.ssm", "_reset_service_setting")({"SettingId": physical_id}),
    }
    internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")["AWS::SSM::ServiceSetting"] = ("SettingId",)

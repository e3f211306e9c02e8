"""The CloudFormation type ``AWS::CloudTrail::Trail``."""
import json

from ..cloudtrail.organization_trails import refusal
from ..framework.patching import internal
from ..organizations.model import organization_of

_buckets = internal("services.s3", "_buckets")
_policies = internal("services.s3", "_bucket_policies")
_create_trail = internal("services.cloudtrail", "_create_trail")
_update_trail = internal("services.cloudtrail", "_update_trail")
_delete_trail = internal("services.cloudtrail", "_delete_trail")
_start = internal("services.cloudtrail", "_start_logging")
_stop = internal("services.cloudtrail", "_stop_logging")
_arn = internal("services.cloudtrail", "_trail_arn")
_account_id = internal("core.responses", "get_account_id")
_log_groups = internal("services.cloudwatch_logs", "_log_groups")
_physical_name = internal("services.cloudformation.provisioners", "_physical_name")


def _call(function, body: dict) -> None:
    status, _headers, answer = function(body)
    if status >= 400:
        error = json.loads(answer)
        raise ValueError(f"{error['message']} (Service: CloudTrail, Status Code: {status}, Error Code: {error['__type']})")


def _check_bucket(name: str, folder: str) -> None:
    """CloudTrail writes a first file when a trail is made, and refuses a bucket that it may not write to."""
    if name not in _buckets:
        raise ValueError(f"S3 bucket {name} does not exist! (Service: CloudTrail, Error Code: S3BucketDoesNotExistException)")
    policy = _policies.get(name) or ""
    policy = policy if isinstance(policy, str) else json.dumps(policy)
    if "cloudtrail.amazonaws.com" not in policy or "s3:PutObject" not in policy or f"/AWSLogs/{folder}/" not in policy:
        raise ValueError(f"Incorrect S3 bucket policy is detected for bucket: {name} "
                         "(Service: CloudTrail, Error Code: InsufficientS3BucketPolicyException)")


def _flag(props: dict, name: str, default: bool = False) -> bool:
    return str(props.get(name, default)).lower() == "true"


def _check_organization() -> str:
    """The folder of the organization in the bucket."""
    refused = refusal(True)
    if refused:
        raise ValueError(f"{refused[1]} (Service: CloudTrail, Error Code: {refused[0]})")
    return organization_of(_account_id()).id


def _check_log_group(props: dict) -> None:
    arn = props.get("CloudWatchLogsLogGroupArn")
    if arn and (not arn.endswith(":*") or arn.split(":")[6] not in _log_groups):
        raise ValueError(f"There is no log group {arn}. (Service: CloudTrail, Error Code: InvalidCloudWatchLogsLogGroupArnException)")
    if bool(arn) != bool(props.get("CloudWatchLogsRoleArn")):
        raise ValueError("A log group needs a role. (Service: CloudTrail, Error Code: InvalidCloudWatchLogsRoleArnException)")


def _body(name: str, props: dict) -> dict:
    of_organization = _flag(props, "IsOrganizationTrail")
    _check_bucket(props["S3BucketName"], _check_organization() if of_organization else _account_id())
    _check_log_group(props)
    return {"Name": name, "S3BucketName": props["S3BucketName"], "IsMultiRegionTrail": _flag(props, "IsMultiRegionTrail"),
            "IncludeGlobalServiceEvents": _flag(props, "IncludeGlobalServiceEvents", True),
            "EnableLogFileValidation": _flag(props, "EnableLogFileValidation"), "IsOrganizationTrail": of_organization,
            "CloudWatchLogsLogGroupArn": props.get("CloudWatchLogsLogGroupArn"), "CloudWatchLogsRoleArn": props.get("CloudWatchLogsRoleArn")}


def _answer(name: str, props: dict) -> tuple:
    _call(_start if _flag(props, "IsLogging") else _stop, {"Name": name})
    return name, {"Arn": _arn(name)}


def _create(logical_id, props, stack_name):
    name = props.get("TrailName") or _physical_name(stack_name, logical_id, max_len=128)
    body = _body(name, props)
    _call(_create_trail, body)
    # MiniStack keeps the log group of an update only.
    _call(_update_trail, body)
    return _answer(name, props)


def _update(physical_id, _old_props, new_props, _stack_name):
    _call(_update_trail, _body(physical_id, new_props))
    return _answer(physical_id, new_props)


def _delete(physical_id, _props):
    _delete_trail({"Name": physical_id})


def install() -> None:
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")["AWS::CloudTrail::Trail"] = {
        "create": _create, "update": _update, "delete": _delete}
    internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")["AWS::CloudTrail::Trail"] = ("TrailName",)

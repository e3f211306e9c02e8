"""API calls on to EventBridge, as CloudTrail events, at once and only where a trail logs them.

Management events only, no data events of buckets, tables, queues, topics, logs and functions. IAM's appear in
us-east-1, the others in the region of the call; calls that only read reach rules that ask for them. CloudTrail's own calls, and those
that CloudFormation makes, are no events, nor are those of REST APIs; what no call here produces, such as a sign-in, is a control call.
"""
import contextvars
import json
import time

from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap
from ..framework.request import caller, current
from ..framework.service_events import send
from .organization_trails import trails_of_organization

_GLOBAL_REGION = "us-east-1"
_READING = ("Get", "List", "Describe")
_NOT_READING = ("GetFederationToken", "GetSessionToken")
_DATA = {"s3": ("",), "dynamodb": ("Put", "Get", "Update", "Delete", "Batch", "Query", "Scan", "Transact"), "lambda": ("Invoke",),
         "sqs": ("Send", "Receive", "DeleteMessage", "ChangeMessage"), "sns": ("Publish",), "logs": ("PutLogEvents",), "events": ("PutEvents",)}
_ALL = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"

_account_id = internal("core.responses", "get_account_id")
_new_id = internal("core.responses", "new_uuid")
_trails = internal("services.cloudtrail", "_account_trail_items")
_scrub = internal("services.cloudtrail", "_scrub")
_roles = internal("services.iam", "_roles")

# What MiniStack recorded of the request being served.
_recorded: contextvars.ContextVar = contextvars.ContextVar("local_endpoint_recorded", default=None)


def _identity() -> dict:
    who, account = caller(), _account_id()
    if who is None or who.principal_type == "Root":
        return {"type": "Root", "principalId": account, "arn": f"arn:aws:iam::{account}:root", "accountId": account}
    identity = {"principalId": who.principal_id, "arn": who.principal_arn, "accountId": who.account_id, "accessKeyId": who.access_key_id}
    if ":assumed-role/" not in who.principal_arn:
        return {**identity, "type": "IAMUser", "userName": who.principal_name}
    name = who.principal_arn.split("/")[1]
    issuer = {"type": "Role", "arn": _roles[name]["Arn"], "accountId": who.account_id, "userName": name} if name in _roles else {}
    return {**identity, "type": "AssumedRole", "sessionContext": {"sessionIssuer": issuer}}


def _parameters(params: dict) -> dict:
    return {key[0].lower() + key[1:]: value for key, value in _scrub(params).items() if key not in ("Action", "Version")}


def _logged(region: str) -> bool:
    trails = [*_trails(), *trails_of_organization(_account_id())]
    return any(trail.get("IsLogging") and (home == region or trail.get("IsMultiRegionTrail")) for home, _name, trail in trails)


def _deliver(detail: dict, region: str) -> list:
    """The rules that matched, by name."""
    name = detail["eventName"]
    reading = name.startswith(_READING) and name not in _NOT_READING
    kind = {"AwsConsoleSignIn": "AWS Console Sign In via CloudTrail", "AwsServiceEvent": "AWS Service Event via CloudTrail"}
    states = (_ALL,) if reading else (_ALL, "ENABLED")
    return send(f"aws.{detail['eventSource'].split('.')[0]}", kind.get(detail.get("eventType"), "AWS API Call via CloudTrail"), detail, region, states)


def install() -> None:
    def recording(record):
        def recorded(**call):
            _recorded.set(call)
            return record(**call)
        return recorded

    def forwarding(dispatch):
        async def dispatched(*request):
            _recorded.set(None)
            status, headers, body = answer = await dispatch(*request)
            call = _recorded.get()
            name = call and (current().action or call["event_name"])
            # MiniStack has no names for the calls of REST APIs.
            if not name or "." in name or name.startswith(_DATA.get(call["service"], "-")):
                return answer
            region = _GLOBAL_REGION if call["service"] == "iam" else call["region"]
            if _logged(region):
                failed = {"errorCode": headers.get("x-amzn-errortype") or "Failed"} if status >= 400 else {}
                _deliver({
                    "eventVersion": "1.11", "userIdentity": _identity(), "eventTime": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                    "eventSource": f"{call['service']}.amazonaws.com", "eventName": name, "awsRegion": region,
                    "sourceIPAddress": "127.0.0.1", "userAgent": call["user_agent"], "requestParameters": _parameters(call["request_params"]),
                    "responseElements": None, "requestID": call["request_id"], "eventID": _new_id(), "eventType": "AwsApiCall",
                    "managementEvent": True, "recipientAccountId": _account_id(), **failed}, region)
            return answer
        return dispatched

    @control_call("cloudtrail-event")
    def cloudtrail_event(body: dict) -> dict:
        """``detail``: the event as CloudTrail records it; ``region``: where it occurs."""
        require(body, detail=dict, region=str)
        detail, region = body.get("detail", {}), body.get("region", _GLOBAL_REGION)
        for name in ("eventSource", "eventName", "userIdentity"):
            if name not in detail:
                raise Refused(f"'detail' must have '{name}'")
        if not _logged(region):
            raise Refused(f"no trail logs events in {region}, so that EventBridge does not see them")
        return {"rules": _deliver(detail, region)}

    wrap("services.cloudtrail", "record_event", recording)
    wrap("app", "_dispatch_service_request", forwarding)

"""Cost Anomaly Detection: monitors and subscriptions as CloudFormation types, and the calls that read them. It finds no anomaly."""
import json
import uuid

from ..framework import request as requests
from ..framework.patching import internal, wrap

_account_id = internal("core.responses", "get_account_id")
_scoped = internal("core.responses", "AccountScopedDict")
_enforce = internal("core.iam_evaluator", "enforce")
_region = internal("core.router", "extract_region")

_MONITOR, _SUBSCRIPTION = "AWS::CE::AnomalyMonitor", "AWS::CE::AnomalySubscription"
_TARGET = "AWSInsightsIndexService."
_MOST_ADDRESSES = 10

# By ARN, in each account.
_monitors = _scoped()
_subscriptions = _scoped()


def _arn(kind: str) -> str:
    return f"arn:aws:ce::{_account_id()}:{kind}/{uuid.uuid4()}"


def _create_monitor(_logical_id, props, _stack_name):
    dimension = props.get("MonitorDimension")
    if dimension and any(one.get("MonitorDimension") == dimension for one in _monitors.values()):
        # CloudFormation hides what Cost Explorer says: the account has a monitor of this dimension.
        raise ValueError('Resource handler returned message: "null" (HandlerErrorCode: AlreadyExists)')
    arn = _arn("anomalymonitor")
    _monitors[arn] = {**props, "MonitorArn": arn}
    return arn, {"MonitorArn": arn}


def _update_monitor(physical_id, _old_props, new_props, _stack_name):
    _monitors[physical_id] = {**new_props, "MonitorArn": physical_id}
    return physical_id, {"MonitorArn": physical_id}


def _delete_monitor(physical_id, _props):
    _monitors.pop(physical_id, None)


def _checked(props: dict, arn: str) -> dict:
    for monitor in props["MonitorArnList"]:
        if monitor not in _monitors:
            raise ValueError(f"Monitor not found: {monitor} (Service: CostExplorer, Error Code: UnknownMonitorException)")
    emails = [one for one in props["Subscribers"] if one["Type"] == "EMAIL"]
    if emails and props["Frequency"] == "IMMEDIATE":
        raise ValueError("Email subscribers are notified daily or weekly. (Service: CostExplorer, Error Code: ValidationException)")
    if len(emails) > _MOST_ADDRESSES:
        raise ValueError(f"There are more than {_MOST_ADDRESSES} email subscribers. (Service: CostExplorer, Error Code: ValidationException)")
    if props.get("ThresholdExpression"):
        json.loads(props["ThresholdExpression"])
    return {**props, "SubscriptionArn": arn, "AccountId": _account_id()}


def _create_subscription(_logical_id, props, _stack_name):
    arn = _arn("anomalysubscription")
    _subscriptions[arn] = _checked(props, arn)
    return arn, {"SubscriptionArn": arn, "AccountId": _account_id()}


def _update_subscription(physical_id, _old_props, new_props, _stack_name):
    _subscriptions[physical_id] = _checked(new_props, physical_id)
    return physical_id, {"SubscriptionArn": physical_id, "AccountId": _account_id()}


def _delete_subscription(physical_id, _props):
    _subscriptions.pop(physical_id, None)


_READS = {"GetAnomalyMonitors": ("AnomalyMonitors", _monitors), "GetAnomalySubscriptions": ("AnomalySubscriptions", _subscriptions)}


def _answer(headers: dict) -> tuple:
    action = headers.get("x-amz-target", "").removeprefix(_TARGET)
    json_type = {"Content-Type": "application/x-amz-json-1.1"}
    if action not in _READS:
        return 400, {**json_type, "x-amzn-errortype": "UnknownOperationException"}, b"{}"
    if _enforce(requests.current().access_key, f"ce:{action}", "ce", _region(headers), "*", {}):
        message = {"__type": "AccessDeniedException", "message": f"User is not authorized to perform: ce:{action} on resource: *"}
        return 400, {**json_type, "x-amzn-errortype": "AccessDeniedException"}, json.dumps(message).encode()
    member, store = _READS[action]
    return 200, json_type, json.dumps({member: list(store.values())}).encode()


def install() -> None:
    def serving_costs(dispatch):
        async def serve(method, path, headers, body, query_params, request_id):
            if "/ce/aws4_request" not in headers.get("authorization", ""):
                return await dispatch(method, path, headers, body, query_params, request_id)
            return _answer(headers)
        return serve

    wrap("app", "_dispatch_service_request", serving_costs)
    handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
    handlers[_MONITOR] = {"create": _create_monitor, "update": _update_monitor, "delete": _delete_monitor}
    handlers[_SUBSCRIPTION] = {"create": _create_subscription, "update": _update_subscription, "delete": _delete_subscription}
    internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES").update({
        _MONITOR: ("MonitorType", "MonitorDimension", "MonitorSpecification", "ResourceTags"), _SUBSCRIPTION: ("ResourceTags",)})

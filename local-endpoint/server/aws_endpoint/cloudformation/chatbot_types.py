"""The CloudFormation type ``AWS::Chatbot::SlackChannelConfiguration``, and what its channel shows of the messages of a topic.

A workspace is authorized once, in the console: a control call. A channel shows custom notifications and drops every other message.
"""
import json
import re

from ..framework.control import Refused, control_call, require
from ..framework.patching import internal, wrap

_TYPE = "AWS::Chatbot::SlackChannelConfiguration"
_ENDPOINT = "https://global.sns-api.chatbot.amazonaws.com"
# From the resource schema of the type.
_PATTERNS = {"ConfigurationName": r"[A-Za-z0-9-_]{1,128}", "SlackWorkspaceId": r"[0-9A-Z]{1,255}", "SlackChannelId": r"[A-Za-z0-9]{1,256}"}
_POLICY = r"arn:aws:iam:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9_/.-]{0,63}:[A-Za-z0-9][A-Za-z0-9:_/+=,@.-]{0,1023}"

_account_id = internal("core.responses", "get_account_id")
_new_id = internal("core.responses", "new_uuid")
_handlers = internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")
_replacing = internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")
_roles = internal("services.iam", "_roles")
_topic = internal("services.sns", "_topic_by_arn_any_scope")

# By account.
_workspaces = {}
# By ARN: the properties, and the messages.
_channels = {}


def _refuse(message: str, code: str = "InvalidRequest") -> ValueError:
    return ValueError(f"{message} (Service: Chatbot, Status Code: 400, Error Code: {code})")


def _check(props: dict) -> None:
    for name, pattern in _PATTERNS.items():
        if not re.fullmatch(pattern, str(props.get(name, ""))):
            raise _refuse(f"Invalid {name}: it must match {pattern}.")
    for policy in props.get("GuardrailPolicies") or []:
        if not re.fullmatch(_POLICY, policy):
            raise _refuse(f"Invalid guardrail policy {policy}.")
    if props["SlackWorkspaceId"] not in _workspaces.get(_account_id(), ()):
        raise _refuse(f"AWS Chatbot is not authorized for the Slack workspace {props['SlackWorkspaceId']}.")
    role = _roles.get(str(props.get("IamRoleArn", "")).rsplit("/", 1)[-1])
    if role is None or "chatbot.amazonaws.com" not in json.dumps(role["AssumeRolePolicyDocument"]):
        raise _refuse(f"AWS Chatbot cannot assume the role {props.get('IamRoleArn')}.")


def _subscribe(arns: list) -> None:
    for arn in arns:
        topic = _topic(arn)
        if topic is None:
            raise _refuse(f"The SNS topic {arn} does not exist.")
        if not any(one["endpoint"] == _ENDPOINT for one in topic["subscriptions"]):
            subscription = f"{arn}:{_new_id()}"
            topic["subscriptions"].append({
                "arn": subscription, "protocol": "https", "endpoint": _ENDPOINT, "confirmed": True, "topic_arn": arn, "owner": _account_id(), "token": None,
                "attributes": {"SubscriptionArn": subscription, "TopicArn": arn, "Protocol": "https", "Endpoint": _ENDPOINT, "RawMessageDelivery": "false"}})


def _create(_logical_id, props, _stack_name):
    _check(props)
    arn = f"arn:aws:chatbot::{_account_id()}:chat-configuration/slack-channel/{props['ConfigurationName']}"
    places = [(one["props"]["SlackWorkspaceId"], one["props"]["SlackChannelId"]) for known, one in _channels.items() if f"::{_account_id()}:" in known]
    if arn in _channels or (props["SlackWorkspaceId"], props["SlackChannelId"]) in places:
        raise _refuse("A configuration of this name or for this channel exists already.", "Conflict")
    _subscribe(props.get("SnsTopicArns") or [])
    _channels[arn] = {"props": props, "shown": [], "dropped": 0}
    return arn, {"Arn": arn}


def _update(physical_id, _old_props, new_props, _stack_name):
    _check(new_props)
    _subscribe(new_props.get("SnsTopicArns") or [])
    _channels[physical_id]["props"] = new_props
    return physical_id, {"Arn": physical_id}


def _delete(physical_id, _props):
    gone = _channels.pop(physical_id, None)
    for arn in gone["props"].get("SnsTopicArns") or [] if gone else []:
        topic = _topic(arn)
        if topic and not any(arn in (one["props"].get("SnsTopicArns") or []) for one in _channels.values()):
            topic["subscriptions"] = [one for one in topic["subscriptions"] if one["endpoint"] != _ENDPOINT]


def _content(message: str) -> dict | None:
    """Of a custom notification. The service shows events of AWS services, too, which is not emulated."""
    try:
        notification = json.loads(message)
    except ValueError:
        return None
    if not isinstance(notification, dict) or (notification.get("version"), notification.get("source")) != ("1.0", "custom"):
        return None
    content = notification.get("content")
    return content if isinstance(content, dict) and isinstance(content.get("description"), str) else None


def _receive(envelope: str) -> None:
    body = json.loads(envelope)
    content = _content(body["Message"])
    for channel in _channels.values():
        if body["TopicArn"] not in (channel["props"].get("SnsTopicArns") or []):
            continue
        if content is None:
            channel["dropped"] += 1
        else:
            channel["shown"].append(content)


@control_call("slack-workspace")
def slack_workspace(body: dict) -> dict:
    """``id``: a workspace that the account authorizes."""
    require(body, id=str)
    if "id" not in body:
        raise Refused("'id' is missing")
    _workspaces.setdefault(_account_id(), set()).add(body["id"])
    return {"id": body["id"]}


@control_call("slack-channel")
def slack_channel(body: dict) -> dict:
    """``id``: a channel. @return: what it shows, and how many messages it dropped"""
    require(body, id=str)
    found = [one for one in _channels.values() if one["props"]["SlackChannelId"] == body.get("id")]
    if not found:
        raise Refused(f"no configuration is for the channel {body.get('id')}")
    return {"shown": found[0]["shown"], "dropped": found[0]["dropped"]}


def install() -> None:
    def receiving(deliver):
        async def delivered(endpoint, envelope):
            if endpoint == _ENDPOINT:
                _receive(envelope)
            else:
                await deliver(endpoint, envelope)
        return delivered

    wrap("services.sns", "_deliver_to_http", receiving)
    _handlers[_TYPE] = {"create": _create, "update": _update, "delete": _delete}
    _replacing[_TYPE] = ("ConfigurationName", "SlackWorkspaceId")

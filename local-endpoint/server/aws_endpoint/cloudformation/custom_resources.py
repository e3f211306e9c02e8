"""The custom-resource contract where MiniStack is kinder than CloudFormation.

A Create that failed or timed out is followed by a Delete in the rollback, and a response has at most 4,096 bytes.
"""
import json
import threading

from ..framework.patching import internal, wrap
from .failed_creates import remember

RESPONSE_BYTES = 4096

_new_id = internal("core.responses", "new_uuid")
_responses = {}
_thread = threading.local()


def install() -> None:
    def remembering_failure(create):
        def created(logical_id, props, stack_name, resource_type="AWS::CloudFormation::CustomResource"):
            _thread.token = None
            try:
                return create(logical_id, props, stack_name, resource_type)
            except (RuntimeError, TimeoutError):
                response = _responses.pop(_thread.token, {})
                physical_id = response.get("PhysicalResourceId") or f"{stack_name}-{logical_id}-{_new_id()[:12].upper()}"
                remember(stack_name, logical_id, physical_id, resource_type, props)
                raise
        return created

    def remembering_token(register):
        def registered(token):
            _thread.token = token
            return register(token)
        return registered

    def bounded(deliver):
        def delivered(token, response):
            if len(json.dumps(response, ensure_ascii=False).encode()) > RESPONSE_BYTES:
                response = {**response, "Status": "FAILED", "Reason": "Response object is too long.", "Data": {}}
            if response.get("Status") == "FAILED":
                _responses[token] = response
            return deliver(token, response)
        return delivered

    wrap("services.cloudformation.provisioners", "_custom_resource_create", remembering_failure)
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")["AWS::CloudFormation::CustomResource"][
        "create"] = internal("services.cloudformation.provisioners", "_custom_resource_create")
    wrap("services.cloudformation.custom_resource", "register_token", remembering_token)
    wrap("services.cloudformation.custom_resource", "deliver_response", bounded)

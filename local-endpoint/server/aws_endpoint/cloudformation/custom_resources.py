"""The custom-resource contract where MiniStack is kinder than CloudFormation.

A Create that failed or timed out is followed by a Delete in the rollback, and a response has at most 4,096 bytes.
"""
import json
import threading

from ..framework.patching import internal, wrap

RESPONSE_BYTES = 4096

_new_id = internal("core.responses", "new_uuid")
_failed_creates = {}
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
                _failed_creates.setdefault(stack_name, {})[logical_id] = {
                    "PhysicalResourceId": response.get("PhysicalResourceId")
                    or f"{stack_name}-{logical_id}-{_new_id()[:12].upper()}",
                    "ResourceType": resource_type, "Properties": props}
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

    def deleting_failed_creates(roll_back):
        async def rolled_back(stack_name, stack_id, stack, operation, *rest):
            # MiniStack's rollback deletes what was created: what failed to be created joins it.
            failed = _failed_creates.pop(stack_name, {})
            stack.setdefault("_resources", {}).update(failed)
            operation["created"] = [*operation.get("created", []), *failed]
            await roll_back(stack_name, stack_id, stack, operation, *rest)
        return rolled_back

    def forgetting(deploy):
        async def deployed(stack_name, *args, **kwargs):
            _failed_creates.pop(stack_name, None)
            return await deploy(stack_name, *args, **kwargs)
        return deployed

    wrap("services.cloudformation.provisioners", "_custom_resource_create", remembering_failure)
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")["AWS::CloudFormation::CustomResource"][
        "create"] = internal("services.cloudformation.provisioners", "_custom_resource_create")
    wrap("services.cloudformation.custom_resource", "register_token", remembering_token)
    wrap("services.cloudformation.custom_resource", "deliver_response", bounded)
    wrap("services.cloudformation.stacks", "_roll_back_operation", deleting_failed_creates)
    wrap("services.cloudformation.stacks", "_deploy_stack_async", forgetting)

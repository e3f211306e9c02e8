"""Resources that failed to be created after something of them exists: the rollback of their stack deletes it, as CloudFormation does."""
from ..framework.patching import wrap

# By stack name and logical id.
_failed = {}


def remember(stack_name: str, logical_id: str, physical_id: str, resource_type: str, props: dict) -> None:
    _failed.setdefault(stack_name, {})[logical_id] = {"PhysicalResourceId": physical_id, "ResourceType": resource_type, "Properties": props}


def install() -> None:
    def deleting_failed_creates(roll_back):
        async def rolled_back(stack_name, stack_id, stack, operation, *rest):
            # MiniStack's rollback deletes what was created: what failed to be created joins it.
            failed = _failed.pop(stack_name, {})
            stack.setdefault("_resources", {}).update(failed)
            operation["created"] = [*operation.get("created", []), *failed]
            await roll_back(stack_name, stack_id, stack, operation, *rest)
        return rolled_back

    def forgetting(deploy):
        async def deployed(stack_name, *args, **kwargs):
            _failed.pop(stack_name, None)
            return await deploy(stack_name, *args, **kwargs)
        return deployed

    wrap("services.cloudformation.stacks", "_roll_back_operation", deleting_failed_creates)
    wrap("services.cloudformation.stacks", "_deploy_stack_async", forgetting)

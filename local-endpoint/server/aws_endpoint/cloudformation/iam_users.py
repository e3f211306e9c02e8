"""MiniStack's ``AWS::IAM::User``, made to fail where AWS fails: CloudFormation deletes no user who has an MFA device."""
from ..framework.patching import internal, wrap

_devices = internal("services.iam", "_mfa_devices")


def _deleted_without_devices(delete):
    def deleted(physical_id, props):
        if any(device.get("User") == physical_id for device in _devices.values()):
            raise ValueError("Cannot delete entity, must delete MFA device first. "
                             "(Service: Iam, Status Code: 409, Error Code: DeleteConflict)")
        delete(physical_id, props)
    return deleted


def install() -> None:
    wrap("services.cloudformation.provisioners", "_iam_user_delete", _deleted_without_devices)
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")["AWS::IAM::User"]["delete"] = internal(
        "services.cloudformation.provisioners", "_iam_user_delete")

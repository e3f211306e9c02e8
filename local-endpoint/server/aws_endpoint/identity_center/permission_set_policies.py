"""The policies of a permission set. A change reaches an account when the permission set is provisioned there again."""
from ..framework.patching import internal
from .errors import IdentityCenterError, conflict, invalid, missing
from .operations import ADMIN, operation, page, permission_set_in
from .permission_sets import changeable

_policy_exists = internal("services.iam", "_policy_exists")
_param_document = internal("core.iam_evaluator", "parse_policy_document")

_POLICIES = 25
_INLINE = 10_240


def _require_room(items) -> None:
    if len(items) >= _POLICIES:
        raise IdentityCenterError("ServiceQuotaExceeded", f"A permission set takes up to {_POLICIES} of these policies.")


def _require_of_aws(arn: str) -> None:
    if not _policy_exists(arn):
        raise missing("ManagedPolicy", arn)


@operation(ADMIN, "AttachManagedPolicyToPermissionSet")
def _attach_managed(instance, payload):
    found, arn = changeable(instance, payload["PermissionSetArn"]), payload["ManagedPolicyArn"]
    _require_of_aws(arn)
    if arn in found.managed:
        raise conflict(f"Policy {arn} is already attached.")
    _require_room(found.managed)
    found.managed[arn] = arn.rsplit("/", 1)[-1]
    found.changed()
    return {}


@operation(ADMIN, "DetachManagedPolicyFromPermissionSet")
def _detach_managed(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    if found.managed.pop(payload["ManagedPolicyArn"], None) is None:
        raise missing("ManagedPolicy", payload["ManagedPolicyArn"])
    found.changed()
    return {}


@operation(ADMIN, "ListManagedPoliciesInPermissionSet")
def _list_managed(instance, payload):
    found = permission_set_in(instance, payload["PermissionSetArn"])
    return page(payload, "AttachedManagedPolicies", [{"Arn": arn, "Name": name} for arn, name in found.managed.items()])


def _reference(payload: dict) -> tuple:
    reference = payload["CustomerManagedPolicyReference"]
    return reference.get("Path", "/"), reference["Name"]


@operation(ADMIN, "AttachCustomerManagedPolicyReferenceToPermissionSet")
def _attach_reference(instance, payload):
    found, reference = changeable(instance, payload["PermissionSetArn"]), _reference(payload)
    if reference in found.references:
        raise conflict(f"Policy {reference[1]} is already attached.")
    _require_room(found.references)
    found.references.append(reference)
    found.changed()
    return {}


@operation(ADMIN, "DetachCustomerManagedPolicyReferenceFromPermissionSet")
def _detach_reference(instance, payload):
    found, reference = changeable(instance, payload["PermissionSetArn"]), _reference(payload)
    if reference not in found.references:
        raise missing("CustomerManagedPolicyReference", reference[1])
    found.references.remove(reference)
    found.changed()
    return {}


@operation(ADMIN, "ListCustomerManagedPolicyReferencesInPermissionSet")
def _list_references(instance, payload):
    found = permission_set_in(instance, payload["PermissionSetArn"])
    return page(payload, "CustomerManagedPolicyReferences", [{"Name": name, "Path": path} for path, name in found.references])


@operation(ADMIN, "PutInlinePolicyToPermissionSet")
def _put_inline(instance, payload):
    found, document = changeable(instance, payload["PermissionSetArn"]), payload["InlinePolicy"]
    if len("".join(document.split())) > _INLINE:
        raise IdentityCenterError("ServiceQuotaExceeded", f"The inline policy has more than {_INLINE} characters.")
    if not _param_document(document):
        raise invalid("The inline policy is not a valid policy.")
    found.inline = document
    found.changed()
    return {}


@operation(ADMIN, "GetInlinePolicyForPermissionSet")
def _get_inline(instance, payload):
    return {"InlinePolicy": permission_set_in(instance, payload["PermissionSetArn"]).inline}


@operation(ADMIN, "DeleteInlinePolicyFromPermissionSet")
def _delete_inline(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    found.inline = ""
    found.changed()
    return {}


@operation(ADMIN, "PutPermissionsBoundaryToPermissionSet")
def _put_boundary(instance, payload):
    found, boundary = changeable(instance, payload["PermissionSetArn"]), payload["PermissionsBoundary"]
    if len(boundary) != 1:
        raise invalid("Specify either CustomerManagedPolicyReference or ManagedPolicyArn.")
    if "ManagedPolicyArn" in boundary:
        _require_of_aws(boundary["ManagedPolicyArn"])
    found.boundary = boundary
    found.changed()
    return {}


@operation(ADMIN, "GetPermissionsBoundaryForPermissionSet")
def _get_boundary(instance, payload):
    found = permission_set_in(instance, payload["PermissionSetArn"])
    if found.boundary is None:
        raise missing("PermissionsBoundary", found.arn)
    return {"PermissionsBoundary": found.boundary}


@operation(ADMIN, "DeletePermissionsBoundaryFromPermissionSet")
def _delete_boundary(instance, payload):
    found = changeable(instance, payload["PermissionSetArn"])
    found.boundary = None
    found.changed()
    return {}

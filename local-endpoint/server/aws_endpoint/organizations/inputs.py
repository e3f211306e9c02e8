"""Inputs of Organizations, checked against AWS's own description of the API, which botocore carries."""
from ..framework.query_protocol import fits, service_model
from .errors import invalid


def operation_names() -> frozenset:
    return frozenset(service_model("organizations").operation_names)


def _check(shape, value, name: str) -> None:
    rules = shape.metadata
    if shape.type_name == "string":
        if not isinstance(value, str):
            raise invalid("INVALID_PATTERN", f"You specified a value of another type than string for {name}.")
        if "enum" in rules and value not in rules["enum"]:
            raise invalid("INVALID_ENUM_POLICY_TYPE" if name == "PolicyType" else "INVALID_ENUM", f"You specified an invalid value for {name}.")
        if len(value) < rules.get("min", 0):
            raise invalid("MIN_LENGTH_EXCEEDED", f"You provided a value for {name} that is shorter than the minimum of {rules['min']}.")
        if len(value) > rules.get("max", len(value)):
            raise invalid("MAX_LENGTH_EXCEEDED", f"You provided a value for {name} that is longer than the maximum of {rules['max']}.")
        if "pattern" in rules and not fits(rules["pattern"], value):
            raise invalid("INVALID_PATTERN_TARGET_ID" if name == "TargetId" else "INVALID_PATTERN",
                          f"You provided a value that does not match the required pattern for {name}.")
    elif shape.type_name == "integer" and not (isinstance(value, int) and rules.get("min", value) <= value <= rules.get("max", value)):
        raise invalid("MAX_VALUE_EXCEEDED", f"You provided a value for {name} outside of {rules.get('min')} to {rules.get('max')}.")
    elif shape.type_name == "list":
        for one in value:
            _check(shape.member, one, name)
    elif shape.type_name == "structure":
        check_members(shape, value)


def check_members(shape, value: dict) -> None:
    missing = [name for name in shape.required_members if value.get(name) is None]
    if missing:
        raise invalid("INPUT_REQUIRED", f"You must include a value for {', '.join(missing)}.")
    for name, member in shape.members.items():
        if value.get(name) is not None:
            _check(member, value[name], name)


def check_input(operation: str, payload: dict) -> None:
    """@raise OrganizationsError: InvalidInputException, if AWS's description of the operation has no such input."""
    shape = service_model("organizations").operation_model(operation).input_shape
    if shape is not None:
        check_members(shape, payload)

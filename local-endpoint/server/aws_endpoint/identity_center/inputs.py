"""Inputs of Identity Center, checked against AWS's own descriptions of its APIs, which botocore carries."""
from ..framework.query_protocol import fits, service_model
from .errors import invalid


def operation_names(service: str) -> frozenset:
    return frozenset(service_model(service).operation_names)


def _fail(name: str, value, constraint: str):
    shown = f"{name[0].lower()}{name[1:]}"
    raise invalid(f"1 validation error detected: Value '{value}' at '{shown}' failed to satisfy constraint: Member must {constraint}")


def _check(shape, value, name: str) -> None:
    rules = shape.metadata
    if shape.type_name == "string":
        if not isinstance(value, str):
            _fail(name, value, "be a string")
        if "enum" in rules and value not in rules["enum"]:
            _fail(name, value, f"satisfy enum value set: [{', '.join(rules['enum'])}]")
        if len(value) < rules.get("min", 0):
            _fail(name, value, f"have length greater than or equal to {rules['min']}")
        if len(value) > rules.get("max", len(value)):
            _fail(name, value, f"have length less than or equal to {rules['max']}")
        if "pattern" in rules and not fits(rules["pattern"], value):
            _fail(name, value, f"satisfy regular expression pattern: {rules['pattern']}")
    elif shape.type_name == "list":
        for one in value:
            _check(shape.member, one, name)
    elif shape.type_name == "structure":
        _check_members(shape, value)


def _check_members(shape, value: dict) -> None:
    for name in shape.required_members:
        if value.get(name) is None:
            _fail(name, "null", "not be null")
    for name, member in shape.members.items():
        if value.get(name) is not None:
            _check(member, value[name], name)


def check_input(service: str, operation: str, payload: dict) -> None:
    """@raise IdentityCenterError: ValidationException, if AWS's description of the operation has no such input."""
    shape = service_model(service).operation_model(operation).input_shape
    if shape is not None:
        _check_members(shape, payload)

"""AWS's query protocol, by AWS's own description of a service, which botocore carries: parameters in, XML out."""
import datetime
import functools
import re
from xml.sax.saxutils import escape


@functools.cache
def service_model(service: str):
    import botocore.session

    return botocore.session.get_session().get_service_model(service)


def fits(pattern: str, value: str) -> bool:
    """Python knows no classes of characters such as ``\\p{L}``: patterns with them take any text here."""
    return "\\p{" in pattern or re.fullmatch(pattern, value) is not None


def _text(params: dict, name: str):
    value = params.get(name)
    return value[0] if isinstance(value, list) else value


def _parsed(shape, params: dict, name: str):
    if shape.type_name == "list":
        member = f"{name}.member"
        numbers = sorted({int(key[len(member) + 1:].split(".")[0]) for key in params if key.startswith(f"{member}.")})
        return [_parsed(shape.member, params, f"{member}.{number}") for number in numbers] if numbers else [] if name in params else None
    if shape.type_name == "structure":
        members = {one: _parsed(member, params, f"{name}.{one}" if name else one) for one, member in shape.members.items()}
        members = {one: value for one, value in members.items() if value is not None}
        return members or (None if name else {})
    value = _text(params, name)
    if value is None:
        return None
    return value == "true" if shape.type_name == "boolean" else int(value) if shape.type_name == "integer" else value


def parsed_input(service: str, operation: str, params: dict) -> dict:
    shape = service_model(service).operation_model(operation).input_shape
    return _parsed(shape, params, "") if shape else {}


def _element(shape, value) -> str:
    if shape.type_name == "structure":
        return "".join(f"<{name}>{_element(member, value[name])}</{name}>" for name, member in shape.members.items() if value.get(name) is not None)
    if shape.type_name == "list":
        return "".join(f"<member>{_element(shape.member, one)}</member>" for one in value)
    if shape.type_name == "timestamp":
        return datetime.datetime.fromtimestamp(value, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def output(service: str, operation: str, answer: dict) -> str:
    """The inner XML of the answer."""
    shape = service_model(service).operation_model(operation).output_shape
    return f"<{operation}Result>{_element(shape, answer) if shape else ''}</{operation}Result>"

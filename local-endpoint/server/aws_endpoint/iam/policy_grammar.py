"""Policy documents that IAM refuses as malformed, in IAM's words; MiniStack reads little more than whether there are statements.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""
import json
import re

from ..framework.patching import internal, wrap, wrap_iam_action

_error = internal("services.iam", "_error")
_param = internal("services.iam", "_p")

_SYNTAX = "Syntax errors in policy."
_VERSIONS = ("2008-10-17", "2012-10-17")
_STATEMENT = frozenset({"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"})
_OPERATORS = frozenset({
    "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
    "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
    "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
    "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null"})
_PARTITION = re.compile(r"\*|aws(-[a-z-]+)?")
_CHARACTERS = re.compile("[\t\n\r -\u00ff]+")


class Malformed(ValueError):
    """IAM refuses the document; the message is IAM's."""


def _require(condition, message: str = _SYNTAX) -> None:
    if not condition:
        raise Malformed(message)


def _texts(value) -> list:
    values = value if isinstance(value, list) else [value]
    _require(all(isinstance(one, str) for one in values))
    return values


def _no_pair(statement: dict, element: str) -> None:
    _require(not (element in statement and f"Not{element}" in statement))


def _elements(statement: dict, element: str) -> list:
    return _texts(statement.get(element, statement.get(f"Not{element}", [])))


def _check_condition(condition) -> None:
    _require(isinstance(condition, dict))
    for operator, keys in condition.items():
        _require(isinstance(keys, dict))
        name = re.sub(r"^(ForAnyValue|ForAllValues):", "", operator)
        _require((name if name == "Null" else re.sub(r"IfExists$", "", name)) in _OPERATORS)
        for values in keys.values():
            _require(all(isinstance(one, (str, bool, int, float)) for one in (values if isinstance(values, list) else [values])))


def _check_action(action: str) -> None:
    vendor, colon, name = action.partition(":")
    _require(action == "*" or colon, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.")
    _require(":" not in name, "Actions/Condition can contain only one colon.")
    _require(action == "*" or re.fullmatch(r"[a-zA-Z0-9.-]+", vendor), f"Vendor {vendor} is not valid")


def _check_resource(resource: str) -> None:
    if resource == "*":
        return
    parts = resource.split(":", 5)
    _require(len(parts) > 1, f'Resource {resource} must be in ARN format or "*".')
    _require(_PARTITION.fullmatch(parts[1]), f'Partition "{parts[1]}" is not valid for resource "arn:{":".join((parts[1:] + ["*"] * 4)[:5])}".')
    _require(len(parts) > 2 and parts[2], "Resource vendor must be fully qualified and cannot contain regexes.")
    _require(parts[0] == "arn" and len(parts) == 6, "The policy failed legacy parsing")


def _statements(document) -> list:
    try:
        document = json.loads(document) if isinstance(document, str) else document
    except ValueError:
        raise Malformed(_SYNTAX) from None
    _require(isinstance(document, dict) and set(document) <= {"Version", "Id", "Statement"})
    _require(document.get("Version", _VERSIONS[0]) in _VERSIONS and isinstance(document.get("Id", ""), str))
    statements = document.get("Statement")
    statements = [statements] if isinstance(statements, dict) else statements
    _require(isinstance(statements, list) and statements)
    return statements


def _check_statements(statements: list) -> None:
    for statement in statements:
        _require(isinstance(statement, dict) and set(statement) <= _STATEMENT)
        _require(statement.get("Effect") in ("Allow", "Deny") and isinstance(statement.get("Sid", ""), str))
        for element in ("Action", "Resource", "Principal"):
            _no_pair(statement, element)
        _check_condition(statement.get("Condition", {}))
    names = [statement["Sid"] for statement in statements if statement.get("Sid")]
    _require(all(re.fullmatch(r"[0-9A-Za-z]*", name) for name in names),
             "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*")
    _require(len(set(names)) == len(names), "Statement IDs (SID) in a single policy must be unique.")
    for statement in statements:
        _require(_elements(statement, "Action"), "Policy statement must contain actions.")


def check_identity_policy(document) -> None:
    """@raise Malformed: if IAM refuses it as a managed, inline or session policy."""
    statements = _statements(document)
    _check_statements(statements)
    for statement in statements:
        _require(not {"Principal", "NotPrincipal"} & set(statement), "Policy document should not specify a principal.")
        _require(_elements(statement, "Resource"), "Policy statement must contain resources.")
        for resource in _elements(statement, "Resource"):
            _check_resource(resource)
        for action in _elements(statement, "Action"):
            _check_action(action)


def check_trust_policy(document) -> None:
    """@raise Malformed: if IAM refuses it as the trust policy of a role."""
    statements = _statements(document)
    _check_statements(statements)
    for statement in statements:
        _require(not {"Resource", "NotResource"} & set(statement), "Has prohibited field Resource")
        _require("Principal" in statement or "NotPrincipal" in statement, "Missing required field Principal")
        _require(statement.get("Effect") != "Allow" or "NotPrincipal" not in statement, "Allow with NotPrincipal is not allowed.")
        _require("NotPrincipal" not in statement, "AssumeRole policy must not contain NotPrincipal field.")
        for action in _elements(statement, "Action"):
            _check_action(action)
            _require(action.lower().startswith("sts:"), "AssumeRole policy may only specify STS AssumeRole actions.")


def _check_managed(document) -> None:
    check_identity_policy(document)
    _require(json.loads(document).get("Version") == "2012-10-17", "Policy document must be version 2012-10-17 or greater.")


def problem_of(check, document) -> str | None:
    """IAM's message for a document, or None."""
    try:
        check(document)
    except Malformed as problem:
        return str(problem)
    return None


def _refusing(parameter: str, check):
    def wrapper(handler):
        def checked(params):
            document = _param(params, parameter)
            if not _CHARACTERS.fullmatch(document):
                return _error(400, "ValidationError",
                              f"The specified value for {parameter[0].lower()}{parameter[1:]} is invalid. It must contain only printable ASCII "
                              "characters through the end of the ASCII character range, printable characters of the Basic Latin and Latin-1 "
                              "Supplement character set, tab, line feed, and carriage return.")
            problem = problem_of(check, document)
            return _error(400, "MalformedPolicyDocument", problem) if problem else handler(params)
        return checked
    return wrapper


def install() -> None:
    for action, parameter, check in (
        ("CreatePolicy", "PolicyDocument", _check_managed),
        ("CreatePolicyVersion", "PolicyDocument", _check_managed),
        ("CreateRole", "AssumeRolePolicyDocument", check_trust_policy),
        ("UpdateAssumeRolePolicy", "PolicyDocument", check_trust_policy),
    ):
        wrap_iam_action(action, _refusing(parameter, check))
    # Inline and session policies, after MiniStack has looked for the entity that they belong to.
    wrap("core.iam_evaluator", "validate_policy_document", lambda _: lambda document: problem_of(check_identity_policy, document))

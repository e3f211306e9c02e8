"""Policy variables such as ``${aws:username}``, which MiniStack compares as if they were text.

A statement with a variable that the request cannot resolve does not match; AWS documents it as possibly invalid.
"""
import re
from dataclasses import replace

from ..framework.patching import internal, wrap

_VARIABLE = re.compile(r"\$\{\s*([^},]+?)\s*(?:,\s*'([^']*)'\s*)?\}")
_LITERALS = {"*": "\ue000", "?": "\ue001", "$": "$"}


class Unresolved(Exception):
    """The request has no value for a variable, and the policy no default."""


def expand(text: str, ctx) -> str:
    if "${" not in text:
        return text
    resolve = internal("core.iam_evaluator", "_resolve_condition_key")

    def value(match):
        name, default = match.groups()
        if name in _LITERALS:
            return _LITERALS[name]
        found = resolve(name, ctx)
        if found is None:
            found = default
        if found is None or isinstance(found, list):
            raise Unresolved(name)
        # What a variable brings in is text: an asterisk in it is no wildcard.
        return str(found).replace("*", _LITERALS["*"]).replace("?", _LITERALS["?"])

    return _VARIABLE.sub(value, text)


def _expand_all(values, ctx):
    if isinstance(values, list):
        return [_expand_all(value, ctx) for value in values]
    return expand(values, ctx) if isinstance(values, str) else values


def install() -> None:
    def with_resources_expanded(first_match):
        def matching(ctx, statements, effect):
            expanded = []
            for statement in statements:
                try:
                    expanded.append(replace(
                        statement,
                        resources=_expand_all(statement.resources, ctx),
                        not_resources=_expand_all(statement.not_resources, ctx)))
                except Unresolved:
                    continue
            return first_match(ctx, expanded, effect)
        return matching

    def with_values_expanded(conditions_met):
        def met(conditions, ctx):
            try:
                return conditions_met({
                    operator: {key: _expand_all(values, ctx) for key, values in block.items()}
                    for operator, block in (conditions or {}).items() if isinstance(block, dict)}, ctx)
            except Unresolved:
                return False
        return met

    def with_literals(compile_pattern):
        def compiled(pattern, ignore_case):
            escaped = compile_pattern(pattern, ignore_case)
            if not any(mark in pattern for mark in ("\ue000", "\ue001")):
                return escaped
            return re.compile(escaped.pattern.replace("\ue000", r"\*").replace("\ue001", r"\?"), escaped.flags)
        return compiled

    wrap("core.iam_evaluator", "_first_match", with_resources_expanded)
    wrap("core.iam_evaluator", "_conditions_met", with_values_expanded)
    wrap("core.iam_evaluator", "_fnmatch_compile", with_literals)

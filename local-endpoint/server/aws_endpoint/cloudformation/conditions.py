"""Conditions of a template may compare what any function returns; MiniStack compares parameters, and takes other functions for text."""
import copy

from ..framework.patching import internal, wrap

_resolve = internal("services.cloudformation.engine", "_resolve_refs")

_CONDITION_FUNCTIONS = ("Fn::And", "Fn::Or", "Fn::Not")


def _prepared(expression, params: dict, mappings: dict):
    """The expression with every operand of ``Fn::Equals`` as its value."""
    if not isinstance(expression, dict):
        return expression
    for function in _CONDITION_FUNCTIONS:
        if function in expression:
            return {function: [_prepared(one, params, mappings) for one in expression[function]]}
    if "Fn::Equals" in expression:
        return {"Fn::Equals": [_resolve(copy.deepcopy(operand), {}, params, {}, mappings, "", "") for operand in expression["Fn::Equals"]]}
    return expression


def install() -> None:
    def with_values(evaluate):
        def evaluated(template, params):
            conditions = {name: _prepared(expression, params, template.get("Mappings") or {})
                          for name, expression in (template.get("Conditions") or {}).items()}
            return evaluate({**template, "Conditions": conditions}, params)
        return evaluated

    wrap("services.cloudformation.engine", "_evaluate_conditions", with_values)

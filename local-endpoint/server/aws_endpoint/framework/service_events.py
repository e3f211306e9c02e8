"""Events of AWS services on the default event bus of an account in a region. PutEvents refuses their sources, as AWS does."""
import json
import time

from .patching import internal

_account_id = internal("core.responses", "get_account_id")
_get_region = internal("core.responses", "get_region")
_set_region = internal("core.responses", "set_request_region")
_new_id = internal("core.responses", "new_uuid")
_rules = internal("services.eventbridge", "_rules")
_targets = internal("services.eventbridge", "_targets")
_view = internal("services.eventbridge", "_pattern_event_view")
_matches = internal("services.eventbridge", "_matches_pattern_view")
_invoke = internal("services.eventbridge", "_invoke_target")


def send(source: str, detail_type: str, detail: dict, region: str, states: tuple = ("ENABLED",), resources: tuple = ()) -> list:
    """Invoke the targets of the rules in one of the states that match. @return: the rules, by name"""
    event = {"EventId": _new_id(), "Source": source, "Detail": json.dumps(detail), "DetailType": detail_type, "EventBusName": "default",
             "Time": int(time.time()), "Resources": list(resources), "Account": _account_id(), "Region": region}
    former = _get_region()
    _set_region(region)
    try:
        view = _view(event)
        matched = [(key, rule) for key, rule in _rules.items()
                   if rule.get("EventBusName", "default") == "default" and rule.get("EventPattern") and rule.get("State") in states
                   and _matches(rule["EventPattern"], view, f"rule {key}")]
        for key, rule in matched:
            for target in _targets.get(key, []):
                _invoke(target, event, rule, view)
        return sorted(rule["Name"] for _key, rule in matched)
    finally:
        _set_region(former)

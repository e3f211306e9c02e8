"""The CloudFormation type ``AWS::Budgets::Budget``. Nothing is spent here, so that no budget is ever exceeded."""
import json
import secrets

from ..framework.patching import internal

_TYPE = "AWS::Budgets::Budget"
_CURRENCY = "USD"

_create_budget = internal("services.budgets", "_create_budget")
_update_budget = internal("services.budgets", "_update_budget")
_delete_budget = internal("services.budgets", "_delete_budget")
_account_id = internal("core.responses", "get_account_id")


def _call(function, body: dict) -> None:
    status, _headers, answer = function({"AccountId": _account_id(), **body})
    if status >= 400:
        error = json.loads(answer)
        raise ValueError(f"{error.get('message')} (Service: Budgets, Status Code: {status}, Error Code: {error.get('__type')})")


def _invalid(place: str, rule: str) -> ValueError:
    return ValueError(f"Properties validation failed for resource with message: #/{place}: {rule}")


def _budget(props: dict, name: str) -> dict:
    budget = {**props["Budget"], "BudgetName": name}
    limit = budget.get("BudgetLimit")
    if limit is not None:
        if float(limit["Amount"]) <= 0:
            raise ValueError("Budget limit must be greater than zero. (Service: Budgets, Error Code: InvalidParameterException)")
        if limit["Unit"] != _CURRENCY:
            raise ValueError(f"The unit {limit['Unit']} is not {_CURRENCY}. (Service: Budgets, Error Code: InvalidParameterException)")
        budget["BudgetLimit"] = {"Amount": str(limit["Amount"]), "Unit": limit["Unit"]}
    return budget


def _notifications(props: dict) -> list:
    entries = []
    for number, entry in enumerate(props.get("NotificationsWithSubscribers") or []):
        threshold = float(entry["Notification"]["Threshold"])
        if not 0.1 <= threshold <= 1_000_000_000:
            raise _invalid(f"NotificationsWithSubscribers/{number}/Notification/Threshold", f"{threshold} is not from 0.1 to 1000000000")
        entries.append({"Notification": {**entry["Notification"], "Threshold": threshold}, "Subscribers": entry["Subscribers"]})
    return entries


def _create(logical_id, props, stack_name):
    name = props["Budget"].get("BudgetName") or f"{stack_name}-{logical_id}-{secrets.token_hex(6).upper()}"[-100:]
    _call(_create_budget, {"Budget": _budget(props, name), "NotificationsWithSubscribers": _notifications(props)})
    return name, {"Id": name}


def _update(physical_id, _old_props, new_props, _stack_name):
    _call(_update_budget, {"NewBudget": _budget(new_props, physical_id)})
    return physical_id, {"Id": physical_id}


def _delete(physical_id, _props):
    _call(_delete_budget, {"BudgetName": physical_id})


def install() -> None:
    internal("services.cloudformation.provisioners", "_RESOURCE_HANDLERS")[_TYPE] = {"create": _create, "update": _update, "delete": _delete}
    # The name, which is create-only too, is inside of the property that can change.
    internal("services.cloudformation.provisioners", "_REPLACING_PROPERTIES")[_TYPE] = ("NotificationsWithSubscribers",)

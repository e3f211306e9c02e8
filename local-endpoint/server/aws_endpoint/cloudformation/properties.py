"""Properties of a template, as the CloudFormation handlers of this package read them."""
import json


def document(value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def inline_policies(props: dict) -> dict:
    return {policy["PolicyName"]: document(policy["PolicyDocument"]) for policy in props.get("Policies") or []}


def changes(old, new) -> tuple:
    """What a list property loses and gains."""
    old, new = list(old or []), list(new or [])
    return [item for item in old if item not in new], [item for item in new if item not in old]

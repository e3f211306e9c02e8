"""Properties of a template, as the CloudFormation handlers of this package read them."""
import json


def document(value) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def inline_policies(props: dict) -> dict:
    return {policy["PolicyName"]: document(policy["PolicyDocument"]) for policy in props.get("Policies") or []}


def tag_parameters(props: dict) -> dict:
    """The Tags property as parameters of an IAM call."""
    return {f"Tags.member.{number}.{part}": tag[part]
            for number, tag in enumerate(props.get("Tags") or [], 1) for part in ("Key", "Value")}


def changes(old, new) -> tuple:
    """What a list property loses and gains."""
    old, new = list(old or []), list(new or [])
    return [item for item in old if item not in new], [item for item in new if item not in old]

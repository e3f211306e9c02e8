"""Answers of Account Management."""
import json


def answer(status: int, body: dict, error: str = "") -> tuple:
    headers = {"Content-Type": "application/json", **({"x-amzn-errortype": error} if error else {})}
    return status, headers, json.dumps(body).encode()

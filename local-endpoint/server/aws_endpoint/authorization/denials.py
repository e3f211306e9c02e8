"""AWS names the resource in a denial, and the type of the policy that decided; MiniStack does so for some services, and knows one type."""
import re

from ..framework import request as requests
from ..framework.patching import internal, wrap

_BY_IDENTITY_POLICY = re.compile(rb"with an explicit deny in an identity-based policy|because no identity-based policy allows the [\w:*-]+ action")
_NAMING_THE_RESOURCE = frozenset({"iam", "sts", "s3", "lambda", "cloudformation"})


def install() -> None:
    message_of = internal("core.iam_actions", "identity_denial_message")

    def naming_the_resource(respond):
        def denial(service, action, principal_arn, request_id, **details):
            by_identity_policy = not (details.get("message") or details.get("error_code")
                                      or details.get("resource_policy_arn"))
            resource = details.get("resource_arn", "*")
            if requests.current().denied:
                action, resource = requests.current().denied
                details["message"] = message_of(action, principal_arn, resource, details.get("explicit_deny", False))
            elif by_identity_policy and service in _NAMING_THE_RESOURCE and resource != "*":
                details["message"] = message_of(
                    action, principal_arn, f'"{resource}"' if service == "s3" else resource,
                    details.get("explicit_deny", False))
            status, headers, body = respond(service, action, principal_arn, request_id, **details)
            refused_by = requests.current().refused_by
            return status, headers, _BY_IDENTITY_POLICY.sub(lambda _: refused_by.encode(), body) if refused_by else body
        return denial

    wrap("core.iam_actions", "access_denied_response", naming_the_resource)

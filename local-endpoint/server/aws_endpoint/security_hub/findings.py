"""Findings: an account imports its own, reads them and updates what a customer may update, and EventBridge has an event of each change."""
import time

from ..framework.patching import internal
from ..framework.service_events import send
from .errors import denied, invalid
from .hubs import hub_of
from .model import shown
from .operations import operation, page

_account_id = internal("core.responses", "get_account_id")

_MOST = 100
_MOST_VALUES = 20
# A provider does not change what belongs to the customer.
_CUSTOMER = ("Note", "UserDefinedFields", "VerificationState", "Workflow")
_UPDATED = ("Confidence", "Criticality", "Note", "RelatedFindings", "Severity", "Types", "UserDefinedFields", "VerificationState", "Workflow")
# The attributes by which findings are found here, by the name of the filter.
_FILTERS = {
    "Id": ("Id",), "ProductArn": ("ProductArn",), "AwsAccountId": ("AwsAccountId",), "RecordState": ("RecordState",),
    "WorkflowStatus": ("Workflow", "Status"), "SeverityLabel": ("Severity", "Label"), "ComplianceStatus": ("Compliance", "Status"),
}


def _key(finding: dict) -> tuple:
    return finding["Id"], finding["ProductArn"]


def _tell(finding: dict, region: str) -> None:
    """Each request to import or to update a finding is an event, whatever it changes. An event has one finding."""
    send("aws.securityhub", "Security Hub Findings - Imported", {"findings": [finding]}, region, resources=(f"{finding['ProductArn']}/{finding['Id']}",))


def _fails_again(former: dict, finding: dict) -> bool:
    """Whether Security Hub resets the workflow status to NEW."""
    was, now = (one.get("Compliance", {}).get("Status") for one in (former, finding))
    return (former["RecordState"], finding["RecordState"]) == ("ARCHIVED", "ACTIVE") or was == "PASSED" and now in ("FAILED", "WARNING", "NOT_AVAILABLE")


def _imported(former: dict | None, finding: dict) -> dict:
    finding = {"RecordState": "ACTIVE", **{name: value for name, value in finding.items() if name not in _CUSTOMER}}
    if former is None:
        return {**finding, "Workflow": {"Status": "NEW"}}
    if finding["UpdatedAt"] <= former["UpdatedAt"]:
        return former
    merged = {**finding, **{name: former[name] for name in _CUSTOMER if name in former}}
    if _fails_again(former, finding) and former["Workflow"]["Status"] in ("NOTIFIED", "RESOLVED"):
        merged["Workflow"] = {"Status": "NEW"}
    return merged


@operation("BatchImportFindings")
def _import(region: str, payload: dict) -> dict:
    hub = hub_of(region)
    if not 1 <= len(payload["Findings"]) <= _MOST:
        raise invalid(f"Invalid parameter Findings: it must have 1 to {_MOST} findings.")
    for finding in payload["Findings"]:
        if finding.get("AwsAccountId") != _account_id():
            raise denied("An account imports findings of its own.")
        hub.findings[_key(finding)] = _imported(hub.findings.get(_key(finding)), finding)
        _tell(hub.findings[_key(finding)], region)
    return {"SuccessCount": len(payload["Findings"]), "FailedCount": 0, "FailedFindings": []}


def _has(finding: dict, path: tuple, wanted: list) -> bool:
    value = finding
    for member in path:
        value = (value or {}).get(member)
    return any(value == one["Value"] for one in wanted)


@operation("GetFindings")
def _findings(region: str, payload: dict) -> dict:
    filters = payload.get("Filters") or {}
    for name, wanted in filters.items():
        if name not in _FILTERS or any(one.get("Comparison") != "EQUALS" for one in wanted):
            raise invalid(f"The filter {name} is not emulated, or not with this comparison.")
        if len(wanted) > _MOST_VALUES:
            raise invalid(f"Invalid parameter Filters.{name}: it must have at most {_MOST_VALUES} values.")
    found = [finding for finding in hub_of(region).findings.values()
             if all(_has(finding, _FILTERS[name], wanted) for name, wanted in filters.items())]
    return page(payload, "Findings", found)


@operation("BatchUpdateFindings")
def _update(region: str, payload: dict) -> dict:
    hub, identifiers = hub_of(region), payload["FindingIdentifiers"]
    if not 1 <= len(identifiers) <= _MOST:
        raise invalid(f"Invalid parameter FindingIdentifiers: it must have 1 to {_MOST} identifiers.")
    changes = {name: payload[name] for name in _UPDATED if payload.get(name) is not None}
    if "Note" in changes:
        changes["Note"] = {**changes["Note"], "UpdatedAt": shown(time.time())}
    known = [one for one in identifiers if _key(one) in hub.findings]
    for identifier in known:
        finding = hub.findings[_key(identifier)]
        hub.findings[_key(identifier)] = {**finding, **changes}
        _tell(hub.findings[_key(identifier)], region)
    unknown = [{"FindingIdentifier": one, "ErrorCode": "FindingNotFound", "ErrorMessage": "Finding Not Found"} for one in identifiers if one not in known]
    return {"ProcessedFindings": known, "UnprocessedFindings": unknown}

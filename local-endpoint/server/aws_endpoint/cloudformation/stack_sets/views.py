"""Stack sets, instances and operations as the API shows them."""
from .model import Instance, Operation, StackSet


def stack_set_summary(one: StackSet) -> dict:
    drift = one.drift or {}
    return {"StackSetName": one.name, "StackSetId": one.id, "Description": one.description or None, "Status": one.status,
            "AutoDeployment": one.auto_deployment, "PermissionModel": "SERVICE_MANAGED", "DriftStatus": drift.get("DriftStatus", "NOT_CHECKED"),
            "LastDriftCheckTimestamp": drift.get("LastDriftCheckTimestamp"), "ManagedExecution": {"Active": one.managed_execution}}


def stack_set_details(one: StackSet) -> dict:
    return {**stack_set_summary(one), "TemplateBody": one.template, "Capabilities": one.capabilities, "Tags": one.tags, "StackSetARN": one.arn,
            "Parameters": [{"ParameterKey": key, "ParameterValue": value} for key, value in one.parameters.items()],
            "StackSetDriftDetectionDetails": one.drift or {"DriftStatus": "NOT_CHECKED"},
            "OrganizationalUnitIds": [target.unit for target in one.targets],
            "Regions": list(dict.fromkeys(region for target in one.targets for region in target.regions))}


def instance_summary(stack_set: StackSet, one: Instance) -> dict:
    return {"StackSetId": stack_set.id, "Region": one.region, "Account": one.account, "StackId": one.stack_id or None, "Status": one.status,
            "StatusReason": one.reason or None, "StackInstanceStatus": {"DetailedStatus": one.detailed}, "OrganizationalUnitId": one.unit,
            "DriftStatus": one.drift, "LastDriftCheckTimestamp": one.drift_checked, "LastOperationId": one.last_operation or None}


def instance_details(stack_set: StackSet, one: Instance) -> dict:
    return {**instance_summary(stack_set, one),
            "ParameterOverrides": [{"ParameterKey": key, "ParameterValue": value} for key, value in one.overrides.items()]}


def operation_summary(one: Operation) -> dict:
    failed = sum(status == "FAILED" for status, _reason in one.results.values())
    return {"OperationId": one.id, "Action": one.action, "Status": one.status, "CreationTimestamp": one.created, "EndTimestamp": one.ended,
            "StatusReason": one.reason or None, "StatusDetails": {"FailedStackInstancesCount": failed}, "OperationPreferences": one.preferences}


def operation_details(stack_set: StackSet, one: Operation) -> dict:
    units = list(dict.fromkeys(unit for accounts in one.work.values() for unit in accounts.values()))
    return {**operation_summary(one), "StackSetId": stack_set.id, "RetainStacks": one.retain if one.action == "DELETE" else None,
            "DeploymentTargets": {"OrganizationalUnitIds": units}, "StackSetDriftDetectionDetails": one.drift}


def operation_results(one: Operation) -> list:
    return [{"Account": account, "Region": region, "Status": status, "StatusReason": reason or None,
             "OrganizationalUnitId": one.work[region].get(account), "AccountGateResult": {"Status": "SKIPPED", "StatusReason": "Function not found"}}
            for (account, region), (status, reason) in one.results.items()]

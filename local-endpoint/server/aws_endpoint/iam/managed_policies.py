"""AWS managed policies that MiniStack does not know: attachable by name, but recorded only.

Their documents grant nothing here, so that no test passes on a permission that nobody has checked; a name that AWS does
not have stays unknown.
"""
import json

from ..framework.patching import internal

RECORDED = (
    "AccessAnalyzerServiceRolePolicy",
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "AWSAccountManagementReadOnlyAccess",
    "AWSBillingReadOnlyAccess",
    "AWSCloudShellFullAccess",
    "AWSCloudTrail_ReadOnlyAccess",
    "AWSLambda_ReadOnlyAccess",
    "AWSSupportAccess",
    "IAMAccessAdvisorReadOnly",
    "IAMAccessAnalyzerReadOnlyAccess",
    "IAMUserChangePassword",
    "SignInLocalDevelopmentAccess",
    "job-function/Billing",
    "job-function/DatabaseAdministrator",
    "job-function/DataScientist",
    "job-function/NetworkAdministrator",
    "job-function/SupportUser",
    "job-function/SystemAdministrator",
    "job-function/ViewOnlyAccess",
    "service-role/AWSConfigRole",
)

_GRANTS_NOTHING = json.dumps({
    "Version": "2012-10-17",
    "Statement": [{"Sid": "RecordedOnly", "Effect": "Deny", "Action": "none:RecordedOnly", "Resource": "*"}],
})


def install() -> None:
    policies = internal("services.iam", "_aws_managed_policies")
    make = internal("services.iam", "_make_aws_managed_record")
    prefix = internal("services.iam", "_AWS_MANAGED_POLICY_PREFIX")
    for name in RECORDED:
        policies.setdefault(prefix + name, make(name, _GRANTS_NOTHING))

"""As whom CloudFormation acts in an account: where it acts for StackSets, the policies of the organization limit it like any principal.

What a resource takes to be made is known for the types of this project; for others the call is taken to be named after the type.
"""
import contextvars
from contextlib import contextmanager
from dataclasses import dataclass

from ..framework.patching import internal, wrap
from ..organizations.limits import refusal_of_organization

_account_id = internal("core.responses", "get_account_id")
_region = internal("core.responses", "get_region")
_GLOBAL = ("iam", "organizations")
_GLOBAL_REGION = "us-east-1"

_CUSTOM = ("lambda:InvokeFunction",)
# By type: the actions to create, to update and to delete; a property in parentheses where the action is needed for it only.
_ACTIONS = {
    "AWS::IAM::Role": (("iam:CreateRole", "iam:AttachRolePolicy(ManagedPolicyArns)", "iam:PutRolePolicy(Policies)",
                        "iam:PutRolePermissionsBoundary(PermissionsBoundary)"), ("iam:UpdateRole",), ("iam:DeleteRole",)),
    "AWS::IAM::ManagedPolicy": (("iam:CreatePolicy", "iam:AttachGroupPolicy(Groups)", "iam:AttachRolePolicy(Roles)", "iam:AttachUserPolicy(Users)"),
                                ("iam:CreatePolicyVersion",), ("iam:DeletePolicy",)),
    "AWS::IAM::Policy": (("iam:PutRolePolicy(Roles)", "iam:PutGroupPolicy(Groups)", "iam:PutUserPolicy(Users)"),) * 2 + (("iam:DeleteRolePolicy(Roles)",),),
    "AWS::IAM::UserToGroupAddition": (("iam:AddUserToGroup",), ("iam:AddUserToGroup",), ("iam:RemoveUserFromGroup",)),
    "AWS::IAM::InstanceProfile": (("iam:CreateInstanceProfile", "iam:AddRoleToInstanceProfile(Roles)"), ("iam:AddRoleToInstanceProfile",),
                                  ("iam:DeleteInstanceProfile",)),
    "AWS::IAM::OIDCProvider": (("iam:CreateOpenIDConnectProvider",), ("iam:UpdateOpenIDConnectProviderThumbprint",), ("iam:DeleteOpenIDConnectProvider",)),
    "AWS::Lambda::Function": (("lambda:CreateFunction", "iam:PassRole"), ("lambda:UpdateFunctionConfiguration",), ("lambda:DeleteFunction",)),
    "AWS::Lambda::Permission": (("lambda:AddPermission",), ("lambda:AddPermission",), ("lambda:RemovePermission",)),
    "AWS::Lambda::EventInvokeConfig": (("lambda:PutFunctionEventInvokeConfig",), ("lambda:UpdateFunctionEventInvokeConfig",),
                                       ("lambda:DeleteFunctionEventInvokeConfig",)),
    "AWS::Events::Rule": (("events:PutRule", "events:PutTargets(Targets)"), ("events:PutRule",), ("events:DeleteRule",)),
    "AWS::SNS::TopicPolicy": (("sns:SetTopicAttributes",),) * 3,
    "AWS::SNS::Subscription": (("sns:Subscribe",), ("sns:SetSubscriptionAttributes",), ("sns:Unsubscribe",)),
    "AWS::SSM::Parameter": (("ssm:PutParameter",), ("ssm:PutParameter",), ("ssm:DeleteParameter",)),
    "AWS::SSM::ServiceSetting": (("ssm:UpdateServiceSetting",), ("ssm:UpdateServiceSetting",), ("ssm:ResetServiceSetting",)),
    "AWS::EC2::SnapshotBlockPublicAccess": (("ec2:EnableSnapshotBlockPublicAccess",), ("ec2:EnableSnapshotBlockPublicAccess",),
                                            ("ec2:DisableSnapshotBlockPublicAccess",)),
    "AWS::EC2::VPCBlockPublicAccessOptions": (("ec2:ModifyVpcBlockPublicAccessOptions",),) * 3,
    "AWS::Logs::LogGroup": (("logs:CreateLogGroup", "logs:PutRetentionPolicy(RetentionInDays)"), ("logs:PutRetentionPolicy",), ("logs:DeleteLogGroup",)),
    "AWS::S3::BucketPolicy": (("s3:PutBucketPolicy",), ("s3:PutBucketPolicy",), ("s3:DeleteBucketPolicy",)),
    "AWS::CloudTrail::Trail": (("cloudtrail:CreateTrail", "cloudtrail:StartLogging(IsLogging)"), ("cloudtrail:UpdateTrail",), ("cloudtrail:DeleteTrail",)),
    "AWS::AccessAnalyzer::Analyzer": (("access-analyzer:CreateAnalyzer",), ("access-analyzer:UpdateAnalyzer",), ("access-analyzer:DeleteAnalyzer",)),
}
_VERBS = ("Create", "Update", "Delete")
# By type: the part of the resource's ARN before its name, and the property with the name. Without, a policy sees ``*``.
_ARNS = {
    "AWS::IAM::Role": ("iam", "role", "RoleName"), "AWS::IAM::Group": ("iam", "group", "GroupName"), "AWS::IAM::User": ("iam", "user", "UserName"),
    "AWS::IAM::ManagedPolicy": ("iam", "policy", "ManagedPolicyName"),
}


@dataclass(frozen=True)
class Principal:
    arn: str
    account: str


_acting: contextvars.ContextVar = contextvars.ContextVar("local_endpoint_acting_principal", default=None)


@contextmanager
def acting_as(principal: Principal):
    """What is deployed inside, and by the tasks that begin inside, is deployed as that principal."""
    token = _acting.set(principal)
    try:
        yield
    finally:
        _acting.reset(token)


def _actions(resource_type: str, step: int, props: dict) -> list:
    if resource_type.startswith("Custom::") or resource_type == "AWS::CloudFormation::CustomResource":
        return list(_CUSTOM)
    _aws, service, name = resource_type.split("::")
    named = _ACTIONS.get(resource_type, tuple((f"{service.lower()}:{verb}{name}",) for verb in _VERBS))[step]
    return [action.split("(")[0] for action in named if "(" not in action or props.get(action.split("(")[1][:-1])]


def _resource(resource_type: str, props: dict) -> str:
    if props.get("ServiceToken"):
        return props["ServiceToken"]
    service, kind, name = _ARNS.get(resource_type, (None, None, None))
    return f"arn:aws:{service}::{_account_id()}:{kind}{props.get('Path') or '/'}{props.get(name) or '*'}" if service else "*"


def _require_permission(resource_type: str, step: int, props: dict) -> None:
    principal = _acting.get()
    for action in _actions(resource_type, step, props) if principal else []:
        resource = _resource(resource_type, props)
        context = internal("core.iam_evaluator", "EvalContext")(
            principal_arn=principal.arn, principal_type="AssumedRole", principal_account=principal.account, action=action, resource_arn=resource,
            region=_GLOBAL_REGION if action.split(":")[0] in _GLOBAL else _region(),
            principal_keys={"aws:viaawsservice": "false", "aws:principalisawsservice": "false"})
        refusal = refusal_of_organization(context)
        if refusal:
            raise ValueError(f"User: {principal.arn} is not authorized to perform: {action} on resource: {resource} {refusal[1]} "
                             f"(Service: {action.split(':')[0].capitalize()}, Status Code: 403, Error Code: AccessDenied)")


def install() -> None:
    def limited_create(create):
        def created(resource_type, logical_id, props, stack_name):
            _require_permission(resource_type, 0, props)
            return create(resource_type, logical_id, props, stack_name)
        return created

    def limited_update(update):
        def updated(resource_type, physical_id, old_props, new_props, *rest):
            if old_props != new_props:
                _require_permission(resource_type, 1, new_props)
            return update(resource_type, physical_id, old_props, new_props, *rest)
        return updated

    def limited_delete(delete):
        def deleted(resource_type, physical_id, props, *rest):
            _require_permission(resource_type, 2, props)
            return delete(resource_type, physical_id, props, *rest)
        return deleted

    for name, limited in (("_provision_resource", limited_create), ("_update_resource", limited_update), ("_delete_resource", limited_delete)):
        wrap("services.cloudformation.provisioners", name, limited)

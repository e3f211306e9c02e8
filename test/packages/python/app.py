from datetime import datetime, timezone

from aws_cdk import App, Duration, Fn, RemovalPolicy
from aws_cdk.aws_iam import PolicyStatement
from cdk_secure_account_baseline import (
    AccessCondition,
    AccountHardening,
    AccountWatchStack,
    BaselineGroupOptions,
    BaselineRolesOptions,
    BaselineUserOptions,
    ExternalAccessAnalyzerProps,
    ExternalAccessExpected,
    GitHubRepository,
    GitHubSubject,
    JobFunction,
    JobFunctionGroupRoleOptions,
    LeastPrivilegePolicy,
    MfaEnforcementProps,
    OidcProvider,
    OidcRole,
    OnExisting,
    OnFinding,
    PasswordPolicyProps,
    PasswordPolicyStandard,
    PeopleRoleProps,
    RoleTrust,
    SecureAccountBaselineStack,
    SecurityCheck,
    SecurityCheckOptions,
    SecurityStatusProps,
    TrailSource,
    WatchPart,
)

# The same app in each language: what it synthesizes must not depend on the language.
app = App(analytics_reporting=False)

stack = SecureAccountBaselineStack(
    app,
    "account-baseline",
    description="The same in each language",
    account_alias="example-workshop",
    account_hardening=AccountHardening.ALL,
    password_policy=PasswordPolicyProps(
        standard=PasswordPolicyStandard.PCI_DSS_4, max_age=Duration.days(60), reuse_prevention=12
    ),
    on_existing=OnExisting.FAIL,
    settings_removal_policy=RemovalPolicy.DESTROY,
    groups=[
        BaselineGroupOptions(
            job_function=JobFunction.ADMINISTRATOR,
            group_name="Admins",
            role_options=JobFunctionGroupRoleOptions(users_path="/"),
        ),
        BaselineGroupOptions(job_function=JobFunction.POWER_USER),
        BaselineGroupOptions(job_function=JobFunction.BILLING),
    ],
    users=[
        BaselineUserOptions(user_name="alice", job_functions=[JobFunction.ADMINISTRATOR]),
        BaselineUserOptions(user_name="bob", job_functions=[JobFunction.POWER_USER, JobFunction.BILLING]),
    ],
    mfa_enforcement=MfaEnforcementProps(exempted_actions=["codecommit:GitPull"]),
    roles=BaselineRolesOptions(
        security_audit=PeopleRoleProps(
            assumed_by=RoleTrust.people(mfa_max_age=Duration.hours(2)), max_session_duration=Duration.hours(4)
        )
    ),
)
stack.baseline.account_alias.node.add_dependency(stack.baseline.group(JobFunction.BILLING))

provider = OidcProvider(stack, "GitHub", url=GitHubSubject.ISSUER)
repository = GitHubRepository(owner="octo-org", name="octo-repo", owner_id="65", repository_id="74")
role = OidcRole(
    stack,
    "Deploy",
    provider=provider,
    subjects=[GitHubSubject.environment(repository, "production"), GitHubSubject.branch(repository, "main")],
    max_session_duration=Duration.minutes(90),
)

reports = LeastPrivilegePolicy(
    stack,
    "Reports",
    groups=[stack.baseline.group(JobFunction.BILLING)],
    roles=[role],
    conditions=[
        AccessCondition.tls(),
        AccessCondition.valid_until(datetime(2099, 12, 31, 23, 59, 59, tzinfo=timezone.utc)),
    ],
)
reports.add_statements(
    PolicyStatement(
        sid="Read",
        actions=["s3:GetObject"],
        resources=[Fn.sub("arn:${AWS::Partition}:s3:::example-reports/*")],
    )
)

watch = AccountWatchStack(
    app,
    "account-baseline-watch",
    email_addresses=["security@example.com", "operations@example.com"],
    trail=TrailSource.of_organization(),
    security_status=SecurityStatusProps(on_finding=OnFinding.WARN, checks=[SecurityCheckOptions(check=SecurityCheck.ROOT_MFA, on_finding=OnFinding.FAIL)]),
    external_access=ExternalAccessAnalyzerProps(
        expected_access=[ExternalAccessExpected.by_account(role.role_arn, "111122223333")]
    ),
    omit=[WatchPart.IDENTITY_CHANGES],
).watch
watch.node.add_dependency(stack)

app.synth()

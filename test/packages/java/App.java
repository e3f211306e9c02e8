import io.github.cdksecureaccountbaseline.AccessCondition;
import io.github.cdksecureaccountbaseline.AccountHardening;
import io.github.cdksecureaccountbaseline.AccountWatch;
import io.github.cdksecureaccountbaseline.AccountWatchStack;
import io.github.cdksecureaccountbaseline.BaselineGroupOptions;
import io.github.cdksecureaccountbaseline.BaselineRolesOptions;
import io.github.cdksecureaccountbaseline.BaselineUserOptions;
import io.github.cdksecureaccountbaseline.ExternalAccessAnalyzerProps;
import io.github.cdksecureaccountbaseline.ExternalAccessExpected;
import io.github.cdksecureaccountbaseline.GitHubRepository;
import io.github.cdksecureaccountbaseline.GitHubSubject;
import io.github.cdksecureaccountbaseline.JobFunction;
import io.github.cdksecureaccountbaseline.JobFunctionGroupRoleOptions;
import io.github.cdksecureaccountbaseline.LeastPrivilegePolicy;
import io.github.cdksecureaccountbaseline.MfaEnforcementProps;
import io.github.cdksecureaccountbaseline.OidcProvider;
import io.github.cdksecureaccountbaseline.OidcRole;
import io.github.cdksecureaccountbaseline.OnExisting;
import io.github.cdksecureaccountbaseline.OnFinding;
import io.github.cdksecureaccountbaseline.PasswordPolicyProps;
import io.github.cdksecureaccountbaseline.PasswordPolicyStandard;
import io.github.cdksecureaccountbaseline.PeopleRoleProps;
import io.github.cdksecureaccountbaseline.PeopleTrustOptions;
import io.github.cdksecureaccountbaseline.RoleTrust;
import io.github.cdksecureaccountbaseline.SecureAccountBaselineStack;
import io.github.cdksecureaccountbaseline.SecurityCheck;
import io.github.cdksecureaccountbaseline.SecurityCheckOptions;
import io.github.cdksecureaccountbaseline.SecurityStatusProps;
import io.github.cdksecureaccountbaseline.TrailSource;
import io.github.cdksecureaccountbaseline.WatchPart;
import java.time.Instant;
import java.util.List;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The same app in each language: what it synthesizes must not depend on the language. */
public final class App {
    public static void main(String[] arguments) {
        software.amazon.awscdk.App app = new software.amazon.awscdk.App(AppProps.builder().analyticsReporting(false).build());

        SecureAccountBaselineStack stack = SecureAccountBaselineStack.Builder.create(app, "account-baseline")
            .description("The same in each language")
            .accountAlias("example-workshop")
            .accountHardening(AccountHardening.ALL)
            .passwordPolicy(PasswordPolicyProps.builder()
                .standard(PasswordPolicyStandard.PCI_DSS_4).maxAge(Duration.days(60)).reusePrevention(12).build())
            .onExisting(OnExisting.FAIL)
            .settingsRemovalPolicy(RemovalPolicy.DESTROY)
            .groups(List.of(
                BaselineGroupOptions.builder().jobFunction(JobFunction.ADMINISTRATOR).groupName("Admins")
                    .roleOptions(JobFunctionGroupRoleOptions.builder().usersPath("/").build()).build(),
                BaselineGroupOptions.builder().jobFunction(JobFunction.POWER_USER).build(),
                BaselineGroupOptions.builder().jobFunction(JobFunction.BILLING).build()))
            .users(List.of(
                BaselineUserOptions.builder().userName("alice").jobFunctions(List.of(JobFunction.ADMINISTRATOR)).build(),
                BaselineUserOptions.builder().userName("bob").jobFunctions(List.of(JobFunction.POWER_USER, JobFunction.BILLING)).build()))
            .mfaEnforcement(MfaEnforcementProps.builder().exemptedActions(List.of("codecommit:GitPull")).build())
            .roles(BaselineRolesOptions.builder()
                .securityAudit(PeopleRoleProps.builder()
                    .assumedBy(RoleTrust.people(PeopleTrustOptions.builder().mfaMaxAge(Duration.hours(2)).build()))
                    .maxSessionDuration(Duration.hours(4))
                    .build())
                .build())
            .build();
        stack.getBaseline().getAccountAlias().getNode().addDependency(stack.getBaseline().group(JobFunction.BILLING));

        OidcProvider provider = OidcProvider.Builder.create(stack, "GitHub").url(GitHubSubject.ISSUER).build();
        GitHubRepository repository = GitHubRepository.builder().owner("octo-org").name("octo-repo").ownerId("65").repositoryId("74").build();
        OidcRole role = OidcRole.Builder.create(stack, "Deploy")
            .provider(provider)
            .subjects(List.of(GitHubSubject.environment(repository, "production"), GitHubSubject.branch(repository, "main")))
            .maxSessionDuration(Duration.minutes(90))
            .build();

        LeastPrivilegePolicy reports = LeastPrivilegePolicy.Builder.create(stack, "Reports")
            .groups(List.of(stack.getBaseline().group(JobFunction.BILLING)))
            .roles(List.of(role))
            .conditions(List.of(AccessCondition.tls(), AccessCondition.validUntil(Instant.parse("2099-12-31T23:59:59Z"))))
            .build();
        reports.addStatements(PolicyStatement.Builder.create()
            .sid("Read")
            .actions(List.of("s3:GetObject"))
            .resources(List.of(Fn.sub("arn:${AWS::Partition}:s3:::example-reports/*")))
            .build());

        AccountWatch watch = AccountWatchStack.Builder.create(app, "account-baseline-watch")
            .emailAddresses(List.of("security@example.com", "operations@example.com"))
            .trail(TrailSource.ofOrganization())
            .securityStatus(SecurityStatusProps.builder().onFinding(OnFinding.WARN)
                .checks(List.of(SecurityCheckOptions.builder().check(SecurityCheck.ROOT_MFA).onFinding(OnFinding.FAIL).build())).build())
            .externalAccess(ExternalAccessAnalyzerProps.builder()
                .expectedAccess(List.of(ExternalAccessExpected.byAccount(role.getRoleArn(), "111122223333")))
                .build())
            .omit(List.of(WatchPart.IDENTITY_CHANGES))
            .build()
            .getWatch();
        watch.getNode().addDependency(stack);

        app.synth();
    }

    private App() {}
}

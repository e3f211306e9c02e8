package main

import (
	"time"

	"github.com/aws/aws-cdk-go/awscdk/v2"
	"github.com/aws/aws-cdk-go/awscdk/v2/awsiam"
	"github.com/aws/aws-cdk-go/awscdk/v2/interfaces/interfacesawsiam"
	"github.com/aws/jsii-runtime-go"
	baseline "github.com/cdk-secure-account-baseline/cdk-secure-account-baseline-go/securebaseline"
)

// The same app in each language: what it synthesizes must not depend on the language.
func main() {
	defer jsii.Close()
	app := awscdk.NewApp(&awscdk.AppProps{AnalyticsReporting: jsii.Bool(false)})

	stack := baseline.NewSecureAccountBaselineStack(app, jsii.String("account-baseline"), &baseline.SecureAccountBaselineStackProps{
		Description:      jsii.String("The same in each language"),
		AccountAlias:     jsii.String("example-workshop"),
		AccountHardening: baseline.AccountHardening_ALL(),
		PasswordPolicy: &baseline.PasswordPolicyProps{
			Standard:        baseline.PasswordPolicyStandard_PCI_DSS_4,
			MaxAge:          awscdk.Duration_Days(jsii.Number(60)),
			ReusePrevention: jsii.Number(12),
		},
		OnExisting:            baseline.OnExisting_FAIL,
		SettingsRemovalPolicy: awscdk.RemovalPolicy_DESTROY,
		Groups: &[]*baseline.BaselineGroupOptions{
			{
				JobFunction: baseline.JobFunction_ADMINISTRATOR(),
				GroupName:   jsii.String("Admins"),
				RoleOptions: &baseline.JobFunctionGroupRoleOptions{UsersPath: jsii.String("/")},
			},
			{JobFunction: baseline.JobFunction_POWER_USER()},
			{JobFunction: baseline.JobFunction_BILLING()},
		},
		Users: &[]*baseline.BaselineUserOptions{
			{UserName: jsii.String("alice"), JobFunctions: &[]baseline.JobFunction{baseline.JobFunction_ADMINISTRATOR()}},
			{UserName: jsii.String("bob"), JobFunctions: &[]baseline.JobFunction{baseline.JobFunction_POWER_USER(), baseline.JobFunction_BILLING()}},
		},
		MfaEnforcement: &baseline.MfaEnforcementProps{ExemptedActions: jsii.Strings("codecommit:GitPull")},
		Roles: &baseline.BaselineRolesOptions{
			SecurityAudit: &baseline.PeopleRoleProps{
				AssumedBy:          baseline.RoleTrust_People(&baseline.PeopleTrustOptions{MfaMaxAge: awscdk.Duration_Hours(jsii.Number(2))}),
				MaxSessionDuration: awscdk.Duration_Hours(jsii.Number(4)),
			},
		},
	})
	billing := stack.Baseline().Group(baseline.JobFunction_BILLING())
	stack.Baseline().AccountAlias().Node().AddDependency(billing)

	provider := baseline.NewOidcProvider(stack, jsii.String("GitHub"), &baseline.OidcProviderProps{Url: baseline.GitHubSubject_ISSUER()})
	repository := &baseline.GitHubRepository{
		Owner: jsii.String("octo-org"), Name: jsii.String("octo-repo"), OwnerId: jsii.String("65"), RepositoryId: jsii.String("74"),
	}
	role := baseline.NewOidcRole(stack, jsii.String("Deploy"), &baseline.OidcRoleProps{
		Provider: provider,
		Subjects: &[]baseline.OidcSubject{
			baseline.GitHubSubject_Environment(repository, jsii.String("production")),
			baseline.GitHubSubject_Branch(repository, jsii.String("main")),
		},
		MaxSessionDuration: awscdk.Duration_Minutes(jsii.Number(90)),
	})

	until := time.Date(2099, time.December, 31, 23, 59, 59, 0, time.UTC)
	reports := baseline.NewLeastPrivilegePolicy(stack, jsii.String("Reports"), &baseline.LeastPrivilegePolicyProps{
		Groups:     &[]interfacesawsiam.IGroupRef{billing},
		Roles:      &[]awsiam.IRole{role},
		Conditions: &[]baseline.AccessCondition{baseline.AccessCondition_Tls(), baseline.AccessCondition_ValidUntil(&until)},
	})
	reports.AddStatements(awsiam.NewPolicyStatement(&awsiam.PolicyStatementProps{
		Sid:       jsii.String("Read"),
		Actions:   jsii.Strings("s3:GetObject"),
		Resources: &[]*string{awscdk.Fn_Sub(jsii.String("arn:${AWS::Partition}:s3:::example-reports/*"), nil)},
	}))

	watch := baseline.NewAccountWatchStack(app, jsii.String("account-baseline-watch"), &baseline.AccountWatchStackProps{
		EmailAddresses: jsii.Strings("security@example.com", "operations@example.com"),
		Trail:          baseline.TrailSource_OfOrganization(),
		SecurityStatus: &baseline.SecurityStatusProps{
			OnFinding: baseline.OnFinding_WARN,
			Checks:    &[]*baseline.SecurityCheckOptions{{Check: baseline.SecurityCheck_ROOT_MFA, OnFinding: baseline.OnFinding_FAIL}},
		},
		ExternalAccess: &baseline.ExternalAccessAnalyzerProps{
			ExpectedAccess: &[]baseline.ExternalAccessExpected{
				baseline.ExternalAccessExpected_ByAccount(role.RoleArn(), jsii.String("111122223333")),
			},
		},
		Omit: &[]baseline.WatchPart{baseline.WatchPart_IDENTITY_CHANGES},
	}).Watch()
	watch.Node().AddDependency(stack)

	app.Synth(nil)
}

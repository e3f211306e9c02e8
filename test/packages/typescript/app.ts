import { App, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  AccessCondition, AccountHardening, AccountWatchStack, ExternalAccessExpected, GitHubSubject, JobFunction, LeastPrivilegePolicy, OidcProvider,
  OidcRole, OnExisting, OnFinding, PasswordPolicyStandard, RoleTrust, SecureAccountBaselineStack, SecurityCheck, TrailSource, WatchPart,
} from 'cdk-secure-account-baseline'; // eslint-disable-line import/no-unresolved

// The same app in each language: what it synthesizes must not depend on the language.
const app = new App({ analyticsReporting: false });

const stack = new SecureAccountBaselineStack(app, 'account-baseline', {
  description: 'The same in each language',
  accountAlias: 'example-workshop',
  accountHardening: AccountHardening.ALL,
  passwordPolicy: { standard: PasswordPolicyStandard.PCI_DSS_4, maxAge: Duration.days(60), reusePrevention: 12 },
  onExisting: OnExisting.FAIL,
  settingsRemovalPolicy: RemovalPolicy.DESTROY,
  groups: [
    { jobFunction: JobFunction.ADMINISTRATOR, groupName: 'Admins', roleOptions: { usersPath: '/' } },
    { jobFunction: JobFunction.POWER_USER },
    { jobFunction: JobFunction.BILLING },
  ],
  users: [
    { userName: 'alice', jobFunctions: [JobFunction.ADMINISTRATOR] },
    { userName: 'bob', jobFunctions: [JobFunction.POWER_USER, JobFunction.BILLING] },
  ],
  mfaEnforcement: { exemptedActions: ['codecommit:GitPull'] },
  roles: { securityAudit: { assumedBy: RoleTrust.people({ mfaMaxAge: Duration.hours(2) }), maxSessionDuration: Duration.hours(4) } },
});
stack.baseline.accountAlias?.node.addDependency(stack.baseline.group(JobFunction.BILLING));

const provider = new OidcProvider(stack, 'GitHub', { url: GitHubSubject.ISSUER });
const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const role = new OidcRole(stack, 'Deploy', {
  provider,
  subjects: [GitHubSubject.environment(repository, 'production'), GitHubSubject.branch(repository, 'main')],
  maxSessionDuration: Duration.minutes(90),
});

const reports = new LeastPrivilegePolicy(stack, 'Reports', {
  groups: [stack.baseline.group(JobFunction.BILLING)],
  roles: [role],
  conditions: [AccessCondition.tls(), AccessCondition.validUntil(new Date(Date.UTC(2099, 11, 31, 23, 59, 59)))],
});
reports.addStatements(new PolicyStatement({ sid: 'Read', actions: ['s3:GetObject'], resources: [Fn.sub('arn:${AWS::Partition}:s3:::example-reports/*')] }));

const { watch } = new AccountWatchStack(app, 'account-baseline-watch', {
  emailAddresses: ['security@example.com', 'operations@example.com'],
  trail: TrailSource.ofOrganization(),
  securityStatus: { onFinding: OnFinding.WARN, checks: [{ check: SecurityCheck.ROOT_MFA, onFinding: OnFinding.FAIL }] },
  externalAccess: { expectedAccess: [ExternalAccessExpected.byAccount(role.roleArn, '111122223333')] },
  omit: [WatchPart.IDENTITY_CHANGES],
});
watch.node.addDependency(stack);

app.synth();

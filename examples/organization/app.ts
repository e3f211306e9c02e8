import { App, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnOrganizationalUnit } from 'aws-cdk-lib/aws-organizations';
import {
  AccountHardening, AuditTrail, BaselineRollOut, CallerCredentialsSynthesizer, CentralRootRole, DeclarativeControl,
  IdentityCenterGroup, IdentityCenterUser, IIdentityCenterGroup, JobFunction, JobFunctionPermissionSet, MonthlyBudget, OrganizationGuardrails,
  OrganizationPolicyType, OrganizationSettings, ResourceControl, RollOutTarget,
  RootTask, ServiceControl, SpendAlerts,
} from 'cdk-secure-account-baseline';

const app = new App();
const context = (name: string, otherwise: string): string => app.node.tryGetContext(name) ?? otherwise;
const listed = (name: string, otherwise: string): string[] => context(name, otherwise).split(',');
const stackOf = (name: string, region?: string) => (
  new Stack(app, `account-baseline-${name}`, { synthesizer: new CallerCredentialsSynthesizer(), env: { region } })
);

const region = context('region', 'eu-central-1');
// Every region in use.
const regions = listed('regions', `${region},us-east-1`);
const organizationId = context('organization', 'o-a1b2c3d4e5');
const emailAddresses = [context('securityEmail', 'security@example.com')];

// The units of your organization: `-c units=ou-abcd-11112222,ou-abcd-33334444`. Without them, two new units under the root.
const units = app.node.tryGetContext('units') ? listed('units', '') : newUnits();

function newUnits(): string[] {
  const stack = stackOf('units');
  return ['Workloads', 'Sandbox'].map((name) => {
    const unit = new CfnOrganizationalUnit(stack, name, { name, parentId: context('root', 'r-abcd') });
    // Accounts stay in their units when everything else is undone: AWS deletes no unit that holds one.
    unit.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return unit.attrId;
  });
}

// The baseline in every account of the units. A delegated administrator of StackSets deploys it with `callAs`.
const rollOut = new BaselineRollOut(stackOf('roll-out'), 'RollOut', {
  baseline: {
    accountHardening: AccountHardening.ALL,
    // New accounts need 14 characters, and `-c minimumLength=20` needs more.
    passwordPolicy: { minimumLength: Number(context('minimumLength', '14')) },
    // Permission sets refer to the guardrail by its name.
    guardrail: { managedPolicyName: 'Guardrail' },
    // An account that leaves the baseline gets back the settings that it had before.
    settingsRemovalPolicy: RemovalPolicy.DESTROY,
  },
  targets: units.map((unit) => RollOutTarget.unit(unit)),
  region,
  everyRegion: { regions, hardening: {}, externalAccess: true },
  watch: { emailAddresses },
  // One account that cannot take the baseline does not keep it from the others.
  failureTolerance: Number(context('failureTolerance', '0')),
  // An account that is moved out of the units loses the baseline.
  removalPolicy: RemovalPolicy.DESTROY,
});

// What the organization must have turned on for the stacks below, and the way into member accounts whose root users have no credentials.
const settings = stackOf('settings');
new OrganizationSettings(settings, 'Settings', {
  policyTypes: [
    OrganizationPolicyType.SERVICE_CONTROL, OrganizationPolicyType.RESOURCE_CONTROL,
    OrganizationPolicyType.S3, OrganizationPolicyType.AI_SERVICES_OPT_OUT,
  ],
  trustedServices: ['cloudtrail.amazonaws.com'],
  rootCredentialsManagement: true,
  rootSessions: true,
  removalPolicy: RemovalPolicy.DESTROY,
});
new CentralRootRole(settings, 'CentralRoot', {
  tasks: [RootTask.IAM_AUDIT_ROOT_USER_CREDENTIALS, RootTask.IAM_DELETE_ROOT_USER_CREDENTIALS, RootTask.S3_UNLOCK_BUCKET_POLICY],
});

// What nobody in the accounts can do.
const guardrails = stackOf('guardrails');
guardrails.addDependency(settings);
new OrganizationGuardrails(guardrails, 'Guardrails', {
  targets: units,
  // The role that runs `cdk bootstrap` in the accounts. StackSets, which deploys the baseline, is a deployer always.
  deployers: ['arn:*:iam::*:role/platform-deployer'],
  serviceControls: [
    ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.protectAudit(),
    ServiceControl.regions(regions), ServiceControl.publicSharing(),
  ],
  resourceControls: [ResourceControl.identityPerimeter(organizationId), ResourceControl.secureTransport()],
  declarativeControls: [DeclarativeControl.s3PublicAccess(), DeclarativeControl.aiServices()],
});

// People, in the home region of IAM Identity Center.
const people = stackOf('people');
const identityStoreId = context('store', 'd-1234567890');
const accountIds = listed('accounts', '444455556666');

// A new group of the directory, or one that an identity provider synchronizes: `-c developers=f81d4fae-...`.
function groupOf(name: string, users: IdentityCenterUser[] = []): IIdentityCenterGroup {
  const groupId = app.node.tryGetContext(name);
  if (groupId) return IdentityCenterGroup.fromGroupId(people, name, groupId);
  return new IdentityCenterGroup(people, name, { identityStoreId, groupName: name, users });
}

// The first person: `-c developer=Alice,Example,alice@example.com`.
function firstDeveloper(): IdentityCenterUser[] {
  if (!app.node.tryGetContext('developer')) return [];
  const [givenName, familyName, email] = listed('developer', '');
  return [new IdentityCenterUser(people, 'developer', { identityStoreId, givenName, familyName, email })];
}

const permissionSet = (jobFunction: JobFunction, group: IIdentityCenterGroup) => new JobFunctionPermissionSet(people, jobFunction.name, {
  instanceArn: context('instance', 'arn:aws:sso:::instance/ssoins-1234567890abcdef'), jobFunction, rollOut, assignments: [{ group, accountIds }],
});
permissionSet(JobFunction.POWER_USER, groupOf('developers', firstDeveloper()));
permissionSet(JobFunction.SECURITY_AUDITOR, groupOf('auditors'));

// The log of every account. Its bucket bills for the storage, and stays when the stack is deleted.
const trail = stackOf('trail');
trail.addDependency(settings);
new AuditTrail(trail, 'AuditTrail', { organizationId });

// In the management account, the budget covers all accounts.
new SpendAlerts(stackOf('spend', 'us-east-1'), 'SpendAlerts', { monthlyBudget: MonthlyBudget.usDollars(Number(context('budget', '200'))), emailAddresses });

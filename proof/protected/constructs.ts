import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import * as library from '../../src';
import { everythingOn } from '../everything-on';
import { AUTHORITY } from '../trusts/roles-anywhere-fixtures';
import { samlMetadata } from '../trusts/saml-fixtures';

/** Every construct of the library that an app can create, by the type of its constructor. */
type ConstructName = {
  [Name in keyof typeof library]: (typeof library)[Name] extends new (scope: any, id: string, props: any) => Construct ? Name : never
}[keyof typeof library];

type StackName = { [Name in ConstructName]: InstanceType<(typeof library)[Name]> extends Stack ? Name : never }[ConstructName];

const EMAIL = { emailAddresses: ['security@example.com'] };
const CONTACT = { name: 'Security team', title: 'Incident response', emailAddress: 'security@example.com', phoneNumber: '+49 30 123456' };
const REPOSITORY = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };
const UNUSED = { unusedAccessAge: Duration.days(90) };

const PERSON = { identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com' };
const developers = (scope: Construct, id: string) => new library.IdentityCenterGroup(scope, id, {
  identityStoreId: 'd-1234567890', groupName: 'Developers', users: [library.IdentityCenterUser.fromUserId(scope, 'Bob', '0a1b2c3d-7dec-11d0-a765-00a0c91e6bf6')],
});

const issuer = (scope: Construct) => new library.OidcProvider(scope, 'Issuer', { url: library.GitHubSubject.ISSUER });
const workforce = (scope: Construct) => new library.SamlProvider(scope, 'Workforce', { metadata: library.SamlMetadata.fromText(samlMetadata()) });
const anchor = (scope: Construct) => new library.RolesAnywhereTrustAnchor(scope, 'Anchor', { certificateBundle: AUTHORITY });
const machine = (scope: Construct) => new library.RolesAnywhereRole(scope, 'Machine', {
  trustAnchors: [anchor(scope)], subjectCommonNames: ['scanner.example.com'], issuerCommonNames: ['Factory CA'],
});
const breakGlass = (scope: Construct) => new library.BreakGlassRole(scope, 'BreakGlass', { userNames: ['glass'] });

/** Creates each construct with every option that adds a resource, in a stack that may contain others. */
export const CONSTRUCTS: Record<Exclude<ConstructName, StackName>, (scope: Construct) => void> = {
  AccessAdvisor: (scope) => new library.AccessAdvisor(scope, 'Made'),
  AccountAlias: (scope) => new library.AccountAlias(scope, 'Made', { accountAlias: 'example-workshop' }),
  AccountHardening: (scope) => new library.AccountHardening(scope, 'Made', { securityContact: CONTACT }),
  AccountWatch: (scope) => new library.AccountWatch(scope, 'Made', {
    ...EMAIL, auditTrail: {}, externalAccess: UNUSED, identityChanges: { breakGlassRoles: [breakGlass(scope)] },
  }),
  AlertTopic: (scope) => new library.AlertTopic(scope, 'Made', EMAIL),
  AlternateContact: (scope) => new library.AlternateContact(scope, 'Made', { contactType: library.AlternateContactType.SECURITY, ...CONTACT }),
  AuditTrail: (scope) => new library.AuditTrail(scope, 'Made', { organizationId: 'o-a1b2c3d4e5', cisAlarms: { topic: new library.AlertTopic(scope, 'Topic', EMAIL) } }),
  BaselineRole: (scope) => new library.BaselineRole(scope, 'Made', {
    assumedBy: library.RoleTrust.thirdParty({ accounts: ['444455556666'], externalId: '7d1f9e0a-5c3b-4b0e-9a52-0f6f4c1d2e3b' }),
  }),
  BaselineRollOut: (scope) => new library.BaselineRollOut(scope, 'Made', {
    targets: [library.RollOutTarget.unit('ou-abcd-11112222')], region: 'eu-central-1', everyRegion: { regions: ['us-east-1'], hardening: {} }, watch: {},
  }),
  BaselineUser: (scope) => {
    const mfaEnforcement = new library.MfaEnforcement(scope, 'Mfa');
    const group = new library.JobFunctionGroup(scope, 'Group', { jobFunction: library.JobFunction.VIEW_ONLY, mfaEnforcement });
    new library.BaselineUser(scope, 'Made', { userName: 'carol', groups: [group] });
  },
  BreakGlassRole: breakGlass,
  CentralRootRole: (scope) => new library.CentralRootRole(scope, 'Made', { tasks: Object.values(library.RootTask) }),
  CredentialReport: (scope) => new library.CredentialReport(scope, 'Made', { topic: new library.AlertTopic(scope, 'Topic', EMAIL), action: library.CredentialReportAction.DEACTIVATE }),
  CredentialWatch: (scope) => new library.CredentialWatch(scope, 'Made', { ...EMAIL, driftGuard: {} }),
  DocumentPublicSharingBlock: (scope) => new library.DocumentPublicSharingBlock(scope, 'Made'),
  DriftGuard: (scope) => new library.DriftGuard(scope, 'Made'),
  EbsDefaultEncryption: (scope) => new library.EbsDefaultEncryption(scope, 'Made'),
  Ec2InstanceRole: (scope) => new library.Ec2InstanceRole(scope, 'Made'),
  ExternalAccessAnalyzer: (scope) => new library.ExternalAccessAnalyzer(scope, 'Made', { ...UNUSED, regions: library.HardenedRegions.ALL_ENABLED }),
  Guardrail: (scope) => library.Guardrail.of(scope),
  IdentityChangeAlert: (scope) => new library.IdentityChangeAlert(scope, 'Made', { breakGlassRoles: [breakGlass(scope)] }),
  IdentityCenterGroup: (scope) => developers(scope, 'Made'),
  IdentityCenterUser: (scope) => new library.IdentityCenterUser(scope, 'Made', PERSON),
  ImagePublicAccessBlock: (scope) => new library.ImagePublicAccessBlock(scope, 'Made'),
  InstanceMetadataDefaults: (scope) => new library.InstanceMetadataDefaults(scope, 'Made'),
  JobFunctionGroup: (scope) => new library.JobFunctionGroup(scope, 'Made', {
    jobFunction: library.JobFunction.DATA_SCIENTIST, access: library.JobFunctionAccess.ASSUME_ROLE,
  }),
  JobFunctionPermissionSet: (scope) => new library.JobFunctionPermissionSet(scope, 'Made', {
    instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef',
    assignments: [{ group: developers(scope, 'Developers'), accountIds: ['444455556666'] }],
    jobFunction: library.JobFunction.POWER_USER,
    rollOut: new library.BaselineRollOut(scope, 'RollOut', {
      baseline: { guardrail: { managedPolicyName: 'Guardrail' } }, targets: [library.RollOutTarget.unit('ou-abcd-11112222')], region: 'eu-central-1',
    }),
  }),
  JobFunctionRole: (scope) => new library.JobFunctionRole(scope, 'Made', { jobFunction: library.JobFunction.SECURITY_AUDITOR }),
  LeastPrivilegePolicy: (scope) => new library.LeastPrivilegePolicy(scope, 'Made', {
    statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::example-reports/*'] })], path: '/account-baseline/',
  }),
  MfaEnforcement: (scope) => new library.MfaEnforcement(scope, 'Made'),
  OidcProvider: issuer,
  OidcRole: (scope) => new library.OidcRole(scope, 'Made', { provider: issuer(scope), subjects: [library.GitHubSubject.branch(REPOSITORY, 'main')] }),
  OrganizationGuardrails: (scope) => new library.OrganizationGuardrails(scope, 'Made', {
    targets: ['ou-abcd-11112222'], serviceControls: [library.ServiceControl.rootUser()], resourceControls: [library.ResourceControl.secureTransport()],
  }),
  OrganizationSettings: (scope) => new library.OrganizationSettings(scope, 'Made', {
    policyTypes: [library.OrganizationPolicyType.TAG],
    delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: '444455556666' }],
    rootCredentialsManagement: true,
    rootSessions: true,
  }),
  PasswordPolicy: (scope) => new library.PasswordPolicy(scope, 'Made'),
  ProgramUser: (scope) => new library.ProgramUser(scope, 'Made', { sourceIps: ['203.0.113.0/28'], accessKey: {} }),
  RolesAnywhereProfile: (scope) => new library.RolesAnywhereProfile(scope, 'Made', { roles: [machine(scope)] }),
  RolesAnywhereRole: machine,
  RolesAnywhereTrustAnchor: anchor,
  RootActivityAlert: (scope) => new library.RootActivityAlert(scope, 'Made'),
  S3PublicAccessBlock: (scope) => new library.S3PublicAccessBlock(scope, 'Made'),
  SamlProvider: workforce,
  SamlRole: (scope) => new library.SamlRole(scope, 'Made', { provider: workforce(scope) }),
  SecureAccountBaseline: (scope) => new library.SecureAccountBaseline(scope, 'Made', everythingOn),
  SecurityAuditRole: (scope) => new library.SecurityAuditRole(scope, 'Made'),
  SecurityHubCentralConfiguration: (scope) => new library.SecurityHubCentralConfiguration(scope, 'Made', {
    policies: [{ name: 'everyone', targets: ['r-abcd'], standards: [library.SecurityStandard.FOUNDATIONAL_BEST_PRACTICES] }],
  }),
  SecurityHubCspm: (scope) => new library.SecurityHubCspm(scope, 'Made', {
    standards: [{ standard: library.SecurityStandard.FOUNDATIONAL_BEST_PRACTICES }],
    controlParameters: [library.SecurityControlParameter.integer('IAM.7', 'MinimumPasswordLength', 16)],
    findingAggregation: {},
  }),
  SecurityHubFindingAlerts: (scope) => new library.SecurityHubFindingAlerts(scope, 'Made', { ...EMAIL, slackChannels: [{ workspaceId: 'T01234ABCDE', channelId: 'C01234ABCDE' }] }),
  SecurityStatus: (scope) => new library.SecurityStatus(scope, 'Made', { securityHub: true }),
  ServiceRole: (scope) => new library.ServiceRole(scope, 'Made', { service: 'states.amazonaws.com' }),
  SnapshotPublicAccessBlock: (scope) => new library.SnapshotPublicAccessBlock(scope, 'Made'),
  SpendAlerts: (scope) => new library.SpendAlerts(scope, 'Made', { ...EMAIL, monthlyBudget: library.MonthlyBudget.usDollars(100), anomalies: {} }),
  SupportRole: (scope) => new library.SupportRole(scope, 'Made'),
  WorkloadBoundary: (scope) => new library.WorkloadBoundary(scope, 'Made', { managedPolicyName: 'Made' }),
};

/** Creates each stack, with a name that the user chooses. */
export const STACKS: Record<StackName, (scope: App, id: string) => Stack> = {
  AccountWatchStack: (scope, id) => new library.AccountWatchStack(scope, id, { ...EMAIL, auditTrail: {}, externalAccess: UNUSED }),
  CredentialWatchStack: (scope, id) => new library.CredentialWatchStack(scope, id, { ...EMAIL, driftGuard: {} }),
  SecureAccountBaselineStack: (scope, id) => new library.SecureAccountBaselineStack(scope, id, everythingOn),
};

/** Every construct class of the library, including those that an app cannot create itself. */
export function constructsOfLibrary(): string[] {
  return Object.entries(library).filter(([, exported]) => typeof exported === 'function' && exported.prototype instanceof Construct).map(([name]) => name);
}

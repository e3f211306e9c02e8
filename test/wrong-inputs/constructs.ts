import { Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import { IConstruct } from 'constructs';
import { AUTHORITY } from '../../proof/trusts/roles-anywhere-fixtures';
import { samlMetadata } from '../../proof/trusts/saml-fixtures';
import * as lib from '../../src';

/** Creates a construct from properties that are right, and from others that a test adds. */
export type Make = (stack: Stack, added?: object) => IConstruct;

/** The id that each construct has in its stack. */
export const ID = 'Wrong';

type Props<T extends abstract new (...args: any[]) => unknown> = NonNullable<ConstructorParameters<T>[2]>;

/** Properties with which a construct is right, and what it needs around it. */
function make<T extends new (scope: any, id: string, props?: any) => IConstruct>(
  type: T, props: (stack: Stack) => Props<T> = () => ({} as Props<T>),
): Make {
  return (stack, added) => new type(stack, ID, { ...props(stack), ...added });
}

const contact = { name: 'Security', title: 'Team', emailAddress: 'security@example.com', phoneNumber: '+49 30 123456' };
const service = (stack: Stack, id: string) => iam.Role.fromRoleName(stack, id, id);
const topic = (stack: Stack) => new sns.Topic(stack, 'Topic');
const enforcing = (stack: Stack) => new lib.JobFunctionGroup(stack, 'Enforcing', {
  jobFunction: lib.JobFunction.BILLING, mfaEnforcement: new lib.MfaEnforcement(stack, 'Mfa'),
});
const anchor = (stack: Stack) => new lib.RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateBundle: AUTHORITY });
const machine = (stack: Stack) => new lib.RolesAnywhereRole(stack, 'Machine', { trustAnchors: [anchor(stack)], subjectCommonNames: ['a'], issuerCommonNames: ['b'] });
const repository = { owner: 'octo-org', name: 'octo-repo', ownerId: '65', repositoryId: '74' };

/** Every construct of the library that a user creates, by its name. */
export const CONSTRUCTS: { readonly [name: string]: Make } = {
  AccessAdvisor: make(lib.AccessAdvisor),
  AccountAlias: make(lib.AccountAlias, () => ({ accountAlias: 'example' })),
  AccountHardening: make(lib.AccountHardening),
  AccountWatch: make(lib.AccountWatch),
  AlertTopic: make(lib.AlertTopic),
  AlternateContact: make(lib.AlternateContact, () => ({ ...contact, contactType: lib.AlternateContactType.SECURITY })),
  AuditTrail: make(lib.AuditTrail),
  BaselineRole: make(lib.BaselineRole, () => ({ assumedBy: lib.RoleTrust.people() })),
  BaselineRollOut: make(lib.BaselineRollOut, () => ({ targets: [lib.RollOutTarget.unit('ou-abcd-11112222')], region: 'eu-central-1' })),
  BaselineUser: make(lib.BaselineUser, (stack) => ({ groups: [enforcing(stack)] })),
  BreakGlassRole: make(lib.BreakGlassRole, () => ({ userNames: ['glass-1', 'glass-2'] })),
  CentralRootRole: make(lib.CentralRootRole, () => ({ tasks: [lib.RootTask.S3_UNLOCK_BUCKET_POLICY] })),
  CredentialReport: make(lib.CredentialReport),
  CredentialWatch: make(lib.CredentialWatch),
  DocumentPublicSharingBlock: make(lib.DocumentPublicSharingBlock),
  DriftGuard: make(lib.DriftGuard),
  EbsDefaultEncryption: make(lib.EbsDefaultEncryption),
  Ec2InstanceRole: make(lib.Ec2InstanceRole),
  ExternalAccessAnalyzer: make(lib.ExternalAccessAnalyzer),
  Guardrail: make(lib.Guardrail),
  IdentityChangeAlert: make(lib.IdentityChangeAlert, (stack) => ({ topic: topic(stack), expectedRoles: [service(stack, 'Deploy')] })),
  IdentityCenterGroup: make(lib.IdentityCenterGroup, () => ({ identityStoreId: 'd-1234567890', groupName: 'Developers' })),
  IdentityCenterUser: make(lib.IdentityCenterUser, () => (
    { identityStoreId: 'd-1234567890', givenName: 'Alice', familyName: 'Example', email: 'alice@example.com' }
  )),
  ImagePublicAccessBlock: make(lib.ImagePublicAccessBlock),
  InstanceMetadataDefaults: make(lib.InstanceMetadataDefaults),
  JobFunctionGroup: make(lib.JobFunctionGroup, () => ({ jobFunction: lib.JobFunction.BILLING })),
  JobFunctionPermissionSet: make(lib.JobFunctionPermissionSet, () => (
    { instanceArn: 'arn:aws:sso:::instance/ssoins-1234567890abcdef', jobFunction: lib.JobFunction.ADMINISTRATOR }
  )),
  JobFunctionRole: make(lib.JobFunctionRole, () => ({ jobFunction: lib.JobFunction.BILLING })),
  LeastPrivilegePolicy: make(lib.LeastPrivilegePolicy, () => (
    { statements: [new iam.PolicyStatement({ actions: ['ec2:DescribeRegions'], resources: ['*'] })] }
  )),
  MfaEnforcement: make(lib.MfaEnforcement),
  OidcProvider: make(lib.OidcProvider, () => ({ url: lib.GitHubSubject.ISSUER })),
  OidcRole: make(lib.OidcRole, (stack) => ({
    provider: lib.OidcProvider.fromIssuer(stack, 'GitHub', lib.GitHubSubject.ISSUER), subjects: [lib.GitHubSubject.branch(repository, 'main')],
  })),
  OrganizationGuardrails: make(lib.OrganizationGuardrails, () => ({ targets: ['ou-abcd-11112222'], serviceControls: [lib.ServiceControl.rootUser()] })),
  OrganizationSettings: make(lib.OrganizationSettings, () => ({ policyTypes: [lib.OrganizationPolicyType.TAG] })),
  PasswordPolicy: make(lib.PasswordPolicy),
  ProgramUser: make(lib.ProgramUser, () => ({ usableFromAnywhere: true })),
  RolesAnywhereProfile: make(lib.RolesAnywhereProfile, (stack) => ({ roles: [machine(stack)] })),
  RolesAnywhereRole: make(lib.RolesAnywhereRole, (stack) => ({ trustAnchors: [anchor(stack)], subjectCommonNames: ['a'], issuerCommonNames: ['b'] })),
  RolesAnywhereTrustAnchor: make(lib.RolesAnywhereTrustAnchor, () => ({ certificateBundle: AUTHORITY })),
  RootActivityAlert: make(lib.RootActivityAlert, (stack) => ({ topic: topic(stack) })),
  S3PublicAccessBlock: make(lib.S3PublicAccessBlock),
  SamlProvider: make(lib.SamlProvider, () => ({ metadata: lib.SamlMetadata.fromText(samlMetadata()) })),
  SamlRole: make(lib.SamlRole, (stack) => (
    { provider: lib.SamlProvider.fromSamlProviderArn(stack, 'Workforce', 'arn:aws:iam::111122223333:saml-provider/workforce') }
  )),
  SecureAccountBaseline: make(lib.SecureAccountBaseline),
  SecurityAuditRole: make(lib.SecurityAuditRole),
  SecurityHubCentralConfiguration: make(lib.SecurityHubCentralConfiguration, () => (
    { policies: [{ name: 'everyone', targets: ['r-abcd'], standards: [lib.SecurityStandard.CIS_5_0] }] }
  )),
  SecurityHubCspm: make(lib.SecurityHubCspm, () => ({ standards: [{ standard: lib.SecurityStandard.CIS_5_0 }] })),
  SecurityHubFindingAlerts: make(lib.SecurityHubFindingAlerts, () => ({ emailAddresses: ['security@example.com'] })),
  SecurityStatus: make(lib.SecurityStatus),
  ServiceRole: make(lib.ServiceRole, () => ({ service: 'states.amazonaws.com' })),
  SnapshotPublicAccessBlock: make(lib.SnapshotPublicAccessBlock),
  SpendAlerts: make(lib.SpendAlerts, () => ({ monthlyBudget: lib.MonthlyBudget.ZERO_SPEND, emailAddresses: ['security@example.com'] })),
  SupportRole: make(lib.SupportRole),
  WorkloadBoundary: make(lib.WorkloadBoundary),
};

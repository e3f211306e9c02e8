import { check, evidence, full, manual, part, proof } from './control';

/** What answers one demand, whichever framework makes it. */
export const ROOT_KEYS = [check('ROOT_ACCESS_KEYS'), evidence('CredentialReport'), manual('ROOT_KEYS')];

export const ROOT_MFA = [check('ROOT_MFA'), manual('ROOT_MFA')];

export const ROOT_HARDWARE_MFA = [check('ROOT_MFA', 'it does not tell a hardware device from a virtual one'), manual('ROOT_HARDWARE_MFA')];

export const ROOT_USE = [
  part('RootActivityAlert', 'it notifies when root is used, and prevents nothing'),
  evidence('JobFunctionGroup', 'administrators need no root user'),
  manual('ROOT_USE'),
];

export const PASSWORD_LENGTH = [
  full('PasswordPolicy'), evidence('DriftGuard', 'with the policy in `settings`'), proof('SETTINGS'),
  check('PASSWORD_POLICY', 'it passes from 8 characters'),
];

export const PASSWORD_CHARACTERS = [
  full('PasswordPolicy'), evidence('DriftGuard', 'with the policy in `settings`'), proof('SETTINGS'),
  check('PASSWORD_POLICY', 'it does not read the character types'),
];

export const PASSWORD_REUSE = [
  full('PasswordPolicy'), evidence('DriftGuard', 'with the policy in `settings`'), proof('SETTINGS'),
  check('PASSWORD_POLICY', 'it does not read the password history'),
];

export const PASSWORD_AGE = [
  full('PasswordPolicy', 'with a `standard` that expires passwords'), evidence('CredentialReport'), proof('SETTINGS'),
];

export const USER_MFA = [
  part('MfaEnforcement', 'a user who has not enrolled a device can sign in, and do nothing but enroll one'),
  evidence('BaselineUser', 'it is in a group that enforces MFA'), check('USER_MFA'), proof('MFA'), proof('ATTACKS'), manual('USER_MFA'),
];

export const ROLE_MFA = [full('JobFunctionRole'), full('BreakGlassRole'), full('SupportRole'), proof('ADMINISTRATOR'), proof('BREAK_GLASS')];

export const UNUSED_CREDENTIALS = [
  full('CredentialReport', 'with `action: CredentialReportAction.DEACTIVATE`'),
  check('UNUSED_ACCESS_KEYS', 'it finds only keys that were never used'),
];

export const KEY_AGE = [
  part('CredentialReport', 'it reports old access keys, and replaces none'),
  part('ProgramUser', 'it creates a new key when `serial` is raised, and not by itself'),
  manual('ROTATE_KEYS'),
];

export const GROUPS_ONLY = [
  full('BaselineUser'), full('ProgramUser'), full('JobFunctionGroup'), check('USER_POLICIES'), check('GROUP_PERMISSIONS'), proof('JOB_FUNCTIONS'),
];

const ADMINISTRATOR_POLICY = 'the role Administrator carries AdministratorAccess, behind MFA; scanners that count AWS managed policies report it';

export const NO_FULL_ADMINISTRATION = [
  part('JobFunctionGroup', ADMINISTRATOR_POLICY), part('JobFunctionRole', ADMINISTRATOR_POLICY),
  part('Guardrail', 'only identities that carry it'), part('BreakGlassRole', 'the emergency role allows everything'),
  part('LeastPrivilegePolicy', 'it judges only policies of its own class'),
  check('FULL_ADMINISTRATION', 'it reads customer managed policies'), proof('ESCALATION'), proof('LEAST_PRIVILEGE'),
];

export const SUPPORT = [full('SupportRole'), check('SUPPORT_ROLE'), proof('SUPPORT')];

export const INSTANCE_ROLES = [part('Ec2InstanceRole', 'it does not find instances that use access keys'), proof('INSTANCES')];

export const CERTIFICATES = [check('EXPIRED_CERTIFICATES'), manual('DELETE_CERTIFICATES')];

export const EXTERNAL_ACCESS = [
  full('ExternalAccessAnalyzer', 'with `regions: HardenedRegions.ALL_ENABLED`'), evidence('BaselineRollOut', 'with `everyRegion: { externalAccess: true }`'),
  check('EXTERNAL_ACCESS_ANALYZER', 'it checks one region'), check('ANALYZER_IN_EVERY_REGION'),
];

export const FEDERATION = [
  full('JobFunctionPermissionSet'), full('IdentityCenterGroup'), full('IdentityCenterUser'), full('SamlRole'), full('SamlProvider'), full('OidcRole'), full('OidcProvider'), full('RolesAnywhereRole'), full('RolesAnywhereProfile'),
  full('RolesAnywhereTrustAnchor'), check('INDIVIDUAL_USERS', 'it passes with IAM users, too'), proof('FEDERATION'),
];

export const INDIVIDUAL_IDENTITIES = [
  full('BaselineUser'), full('JobFunctionRole', 'the session name equals the user name'),
  full('JobFunctionPermissionSet'), full('IdentityCenterUser'), full('SamlRole'),
  check('INDIVIDUAL_USERS', 'it does not know which people share a user'), proof('ADMINISTRATOR'),
];

export const JOB_FUNCTIONS = [
  full('JobFunctionGroup'), full('JobFunctionRole'), full('JobFunctionPermissionSet'), full('SecurityAuditRole'), full('Guardrail'), proof('JOB_FUNCTIONS'), proof('ESCALATION'),
];

export const LEAST_PRIVILEGE = [
  full('JobFunctionGroup'), full('JobFunctionRole'), full('JobFunctionPermissionSet'), full('Guardrail'), full('LeastPrivilegePolicy'), full('WorkloadBoundary'), evidence('AccessAdvisor'),
  check('FULL_ADMINISTRATION'), proof('JOB_FUNCTIONS'), proof('ESCALATION'), proof('LEAST_PRIVILEGE'), proof('BOUNDARY'),
];

export const TRUSTS = [full('BaselineRole'), full('ServiceRole'), full('JobFunctionRole'), proof('TRUSTS'), proof('FEDERATION')];

export const PROGRAMS = [
  full('Ec2InstanceRole'), full('ServiceRole'), full('ProgramUser'), full('OidcRole'), full('RolesAnywhereRole'), proof('TRUSTS'), proof('INSTANCES'),
];

export const ACCESS_REVIEW = [evidence('CredentialReport'), evidence('AccessAdvisor'), proof('JOB_FUNCTIONS'), manual('ACCESS_REVIEW')];

export const CHANGE_ALERTS = [evidence('IdentityChangeAlert'), evidence('DriftGuard'), manual('RESPONSE')];

export const TRAIL = [full('AuditTrail'), proof('PROTECTED')];

export const CIS_ALARM = [full('AuditTrail', 'with `cisAlarms`, whose patterns are those of benchmark 1.4.0')];

export const PROTECTED_LOG = [full('AuditTrail', 'encrypted, versioned, validated and private'), full('Guardrail'), proof('PROTECTED')];

export const NO_PUBLIC_ACCESS = [
  full('S3PublicAccessBlock'), full('SnapshotPublicAccessBlock'), full('ImagePublicAccessBlock'), full('DocumentPublicSharingBlock'),
  check('SNAPSHOT_PUBLIC_ACCESS_BLOCK'), check('IMAGE_PUBLIC_ACCESS_BLOCK'), check('DOCUMENT_PUBLIC_SHARING_BLOCK'),
  evidence('ExternalAccessAnalyzer'), proof('SETTINGS'),
];

export const HARDENING = [
  full('S3PublicAccessBlock'), full('EbsDefaultEncryption'), full('InstanceMetadataDefaults'), full('SnapshotPublicAccessBlock'),
  full('ImagePublicAccessBlock'), full('DocumentPublicSharingBlock'), full('PasswordPolicy'), evidence('DriftGuard'), evidence('SecurityStatus'), proof('SETTINGS'),
  check('EBS_DEFAULT_ENCRYPTION'), check('INSTANCE_METADATA_DEFAULTS'), check('SNAPSHOT_PUBLIC_ACCESS_BLOCK'), check('IMAGE_PUBLIC_ACCESS_BLOCK'),
  check('DOCUMENT_PUBLIC_SHARING_BLOCK'),
];

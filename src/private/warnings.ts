import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ruleLink } from './rules/rule-link';

/** The warnings of the library, by the last part of their ids. Users acknowledge them by id, so that the ids never change. */
export const WARNINGS = [
  'bootstrapRoleExempt',
  'conditionWithoutEffect',
  'configMustRecord',
  'existingGroupWithoutMfa',
  'externalIdOnOwnAccount',
  'gitHubByNameOnly',
  'gitHubEnvironmentWithColon',
  'gitLabByNameOnly',
  'guardrailsUndecided',
  'guessableExternalId',
  'jobFunctionAssumeRole',
  'jobFunctionFullAccess',
  'jobFunctionIdentityWrites',
  'jobFunctionPassRole',
  'jobFunctionUnknownAction',
  'jobFunctionUnknownAwsPolicy',
  'leastPrivilege:expired',
  'leastPrivilege:unknownAction',
  'leastPrivilege:uselessAcknowledgement',
  'mfaEnforcementUnknownAction',
  'mfaNotYetEnforced',
  'nameKnownAtDeployment',
  'noAuditTrail',
  'notInRegion',
  'oidcIssuerSlash',
  'policyOnUser',
  'reusedExternalId',
  'rolesAnywhereCertificateEnds',
  'rootAccessNotCentral',
  'samlCertificateEnds',
  'samlMetadataCacheDuration',
  'samlMetadataEnds',
  'samlMetadataSize',
  'sessionLongerThanRoleChaining',
  'sourceNotDocumented',
  'templateSize',
  'trustPolicySize',
  'unknownProperty',
  'unknownServicePrincipal',
  'wideWorkloadRole',
] as const;

/** The last part of the id of a warning. */
export type WarningName = typeof WARNINGS[number];

/** Messages of warnings. */
export type Warnings = { readonly [name in WarningName]?: string };

/** The id with which users acknowledge the warning. */
export function warningId(name: WarningName): string {
  return `cdk-secure-account-baseline:${name}`;
}

/** The warnings as pairs of name and message. */
export function warningPairs(warnings: Warnings): [WarningName, string][] {
  return Object.entries(warnings) as [WarningName, string][];
}

/** Adds a warning to a construct. CDK applies acknowledgements to what is below the construct on which they are made. */
export function warn(construct: IConstruct, name: WarningName, message: string): void {
  Annotations.of(construct).addWarningV2(warningId(name), `${message}. See ${ruleLink(name)}`);
}

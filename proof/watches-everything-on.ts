import { App, Duration, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import {
  AccountAlias, AccountHardening, AccountWatchStackProps, CredentialAgeStandard, CredentialReportAction, CredentialWatchStackProps, DriftResponse,
  ExternalAccessExpected, HardenedRegions,
  JobFunction, OnFinding, PasswordPolicy, SecurityCheck, TrailSource,
} from '../src';

const settings = new Stack(new App(), 'settings');
const hardening = new AccountHardening(settings, 'Hardening', { regions: HardenedRegions.ALL_ENABLED });
const roles = new Stack(new App(), 'roles');
const role = (name: string) => iam.Role.fromRoleName(roles, name, name);

/** Every option of the account watch that adds something to the template; a list has one entry. */
export const accountWatchEverythingOn: AccountWatchStackProps = {
  emailAddresses: ['security@example.com', 'operations@example.com'],
  securityStatus: { securityHub: true, onFinding: OnFinding.FAIL, checks: [{ check: SecurityCheck.SUPPORT_ROLE, onFinding: OnFinding.IGNORE }], revision: '0123456789abcdef' },
  externalAccess: {
    unusedAccessAge: Duration.days(90),
    expectedAccess: [ExternalAccessExpected.byAccount(role('auditor').roleArn, '444455556666')],
  },
  auditTrail: {},
  rootActivity: {},
  identityChanges: { breakGlassRoles: [role('BreakGlass')], expectedRoles: [role('Deploy')] },
};

/** Every option of the credential watch that adds something to the template; a list has one entry. */
export const credentialWatchEverythingOn: CredentialWatchStackProps = {
  emailAddresses: ['security@example.com', 'operations@example.com'],
  credentialReport: {
    action: CredentialReportAction.DEACTIVATE,
    standard: CredentialAgeStandard.PCI_DSS_4,
    exemptPaths: ['/break-glass/', '/robots/'],
    exemptTag: 'keep',
    administratorGroups: ['Administrators', 'Owners'],
    owners: { alice: 'alice@example.com', bob: 'bob@example.com' },
  },
  accessAdvisor: { unusedAfter: Duration.days(180), jobFunctions: [JobFunction.ADMINISTRATOR, JobFunction.SUPPORT] },
  driftGuard: {
    response: DriftResponse.SELF_HEAL,
    settings: [
      new AccountAlias(settings, 'Alias', { accountAlias: 'example-workshop' }), new PasswordPolicy(settings, 'PasswordPolicy'),
      hardening.ebsDefaultEncryption!, hardening.instanceMetadataDefaults!, hardening.imagePublicAccessBlock!,
      hardening.snapshotPublicAccessBlock!, hardening.documentPublicSharingBlock!,
    ],
    settingsRegion: 'eu-central-1',
  },
  trail: TrailSource.ofOrganization(),
};

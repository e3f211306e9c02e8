import { Duration, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { DelegatedAdministratorOptions } from './delegated-administrator-options';
import { OrganizationPolicyType } from './organization-policy-type';
import { OrganizationSettingsProps } from './organization-settings-props';
import { ORGANIZATION_SETTING_PARTS } from '../../account/contract/organization-settings';
import { settingRemovalPolicy } from '../../account/setting-removal-policy';
import { invalid, requireDuration, requireEach, requireMatch } from '../../private/errors';
import { duration, flag, KnownKeys, listOf, mandatory, oneOf, options, requireKnownKeys, text } from '../../private/known-keys';
import { inProperty } from '../../private/written-properties';

export const ORGANIZATION_SETTINGS_KEYS: KnownKeys<OrganizationSettingsProps> = {
  policyTypes: listOf(oneOf(OrganizationPolicyType)),
  trustedServices: listOf(text),
  delegatedAdministrators: listOf(options),
  rootCredentialsManagement: flag,
  rootSessions: flag,
  removalPolicy: oneOf(RemovalPolicy),
  serviceTimeout: duration,
};

const ADMINISTRATOR_KEYS: KnownKeys<DelegatedAdministratorOptions> = { servicePrincipal: mandatory(text), accountId: mandatory(text) };

/** StackSets creates a role when its trusted access is activated, which Organizations does not do. */
export const STACK_SETS = 'member.org.stacksets.cloudformation.amazonaws.com';

const [SERVICE, ACCOUNT] = ORGANIZATION_SETTING_PARTS['organization-delegated-administrator'];

export function requireOrganizationSettings(stack: Stack, props: OrganizationSettingsProps): void {
  const { policyTypes = [], trustedServices = [], delegatedAdministrators = [], rootCredentialsManagement, rootSessions } = props;
  requireDuration('serviceTimeout', props.serviceTimeout, Duration.minutes(2), Duration.hours(1));
  settingRemovalPolicy(props.removalPolicy);
  requireEach('policyTypes', policyTypes);
  requireEach('trustedServices', trustedServices);
  for (const service of trustedServices) {
    requireService('trustedServices', service);
    if (service === STACK_SETS) throw invalid('trustedServices', service, 'only StackSets activates it. Run `aws cloudformation activate-organizations-access` instead');
  }
  inProperty('delegatedAdministrators', () => delegatedAdministrators.forEach((administrator) => requireAdministrator(stack, administrator)));
  requireEach('delegatedAdministrators', delegatedAdministrators.map(({ servicePrincipal, accountId }) => `${servicePrincipal} ${accountId}`));
  if (![...policyTypes, ...trustedServices, ...delegatedAdministrators, rootCredentialsManagement, rootSessions].some(Boolean)) {
    throw invalid('props', props, 'no setting is named. Name one, or remove the construct');
  }
}

function requireAdministrator(stack: Stack, administrator: DelegatedAdministratorOptions): void {
  requireKnownKeys(administrator, ADMINISTRATOR_KEYS);
  const { servicePrincipal, accountId } = administrator;
  requireService('servicePrincipal', servicePrincipal);
  requireMatch('accountId', accountId, ACCOUNT, 'the id of an account has 12 digits');
  if (!Token.isUnresolved(stack.account) && accountId === stack.account) {
    throw invalid('accountId', accountId, 'the management account, to which the stack belongs, cannot be a delegated administrator. Name a member account');
  }
}

function requireService(property: string, service: string): void {
  requireMatch(property, service, SERVICE, 'a service principal looks like guardduty.amazonaws.com');
}

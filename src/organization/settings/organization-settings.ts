import { createHash } from 'crypto';
import { Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OrganizationSetting } from './organization-setting';
import { ORGANIZATION_SETTINGS_KEYS, requireOrganizationSettings, STACK_SETS } from './organization-settings-checks';
import { OrganizationSettingsProps } from './organization-settings-props';
import { IAM_SERVICE, OrganizationSettingKind, OrganizationSettingName } from '../../account/contract/organization-settings';
import { checkProps } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';

/** The ids of the constructs of each kind begin with this. */
const IDS: Readonly<Record<OrganizationSettingKind, string>> = {
  'organization-trusted-access': 'TrustedAccess',
  'organization-root-feature': '',
  'organization-policy-type': 'PolicyType',
  'organization-delegated-administrator': 'DelegatedAdministrator',
};

/**
 * Settings of an organization that CloudFormation has no types for: types of policies, trusted access of services, delegated
 * administrators, and central management of root access. The stack belongs to the management account.
 *
 * Each setting is on or off, has an ownership record of its own and is changed by itself, one after the other. One that was on already
 * stays on when it leaves the stack; with `RemovalPolicy.DESTROY`, one that this construct has turned on is turned off again, unless it is
 * in use. Organizations would detach everybody's policies of a type that is disabled, so that a type with attached policies stays.
 *
 * Set `managementAccount` of the `Guardrail` in that account, so that job functions cannot change the settings.
 *
 * It is for an organization with all features. Trusted access of StackSets is not among the settings: only StackSets activates it. Where
 * Control Tower or the console of a service has turned a setting on, it is left alone. Have the settings in one region: an ownership
 * record is regional. They cost nothing; what a service does with trusted access may be billed.
 *
 * Sources: AWS Organizations API Reference, "EnablePolicyType", "EnableAWSServiceAccess", "RegisterDelegatedAdministrator"; IAM API
 * Reference, "EnableOrganizationsRootCredentialsManagement", "EnableOrganizationsRootSessions"; CIS AWS Foundations Benchmark 7.0.0, 2.1.1, 2.1.6.
 *
 * @example
 * new OrganizationSettings(this, 'Settings', {
 *   policyTypes: [OrganizationPolicyType.SERVICE_CONTROL, OrganizationPolicyType.RESOURCE_CONTROL],
 *   trustedServices: ['ram.amazonaws.com'],
 *   delegatedAdministrators: [{ servicePrincipal: 'guardduty.amazonaws.com', accountId: '444455556666' }],
 *   rootCredentialsManagement: true,
 *   rootSessions: true,
 * });
 */
export class OrganizationSettings extends Construct {
  /** The services that get trusted access: those that are named, and those that the other settings need. */
  public readonly trustedServices: string[];

  /** Whether this construct enables the management of the root users' credentials. */
  public readonly rootCredentialsManagement: boolean;

  /** Whether this construct enables privileged tasks in member accounts. */
  public readonly rootSessions: boolean;

  private last?: OrganizationSetting;

  /**
   * @throws if no setting is named or one is named twice, a service principal or account id is malformed, the management account is
   * a delegated administrator, StackSets is a trusted service, or the stack has organization settings already
   */
  constructor(scope: Construct, id: string, props: OrganizationSettingsProps) {
    checkProps(scope, id, props, ORGANIZATION_SETTINGS_KEYS, () => requireOrganizationSettings(Stack.of(scope), props));
    super(scope, id);
    requireOnlyOneInStack(this, 'organization settings');
    const { policyTypes = [], trustedServices = [], delegatedAdministrators = [], rootCredentialsManagement = false, rootSessions = false } = props;
    const ofRootAccess = rootCredentialsManagement || rootSessions ? [IAM_SERVICE] : [];
    const needed = [...ofRootAccess, ...delegatedAdministrators.map(({ servicePrincipal }) => servicePrincipal)];
    this.trustedServices = [...new Set([...trustedServices, ...needed])].filter((service) => service !== STACK_SETS);
    this.rootCredentialsManagement = rootCredentialsManagement;
    this.rootSessions = rootSessions;

    const add = (kind: OrganizationSettingKind, ...parts: string[]) => this.add(kind, parts, props);
    for (const service of this.trustedServices) add('organization-trusted-access', service);
    if (rootCredentialsManagement) add('organization-root-feature', 'RootCredentialsManagement');
    if (rootSessions) add('organization-root-feature', 'RootSessions');
    for (const type of policyTypes) add('organization-policy-type', type);
    for (const { servicePrincipal, accountId } of delegatedAdministrators) add('organization-delegated-administrator', servicePrincipal, accountId);
  }

  /** Under an id that says what the setting is about: a change of it is another resource, and the former one is undone. */
  private add(kind: OrganizationSettingKind, parts: string[], props: OrganizationSettingsProps): void {
    const settingId = IDS[kind] + parts.map((part) => Token.isUnresolved(part) ? this.hashOf(part) : part).join('-');
    const setting = [kind, ...parts].join('/') as OrganizationSettingName;
    this.last = new OrganizationSetting(this, settingId, setting, props, this.last);
  }

  private hashOf(token: string): string {
    return createHash('sha256').update(JSON.stringify(Stack.of(this).resolve(token))).digest('hex').slice(0, 8);
  }
}

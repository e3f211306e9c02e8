import { Stack } from 'aws-cdk-lib';
import * as securityhub from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { requireAdministrator } from './administrator-validation';
import { SecurityHubCentralConfigurationProps } from './security-hub-central-configuration-props';
import { CENTRAL_CONFIGURATION_KEYS, requireCentralConfiguration } from './security-hub-checks';
import { SecurityHubPolicyOptions } from './security-hub-policy-options';
import { checkProps } from '../../private/known-keys';
import { requireOnlyOneInAccount, requireOnlyOneInStack } from '../../private/only-one';
import { warn } from '../../private/warnings';
import { regionLinking } from '../../watch/security-hub/home-region';
import { parametersByControl } from '../../watch/security-hub/parameters-by-control';

const KIND = 'a central configuration of Security Hub CSPM';
const SELF_MANAGED = 'SELF_MANAGED_SECURITY_HUB';

/**
 * Central configuration of AWS Security Hub CSPM: the standards whose controls are checked in the accounts of an organization, in the home
 * region and in every linked one. No function, no custom resource.
 *
 * The stack belongs to the delegated administrator of Security Hub CSPM, which is no management account, and its region becomes the home
 * region. First designate the administrator, in the management account and in that region, by `AWS::SecurityHub::DelegatedAdmin`; that turns
 * Security Hub CSPM on in the administrator's account. Trusted access of `securityhub.amazonaws.com` comes before, by `OrganizationSettings`.
 *
 * Policies turn Security Hub CSPM on in the accounts, which then cannot change it. **Each check bills in every account and region**, after 30
 * free days. Controls are checked by AWS Config, which must record in each account and region and bills by what it records; this library does
 * not set it up, which a warning says.
 *
 * When the stack is deleted, the organization returns to local configuration: Security Hub CSPM and its standards stay on in the accounts, which
 * manage them themselves, and bill. An organization has either central configuration or Security Hub CSPM policies of AWS Organizations. An
 * aggregator that exists already is imported with `cdk import`. A change reaches the accounts within 24 hours.
 *
 * Sources: AWS Security Hub User Guide, "Understanding central configuration in Security Hub CSPM", "Enabling central configuration in
 * Security Hub CSPM", "Disabling central configuration in Security Hub CSPM"; AWS Security Hub CSPM pricing. CIS AWS Foundations Benchmark 7.0.0,
 * 5.16; NIST SP 800-53 r5, CA-7.
 *
 * @example
 * new SecurityHubCentralConfiguration(this, 'SecurityHub', {
 *   policies: [{
 *     name: 'workloads',
 *     targets: ['ou-abcd-11112222'],
 *     standards: [SecurityStandard.FOUNDATIONAL_BEST_PRACTICES, SecurityStandard.CIS_5_0],
 *     disabledControls: [{ controlId: 'Macie.1', reason: 'No account holds personal data.' }],
 *     controlParameters: [SecurityControlParameter.integer('SecretsManager.3', 'unusedForDays', 60)],
 *   }],
 * });
 */
export class SecurityHubCentralConfiguration extends Construct {
  /** The ARN of the finding aggregator, which makes the region of the stack the home region. */
  public readonly findingAggregatorArn: string;

  /** The ids of the configuration policies, in the order of `policies`. */
  public readonly policyIds: string[];

  private readonly configuration: securityhub.CfnOrganizationConfiguration;

  /**
   * @throws if there is no policy, a name, target, region, standard or control is malformed or listed twice, a target has two configurations, a
   * parameter is for a control that is not checked, the region cannot be the home region, or the stack or the account has a central
   * configuration already; at synth, if the stack belongs to the management account or to another account than the app designates, or the app has
   * Security Hub CSPM policies of AWS Organizations
   */
  constructor(scope: Construct, id: string, props: SecurityHubCentralConfigurationProps) {
    checkProps(scope, id, props, CENTRAL_CONFIGURATION_KEYS, () => requireCentralConfiguration(Stack.of(scope), props));
    super(scope, id);
    requireOnlyOneInStack(this, KIND);
    requireOnlyOneInAccount(this, KIND);
    requireAdministrator(this);
    const { policies, selfManagedTargets = [], linkedRegions, excludedRegions } = props;

    const aggregator = new securityhub.CfnFindingAggregator(this, 'Aggregator', regionLinking(linkedRegions, excludedRegions));
    this.findingAggregatorArn = aggregator.attrFindingAggregatorArn;
    this.configuration = new securityhub.CfnOrganizationConfiguration(this, 'Configuration', {
      autoEnable: false, autoEnableStandards: 'NONE', configurationType: 'CENTRAL',
    });
    // Central configuration needs a home region, and ends before the home region does.
    this.configuration.addDependency(aggregator);

    this.policyIds = policies.map((policy) => {
      const { attrId } = this.policy(policy);
      for (const target of policy.targets) this.associate(target, attrId);
      return attrId;
    });
    for (const target of selfManagedTargets) this.associate(target, SELF_MANAGED).addDependency(this.configuration);
    warn(this, 'configMustRecord', 'Security Hub CSPM checks what AWS Config records, and this library sets up no AWS Config. Let it record in each account and region of the targets, with the resource types of the controls, then acknowledge this');
  }

  private policy({ name, standards, disabledControls = [], enabledControls, controlParameters = [], description }: SecurityHubPolicyOptions) {
    const policy = new securityhub.CfnConfigurationPolicy(this, `Policy-${name.replace(/\//g, '|')}`, {
      name,
      description: description ?? `Made by the stack ${Stack.of(this).stackName}`,
      configurationPolicy: {
        securityHub: {
          serviceEnabled: true,
          enabledStandardIdentifiers: standards.map(({ _arn }) => _arn),
          securityControlsConfiguration: {
            // An empty list is what enables all controls, also later ones.
            ...enabledControls
              ? { enabledSecurityControlIdentifiers: enabledControls }
              : { disabledSecurityControlIdentifiers: disabledControls.map(({ controlId }) => controlId) },
            ...controlParameters.length > 0 && {
              securityControlCustomParameters: parametersByControl(controlParameters)
                .map(([securityControlId, parameters]) => ({ securityControlId, parameters })),
            },
          },
        },
      },
    });
    if (disabledControls.length > 0) policy.addMetadata('DisabledControls', Object.fromEntries(disabledControls.map(({ controlId, reason }) => [controlId, reason])));
    policy.addDependency(this.configuration);
    return policy;
  }

  /** Under an id that says what the target is, so that a target that changes its policy is updated. */
  private associate(targetId: string, configurationPolicyId: string): securityhub.CfnPolicyAssociation {
    return new securityhub.CfnPolicyAssociation(this, `Target-${targetId}`, { targetId, targetType: typeOf(targetId), configurationPolicyId });
  }
}

function typeOf(target: string): string {
  return target.startsWith('r-') ? 'ROOT' : target.startsWith('ou-') ? 'ORGANIZATIONAL_UNIT' : 'ACCOUNT';
}

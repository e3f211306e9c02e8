import { CfnResource, Stack } from 'aws-cdk-lib';
import * as securityhub from 'aws-cdk-lib/aws-securityhub';
import { Construct } from 'constructs';
import { regionLinking } from './home-region';
import { requireOwnHub } from './own-hub';
import { parametersByControl } from './parameters-by-control';
import { CSPM_KEYS, requireCspm } from './security-hub-cspm-checks';
import { SecurityHubCspmProps } from './security-hub-cspm-props';
import { SecurityHubStandardOptions } from './security-hub-standard-options';
import { regionalArn } from '../../private/arn';
import { checkProps } from '../../private/known-keys';
import { requireOnlyOneInStack } from '../../private/only-one';
import { warn } from '../../private/warnings';

/**
 * AWS Security Hub CSPM for one account, in the region of the stack: the standards whose controls are checked. No function, no custom resource.
 * An organization uses `SecurityHubCentralConfiguration` instead.
 *
 * **Each check bills**, after 30 free days. Controls are checked by AWS Config, which must record in the region and bills by what it records; this
 * library does not set it up, which a warning says.
 *
 * One finding a control, however many standards have it (consolidated control findings). Only the standards that are listed are enabled, none by
 * default. AWS has one hub in an account and region: where Security Hub CSPM is on already, CloudFormation fails with "Account is already
 * subscribed to Security Hub" and changes nothing. Import it with `cdk import`, or disable it first.
 *
 * Deleting the stack disables the standards and Security Hub CSPM in the region; AWS deletes findings and settings after 90 days.
 * `RemovalPolicies.of(securityHub).retain()` keeps them on, and billing.
 *
 * Sources: AWS CloudFormation Template Reference, `AWS::SecurityHub::Hub`, `AWS::SecurityHub::Standard`, `AWS::SecurityHub::SecurityControl`; AWS
 * Security Hub CSPM API Reference, "DisableSecurityHub"; AWS Security Hub CSPM pricing. CIS AWS Foundations Benchmark 7.0.0, 5.16; NIST SP
 * 800-53 r5, CA-7.
 *
 * @example
 * new SecurityHubCspm(this, 'SecurityHub', {
 *   standards: [
 *     {
 *       standard: SecurityStandard.FOUNDATIONAL_BEST_PRACTICES,
 *       disabledControls: [{ controlId: 'Macie.1', reason: 'The account holds no personal data.' }],
 *     },
 *     { standard: SecurityStandard.CIS_5_0 },
 *   ],
 *   controlParameters: [SecurityControlParameter.integer('SecretsManager.3', 'unusedForDays', 60)],
 * });
 */
export class SecurityHubCspm extends Construct {
  /** The ARN of the hub. */
  public readonly hubArn: string;

  /**
   * @throws if there is no standard, a standard, control, parameter or region is malformed or listed twice, the region cannot aggregate findings, or
   * the stack has Security Hub CSPM already; at synth, if the app turns it on in the account and region a second time, has a second finding
   * aggregator in the account, or configures an organization centrally from it
   */
  constructor(scope: Construct, id: string, props: SecurityHubCspmProps) {
    checkProps(scope, id, props, CSPM_KEYS, () => requireCspm(Stack.of(scope), props));
    super(scope, id);
    requireOnlyOneInStack(this, 'Security Hub CSPM');
    requireOwnHub(this);
    const { standards, controlParameters = [], autoEnableControls = true, findingAggregation } = props;

    const hub = new securityhub.CfnHub(this, 'Hub', { autoEnableControls, controlFindingGenerator: 'SECURITY_CONTROL', enableDefaultStandards: false });
    this.hubArn = hub.attrArn;

    // One after the other: AWS takes one standard and one control of a standard each second, and CloudFormation would send all at once.
    let last: CfnResource = hub;
    for (const each of standards) {
      const standard = this.standard(each);
      standard.addDependency(last);
      last = standard;
    }
    for (const [securityControlId, parameters] of parametersByControl(controlParameters)) {
      new securityhub.CfnSecurityControl(this, `Control-${securityControlId}`, { securityControlId, parameters }).addDependency(last);
    }
    if (findingAggregation) {
      const { linkedRegions, excludedRegions } = findingAggregation;
      new securityhub.CfnFindingAggregator(this, 'Aggregator', regionLinking(linkedRegions, excludedRegions)).addDependency(hub);
    }
    warn(this, 'configMustRecord', 'Security Hub CSPM checks what AWS Config records, and this library sets up no AWS Config. Let it record in the region, with the resource types of the controls, then acknowledge this');
  }

  /** Under an id that says which standard it is, so that the order of the standards does not matter. */
  private standard({ standard, disabledControls = [] }: SecurityHubStandardOptions): securityhub.CfnStandard {
    return new securityhub.CfnStandard(this, `Standard-${standard.name.replace(/\//g, '|')}`, {
      standardsArn: standard._arn,
      // An empty list, and not none, enables again what was disabled before.
      disabledStandardsControls: disabledControls.map(({ controlId, reason }) => (
        { standardsControlArn: regionalArn('securityhub', `control/${standard.name}/${controlId}`), reason }
      )),
    });
  }
}

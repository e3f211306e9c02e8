import { Token } from 'aws-cdk-lib';
import { DetectionOptions, GuardDutyOptions, InspectorOptions } from './detection-options';
import { DocumentControl, ownDocument } from './document-control';
import { DETECTION_KINDS, GUARD_DUTY, INSPECTOR, SECURITY_HUB } from './document-kind';
import { GuardDutyFeature } from './guard-duty-feature';
import { InspectorScan } from './inspector-scan';
import { PolicyContentOptions } from './policy-content-options';
import { assign, Content, settingsOf } from './settings';
import { invalid, requireOnce } from '../../../private/errors';
import { KnownKeys, listOf, oneOf, requireKnownKeys, text } from '../../../private/known-keys';
import { requireRegionCode } from '../../../private/text/region-code';
import { LandingZone } from '../../landing-zone';
import { requireSome } from '../control';

/** Stands for every region, those that AWS adds later included. */
const ALL_REGIONS = 'ALL_SUPPORTED';
const FOUNDATION = 'foundational';

const REGION_KEYS: KnownKeys<DetectionOptions> = { regions: listOf(text), disabledRegions: listOf(text) };
const GUARD_DUTY_KEYS: KnownKeys<GuardDutyOptions> = { ...REGION_KEYS, features: listOf(oneOf(GuardDutyFeature)) };
const INSPECTOR_KEYS: KnownKeys<InspectorOptions> = { ...REGION_KEYS, scans: listOf(oneOf(InspectorScan)) };

/**
 * A detection service that is on in the accounts of an organization, in accounts that join later, and in the management account if the root
 * is a target: a part of `OrganizationGuardrails`. **Each bills in every account and region that it reaches.**
 *
 * AWS Organizations needs trusted access for the service, and the service a delegated administrator, which sees the findings. Accounts
 * cannot turn off what a policy turns on. When the policy is removed, the service stays on where it is, and bills.
 *
 * Sources: AWS Organizations User Guide, "Security Hub policies", "Amazon GuardDuty policies", "Amazon Inspector policies"; the pricing pages
 * of the services. Control ids are at each.
 *
 * @example
 * new OrganizationGuardrails(this, 'Guardrails', {
 *   targets: ['ou-abcd-11112222'],
 *   detectionControls: [DetectionControl.guardDuty({ features: [GuardDutyFeature.S3] }), DetectionControl.securityHub({ regions: ['eu-central-1'] })],
 * });
 */
export class DetectionControl {
  /**
   * AWS Security Hub is on. It bills by resources and month. Security Hub CSPM, its checks and standards, is another service: see
   * `SecurityHubCentralConfiguration`.
   *
   * @throws if a region is malformed, listed twice, or both on and off
   *
   * Sources: AWS Organizations User Guide, "Security Hub policy syntax and examples"; "AWS Security Hub pricing". PCI DSS 4.0.1, 10.4.1.1.
   */
  public static securityHub(options: DetectionOptions = {}): DetectionControl {
    requireKnownKeys(options, REGION_KEYS);
    requireRegions(options);
    return new DetectionControl({ name: 'securityHub', kind: SECURITY_HUB, content: { [SECURITY_HUB.key]: inRegions(options) } });
  }

  /**
   * Amazon GuardDuty is on. Foundational threat detection bills by CloudTrail events and by gigabytes of VPC flow and DNS logs, protection
   * plans by what they analyze, all after 30 free days.
   *
   * A second control with other `regions` takes the place of one without, for these regions and as a whole: list every feature again. In
   * the management account GuardDuty turns on only where its service-linked role exists.
   *
   * @throws if a region is malformed, a token, listed twice, or both on and off; if a feature is listed twice
   *
   * Sources: AWS Organizations User Guide, "Amazon GuardDuty policy syntax and examples"; "Amazon GuardDuty pricing". Security Hub
   * GuardDuty.1.
   */
  public static guardDuty(options: GuardDutyOptions = {}): DetectionControl {
    requireKnownKeys(options, GUARD_DUTY_KEYS);
    requireRegions(options, true);
    const { regions, disabledRegions = [], features = [] } = options;
    requireOnce('features', features);
    const on = featuresOn([FOUNDATION, ...features]);
    const off = { [FOUNDATION]: { status: assign('disabled') } };
    const blocks = { ...Object.fromEntries((regions ?? ['default']).map((region) => [region, on])), ...Object.fromEntries(disabledRegions.map((region) => [region, off])) };
    return new DetectionControl({
      name: ['guardDuty', ...regions ?? []].join(' '),
      kind: GUARD_DUTY,
      content: { [GUARD_DUTY.key]: { enablement: blocks } },
      refusedBeside: {
        [LandingZone.LANDING_ZONE_ACCELERATOR]: 'Landing Zone Accelerator enables GuardDuty (centralSecurityServices of its security-config.yaml), and a policy of the organization overrides that',
      },
    });
  }

  /**
   * Amazon Inspector is on. It bills by instances, container images, functions and repositories that it scans, after 15 free days.
   *
   * @throws if a region is malformed, listed twice, or both on and off; if there is no scan, one is listed twice, or `LAMBDA_CODE` is without
   * `LAMBDA`
   *
   * Sources: AWS Organizations User Guide, "Amazon Inspector policy syntax and examples"; "Amazon Inspector pricing". Security Hub
   * Inspector.1 to Inspector.4.
   */
  public static inspector(options: InspectorOptions = {}): DetectionControl {
    requireKnownKeys(options, INSPECTOR_KEYS);
    requireRegions(options);
    const { scans = [InspectorScan.EC2, InspectorScan.ECR, InspectorScan.LAMBDA] } = options;
    requireSome('scans', scans, 'Name what is scanned');
    requireOnce('scans', scans);
    const isCodeScanned = scans.includes(InspectorScan.LAMBDA_CODE);
    if (isCodeScanned && !scans.includes(InspectorScan.LAMBDA)) throw invalid('scans', scans, `${InspectorScan.LAMBDA_CODE} is a part of ${InspectorScan.LAMBDA}. Add that`);
    const where = inRegions(options);
    const withCode = { ...where, ...isCodeScanned && { [InspectorScan.LAMBDA_CODE]: where } };
    const parts = scans.filter((scan) => scan !== InspectorScan.LAMBDA_CODE);
    const enablement = Object.fromEntries(parts.map((scan) => [scan, scan === InspectorScan.LAMBDA ? withCode : where]));
    return new DetectionControl({ name: 'inspector', kind: INSPECTOR, content: { [INSPECTOR.key]: { enablement } } });
  }

  /**
   * Settings of your own: the content of a policy with the key `securityhub`, `guardduty` or `inspector`.
   *
   * @throws if there is another key or more than one, a value without an inheritance operator, or a feature of GuardDuty without foundational
   * threat detection
   */
  public static of(options: PolicyContentOptions): DetectionControl {
    const document = ownDocument(options, DETECTION_KINDS);
    if (document.kind === GUARD_DUTY) requireFoundation(options.content[GUARD_DUTY.key].enablement);
    return new DetectionControl(document);
  }

  private constructor(/** @internal */ public readonly _document: DocumentControl) {}

  /** The name by which errors and outputs call the control. */
  public get name(): string {
    return this._document.name;
  }
}

function inRegions({ regions = [ALL_REGIONS], disabledRegions = [] }: DetectionOptions): Content {
  return { enable_in_regions: assign(regions), disable_in_regions: assign(disabledRegions) };
}

function featuresOn(features: readonly string[]): Content {
  return Object.fromEntries(features.map((feature) => [feature, { status: assign('enabled') }]));
}

/** @param areKeys whether the policy has the regions as keys, which no token can be */
function requireRegions({ regions, disabledRegions }: DetectionOptions, areKeys = false): void {
  for (const [property, list] of Object.entries({ regions, disabledRegions })) {
    if (list === undefined) continue;
    if (areKeys && (Token.isUnresolved(list) || list.some((region) => Token.isUnresolved(region)))) {
      throw invalid(property, list, 'regions must be known at synth, since a GuardDuty policy has them as keys');
    }
    requireSome(property, list, 'Name the regions, or leave it out');
    if (Token.isUnresolved(list)) continue;
    list.forEach((region, index) => requireRegionCode(`${property}[${index}]`, region));
    requireOnce(property, list);
  }
  const both = disabledRegions?.findIndex((region) => regions?.includes(region)) ?? -1;
  if (both >= 0) throw invalid(`disabledRegions[${both}]`, disabledRegions![both], 'it is among the regions in which the service is on. Remove one of the two');
}

function requireFoundation(enablement: Content = {}): void {
  for (const [block, features] of Object.entries(enablement)) {
    const isOn = (feature: string) => settingsOf(features[feature] ?? {}).get('status')?.['@@assign'] === 'enabled';
    const alone = Object.keys(features).find((feature) => feature !== FOUNDATION && isOn(feature));
    if (alone !== undefined && !isOn(FOUNDATION)) {
      throw invalid(`content.${GUARD_DUTY.key}.enablement.${block}`, alone, `GuardDuty turns a feature on only beside ${FOUNDATION} in the same block. Add ${FOUNDATION}`);
    }
  }
}

import { Stack } from 'aws-cdk-lib';
import { requireHomeRegion, requireLinkedRegions } from './home-region';
import { requireControlId } from './security-control-id';
import { SecurityControlParameter } from './security-control-parameter';
import { FindingAggregationOptions, SecurityHubCspmProps } from './security-hub-cspm-props';
import { DisabledStandardControlOptions, SecurityHubStandardOptions } from './security-hub-standard-options';
import { SecurityStandard } from './security-standard';
import { invalid, requireMatch, requireOnce } from '../../private/errors';
import { flag, instanceOf, KnownKeys, listOf, mandatory, options, requireKnownKeys, text } from '../../private/known-keys';
import { inProperty } from '../../private/written-properties';

export const CSPM_KEYS: KnownKeys<SecurityHubCspmProps> = {
  standards: mandatory(listOf(options)),
  controlParameters: listOf(instanceOf(SecurityControlParameter, 'a SecurityControlParameter, such as SecurityControlParameter.integer(...)')),
  autoEnableControls: flag,
  findingAggregation: options,
};

const STANDARD_KEYS: KnownKeys<SecurityHubStandardOptions> = {
  standard: mandatory(instanceOf(SecurityStandard, 'a SecurityStandard, such as SecurityStandard.CIS_5_0')),
  disabledControls: listOf(options),
};

const DISABLED_KEYS: KnownKeys<DisabledStandardControlOptions> = { controlId: mandatory(text), reason: mandatory(text) };

const AGGREGATION_KEYS: KnownKeys<FindingAggregationOptions> = { linkedRegions: listOf(text), excludedRegions: listOf(text) };

/** `AWS::SecurityHub::Standard` takes this many. */
const MOST_DISABLED = 100;

/**
 * How standards name their controls: "Samples of control findings" and "Impact of consolidation on ASFF fields and values", AWS Security Hub User
 * Guide. A standard that is not listed here is taken as it is written.
 */
const OWN_IDS: { readonly standard: RegExp; readonly id: RegExp; readonly rule: string }[] = [
  {
    standard: /^cis-aws-foundations-benchmark\//,
    id: /^[1-9]\d*(\.[1-9]\d*){1,3}$/,
    rule: 'this standard names its controls by the number of the recommendation, such as 1.5',
  },
  {
    standard: /^pci-dss\/v\/3\./,
    id: /^PCI\.[A-Z][A-Za-z0-9]{1,40}\.[1-9]\d*$/,
    rule: 'this standard has ids of its own, such as PCI.IAM.4',
  },
];
const BY_SECURITY_CONTROL = /^(aws-foundational-security-best-practices|nist-800-53|nist-800-171|aws-resource-tagging-standard)\//;
const ANY_ID = /^[A-Za-z0-9]+(\.[A-Za-z0-9]+){1,3}$/;

/** Refuses what is wrong about the properties before anything is created. */
export function requireCspm(stack: Stack, { standards, controlParameters = [], findingAggregation }: SecurityHubCspmProps): void {
  if (standards.length === 0) throw invalid('standards', standards, 'there is no standard, so that nothing is checked. Give one');
  for (const [index, standard] of standards.entries()) {
    inProperty(`standards[${index}]`, () => requireStandard(standard));
  }
  requireOnce('standards', standards.map(({ standard }) => standard.name));
  requireOnce('controlParameters', controlParameters.map(({ controlId, name }) => `${controlId} ${name}`));
  if (findingAggregation) {
    requireHomeRegion(stack);
    inProperty('findingAggregation', () => {
      requireKnownKeys(findingAggregation, AGGREGATION_KEYS);
      requireLinkedRegions(stack, findingAggregation.linkedRegions, findingAggregation.excludedRegions);
    });
  }
}

function requireStandard(written: SecurityHubStandardOptions): void {
  requireKnownKeys(written, STANDARD_KEYS);
  const { standard, disabledControls = [] } = written;
  if (disabledControls.length > MOST_DISABLED) {
    throw invalid('disabledControls', disabledControls.map(({ controlId }) => controlId), `CloudFormation disables up to ${MOST_DISABLED} controls of a standard. Disable fewer`);
  }
  for (const [index, disabled] of disabledControls.entries()) {
    inProperty(`disabledControls[${index}]`, () => {
      requireKnownKeys(disabled, DISABLED_KEYS);
      requireControlOf(standard, disabled.controlId);
      requireMatch('reason', disabled.reason, /\S/, 'it is empty. Say why the control is not checked');
    });
  }
  requireOnce('disabledControls', disabledControls.map(({ controlId }) => controlId));
}

/** Refuses an id that no control of the standard can have, as far as it is known how the standard names them. */
function requireControlOf({ name }: SecurityStandard, controlId: string): void {
  const own = OWN_IDS.find(({ standard }) => standard.test(name));
  if (own) requireMatch('controlId', controlId, own.id, own.rule);
  else if (BY_SECURITY_CONTROL.test(name)) requireControlId('controlId', controlId);
  else requireMatch('controlId', controlId, ANY_ID, 'it is what follows the standard in the ARN of the control');
}

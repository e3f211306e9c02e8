import { Stack, Token } from 'aws-cdk-lib';
import { SecurityHubCentralConfigurationProps } from './security-hub-central-configuration-props';
import { DisabledSecurityControlOptions, SecurityHubPolicyOptions } from './security-hub-policy-options';
import { invalid, requireMatch, requireOnce } from '../../private/errors';
import { instanceOf, KnownKeys, listOf, mandatory, options, requireKnownKeys, text } from '../../private/known-keys';
import { requireNodeId } from '../../private/text/organization-ids';
import { inProperty } from '../../private/written-properties';
import { requireHomeRegion, requireLinkedRegions } from '../../watch/security-hub/home-region';
import { requireControlId } from '../../watch/security-hub/security-control-id';
import { SecurityControlParameter } from '../../watch/security-hub/security-control-parameter';
import { SecurityStandard } from '../../watch/security-hub/security-standard';

export const CENTRAL_CONFIGURATION_KEYS: KnownKeys<SecurityHubCentralConfigurationProps> = {
  policies: mandatory(listOf(options)),
  selfManagedTargets: listOf(text),
  linkedRegions: listOf(text),
  excludedRegions: listOf(text),
};

const POLICY_KEYS: KnownKeys<SecurityHubPolicyOptions> = {
  name: mandatory(text),
  targets: mandatory(listOf(text)),
  standards: mandatory(listOf(instanceOf(SecurityStandard, 'a SecurityStandard, such as SecurityStandard.CIS_5_0'))),
  disabledControls: listOf(options),
  enabledControls: listOf(text),
  controlParameters: listOf(instanceOf(SecurityControlParameter, 'a SecurityControlParameter, such as SecurityControlParameter.integer(...)')),
  description: text,
};

const DISABLED_KEYS: KnownKeys<DisabledSecurityControlOptions> = { controlId: mandatory(text), reason: mandatory(text) };

/** "CreateConfigurationPolicy", AWS Security Hub CSPM API Reference; the lengths are those of the resource schema. */
const NAME = /^(?=.*\S)[A-Za-z0-9 .!*/-]{1,128}$/;
const DESCRIPTION = /^(?=[^]*\S)[^]{1,512}$/;

/** Refuses what is wrong about the properties before anything is created. */
export function requireCentralConfiguration(stack: Stack, props: SecurityHubCentralConfigurationProps): void {
  const { policies, selfManagedTargets = [], linkedRegions, excludedRegions } = props;
  requireHomeRegion(stack);
  requireLinkedRegions(stack, linkedRegions, excludedRegions);
  if (policies.length === 0) throw invalid('policies', policies, 'there is no policy, so that nothing is checked. Give one');
  const targets = new Map<string, string>();
  for (const [index, policy] of policies.entries()) {
    inProperty(`policies[${index}]`, () => {
      requirePolicy(policy);
      if (policies.findIndex(({ name }) => name === policy.name) !== index) throw invalid('name', policy.name, 'another policy has the name. Give each its own');
      requireTargets('targets', policy.targets, targets, policy.name);
    });
  }
  if (selfManagedTargets.length > 0) requireTargets('selfManagedTargets', selfManagedTargets, targets, 'selfManagedTargets');
}

function requirePolicy(policy: SecurityHubPolicyOptions): void {
  requireKnownKeys(policy, POLICY_KEYS);
  const { name, standards, disabledControls = [], enabledControls, controlParameters = [] } = policy;
  if (Token.isUnresolved(name)) throw invalid('name', name, 'it must be known at synth');
  requireMatch('name', name, NAME, 'it must have 1 to 128 letters, digits, spaces and characters of -.!*/');
  requireMatch('description', policy.description, DESCRIPTION, 'it must have 1 to 512 characters, and not only spaces');
  if (standards.length === 0) throw invalid('standards', standards, 'there is no standard, so that nothing is checked. Give one');
  requireOnce('standards', standards.map((standard) => standard.name));
  if (enabledControls && disabledControls.length > 0) throw invalid('enabledControls', enabledControls, 'all other controls are off already, so that disabledControls has no effect. Remove one of the two');
  if (enabledControls?.length === 0) throw invalid('enabledControls', enabledControls, 'no control would be checked. Name one, or leave it out');
  enabledControls?.forEach((control, index) => requireControlId(`enabledControls[${index}]`, control));
  requireOnce('enabledControls', enabledControls ?? []);
  for (const [index, disabled] of disabledControls.entries()) inProperty(`disabledControls[${index}]`, () => requireDisabled(disabled));
  const off = disabledControls.map(({ controlId }) => controlId);
  requireOnce('disabledControls', off);
  requireOnce('controlParameters', controlParameters.map(({ controlId, name: parameter }) => `${controlId} ${parameter}`));
  for (const [index, { controlId }] of controlParameters.entries()) {
    if (off.includes(controlId) || enabledControls && !enabledControls.includes(controlId)) {
      throw invalid(`controlParameters[${index}]`, controlId, 'the control is not checked. Remove the parameter, or enable the control');
    }
  }
}

function requireDisabled(disabled: DisabledSecurityControlOptions): void {
  requireKnownKeys(disabled, DISABLED_KEYS);
  requireControlId('controlId', disabled.controlId);
  requireMatch('reason', disabled.reason, /\S/, 'it is empty. Say why the control is not checked');
}

/** @param owners by target: what it has already been given to */
function requireTargets(property: string, targets: string[], owners: Map<string, string>, owner: string): void {
  if (targets.length === 0) throw invalid(property, targets, 'it is empty. Name a unit, an account or the root');
  for (const [index, target] of targets.entries()) {
    if (Token.isUnresolved(target)) throw invalid(`${property}[${index}]`, target, 'it must be known at synth, since AWS is told whether it is the root, a unit or an account');
    requireNodeId(`${property}[${index}]`, target);
    const other = owners.get(target);
    if (other !== undefined) throw invalid(`${property}[${index}]`, target, `the target has one configuration, and ${other} has it already. Remove one of the two`);
    owners.set(target, owner);
  }
}

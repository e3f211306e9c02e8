import { Stack, Token } from 'aws-cdk-lib';
import { Control, requireRolePatterns, requireSome } from './control';
import { OrganizationGuardrailsProps } from './organization-guardrails-props';
import { PolicyKind, RESOURCE_CONTROL, SERVICE_CONTROL } from './policy-kind';
import { ResourceControl } from './resource-control';
import { ServiceControl } from './service-control';
import { BASELINE } from '../../private/baseline-names';
import { invalid, requireMatch } from '../../private/errors';
import { instanceOf, KnownKeys, listOf, mandatory, oneOf, requireKnownKeys, text } from '../../private/known-keys';
import { requireNodeId } from '../../private/text/organization-ids';
import { LandingZone } from '../landing-zone';
import { RollOutCaller } from '../roll-out-caller';

const KEYS: KnownKeys<OrganizationGuardrailsProps> = {
  targets: mandatory(listOf(text)),
  serviceControls: listOf(instanceOf(ServiceControl, 'a ServiceControl, such as ServiceControl.rootUser()')),
  resourceControls: listOf(instanceOf(ResourceControl, 'a ResourceControl, such as ResourceControl.secureTransport()')),
  deployers: listOf(text),
  breakGlassRoles: listOf(text),
  landingZone: oneOf(LandingZone),
  callAs: oneOf(RollOutCaller),
  policyName: text,
};

/** 128 characters of a policy's name, less the longest suffix and a number. */
const LONGEST_NAME = 110;

/** Refuses what is wrong about the properties before anything is created. */
export function requireGuardrailsProps(stack: Stack, props: OrganizationGuardrailsProps): void {
  requireKnownKeys(props, KEYS);
  const { targets, serviceControls = [], resourceControls = [], deployers, breakGlassRoles, policyName } = props;
  requireTargets(stack, targets, props.callAs);
  requireRolePatterns('deployers', deployers);
  requireRolePatterns('breakGlassRoles', breakGlassRoles);
  if (props.callAs === RollOutCaller.DELEGATED_ADMINISTRATOR && (deployers ?? []).length === 0) {
    throw invalid('deployers', deployers, 'the policies limit a delegated administrator itself. Name the role that deploys them, so that it can undo them');
  }
  if (serviceControls.length === 0 && resourceControls.length === 0) {
    throw invalid('serviceControls', serviceControls, 'there is no control. Give serviceControls or resourceControls');
  }
  requireControlsOnce(SERVICE_CONTROL, serviceControls);
  requireControlsOnce(RESOURCE_CONTROL, resourceControls);
  if (policyName !== undefined && Token.isUnresolved(policyName)) throw invalid('policyName', policyName, 'it must be known at synth');
  requireMatch('policyName', policyName, new RegExp(`^${BASELINE}(-[A-Za-z0-9]+)*$`), `it must be ${BASELINE}, or that and a suffix of letters, digits and single hyphens, such as ${BASELINE}-sandbox`);
  if (policyName && policyName.length > LONGEST_NAME) throw invalid('policyName', policyName, `it must have up to ${LONGEST_NAME} characters`);
}

function requireTargets(stack: Stack, targets: string[], callAs?: RollOutCaller): void {
  if (Token.isUnresolved(targets)) throw invalid('targets', targets, 'the number of targets must be known at synth. Name them one by one; each may be a token');
  requireSome('targets', targets, 'Name a unit, an account or the root');
  for (const [index, target] of targets.entries()) {
    const property = `targets[${index}]`;
    requireNodeId(property, target);
    if (targets.indexOf(target) !== index) throw invalid(property, target, 'it is listed twice. Remove one of the two');
    if (target === stack.account && callAs !== RollOutCaller.DELEGATED_ADMINISTRATOR) {
      throw invalid(property, target, 'it is the management account, which no policy of the organization limits. Remove it, or set callAs to DELEGATED_ADMINISTRATOR');
    }
  }
}

function requireControlsOnce({ property }: PolicyKind, controls: readonly { readonly _control: Control }[]): void {
  const names = controls.map(({ _control: { name } }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice >= 0) throw invalid(`${property}[${twice}]`, names[twice], 'the control is listed twice. Remove one of the two, or give your own another name');
}

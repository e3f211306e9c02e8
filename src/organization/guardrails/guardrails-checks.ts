import { Stack, Token } from 'aws-cdk-lib';
import { requireRolePatterns, requireSome } from './control';
import { DeclarativeControl } from './declarative/declarative-control';
import { DetectionControl } from './declarative/detection-control';
import { OrganizationGuardrailsProps } from './organization-guardrails-props';
import { ResourceControl } from './resource-control';
import { ServiceControl } from './service-control';
import { BASELINE } from '../../private/baseline-names';
import { invalid, requireMatch, requireOnce, unsafe } from '../../private/errors';
import { instanceOf, KnownKeys, listOf, mandatory, oneOf, requireKnownKeys, text } from '../../private/known-keys';
import { requireNodeId } from '../../private/text/organization-ids';
import { LandingZone } from '../landing-zone';
import { RollOutCaller } from '../roll-out-caller';

const KEYS: KnownKeys<OrganizationGuardrailsProps> = {
  targets: mandatory(listOf(text)),
  serviceControls: listOf(instanceOf(ServiceControl, 'a ServiceControl, such as ServiceControl.rootUser()')),
  resourceControls: listOf(instanceOf(ResourceControl, 'a ResourceControl, such as ResourceControl.secureTransport()')),
  declarativeControls: listOf(instanceOf(DeclarativeControl, 'a DeclarativeControl, such as DeclarativeControl.publicImages()')),
  detectionControls: listOf(instanceOf(DetectionControl, 'a DetectionControl, such as DetectionControl.guardDuty()')),
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
  const { targets, deployers, breakGlassRoles, policyName } = props;
  const { serviceControls = [], resourceControls = [], declarativeControls = [], detectionControls = [] } = props;
  const limitsPrincipals = serviceControls.length + resourceControls.length > 0;
  requireTargets(stack, targets, limitsPrincipals, props.callAs);
  requireRolePatterns('deployers', deployers);
  requireRolePatterns('breakGlassRoles', breakGlassRoles);
  if (limitsPrincipals && props.callAs === RollOutCaller.DELEGATED_ADMINISTRATOR && (deployers ?? []).length === 0) {
    throw unsafe('organization-deployer-missing', 'deployers', deployers, 'the policies limit a delegated administrator itself. Name the role that deploys them, so that it can undo them');
  }
  const all = { serviceControls, resourceControls, declarativeControls, detectionControls };
  if (Object.values(all).every((controls) => controls.length === 0)) {
    throw invalid('serviceControls', serviceControls, `there is no control. Give one of ${Object.keys(all).join(', ')}`);
  }
  for (const [property, controls] of Object.entries(all)) requireControlsOnce(property, controls);
  requireNotOfLandingZone(props);
  if (policyName !== undefined && Token.isUnresolved(policyName)) throw invalid('policyName', policyName, 'it must be known at synth');
  requireMatch('policyName', policyName, new RegExp(`^${BASELINE}(-[A-Za-z0-9]+)*$`), `it must be ${BASELINE}, or that and a suffix of letters, digits and single hyphens, such as ${BASELINE}-sandbox`);
  if (policyName && policyName.length > LONGEST_NAME) throw invalid('policyName', policyName, `it must have up to ${LONGEST_NAME} characters`);
}

function requireTargets(stack: Stack, targets: string[], limitsPrincipals: boolean, callAs?: RollOutCaller): void {
  if (Token.isUnresolved(targets)) throw invalid('targets', targets, 'the number of targets must be known at synth. Name them one by one; each may be a token');
  requireSome('targets', targets, 'Name a unit, an account or the root');
  requireOnce('targets', targets);
  for (const [index, target] of targets.entries()) {
    const property = `targets[${index}]`;
    requireNodeId(property, target);
    if (limitsPrincipals && target === stack.account && callAs !== RollOutCaller.DELEGATED_ADMINISTRATOR) {
      throw unsafe('management-account-not-limited', property, target, 'it is the management account, which no service control or resource control policy limits. Remove it, or set callAs to DELEGATED_ADMINISTRATOR');
    }
  }
}

function requireControlsOnce(property: string, controls: readonly { readonly name: string }[]): void {
  const names = controls.map(({ name }) => name);
  const twice = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (twice >= 0) throw invalid(`${property}[${twice}]`, names[twice], 'the control is listed twice. Remove one of the two, or give your own another name');
}

/** What a landing zone sets in the accounts is left to it. */
function requireNotOfLandingZone(props: OrganizationGuardrailsProps): void {
  const { declarativeControls = [], detectionControls = [], landingZone = LandingZone.NONE } = props;
  for (const [property, controls] of Object.entries({ declarativeControls, detectionControls })) {
    for (const [index, { _document: { name, refusedBeside } }] of controls.entries()) {
      const reason = refusedBeside?.[landingZone];
      if (reason) throw invalid(`${property}[${index}]`, name, `${reason}. Remove it`);
    }
  }
}

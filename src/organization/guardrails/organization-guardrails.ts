import { CfnOutput, Stack } from 'aws-cdk-lib';
import { CfnPolicy } from 'aws-cdk-lib/aws-organizations';
import { Construct } from 'constructs';
import { warnOfBootstrapRoles } from './bootstrap-roles';
import { Control, exemptRolesOf, PROTECT_BASELINE, statementsOf } from './control';
import { createDocuments, documentsOf, documentSizes } from './declarative/documents';
import { requireSettingsOnce } from './declarative/documents-validation';
import { requireGuardrailsProps } from './guardrails-checks';
import { Guarded, requireRoomAndOpenRoads } from './guardrails-validation';
import { OrganizationGuardrailsProps } from './organization-guardrails-props';
import { charactersOf, contentOf, pack, PlacedStatement } from './packing';
import { createPolicies, NamedPolicy, namedPolicies } from './policies';
import { PolicyKind, RESOURCE_CONTROL, SERVICE_CONTROL } from './policy-kind';
import { exemptRolesStatements, exemptingTagsStatements, rolesOfBaseline } from './statements/exemption';
import { BREAK_GLASS, Exempt, machineryOf } from './statements/principals';
import { BASELINE } from '../../private/baseline-names';
import { inConstruct, invalid } from '../../private/errors';
import { LandingZone } from '../landing-zone';

/** The most controls that an error names: those that need the most characters. */
const NAMED_CONTROLS = 6;

/**
 * The guardrails of an organization: controls, packed into as few service control and resource control policies as they fit into and
 * attached to the root, to units or to accounts; and the configuration of services in the accounts, as one policy for each policy type. No
 * function, no custom resource: `AWS::Organizations::Policy`.
 *
 * Policies under which StackSets, the deployers, the functions of this library, Control Tower or emergency access can no longer do what
 * they need, or which their own deployer cannot undo, are refused at synth. `AccessProof` decides that for every request; what it cannot decide is
 * a warning. Principals that it does not know, such as your workloads, are yours to test: attach to one account first, then to a unit, then
 * to more, each stage an `OrganizationGuardrails` with a `policyName` of its own.
 *
 * The stack belongs to the management account, or to a delegated administrator of AWS Organizations. The types of the policies, such as
 * `SERVICE_CONTROL_POLICY`, must be enabled, and declarative and detection policies need trusted access of their service. Costs nothing,
 * except for the services that `detectionControls` turn on.
 *
 * Sources: AWS Organizations User Guide, "Managing organization policies"; AWS CloudFormation Template Reference,
 * "AWS::Organizations::Policy".
 *
 * @example
 * new OrganizationGuardrails(this, 'Guardrails', {
 *   targets: ['ou-abcd-11112222'],
 *   deployers: ['arn:*:iam::*:role/platform-deployer'],
 *   serviceControls: [ServiceControl.leaveOrganization(), ServiceControl.rootUser(), ServiceControl.protectBaseline(), ServiceControl.protectAudit()],
 *   resourceControls: [ResourceControl.identityPerimeter('o-a1b2c3d4e5'), ResourceControl.secureTransport()],
 * });
 */
export class OrganizationGuardrails extends Construct {
  /** The ids of the service control policies. */
  public readonly servicePolicyIds: string[];

  /** The ids of the resource control policies. */
  public readonly resourcePolicyIds: string[];

  /** The ids of the declarative policies. */
  public readonly declarativePolicyIds: string[];

  /** The ids of the policies of detection services. */
  public readonly detectionPolicyIds: string[];

  /**
   * @throws if a property does not exist or has a wrong value, an id is malformed, a control or a `Sid` is there twice, controls contradict, or
   * the policies do not fit; at synth, if another one of the app has the same name, control or setting or takes the places, if a region of a
   * roll-out is denied, if a roll-out or a construct of the app sets what a declarative policy manages, or if a principal is locked out
   */
  constructor(scope: Construct, id: string, props: OrganizationGuardrailsProps) {
    inConstruct(scope, id, () => requireGuardrailsProps(Stack.of(scope), props));
    super(scope, id);
    const { targets, deployers = [], landingZone = LandingZone.NONE, policyName = BASELINE, serviceControls = [], resourceControls = [] } = props;
    const { declarativeControls = [], detectionControls = [] } = props;
    const machinery = machineryOf(landingZone);
    const exempt: Exempt = { deployers: [...new Set([...machinery, ...deployers])], machinery };
    const services = withGuardedExceptions(serviceControls.map(({ _control }) => _control), exempt);
    const resources = resourceControls.map(({ _control }) => _control);

    const sizes: string[] = [];
    const make = (kind: PolicyKind, controls: readonly Control[], after?: CfnPolicy) => {
      const policies = this.packed(kind, controls, exempt, landingZone, policyName, sizes);
      return { policies, created: createPolicies(this, kind, policies, targets, after) };
    };
    const service = make(SERVICE_CONTROL, services);
    const resource = make(RESOURCE_CONTROL, resources, service.created.at(-1));
    this.servicePolicyIds = service.created.map(({ attrId }) => attrId);
    this.resourcePolicyIds = resource.created.map(({ attrId }) => attrId);

    const declarative = documentsOf(this, 'declarativeControls', declarativeControls.map(({ _document }) => _document));
    const detection = documentsOf(this, 'detectionControls', detectionControls.map(({ _document }) => _document));
    const documents = [...declarative, ...detection];
    const ids = createDocuments(this, documents, policyName, targets, resource.created.at(-1) ?? service.created.at(-1)).map(({ attrId }) => attrId);
    this.declarativePolicyIds = ids.slice(0, declarative.length);
    this.detectionPolicyIds = ids.slice(declarative.length);
    sizes.push(...documentSizes(documents, landingZone));
    new CfnOutput(this, 'PolicySizes', { value: sizes.join('; ') });

    const guarded: Guarded = {
      targets,
      policyName,
      landingZone,
      controls: [
        ...services.map((control) => ({ kind: SERVICE_CONTROL, control })),
        ...resources.map((control) => ({ kind: RESOURCE_CONTROL, control })),
      ],
      policies: [
        ...service.policies.map((policy) => ({ kind: SERVICE_CONTROL, policy })),
        ...resource.policies.map((policy) => ({ kind: RESOURCE_CONTROL, policy })),
      ],
      deployers,
      breakGlassRoles: props.breakGlassRoles ?? [BREAK_GLASS],
      callAs: props.callAs,
    };
    requireRoomAndOpenRoads(this, guarded);
    warnOfBootstrapRoles(this, deployers, services);
    requireSettingsOnce(this, { targets, landingZone, documents });
  }

  private packed(
    kind: PolicyKind, controls: readonly Control[], exempt: Exempt, landingZone: LandingZone, policyName: string, sizes: string[],
  ): NamedPolicy[] {
    if (controls.length === 0) return [];
    const placed = controls.flatMap((control) => (
      statementsOf(control, exempt).map((statement): PlacedStatement => ({ control: control.name, statement }))
    ));
    this.requireSidsOnce(kind, placed);
    const policies = pack(this, kind, placed);
    const places = kind.places - kind.reserved[landingZone];
    const tooLong = policies.find(({ characters }) => characters > kind.characters);
    if (tooLong) {
      const { control } = placed.find(({ statement }) => statement === tooLong.statements[0])!;
      throw invalid(kind.property, `${tooLong.characters} characters`, `the statement ${tooLong.statements[0].Sid} of ${control} alone is longer than the ${kind.characters} of a policy. Shorten it, or divide it`, this);
    }
    if (policies.length > places) throw this.tooMany(kind, placed, policies.length, places, landingZone);
    sizes.push(`${kind.title}: ${policies.map(({ characters }) => characters).join(', ')} of ${kind.characters} characters, ${policies.length} of ${places} places`);
    return namedPolicies(kind, policyName, policies.map(({ statements }) => contentOf(statements)));
  }

  private requireSidsOnce(kind: PolicyKind, placed: readonly PlacedStatement[]): void {
    const sids = placed.map(({ statement }) => statement.Sid);
    const twice = sids.findIndex((sid, index) => sids.indexOf(sid) !== index);
    if (twice < 0) return;
    const other = placed[sids.indexOf(sids[twice])].control;
    throw invalid(kind.property, sids[twice], `statements of ${placed[twice].control} and ${other} have the same Sid. Give one of them another`, this);
  }

  private tooMany(kind: PolicyKind, placed: readonly PlacedStatement[], policies: number, places: number, landingZone: LandingZone) {
    const sizes = new Map<string, number>();
    for (const { control, statement } of placed) sizes.set(control, (sizes.get(control) ?? 0) + charactersOf(this, statement));
    const largest = [...sizes].sort(([, one], [, other]) => other - one);
    const named = largest.slice(0, NAMED_CONTROLS).map(([control, characters]) => `${control} takes ${characters} characters`);
    const others = largest.length > NAMED_CONTROLS ? [`${largest.length - NAMED_CONTROLS} more controls`] : [];
    const reserved = kind.reserved[landingZone] > 0 ? `, ${kind.reserved[landingZone]} kept for ${landingZone},` : '';
    return invalid(kind.property, `${policies} policies`, `a target has ${kind.places + 1} places, of which the policy of AWS takes one${reserved} so that ${places} policies of ${kind.characters} characters fit: `
      + `${[...named, ...others].join(', ')}. Leave some out, or attach them to the units above by another OrganizationGuardrails`, this);
  }
}

/** The controls, and what keeps others from giving themselves the tags and the roles by which they make exceptions. */
function withGuardedExceptions(controls: readonly Control[], exempt: Exempt): Control[] {
  const tags = controls.flatMap((control) => control.tags ?? []);
  const tagged: Control[] = tags.length > 0 ? [{ name: 'exemptingTags', isAdded: true, statements: (known) => exemptingTagsStatements(tags, known) }] : [];
  const guarded = controls.some(({ name }) => name === PROTECT_BASELINE) ? rolesOfBaseline(exempt) : [];
  const roles = [...new Set([...controls, ...tagged].flatMap((control) => exemptRolesOf(control, exempt)))].filter((arn) => !guarded.includes(arn));
  const named: Control[] = roles.length > 0 ? [{ name: 'exemptRoles', isAdded: true, statements: (known) => exemptRolesStatements('ExceptedRoles', roles, known) }] : [];
  return [...controls, ...tagged, ...named];
}

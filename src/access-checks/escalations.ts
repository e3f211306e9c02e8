import { Asked, Granted, Grants, isFullAccess, isUnknown } from './grants';
import { Identity } from './identities';
import { wideRightsOfAwsPolicy } from '../permissions/aws-policy-table';
import { ESCALATION_PATHS, EscalationPath, PASS_ROLE, PathKind, servicesOf } from '../permissions/escalation-paths';
import { removesBoundary } from '../permissions/least-privilege/identity-actions';
import { isMfaDevice, isOwnUser, isRolePattern, leavesResourceOpen, leavesRoleOpen } from '../permissions/least-privilege/resource-patterns';
import { readOperator } from '../proof/policy/operator';
import { Condition } from '../proof/policy/statement';
import { Pattern } from '../proof/text/pattern';

/** Something that an identity may do to get more permissions. */
export interface Escalation {
  /** The actions, or the policy of AWS that allows them. */
  readonly detail: string;
  readonly kind: PathKind;
  readonly isUnknown: boolean;
  /** The statements that allow it. */
  readonly by: string[];
}

/** What the policies of an identity say about its way to more permissions. */
export interface Rights {
  readonly isAdministrator: boolean;
  readonly escalations: Escalation[];
  /** The policies whose text is not known. */
  readonly unknownPolicies: string[];
}

/** What policies say of resources is read once, since most apps repeat it. */
const [NAMED, NAMED_ROLE, ONE_ROLE] = [leavesResourceOpen, leavesRoleOpen, isRolePattern].map(named);
const ANY_ROLE = 'arn:*:iam::*:role/*';

/** Finds the known privilege-escalation paths that are open to identities. */
export class Escalations {
  constructor(private readonly grants: Grants) {}

  public of(identity: Identity): Rights {
    const unknown = [...new Set(identity.layers.flatMap(({ statements }) => statements.filter(isUnknown).map(({ label }) => label)))];
    const wide = unknown.filter((name) => wideRightsOfAwsPolicy(name).length > 0);
    const escalations = [
      ...ESCALATION_PATHS.flatMap((path) => this.open(identity, path)),
      ...wide.map((detail) => ({ detail, kind: PathKind.IDENTITY, isUnknown: false, by: [detail] })),
    ];
    const isAdministrator = isFullAccess(identity.layers) && escalations.some(({ kind }) => kind === PathKind.IDENTITY);
    return { isAdministrator, escalations, unknownPolicies: unknown.filter((name) => !wide.includes(name)) };
  }

  /** The paths with a passed role whose other actions an identity may do. */
  public passing({ layers }: Identity): EscalationPath[] {
    return ESCALATION_PATHS.filter(({ kind, actions }) => (
      kind === PathKind.PASSED_ROLE && actions.every((action) => this.grants.of(layers, action).answer === 'yes')
    ));
  }

  private open({ layers }: Identity, path: EscalationPath): Escalation[] {
    const actions = path.kind === PathKind.PASSED_ROLE ? [PASS_ROLE, ...path.actions] : path.actions;
    const granted: Granted[] = [];
    for (const action of actions) {
      granted.push(this.grants.of(layers, action, this.asked(layers, path, action)));
      if (granted.at(-1)!.answer === 'no') return [];
    }
    return [escalation(actions, path.kind, granted)];
  }

  private asked(layers: Identity['layers'], path: EscalationPath, action: string): Asked {
    switch (path.kind) {
      // The roles that a policy names are followed through the app.
      case PathKind.PASSED_ROLE:
        return action === PASS_ROLE ? { resource: ANY_ROLE, without: NAMED_ROLE, conditions: [passedTo(servicesOf(path))] } : {};
      case PathKind.ASSUMED_ROLE: return { resource: ANY_ROLE, without: ONE_ROLE };
      case PathKind.CREDENTIALS: return { resource: 'arn:*:iam::*:user/*', without: isOwn };
      case PathKind.ATTACHED_ROLE: return { without: NAMED };
      case PathKind.IDENTITY: return { conditions: removesBoundary(action) ? [] : this.otherBoundary(layers, action) };
    }
  }

  /** What a policy asks to carry one boundary is no way to more permissions: asked about are identities with another boundary, or none. */
  private otherBoundary([layer]: Identity['layers'], action: string): Condition[] {
    return this.grants.statementsOn(layer, action).filter(({ allows }) => allows).flatMap(({ conditions }) => conditions)
      .filter(({ key, operator, quantifier, ifExists, values }) => (
        key === 'iam:permissionsboundary' && operator.family === 'text' && !operator.negated && !quantifier && !ifExists
        && values.every(({ text }) => !/\*|\?|:aws:policy\//.test(text))
      ))
      .map((condition) => ({ ...condition, operator: { ...condition.operator, negated: true }, text: `not ${condition.text}` }));
  }
}

/** A condition that a role is passed to one of some services. */
export function passedTo(services: string[]): Condition {
  const text = `passed to ${services.join()}`;
  return { ...readOperator('StringLikeIfExists')!, key: 'iam:passedtoservice', text, values: services.map((service) => new Pattern(service, false)) };
}

/** Resources that a policy names: ARNs that leave nothing open. A value of the deployment in an ARN is a name. */
function named(leavesOpen: (resource: string) => boolean): (resource: string) => boolean {
  const known = new Map<string, boolean>();
  return (resource) => {
    if (!known.has(resource)) known.set(resource, resource.startsWith('arn:') && !leavesOpen(resource.replace(/\$\{deployment [^}]*\}/g, 'x')));
    return known.get(resource)!;
  };
}

/** Only the users themselves profit from their own credentials, and from a virtual MFA device. */
function isOwn(resource: string): boolean {
  return isOwnUser(resource) || isMfaDevice(resource);
}

function escalation(actions: string[], kind: PathKind, granted: Granted[]): Escalation {
  const by = [...new Set(granted.flatMap((each) => each.by))];
  return { detail: actions.join('+'), kind, isUnknown: granted.some(({ answer }) => answer === 'unknown'), by };
}

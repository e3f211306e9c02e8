import { IConstruct } from 'constructs';
import { Escalations, Rights } from './escalations';
import { Finding, idOf } from './finding';
import { Grants } from './grants';
import { identitiesOf, Identity, pathOf } from './identities';
import { Reference } from './new-access';
import { Reach, Step } from './reach';
import { resourceKey } from './stack-templates';
import { unsafeTrustsOf } from './unsafe-trusts';
import { PathKind } from '../permissions/escalation-paths';
import { ManagedPolicyDocument } from '../proof/template/identity-policies';

const NAME_IT = 'Name the resources, or remove the actions.';
const DECIDE_IT = 'Give what is not known, by `managedPolicies` or by the environment of the stack, or acknowledge that it is not decided.';

type Without = Omit<Finding, 'resource' | 'severity'> & Partial<Pick<Finding, 'severity'>>;

/** What is found about the identities of one stage of an app. */
export function checkStage(stage: IConstruct, documentOf: ManagedPolicyDocument, reference?: Reference): Finding[] {
  const identities = identitiesOf(stage, documentOf);
  const grants = new Grants();
  const escalations = new Escalations(grants);
  const rights = new Map(identities.map((identity) => [identity, escalations.of(identity)]));
  const wide = new Set(identities.filter((identity) => isWide(rights.get(identity)!)));
  const reach = new Reach(identities, grants);
  const steps = reach.towards(wide);
  const found = new Map(identities.map((identity) => [resourceKey(identity.resource), [
    ...ofRights(identity, rights.get(identity)!),
    ...reaching(identity, steps),
    ...passable(identity, wide, reach, identities),
    ...ofTrust(identity),
    ...newAccess(identity, documentOf, reference),
  ].map((finding): Finding => ({ severity: 'error', resource: identity.construct, ...finding }))]));
  return identities.flatMap(({ resource, groups }) => {
    // What a user has by a group is found there.
    const ofGroups = new Set(groups.flatMap((group) => found.get(group)!.map(idOf)));
    return found.get(resourceKey(resource))!.filter((finding) => !ofGroups.has(idOf(finding)));
  });
}

function isWide({ isAdministrator, escalations }: Rights): boolean {
  return isAdministrator || escalations.some(({ kind, isUnknown }) => !isUnknown && (kind === PathKind.IDENTITY || kind === PathKind.CREDENTIALS));
}

function ofRights(identity: Identity, { isAdministrator, escalations, unknownPolicies }: Rights): Without[] {
  if (identity.unreadable) return [unknown('policies', `The policies cannot be read: ${identity.unreadable}`)];
  const ofPolicies = unknownPolicies.map((name) => unknown(name, `It carries ${name}, whose effect is not known at synth.`));
  if (isAdministrator) {
    return [...ofPolicies, {
      rule: 'Administrator',
      description: 'It is an administrator: a policy allows every action on every resource, and nothing keeps it from changing its own policies.',
      fix: 'Allow what the job needs, or set a permissions boundary such as a WorkloadBoundary.',
    }];
  }
  return [...ofPolicies, ...escalations.map(({ detail, kind, isUnknown, by }): Without => {
    if (isUnknown) return unknown(detail, `Whether it may use ${detail} to get more permissions depends on what is not known at synth.`);
    return {
      rule: 'PrivilegeEscalation',
      detail,
      severity: kind === PathKind.ATTACHED_ROLE ? 'warning' : 'error',
      description: `${GAIN[kind]}: ${by.slice(0, 3).join(' and ')} allows ${detail.split('+').join(', ')}.`,
      fix: FIX[kind],
    };
  })];
}

const GAIN: Record<PathKind, string> = {
  [PathKind.IDENTITY]: 'It may change permissions, also its own',
  [PathKind.CREDENTIALS]: 'It may make credentials of other users',
  [PathKind.ASSUMED_ROLE]: 'It may assume roles that its policies do not name',
  [PathKind.PASSED_ROLE]: 'It may pass any role to a service that runs its code',
  [PathKind.ATTACHED_ROLE]: 'It may use the roles of existing resources that its policies do not name',
};

const FIX: Record<PathKind, string> = {
  [PathKind.IDENTITY]: 'Require a permissions boundary by a condition on iam:PermissionsBoundary, or remove the actions.',
  [PathKind.CREDENTIALS]: 'Limit the resources to user/${aws:username}.',
  [PathKind.ASSUMED_ROLE]: 'Name the roles in full.',
  [PathKind.PASSED_ROLE]: 'Name the roles, or a path such as role/workload/*, and the services by a condition on iam:PassedToService.',
  [PathKind.ATTACHED_ROLE]: NAME_IT,
};

function unknown(detail: string, description: string): Without {
  return { rule: 'Unknown', detail, severity: 'warning', description, fix: DECIDE_IT };
}

function reaching(identity: Identity, steps: Map<Identity, Step>): Without[] {
  const chain: Step[] = [];
  for (let step = steps.get(identity); step && !chain.includes(step); step = steps.get(step.to)) chain.push(step);
  if (chain.length === 0) return [];
  const detail = pathOf(chain.at(-1)!.to);
  const way = chain.map(({ how }) => how).join(', which ');
  if (chain.some(({ isUnknown }) => isUnknown)) return [unknown(detail, `Whether it reaches ${detail} depends on what is not known at synth: it ${way}.`)];
  return [{
    rule: 'ReachesAdministrator',
    detail,
    description: `It gets the rights of ${detail}, which is an administrator or may become one: it ${way}.`,
    fix: 'Narrow the trust policy of the role, or the resources of sts:AssumeRole and iam:PassRole.',
  }];
}

function passable(role: Identity, wide: ReadonlySet<Identity>, reach: Reach, identities: Identity[]): Without[] {
  if (!role.trust || !wide.has(role) || role.layers.length > 1) return [];
  const passing = identities.filter((identity) => identity !== role && !wide.has(identity) && reach.passes(identity, role).answer === 'yes');
  if (passing.length === 0) return [];
  return [{
    rule: 'PassableWideRole',
    description: `It has wide rights and no permissions boundary, and ${passing.slice(0, 3).map(pathOf).join(', ')} may pass it to a service.`,
    fix: 'Set a permissions boundary such as a WorkloadBoundary, or limit iam:PassRole to other roles.',
  }];
}

function ofTrust({ construct, unreadableTrust }: Identity): Without[] {
  const unsafe = unsafeTrustsOf(construct).map(({ text, rule }): Without => (
    { rule: 'UnsafeTrust', detail: text, description: rule, fix: 'Use the static of RoleTrust that the rule names, as `assumedBy`.' }
  ));
  return [...unsafe, ...unreadableTrust ? [unknown('trust policy', `Who may assume it is not decided: ${unreadableTrust}`)] : []];
}

function newAccess(identity: Identity, documentOf: ManagedPolicyDocument, reference?: Reference): Without[] {
  const found = reference?.newAccessOf(identity, documentOf);
  if (!found) return [];
  const { kind, explanation } = found;
  if (kind === 'unknown') return [unknown('reference', `Whether its access has grown is not decided. ${explanation}`)];
  return [{
    rule: 'NewAccess',
    severity: kind === 'new' ? 'warning' : 'error',
    description: kind === 'new' ? `It has new access: ${explanation}.` : `Its access has grown. ${explanation}`,
    fix: 'Review the access, and remove what is not meant.',
  }];
}

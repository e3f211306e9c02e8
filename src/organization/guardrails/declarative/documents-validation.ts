import { IConstruct } from 'constructs';
import { PolicyDocument } from './documents';
import { Clash, clashesWith, clashesWithConstruct } from './managed-settings';
import { violation } from '../../../private/written-properties';
import { LandingZone } from '../../landing-zone';
import { rollOutsOfApp } from '../../overlapping-roll-outs';
import { mayReach } from '../guardrails-validation';

/** What the checks at synth need to know of policies that inheritance operators merge. */
export interface Documented {
  readonly targets: string[];
  readonly landingZone: LandingZone;
  readonly documents: readonly PolicyDocument[];
}

const DOCUMENTED = new WeakMap<IConstruct, Documented>();

/** Refuses, at synth, policies that contradict others of the app, and those that keep a setting of an account from being deployed. */
export function requireSettingsOnce(construct: IConstruct, documented: Documented): void {
  DOCUMENTED.set(construct, documented);
  construct.node.addValidation({
    validate: () => {
      const all = construct.node.root.node.findAll();
      const others = all.filter((each) => DOCUMENTED.has(each));
      const former = others.slice(0, others.indexOf(construct));
      return documented.documents.flatMap((document) => [
        ...documented.targets.flatMap((target) => besideFormer(construct, document, target, former, documented.landingZone)),
        ...besideRollOuts(construct, document, documented.targets),
        ...all.flatMap((each) => clashesWithConstruct(each, document.settings, documented.targets)
          .map((clash) => refuse(construct, document, clash, each.node.path))),
      ]);
    },
  });
}

function besideFormer(
  construct: IConstruct, { kind, property, settings }: PolicyDocument, target: string, former: readonly IConstruct[], landingZone: LandingZone,
): string[] {
  const beside = former.flatMap((other) => {
    const theirs = DOCUMENTED.get(other)!;
    return theirs.targets.includes(target) ? theirs.documents.filter((each) => each.kind === kind).map((document) => ({ other, document })) : [];
  });
  const twice = beside.flatMap(({ other, document }) => [...settings.keys()].filter((path) => document.settings.has(path)).slice(0, 1)
    .map((path) => violation(construct, property, path, `${other.node.path} sets it for ${target} already. Remove one of the two`, 'declarative-policy-conflict')));
  const places = kind.places - kind.reserved[landingZone];
  if (beside.length < places) return twice;
  const paths = beside.map(({ other }) => other.node.path).join(' and ');
  return [...twice, violation(construct, property, `${beside.length + 1} policies`, `${target} has room for ${places} of the type ${kind.title}, and ${paths} take some. Bring the controls together into one OrganizationGuardrails`)];
}

function besideRollOuts(construct: IConstruct, document: PolicyDocument, targets: readonly string[]): string[] {
  const reached = rollOutsOfApp(construct).filter(({ rollOut }) => targets.some((target) => mayReach(rollOut, target)));
  return reached.flatMap(({ construct: other, rollOut }) => (
    rollOut.hardened.flatMap((hardened) => clashesWith(hardened, document.settings).map((clash) => refuse(construct, document, clash, `${other.node.path} (${hardened.property})`)))
  ));
}

function refuse(construct: IConstruct, { kind, property }: PolicyDocument, { path, value }: Clash, where: string): string {
  return violation(construct, property, path, `${where} sets it in accounts of the same targets, which fails where the ${kind.title} assigns ${JSON.stringify(value)}. Turn one of the two off`, 'declarative-policy-conflict');
}

import { Stack, Token } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { Control } from './control';
import { actorsOf } from './needs/actors';
import { findDenied, readStatements } from './needs/find-denied';
import { Places, placesOf } from './needs/places';
import { NamedPolicy } from './policies';
import { PolicyKind, RESOURCE_CONTROL } from './policy-kind';
import { InvalidInputError } from '../../private/errors';
import { warn } from '../../private/warnings';
import { violation, violationOf } from '../../private/written-properties';
import { IntrinsicText } from '../../proof/template/intrinsic';
import { LandingZone } from '../landing-zone';
import { RollOut, rollOutsOfApp } from '../overlapping-roll-outs';
import { RollOutCaller } from '../roll-out-caller';
import { RollOutTarget } from '../roll-out-target';

/** What the checks at synth need to know of guardrails. */
export interface Guarded {
  readonly targets: string[];
  readonly policyName: string;
  readonly landingZone: LandingZone;
  readonly controls: readonly { readonly kind: PolicyKind; readonly control: Control }[];
  readonly policies: readonly { readonly kind: PolicyKind; readonly policy: NamedPolicy }[];
  readonly deployers: readonly string[];
  readonly breakGlassRoles: readonly string[];
  readonly callAs?: RollOutCaller;
}

const GUARDED = new WeakMap<IConstruct, Guarded>();

/** Refuses, at synth, guardrails that collide with others of the app, and those that lock out who must get in. */
export function requireRoomAndOpenRoads(construct: IConstruct, guarded: Guarded): void {
  GUARDED.set(construct, guarded);
  construct.node.addValidation({
    validate: () => {
      const all = construct.node.root.node.findAll().filter((each) => GUARDED.has(each));
      const former = all.slice(0, all.indexOf(construct));
      return [
        ...former.flatMap((other) => collisions(construct, guarded, other)),
        ...tooManyPlaces(construct, guarded, former),
        ...forgottenRegions(construct, guarded),
        ...lockedOut(construct, guarded),
      ];
    },
  });
}

function collisions(construct: IConstruct, { targets, policyName, controls }: Guarded, other: IConstruct): string[] {
  const theirs = GUARDED.get(other)!;
  const names = policyName === theirs.policyName && Stack.of(construct).account === Stack.of(other).account
    ? [violation(construct, 'policyName', policyName, `${other.node.path} has this name already. Choose another suffix`)] : [];
  const target = targets.find((each) => theirs.targets.includes(each));
  if (target === undefined) return names;
  const chosen = controls.filter(({ control }) => !control.isAdded);
  const twice = chosen.find(({ kind, control }) => theirs.controls.some((each) => each.kind === kind && each.control.name === control.name));
  return twice ? [...names, violation(construct, twice.kind.property, twice.control.name, `${other.node.path} attaches this control to ${target} already. Remove one of the two`)] : names;
}

/** The policies of earlier guardrails take places of the same targets. */
function tooManyPlaces(construct: IConstruct, guarded: Guarded, former: IConstruct[]): string[] {
  const { targets, policies, landingZone } = guarded;
  return [...new Set(policies.map(({ kind }) => kind))].flatMap((kind) => {
    const taken = (each: Guarded) => each.policies.filter((policy) => policy.kind === kind).length;
    const places = kind.places - kind.reserved[landingZone];
    return targets.flatMap((target) => {
      const others = former.filter((other) => GUARDED.get(other)!.targets.includes(target));
      const sum = others.reduce((total, other) => total + taken(GUARDED.get(other)!), taken(guarded));
      if (others.length === 0 || sum <= places) return [];
      return [violation(construct, kind.property, `${sum} policies`, `${target} has room for ${places}, and ${others.map(({ node }) => node.path).join(' and ')} takes some. Bring the controls together into one OrganizationGuardrails, or attach some to a unit above`)];
    });
  });
}

function forgottenRegions(construct: IConstruct, { targets, controls }: Guarded): string[] {
  return controls.flatMap(({ kind, control: { regions, name } }) => {
    if (!regions || regions.some((region) => Token.isUnresolved(region))) return [];
    const reaching = rollOutsOfApp(construct).filter(({ rollOut }) => targets.some((target) => mayReach(rollOut, target)));
    return reaching.flatMap(({ construct: other, rollOut }) => {
      const forgotten = rollOut.regions.filter((region) => !Token.isUnresolved(region) && !regions.includes(region));
      if (forgotten.length === 0) return [];
      return [violation(construct, `${kind.property}.${name}`, regions, `${other.node.path} deploys into ${forgotten.join(', ')} too. Add the region, or remove it from the roll-out`, 'region-forgotten')];
    });
  });
}

/** Which unit lies in which is known only where the app makes them: a unit beside others is taken for another one. */
export function mayReach({ targets }: RollOut, id: string): boolean {
  if (/^r-/.test(id)) return true;
  return targets.some((target) => /^\d{12}$/.test(id)
    ? target._accountIds?.includes(id) ?? !target._exceptAccounts.includes(id)
    : Token.isUnresolved(id) || target._overlaps(RollOutTarget.unit(id)));
}

function lockedOut(construct: IConstruct, guarded: Guarded): string[] {
  const rollOuts = rollOutsOfApp(construct).map(({ rollOut }) => rollOut);
  const stack = Stack.of(construct);
  const written = stack.resolve(guarded.policies.map(({ policy }) => policy));
  const places = placesOf([...rollOuts.flatMap(({ regions }) => regions), stack.region], guarded.targets, written);
  return [...new Set(places.flatMap((each) => lockedOutAt(construct, guarded, rollOuts, each)))];
}

function lockedOutAt(construct: IConstruct, guarded: Guarded, rollOuts: readonly RollOut[], places: Places): string[] {
  const { controls, policies } = guarded;
  const resolve = (value: unknown) => new IntrinsicText({ partition: places.partition }, () => undefined).resolve(Stack.of(construct).resolve(value));
  const actors = actorsOf({
    ...guarded,
    organizationId: controls.map(({ control }) => control.organizationId).find((id) => id !== undefined),
    resourceTypes: rollOuts.flatMap(({ resourceTypes }) => resourceTypes()),
    hardens: rollOuts.some(({ hardens }) => hardens),
  });
  return [...new Set(policies.map(({ kind }) => kind))].flatMap((kind) => {
    try {
      const statements = readStatements(resolve(policies.filter((policy) => policy.kind === kind).map(({ policy }) => policy)));
      const found = actors.filter(({ isService }) => !isService || kind === RESOURCE_CONTROL).flatMap((actor) => {
        const denied = findDenied(statements, { ...actor, context: resolve(actor.context), needs: resolve(actor.needs) }, places);
        return denied ? [{ ...actor, ...denied }] : [];
      });
      for (const { who, purpose, request } of found.filter((each) => each.statements.length === 0)) {
        warn(construct, 'guardrailsUndecided', `It is not decided whether ${who} can still ${purpose}: ${request}`);
      }
      const denying = [...new Set(found.map((each) => each.statements.join(' and ')))].filter((label) => label !== '');
      return denying.map((label) => {
        const all = found.filter((each) => each.statements.join(' and ') === label).map(({ who, purpose, request }) => `${who} can no longer ${purpose}, since it denies ${request}`);
        return violation(construct, kind.property, label, `${all.join('; ')}. Make an exception in that statement, or remove it`, 'organization-lockout');
      });
    } catch (error) {
      if (error instanceof InvalidInputError) return [violationOf(construct, error)];
      throw error;
    }
  });
}

import type { ManualStepName } from './manual-steps';
import type { ProofName } from './proofs';
import type { AccountCheckName } from '../account/contract/security-checks';

/**
 * How far a link answers a control: in full, in part, or only with evidence, which a person judges. In full means for what the baseline
 * creates; a check in the same row shows what else the account holds.
 */
export type Coverage = 'FULL' | 'PART' | 'EVIDENCE';

/** What answers a control. */
export type Answer =
  | { readonly kind: 'construct'; readonly name: string }
  | { readonly kind: 'check'; readonly name: AccountCheckName }
  | { readonly kind: 'proof'; readonly name: ProofName }
  | { readonly kind: 'manual'; readonly name: ManualStepName };

/** One answer to one control. */
export type Link = Answer & {
  readonly coverage: Coverage;
  /** The properties that it takes, or the case in which it applies. */
  readonly how?: string;
  /** Of a link that covers in part: what it leaves open. */
  readonly missing?: string;
};

/** A control of a framework, by the identifier of its publisher, with a title in our own words. */
export interface Control {
  readonly id: string;
  readonly title: string;
  readonly links: Link[];
}

/** How far all links of a control together answer it. */
export type ControlState = 'FULL' | 'PART' | 'EVIDENCE' | 'MANUAL' | 'NOT_COVERED';

/** A construct meets the control. `how` names the properties that it takes. */
export function full(name: string, how?: string): Link {
  return { kind: 'construct', name, coverage: 'FULL', ...how && { how } };
}

/** A construct meets a part of the control. */
export function part(name: string, missing: string): Link {
  return { kind: 'construct', name, coverage: 'PART', missing };
}

/** A construct shows what a person needs to judge the control. */
export function evidence(name: string, how?: string): Link {
  return { kind: 'construct', name, coverage: 'EVIDENCE', ...how && { how } };
}

/** A security check decides whether the account meets the control, or with `missing` a part of it. */
export function check(name: AccountCheckName, missing?: string): Link {
  return { kind: 'check', name, ...missing === undefined ? { coverage: 'FULL' } : { coverage: 'PART', missing } };
}

/** Tests prove what the policies of the baseline allow. They say nothing about an account. */
export function proof(name: ProofName): Link {
  return { kind: 'proof', name, coverage: 'EVIDENCE' };
}

/** A step that a person takes. */
export function manual(name: ManualStepName): Link {
  return { kind: 'manual', name, coverage: 'PART', missing: 'done by a person' };
}

/**
 * A control with the links of one or more measures. An answer of several measures is linked once: in part, if one of them has it in part,
 * and as evidence only if none has more.
 */
export function control(id: string, title: string, ...measures: (Link | Link[])[]): Control {
  const links = new Map<string, Link>();
  for (const link of measures.flat()) {
    const key = `${link.kind} ${link.name}`;
    const known = links.get(key);
    if (!known || PRECEDENCE.indexOf(link.coverage) < PRECEDENCE.indexOf(known.coverage)) links.set(key, link);
  }
  return { id, title, links: [...links.values()] };
}

const PRECEDENCE: Coverage[] = ['PART', 'FULL', 'EVIDENCE'];

/** The same links for a wider control, which the constructs and checks then cover in part. */
export function inPart(links: Link[], missing: string): Link[] {
  return links.map((link) => link.coverage === 'FULL' ? { ...link, coverage: 'PART', missing } : link);
}

/**
 * A control is covered in full only if a construct meets it and no step remains for a person. A check alone is evidence: it shows whether
 * the control is met, and changes nothing.
 */
export function stateOf({ links }: Control): ControlState {
  const of = (kind: Link['kind']) => links.filter((link) => link.kind === kind);
  const meeting = of('construct').filter(({ coverage }) => coverage !== 'EVIDENCE');
  const steps = of('manual');
  if (meeting.some(({ coverage }) => coverage === 'FULL') && steps.length === 0) return 'FULL';
  if (meeting.length > 0) return 'PART';
  if (links.length > steps.length) return 'EVIDENCE';
  return steps.length > 0 ? 'MANUAL' : 'NOT_COVERED';
}

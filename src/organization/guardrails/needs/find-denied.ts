import { Actor, Need, NO_RESOURCE } from './need';
import { isAboutOthers } from './other-principals';
import { ANY, covers, Glob, globOf, overlaps } from '../../../private/text/glob';
import { AccessCounterexample } from '../../../proof/access-counterexample';
import { decide, Verdict } from '../../../proof/decide/decide';
import { Claim } from '../../../proof/decide/problem';
import { readConditions } from '../../../proof/policy/read-conditions';
import { readPolicy } from '../../../proof/policy/read-policy';
import { Condition, Statement } from '../../../proof/policy/statement';
import { Pattern } from '../../../proof/text/pattern';
import { answerOf } from '../../../proof/words';
import { NamedPolicy } from '../policies';
import { Conditions } from '../statements/statement';

/** What a principal needs and cannot do, or may not be able to do. */
export interface Denied {
  /** The labels of the statements that deny; none if nobody can tell whether a request is denied. */
  readonly statements: readonly string[];
  /** The request, or why nobody can tell. */
  readonly request: string;
}

/** Where requests go. */
export interface Places {
  readonly partition: string;
  readonly globalRegion: string;
  /** The regions in use; where none is known, a region of all must be open. */
  readonly regions: readonly string[];
  readonly areKnown: boolean;
}

const EVERYTHING = { patterns: [new Pattern('*', false)], negated: false };
const ALLOWED: Statement = { label: 'FullAWSAccess', text: 'FullAWSAccess', allows: true, actions: EVERYTHING, resources: EVERYTHING, conditions: [] };

/** The statements of policies that are known at synth, or with variables for what only the deployment knows. */
export function readStatements(policies: readonly NamedPolicy[]): Statement[] {
  return policies.flatMap(({ name, content }) => readPolicy(name, content));
}

/**
 * The first thing that an actor needs and that the statements deny, for any value of what is not known of its requests; nothing if all of
 * it is open.
 */
export function findDenied(statements: readonly Statement[], { context, needs }: Actor, places: Places): Denied | undefined {
  const conditions = conditionsOf(context, places.partition);
  const applicable = statements.filter((statement) => !isAboutOthers(statement.conditions, conditions));
  const deniedIn = (region: string, each: readonly Need[]): Denied | undefined => {
    const situation = [...conditions, ...conditionsOf([{ StringEquals: { 'aws:RequestedRegion': region } }], places.partition)];
    for (const need of each) {
      const denied = deniedOf(applicable, need, situation, places.partition);
      if (denied) return denied;
    }
    return undefined;
  };
  const everywhere = deniedIn(places.globalRegion, needs.filter(({ isRegional }) => !isRegional));
  if (everywhere) return everywhere;
  const regional = needs.filter(({ isRegional }) => isRegional);
  let first: Denied | undefined;
  for (const region of places.regions) {
    const denied = deniedIn(region, regional);
    if (denied && places.areKnown) return denied;
    if (!denied && !places.areKnown) return undefined;
    first ??= denied;
  }
  return first;
}

/** Actions to which the same statements may apply are decided together, without the many patterns of actions. */
function deniedOf(
  statements: readonly Statement[], { actions, resources }: Need, conditions: readonly Condition[], partition: string,
): Denied | undefined {
  const groups = new Map<string, { actions: string[]; statements: Statement[] }>();
  const named = resources.map((resource) => inPartition(resource, partition));
  const possible = statements.filter(({ resources: { patterns, negated } }) => (
    negated || patterns.some(({ text, variables }) => variables.length > 0 || named.some((resource) => overlaps(text, oneOf(resource))))
  ));
  for (const action of actions) {
    const about = possible.filter(({ actions: { patterns, negated } }) => (
      negated !== patterns.some(({ text }) => covers(text, action.toLowerCase()))
    ));
    const key = about.map(({ label }) => label).join();
    if (!groups.has(key)) groups.set(key, { actions: [], statements: about });
    groups.get(key)!.actions.push(action);
  }
  for (const group of groups.values()) {
    if (group.statements.length === 0) continue;
    const verdict = isOpen(group.statements, { actions: group.actions, resources: named }, conditions);
    if (verdict.answer === 'proved') continue;
    const { explanation, counterexample } = answerOf(Claim.EVERYTHING, verdict);
    if (!counterexample) return { statements: [], request: explanation.replace(/^\w+: |\.$/g, '') };
    return { statements: [...new Set(counterexample.statements)], request: requestOf(counterexample, conditions) };
  }
  return undefined;
}

/** Whether requests are open that the actions of all of the statements match. */
function isOpen(statements: readonly Statement[], { actions, resources }: Pick<Need, 'actions' | 'resources'>, conditions: readonly Condition[]): Verdict {
  const denials = statements.map((statement): Statement => ({ ...statement, actions: EVERYTHING }));
  return decide({
    claim: Claim.EVERYTHING,
    access: { layers: [{ name: 'policies', mustAllow: true, statements: [ALLOWED, ...denials] }] },
    question: {
      actions: actions.map((action) => new Pattern(action.toLowerCase(), false)),
      notActions: [],
      resources: resources.map((resource) => new Pattern(resource, false)),
      notResources: [],
      conditions: [...conditions],
    },
  }, () => actions);
}

/** Text that a resource of a need stands for. */
function oneOf(resource: string): Glob {
  return globOf(resource).map((part) => part.takes === ANY ? { ...part, takes: /[^:]/ } : part);
}

/** The request in words, without what is known of the principal anyway. */
function requestOf({ action, resource, context }: AccessCounterexample, known: readonly Condition[]): string {
  const others = Object.entries(context).filter(([key]) => key === 'aws:requestedregion' || known.every((condition) => condition.key !== key));
  const on = resource === NO_RESOURCE ? '' : ` on ${resource}`;
  return `${action}${on} when ${others.map(([key, value]) => `${key} is '${value}'`).join(' and ')}`;
}

function conditionsOf(context: readonly Conditions[], partition: string): Condition[] {
  return context.flatMap((each) => (
    readConditions('context', JSON.parse(JSON.stringify(each), (_, value) => typeof value === 'string' ? inPartition(value, partition) : value), true)
  ));
}

function inPartition(arn: string, partition: string): string {
  return arn.replace(/^arn:(aws|\*):/, `arn:${partition}:`);
}

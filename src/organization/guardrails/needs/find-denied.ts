import { Actor, Need, NO_RESOURCE } from './need';
import { isAboutOthers } from './other-principals';
import { Places } from './places';
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
export function findDenied(statements: readonly Statement[], actor: Actor, places: Places): Denied | undefined {
  for (const account of places.accounts) {
    const denied = deniedInAccount(statements, actor, places, account);
    if (denied) return denied;
  }
  return undefined;
}

function deniedInAccount(statements: readonly Statement[], { context, needs }: Actor, places: Places, account: string): Denied | undefined {
  const { partition } = places;
  const ofAccount = account === '*' ? [] : [{ StringEquals: { 'aws:ResourceAccount': account } }];
  const conditions = conditionsOf([...context, ...ofAccount], { partition, account, region: '*' });
  const applicable = statements.filter((statement) => !isAboutOthers(statement.conditions, conditions));
  const deniedIn = (region: string, each: readonly Need[]): Denied | undefined => {
    const place = { partition, account, region };
    const situation = [...conditions, ...conditionsOf([{ StringEquals: { 'aws:RequestedRegion': region } }], place)];
    for (const need of each) {
      const denied = deniedOf(applicable, need, [...situation, ...conditionsOf(need.context ? [need.context] : [], place)], place);
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
  statements: readonly Statement[], { actions, resources }: Need, conditions: readonly Condition[], place: Place,
): Denied | undefined {
  const groups = new Map<string, { actions: string[]; statements: Statement[] }>();
  const named = resources.map((resource) => at(resource, place));
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

function conditionsOf(context: readonly Conditions[], place: Place): Condition[] {
  return context.flatMap((each) => (
    readConditions('context', JSON.parse(JSON.stringify(each), (_, value) => typeof value === 'string' ? at(value, place) : value), true)
  ));
}

/** One partition, account and region; `*` for any. */
interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** An ARN in the place where it leaves that open. */
function at(arn: string, { partition, account, region }: Place): string {
  const match = /^arn:(aws|\*):([^:]*):([^:]*):([^:]*):(.*)$/s.exec(arn);
  if (!match) return arn;
  const [, , service, itsRegion, itsAccount, resource] = match;
  return ['arn', partition, service, itsRegion === '*' ? region : itsRegion, itsAccount === '*' ? account : itsAccount, resource].join(':');
}

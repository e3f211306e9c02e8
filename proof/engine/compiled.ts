import { conditions, Holds } from './conditions';
import { Context, Pattern, pattern, segment } from './patterns';
import { Policy } from './policy';

export type Outcome = 'Allowed' | 'ExplicitlyDenied' | 'ImplicitlyDenied';

/** What is asked of policies: an action on one resource, or on `*` where the action takes no resource. */
export interface Question {
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
}

/** A question as statements read it. The parts of the resource and the context are made when the first statement needs them. */
class Asked {
  private split?: string[];
  private byKey?: Context;

  constructor(public readonly resource: string, private readonly written: Question['context']) {}

  public get parts(): string[] {
    this.split ??= arnParts(this.resource);
    return this.split;
  }

  public get context(): Context {
    this.byKey ??= new Map(Object.entries(this.written).map(([key, value]) => [key.toLowerCase(), value]));
    return this.byKey;
  }
}

interface Statement {
  readonly source: object;
  readonly denies: boolean;
  readonly isAbout: (action: string) => boolean;
  /** Compiled when an action first needs it: most statements of a sweep are about other services. */
  readonly applies: (asked: Asked) => boolean;
}

/** An ARN has five colons at least. */
const IS_WHOLE = /^(?:[^:]*:){5}/;

/**
 * What identity policies of one account say, a hundred times as fast as the simulator, which stays as second opinion: each statement is
 * compiled once into closures. What it does not know is an error, never an answer: a resource with wildcards, an unknown operator.
 */
export function evaluate(policies: Policy[], { action, resource, context }: Question): Outcome {
  if (resource !== '*' && (resource.includes('*') || !IS_WHOLE.test(resource))) throw new Error(`${resource} is not one resource`);
  const asked = new Asked(resource, context);
  let outcome: Outcome = 'ImplicitlyDenied';
  for (const statement of about(policies, action.toLowerCase())) {
    if (outcome === 'Allowed' && !statement.denies) continue;
    if (!statement.applies(asked)) continue;
    if (statement.denies) return 'ExplicitlyDenied';
    outcome = 'Allowed';
  }
  return outcome;
}

/** Only the statements that deny and are about an action, in one policy. */
export function denialsOf(policies: Policy[], action: string): Policy[] {
  const denials = about(policies, action.toLowerCase()).filter(({ denies }) => denies).map(({ source }) => source);
  return denials.length > 0 ? [{ name: 'Denials', policy: { Version: '2012-10-17', Statement: denials } }] : [];
}

const chosen = new WeakMap<Policy[], Map<string, Statement[]>>();
const compiled = new WeakMap<object, Statement>();

function about(policies: Policy[], action: string): Statement[] {
  const known = chosen.get(policies) ?? new Map<string, Statement[]>();
  chosen.set(policies, known);
  if (!known.has(action)) {
    const all = policies.flatMap(({ policy }) => [policy.Statement].flat()).map((statement) => {
      if (!compiled.has(statement)) compiled.set(statement, compile(statement));
      return compiled.get(statement)!;
    });
    known.set(action, all.filter((statement) => statement.isAbout(action)));
  }
  return known.get(action)!;
}

function compile(statement: any): Statement {
  const { Effect, Action, NotAction, Condition } = statement;
  if (!['Allow', 'Deny'].includes(Effect) || (Action === undefined) === (NotAction === undefined)) throw new Error(`Not a statement: ${JSON.stringify(statement)}`);
  const actions = actionPatterns([Action ?? NotAction].flat());
  let applies: ((asked: Asked) => boolean) | undefined;
  return {
    source: statement,
    denies: Effect === 'Deny',
    isAbout: (action) => actions(action) === (Action !== undefined),
    applies: (asked) => {
      applies ??= both(resources(statement), Condition && conditions(Condition));
      return applies(asked);
    },
  };
}

/** By service, since few patterns of a policy are about the one that is called. */
function actionPatterns(texts: string[]): (action: string) => boolean {
  if (texts.includes('*')) return () => true;
  const ofService = new Map<string, RegExp[]>();
  for (const text of texts) {
    const service = text.split(':')[0].toLowerCase();
    ofService.set(service, [...ofService.get(service) ?? [], segment(text)]);
  }
  return (action) => (ofService.get(action.slice(0, action.indexOf(':'))) ?? []).some((one) => one.test(action));
}

function both(covers: (asked: Asked) => boolean, holds?: Holds): (asked: Asked) => boolean {
  return holds ? (asked) => covers(asked) && holds(asked.context) : covers;
}

function resources({ Resource, NotResource }: any): (asked: Asked) => boolean {
  if ((Resource === undefined) === (NotResource === undefined)) throw new Error('Not a statement of an identity policy: it takes Resource or NotResource');
  if (Resource === '*') return () => true;
  const entries = [Resource ?? NotResource].flat().map((text: string) => resourceEntry(text, NotResource !== undefined));
  return Resource !== undefined
    ? (asked) => entries.some((covers) => covers(asked) === true)
    : (asked) => entries.every((covers) => covers(asked) === false);
}

/** Whether an entry covers a resource; undefined if it names a variable without value, with which neither it nor its negation holds. */
type Covers = (asked: Asked) => boolean | undefined;

function resourceEntry(text: string, negated: boolean): Covers {
  if (/^\*+$/.test(text)) return () => true;
  let parts = arnParts(text);
  if (parts.length < 6) {
    if (negated) throw new Error(`NotResource ${text} is no whole ARN`);
    parts = [...parts, ...Array(6 - parts.length).fill('*')];
  }
  const segments = parts.slice(1, 5).map(segment);
  const covers = lastPart(parts[2], parts);
  return (asked) => asked.resource !== '*' && segments.every((one, index) => one.test(asked.parts[index + 1])) && covers(asked);
}

/** What comes before the first slash or colon is the kind of resource, which takes no wildcard; buckets and objects have none. */
function lastPart(service: string, parts: string[]): Covers {
  const text = parts[5];
  const kind = service === 's3' && parts[3] === '' && parts[4] === '' ? '' : /^[^/:]*[/:]/.exec(text)?.[0] ?? '';
  const rest: Pattern = pattern(text.slice(kind.length), { wildcards: true });
  return ({ parts: asked, context }) => {
    if (!asked[5].startsWith(kind)) return false;
    return rest(context)?.test(asked[5].slice(kind.length));
  };
}

function arnParts(arn: string): string[] {
  const parts = arn.split(':');
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')];
}

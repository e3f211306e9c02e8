import { Budget } from './budget';
import { Claim, PlacedStatement, Question } from './problem';
import { negate, Truth } from '../conditions/truth';
import { Element } from '../policy/statement';
import { classesOf, isContained, TextClass } from '../text/classes';
import { Bound, Colons, Pattern, PLAIN, Step, symbolOf, ValueOf } from '../text/pattern';
import { Recognizer } from '../text/recognizer';

/** For each class of resources one of it, and which statements match it. */
export interface ResourceClass {
  readonly resource: string;
  readonly inQuestion: Truth;
  /** In the order of the statements that were given. */
  readonly statements: Truth[];
}

/** If the first fact holds, so does the second. */
export type Implication = readonly [string, string];

export interface Resources {
  readonly classes: ResourceClass[];
  readonly implications: Implication[];
}

/** What the ARNs of AWS have in common. */
const ANY_ARN = new Recognizer(new Pattern('arn:aws*:?*:*:*:?*', false)
  .steps(() => 'absent', Bound.LOWER, { ...PLAIN, colons: Colons.LAST_SEGMENT }));

/** A pattern with how wide and how narrow it may be read. */
interface Use {
  readonly fact: string;
  readonly pattern: Pattern;
  readonly widest: Colons;
  readonly narrowest: Colons;
  /** In NotResource: IAM does not document what a statement does if a variable in it has no value. */
  readonly inNotResource: boolean;
  /** Whether a counterexample profits if it matches, and if it does not. */
  helpsMatching: boolean;
  helpsOtherwise: boolean;
}

/** The classes of resources that the patterns of a question and of some statements tell apart. */
export class ResourcePatterns {
  private readonly uses = new Map<string, Use>();
  private readonly questionColons: QuestionColons;

  /**
   * @param exact true to read each pattern in one way, of which a counterexample is confirmed in the other
   * @param known the classes that were found for the same recognizers
   */
  constructor(
    claim: Claim,
    private readonly question: Question,
    private readonly statements: PlacedStatement[],
    private readonly exact: boolean,
    private readonly known: Map<string, TextClass[]>,
  ) {
    // That nobody is locked out is claimed of resources as they are named: a wildcard of the question stands for no colon.
    this.questionColons = claim === Claim.EVERYTHING ? { widest: Colons.NONE, narrowest: Colons.NONE } : POLICY;
    for (const pattern of question.resources) this.use(pattern, true, this.questionColons);
    for (const pattern of question.notResources) this.use(pattern, false, this.questionColons);
    for (const { statement: { resources }, helps } of statements) {
      for (const pattern of resources.patterns) this.use(pattern, helps !== resources.negated, POLICY, resources.negated);
    }
  }

  /** @throws LimitReached */
  public classes(valueOf: ValueOf, budget: Budget): Resources {
    const recognizers: Recognizer[] = [];
    const bySteps = new Map<string, number>();
    const indexOf = (steps: Step[] | undefined) => {
      const key = JSON.stringify(steps);
      if (!bySteps.has(key)) bySteps.set(key, recognizers.push(new Recognizer(steps)) - 1);
      return bySteps.get(key)!;
    };
    const uses = this.merged(valueOf);
    const read = new Map([...new Set(uses.values())].map((use) => {
      const isOpen = use.pattern.variables.some((variable) => valueOf(variable) === 'any');
      const lower = indexOf(stepsOf(use, valueOf, Bound.LOWER));
      if (use.inNotResource && !this.exact && !use.pattern.hasValue(valueOf)) return [use.fact, { lower, upper: indexOf(EVERYTHING) }];
      const upper = () => indexOf(stepsOf(use, valueOf, Bound.UPPER));
      if (this.exact) return [use.fact, { lower, upper: lower }];
      if (isOpen || (use.helpsMatching && use.helpsOtherwise)) return [use.fact, { lower, upper: upper() }];
      const only = use.helpsMatching ? upper() : lower;
      return [use.fact, { lower: only, upper: only }];
    }));
    const readingOf = (fact: string) => read.get(uses.get(fact)!.fact)!;
    const oneOf = this.question.resources.map((pattern) => readingOf(factOf(pattern, this.questionColons, false)).upper);
    const found = this.cached([...bySteps.keys(), oneOf.join()].join('\n'), () => classesOf(recognizers, budget, { within: ANY_ARN, oneOf }));
    // An action that takes no resource has the resource `*`, which only `*` matches.
    const texts = [...found, { text: '*', matches: recognizers.map((recognizer) => recognizer.matches('*')) }];
    const open = [...new Set(uses.values())].filter(({ fact }) => read.get(fact)!.lower !== read.get(fact)!.upper);
    return {
      classes: distinct(texts.map(({ text, matches }): ResourceClass => {
        const truth = (fact: string): Truth => {
          const { lower, upper } = readingOf(fact);
          return matches[lower] ? true : matches[upper] ? { anyOf: [uses.get(fact)!.fact], negated: false } : false;
        };
        const ofElement = ({ patterns, negated }: Element, colons?: QuestionColons) => {
          const any = anyOf(patterns.map((pattern) => truth(factOf(pattern, colons ?? POLICY, !colons && negated))));
          return negated ? negate(any) : any;
        };
        return {
          resource: text,
          inQuestion: both(
            ofElement({ patterns: this.question.resources, negated: false }, this.questionColons),
            ofElement({ patterns: this.question.notResources, negated: true }, this.questionColons),
          ),
          statements: this.statements.map(({ statement }) => ofElement(statement.resources)),
        };
      }).filter(({ inQuestion }) => inQuestion !== false)),
      implications: implicationsOf(open, valueOf, budget),
    };
  }

  /** Many actions, and many values of variables, meet the same patterns of resources. */
  private cached(key: string, find: () => TextClass[]): TextClass[] {
    if (!this.known.has(key)) this.known.set(key, find());
    return this.known.get(key)!;
  }

  /** The uses by their facts. Patterns that say the same, with the values of their variables, are one: however IAM reads it, it reads both so. */
  private merged(valueOf: ValueOf): Map<string, Use> {
    const same = new Map<string, Use>();
    return new Map([...this.uses.values()].map((use) => {
      const isUndocumented = use.inNotResource && !use.pattern.hasValue(valueOf);
      const steps = [use.widest, use.narrowest].map((colons) => use.pattern.steps(valueOf, Bound.SYMBOL, { ...PLAIN, colons }));
      const key = JSON.stringify([isUndocumented, steps]);
      const known = same.get(key);
      const merged = { ...use };
      if (!known) {
        same.set(key, merged);
      } else {
        known.helpsMatching ||= use.helpsMatching;
        known.helpsOtherwise ||= use.helpsOtherwise;
      }
      return [use.fact, known ?? merged];
    }));
  }

  private use(pattern: Pattern, helpsMatching: boolean, colons: QuestionColons, inNotResource = false): void {
    const fact = factOf(pattern, colons, inNotResource);
    const use = this.uses.get(fact) ?? { fact, pattern, ...colons, inNotResource, helpsMatching: false, helpsOtherwise: false };
    this.uses.set(fact, use);
    if (helpsMatching) use.helpsMatching = true;
    else use.helpsOtherwise = true;
  }
}

type QuestionColons = Pick<Use, 'widest' | 'narrowest'>;

const POLICY: QuestionColons = { widest: Colons.ANY, narrowest: Colons.LAST_SEGMENT };

const EVERYTHING: Step[] = [{ takes: 'many', colons: true }];

function factOf(pattern: Pattern, { widest }: QuestionColons, inNotResource: boolean): string {
  const suffix = widest === Colons.NONE ? ' without colons' : inNotResource && pattern.variables.length > 0 ? ' in NotResource' : '';
  return `resource ${pattern.id}${suffix}`;
}

function stepsOf({ pattern, widest, narrowest }: Use, valueOf: ValueOf, bound: Bound): Step[] | undefined {
  const colons = bound === Bound.LOWER ? narrowest : widest;
  const steps = pattern.steps(valueOf, bound, { ...PLAIN, colons });
  // What IAM makes of an ARN with too few segments is not documented.
  const isShort = pattern.text !== '*' && pattern.text.split(':').length < 6 && widest === Colons.ANY;
  return isShort && bound !== Bound.LOWER && steps ? [...steps, { takes: 'many', colons: true }] : steps;
}

function implicationsOf(open: Use[], valueOf: ValueOf, budget: Budget): Implication[] {
  const read = open.map((use) => ({
    fact: use.fact,
    widest: new Recognizer(stepsOf(use, valueOf, Bound.SYMBOL)),
    narrowest: new Recognizer(use.pattern.steps(valueOf, Bound.SYMBOL, { ...PLAIN, colons: use.narrowest })),
    symbols: use.pattern.variables.filter((variable) => valueOf(variable) === 'any').map(symbolOf),
  }));
  return read.flatMap((one) => read.filter((other) => other !== one
    && isContained(one.widest, other.narrowest, budget, [...new Set([...one.symbols, ...other.symbols])]))
    .map((other): Implication => [one.fact, other.fact]));
}

function anyOf(truths: Truth[]): Truth {
  if (truths.includes(true)) return true;
  const open = truths.flatMap((truth) => typeof truth === 'object' ? truth.anyOf : []);
  return open.length === 0 ? false : { anyOf: open, negated: false };
}

/** A question that depends on two variables is asked for all that it may mean. */
function both(one: Truth, other: Truth): Truth {
  if (one === false || other === false) return false;
  return one === true ? other : one;
}

/** One class for each combination of answers. */
function distinct(classes: ResourceClass[]): ResourceClass[] {
  const seen = new Map<string, ResourceClass>();
  for (const each of classes) {
    const key = JSON.stringify([each.inQuestion, each.statements]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

import { Budget, LimitReached } from './budget';
import { AccessRequest, evaluate, Evaluation } from './evaluate';
import { Goal, PlacedStatement, Problem } from './problem';
import { ResourcePatterns } from './resources';
import { ApplicableStatement, ContextSearch } from './search';
import { RepresentativeValue, valuesOfKey } from '../conditions/key-values';
import { KeyValue } from '../conditions/truth';
import { Element } from '../policy/statement';
import { classesOf, TextClass } from '../text/classes';
import { Bound, Colons, Pattern, PLAIN, VariableValue } from '../text/pattern';
import { Recognizer } from '../text/recognizer';

/** A request that a claim says does not exist, with what decides it. */
export interface Counterexample {
  readonly request: AccessRequest;
  readonly now: Evaluation;
  readonly before?: Evaluation;
}

export type Verdict =
  | { readonly answer: 'proved' }
  | { readonly answer: 'refuted'; readonly counterexample: Counterexample }
  | { readonly answer: 'unknown'; readonly reason: string };

const ACTIONS = { ...PLAIN, colons: Colons.ANY };
const SERVICE_AND_NAME = new Recognizer(new Pattern('?*:?*', false).steps(() => 'absent', Bound.LOWER, { ...PLAIN, colons: Colons.NONE }));

/**
 * Decides a claim for every request. First it reads what is not known, such as the value of a variable, in each way: if no request
 * contradicts the claim then, it is proved. Else it looks for a request that contradicts the claim in every reading.
 *
 * @param actionNames real actions, to name one of them in a counterexample where one fits
 */
export function decide(problem: Problem, actionNames: () => readonly string[] = () => []): Verdict {
  let reason: string;
  try {
    const possible = new Decision(problem, false).find();
    if (!possible) return { answer: 'proved' };
    const { request, facts } = possible;
    reason = `${request.action} on ${request.resource} may be a counterexample, which depends on ${[...new Set(facts)].slice(0, 3).join(' and ') || 'how IAM reads the wildcards of an ARN'}`;
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    reason = error.message;
  }
  try {
    const found = new Decision(problem, true, actionNames).find();
    if (found) return { answer: 'refuted', counterexample: found.counterexample! };
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    reason = error.message;
  }
  return { answer: 'unknown', reason };
}

interface Found {
  readonly request: AccessRequest;
  readonly facts: readonly string[];
  readonly counterexample?: Counterexample;
}

class Decision {
  private readonly goal: Goal;
  private readonly budget = new Budget();
  private readonly actionRecognizers = new Map<string, Recognizer>();
  private readonly knownClasses = new Map<string, TextClass[]>();
  private found?: Found;

  constructor(private readonly problem: Problem, private readonly exact: boolean, private readonly actionNames: () => readonly string[] = () => []) {
    this.goal = new Goal(problem);
    const { actions, notActions } = problem.question;
    for (const pattern of [...actions, ...notActions, ...this.goal.statements.flatMap(({ statement }) => statement.actions.patterns)]) {
      this.actionRecognizers.set(pattern.text, new Recognizer(pattern.steps(() => 'absent', Bound.LOWER, ACTIONS)));
    }
  }

  public find(): Found | undefined {
    const patterns = [...this.actionRecognizers.keys()];
    const { actions, notActions } = this.problem.question;
    const indexes = new Map(patterns.map((text, index) => [text, index]));
    const oneOf = actions.map(({ text }) => indexes.get(text)!);
    const groups = new Map<string, ActionGroup>();
    for (const { text, matches } of classesOf([...this.actionRecognizers.values()], this.budget, { within: SERVICE_AND_NAME, oneOf })) {
      const covers = ({ patterns: of, negated }: Element) => negated !== of.some((pattern) => matches[indexes.get(pattern.text)!]);
      if (!covers({ patterns: actions, negated: false }) || !covers({ patterns: notActions, negated: true })) continue;
      const applicable = this.goal.statements.map(({ statement }) => covers(statement.actions));
      const key = applicable.map(Number).join('');
      if (!groups.has(key)) groups.set(key, { action: text, statements: this.goal.statements.filter((_, index) => applicable[index]) });
    }
    for (const { action, statements } of this.realFirst(groups)) if (this.search(action, statements)) break;
    return this.found;
  }

  /** Whether a counterexample is found among the actions to which these statements may apply. */
  private search(action: string, statements: PlacedStatement[]): boolean {
    const possibly = statements.map((placed) => ({ placed, applies: isUnconditional(placed) || undefined }));
    if (this.goal.isReached(possibly) === false || this.goal.isCovered(statements)) return false;
    const { question, claim } = this.problem;
    const patterns = new ResourcePatterns(claim, question, statements, this.exact, this.knownClasses);
    const conditions = [...question.conditions, ...statements.flatMap(({ statement }) => statement.conditions)];
    const variables = new Set([...question.resources, ...question.notResources, ...conditions.flatMap(({ values }) => values), ...statements
      .flatMap(({ statement }) => statement.resources.patterns)].flatMap((pattern) => pattern.variables));
    const anything = (): VariableValue => 'any';
    const choices = [...variables].sort().map((variable): [string, RepresentativeValue[]] => (
      [variable, valuesOfKey(variable, conditions.filter(({ key }) => key === variable), anything, this.budget)]
    ));
    return combinations(choices).some((chosen) => {
      this.budget.spendEvaluation();
      const valueOf = (variable: string): VariableValue => valueOfVariable(chosen.get(variable), this.exact);
      const common = { goal: this.goal, questionConditions: question.conditions, chosen, valueOf, budget: this.budget };
      // Most requests are decided by what applies to every resource. Then the patterns of resources, the most work, need no check.
      const anyResource = statements.map((placed, index): ApplicableStatement => (
        { placed, resource: isOnEverything(placed) || { anyOf: [`resource of statement ${index}`], negated: false } }
      ));
      if (!new ContextSearch({ ...common, statements: anyResource, inQuestion: true, implications: [], accept: () => true }).run()) return false;
      const { classes, implications } = patterns.classes(valueOf, this.budget);
      return classes.some(({ resource, inQuestion, statements: truths }) => new ContextSearch({
        ...common,
        statements: statements.map((placed, index) => ({ placed, resource: truths[index] })).filter((each) => each.resource !== false),
        inQuestion,
        implications,
        accept: (context, facts) => this.accept({ action, resource, context: new Map([...chosenValues(chosen), ...context]) }, facts),
      }).run());
    });
  }

  private accept(request: AccessRequest, facts: readonly string[]): boolean {
    const counterexample = this.confirmed(request);
    if (this.exact && !counterexample) return false;
    this.found = { request, facts, counterexample };
    return true;
  }

  /** The request as a counterexample, if it is one in each reading of wildcards in ARNs. */
  private confirmed(request: AccessRequest): Counterexample | undefined {
    const { access, before, claim } = this.problem;
    const [narrow, wide] = [Colons.LAST_SEGMENT, Colons.ANY].map((colons) => {
      const now = evaluate(access, request, colons);
      const then = before && evaluate(before, request, colons);
      if (!now || (before && !then)) return undefined;
      return now.isAllowed === (claim !== 'everything') && !then?.isAllowed ? { request, now, before: then } : undefined;
    });
    return wide && narrow;
  }

  /** Groups of actions to which the same statements apply, those first that have a real action, which stands for them. */
  private realFirst(groups: Map<string, ActionGroup>): ActionGroup[] {
    const real = new Map<string, string>();
    const { actions, notActions } = this.problem.question;
    const matches = ({ patterns, negated }: Element, name: string) => negated
      !== patterns.some(({ text }) => this.actionRecognizers.get(text)!.matches(name));
    for (const name of this.actionNames()) {
      const written = name.toLowerCase();
      if (!matches({ patterns: actions, negated: false }, written) || !matches({ patterns: notActions, negated: true }, written)) continue;
      const key = this.goal.statements.map(({ statement }) => Number(matches(statement.actions, written))).join('');
      if (!real.has(key)) real.set(key, name);
    }
    const named = [...groups].map(([key, { action, statements }]) => ({ action: real.get(key) ?? action, statements, isReal: real.has(key) }));
    return [...named.filter(({ isReal }) => isReal), ...named.filter(({ isReal }) => !isReal)];
  }
}

/** An action, and the statements that may apply to it. */
interface ActionGroup {
  readonly action: string;
  readonly statements: PlacedStatement[];
}

function isUnconditional(placed: PlacedStatement): boolean {
  return placed.statement.conditions.length === 0 && isOnEverything(placed);
}

function isOnEverything({ statement: { resources } }: PlacedStatement): boolean {
  return !resources.negated && resources.patterns.some(({ text }) => text === '*');
}

function valueOfVariable(chosen: RepresentativeValue | undefined, exact: boolean): VariableValue {
  if (!chosen || chosen.value === undefined) return 'absent';
  // Which of several values a variable would stand for is not documented.
  if (typeof chosen.value !== 'string') return exact ? 'absent' : 'any';
  return exact || chosen.isOnly ? { text: chosen.value } : 'any';
}

function chosenValues(chosen: ReadonlyMap<string, RepresentativeValue>): [string, KeyValue][] {
  return [...chosen].map(([key, { value }]) => [key, value]);
}

function combinations(choices: [string, RepresentativeValue[]][]): ReadonlyMap<string, RepresentativeValue>[] {
  return choices.reduce<Map<string, RepresentativeValue>[]>((all, [key, possible]) => (
    all.flatMap((one) => possible.map((value) => new Map([...one, [key, value]])))
  ), [new Map()]);
}

import { Budget } from './budget';
import { and, Goal, or, PlacedStatement } from './problem';
import { Implication } from './resources';
import { RepresentativeValue, valuesOfKey } from '../conditions/key-values';
import { KeyValue, Truth, truthOf } from '../conditions/truth';
import { Condition } from '../policy/statement';
import { ValueOf } from '../text/pattern';

/** A statement that may apply to a resource. */
export interface ApplicableStatement {
  readonly placed: PlacedStatement;
  readonly resource: Truth;
}

export interface SearchOptions {
  readonly goal: Goal;
  readonly statements: ApplicableStatement[];
  readonly questionConditions: Condition[];
  readonly inQuestion: Truth;
  readonly implications: Implication[];
  /** The keys whose values are chosen already, since variables stand for them. */
  readonly chosen: ReadonlyMap<string, RepresentativeValue>;
  readonly valueOf: ValueOf;
  readonly budget: Budget;
  /** Told of each counterexample; false to look for another one. */
  readonly accept: (context: ReadonlyMap<string, KeyValue>, facts: readonly string[]) => boolean;
}

interface Choice {
  readonly value: KeyValue;
  readonly truths: ReadonlyMap<Condition, Truth>;
}

/** Goes through the values of the condition keys, and then through what they leave open, until the goal is reached. */
export class ContextSearch {
  private readonly keys: { readonly key: string; readonly choices: Choice[] }[];
  private readonly context = new Map<string, KeyValue>();
  private readonly truths = new Map<Condition, Truth>();
  private readonly facts = new Map<string, boolean>();

  constructor(private readonly options: SearchOptions) {
    const { questionConditions, statements } = options;
    const conditions = [...questionConditions, ...statements.flatMap(({ placed }) => placed.statement.conditions)];
    const byKey = new Map<string, Condition[]>();
    for (const condition of conditions) byKey.set(condition.key, [...byKey.get(condition.key) ?? [], condition]);
    this.keys = [...byKey].map(([key, ofKey]) => ({ key, choices: this.choicesOf(key, ofKey) }));
  }

  /** Whether a counterexample was accepted. */
  public run(level = 0): boolean {
    this.options.budget.spendEvaluation();
    const reached = this.reached();
    if (reached === false) return false;
    if (level < this.keys.length) {
      const { key, choices } = this.keys[level];
      return choices.some((choice) => {
        this.context.set(key, choice.value);
        for (const [condition, truth] of choice.truths) this.truths.set(condition, truth);
        const found = this.run(level + 1);
        for (const condition of choice.truths.keys()) this.truths.delete(condition);
        return found;
      });
    }
    if (reached === true) return this.options.accept(this.context, [...this.facts.keys()]);
    const fact = this.openFacts()[0];
    return [true, false].some((holds) => {
      if (!this.isConsistent(fact, holds)) return false;
      this.facts.set(fact, holds);
      const found = this.run(level);
      this.facts.delete(fact);
      return found;
    });
  }

  private choicesOf(key: string, conditions: Condition[]): Choice[] {
    const { chosen, valueOf, budget } = this.options;
    const fixed = chosen.get(key);
    const distinct = new Map<string, Choice>();
    for (const { value } of fixed ? [fixed] : valuesOfKey(key, conditions, valueOf, budget)) {
      const truths = new Map(conditions.map((condition) => [condition, truthOf(condition, value, valueOf)]));
      const id = JSON.stringify([...truths.values()]);
      if (!distinct.has(id)) distinct.set(id, { value, truths });
    }
    return [...distinct.values()];
  }

  private reached(): boolean | undefined {
    const { goal, statements, questionConditions, inQuestion } = this.options;
    const isAsked = and([this.known(inQuestion), ...questionConditions.map((condition) => this.holds(condition))]);
    if (isAsked === false) return false;
    return and([isAsked, goal.isReached(statements.map(({ placed, resource }) => (
      { placed, applies: and([this.known(resource), ...placed.statement.conditions.map((condition) => this.holds(condition))]) }
    )))]);
  }

  private holds(condition: Condition): boolean | undefined {
    const truth = this.truths.get(condition);
    return truth === undefined ? undefined : this.known(truth);
  }

  private known(truth: Truth): boolean | undefined {
    if (typeof truth === 'boolean') return truth;
    const any = or(truth.anyOf.map((fact) => this.facts.get(fact)));
    return any === undefined ? undefined : any !== truth.negated;
  }

  private openFacts(): string[] {
    const truths = [this.options.inQuestion, ...this.options.statements.map(({ resource }) => resource), ...this.truths.values()];
    return truths.flatMap((truth) => typeof truth === 'boolean' ? [] : truth.anyOf).filter((fact) => !this.facts.has(fact));
  }

  private isConsistent(fact: string, holds: boolean): boolean {
    return this.options.implications.every(([one, other]) => (
      !(holds && one === fact && this.facts.get(other) === false) && !(!holds && other === fact && this.facts.get(one) === true)
    ));
  }
}

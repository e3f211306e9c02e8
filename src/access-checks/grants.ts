import { ANYTHING, Glob, globOf, overlaps } from '../private/text/glob';
import { decide } from '../proof/decide/decide';
import { Claim } from '../proof/decide/problem';
import { Condition, Element, Layer, Statement, UNKNOWN } from '../proof/policy/statement';
import { Pattern } from '../proof/text/pattern';

/** The answer to whether a principal may do something. */
export interface Granted {
  /** Unknown if it depends on what only the deployment knows, or on what IAM does not document. */
  readonly answer: 'yes' | 'no' | 'unknown';
  /** The statements that allow it, as answers name them. */
  readonly by: string[];
}

/** What is asked about an action. What is left out may be anything. */
export interface Asked {
  /** An ARN of IAM, or a pattern of some. */
  readonly resource?: string;
  /** Resources that are not asked about, by the patterns of policies that name them. */
  readonly without?: (resource: string) => boolean;
  readonly conditions?: Condition[];
}

const EVERYTHING: Element = { patterns: [new Pattern('*', false)], negated: false };

/** Answers questions about single actions. Principals with the same policies are asked once. */
export class Grants {
  private readonly answers = new Map<string, { readonly answer: Granted['answer']; readonly by: number[] }>();
  private readonly covered = new Map<string, { readonly actions: RegExp; readonly known: Map<string, boolean> }>();

  public of(layers: Layer[], action: string, { resource = '*', without, conditions = [] }: Asked = {}): Granted {
    const access = { layers: layers.map((layer) => ({ ...layer, statements: narrowed(this.statementsOn(layer, action), resource, without) })) };
    const statements = access.layers.flatMap((layer) => layer.statements);
    const allowing = access.layers.filter(({ mustAllow }) => mustAllow).map((layer) => layer.statements.filter(({ allows }) => allows));
    if (allowing.some(({ length }) => length === 0)) return { answer: 'no', by: [] };
    const always = allowing.flatMap((allows) => allows.find((each) => each.conditions.length === 0 && each.resources === EVERYTHING) ?? []);
    if (always.length === allowing.length && statements.every(({ allows }) => allows)) return { answer: 'yes', by: labelsOf(always) };
    // The statements are those on the action, so that another action with the same ones has the same answer.
    const key = JSON.stringify([
      resource, conditions.map(({ text }) => text),
      access.layers.map((layer) => layer.statements.map(({ text, resources: { patterns } }) => [text, patterns.map((pattern) => pattern.text)])),
    ]);
    const known = this.answers.get(key);
    if (known) return { answer: known.answer, by: labelsOf(known.by.map((index) => statements[index])) };
    const [actions, resources] = [[new Pattern(action.toLowerCase(), false)], [new Pattern(resource, true)]];
    const question = { actions, notActions: [], resources, notResources: [], conditions };
    const verdict = decide({ claim: Claim.NOTHING, access, question });
    const by = verdict.answer === 'refuted' ? verdict.counterexample.now.allows : [];
    const answer = verdict.answer === 'proved' ? 'no' : verdict.answer === 'refuted' ? 'yes' : 'unknown';
    this.answers.set(key, { answer, by: by.map((statement) => statements.indexOf(statement)) });
    return { answer, by: labelsOf(by) };
  }

  /** The statements that matter for an action. Whether they are about it need not be asked again. */
  public statementsOn({ statements }: Layer, action: string): Statement[] {
    return statements.filter((statement) => !isUnknown(statement) && this.covers(statement, action))
      .map((statement) => ({ ...statement, actions: EVERYTHING }));
  }

  private covers({ text, actions: { patterns, negated } }: Statement, action: string): boolean {
    if (!this.covered.has(text)) {
      this.covered.set(text, { actions: new RegExp(`^(${patterns.map((pattern) => regexOf(pattern.text)).join('|')})$`, 'i'), known: new Map() });
    }
    const { actions, known } = this.covered.get(text)!;
    if (!known.has(action)) known.set(action, negated !== actions.test(action));
    return known.get(action)!;
  }
}

/** Whether nothing is known of the policy of a statement. */
export function isUnknown({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => key.startsWith(UNKNOWN));
}

/** Whether a statement of each layer allows every action on every resource, if its conditions hold and no other statement denies. */
export function isFullAccess(layers: Layer[]): boolean {
  const isEverything = ({ patterns, negated }: Element) => !negated && patterns.some(({ text }) => /^\*+(:\*+)?$/.test(text));
  return layers.every(({ mustAllow, statements }) => !mustAllow || statements.some((statement) => (
    statement.allows && !isUnknown(statement) && isEverything(statement.actions) && isEverything(statement.resources)
  )));
}

/** Statements without the patterns of resources that are not asked about. The fewer patterns meet, the sooner a question is decided. */
function narrowed(statements: Statement[], resource: string, without: Asked['without'] = () => false): Statement[] {
  const asked = resource === '*' ? undefined : globOfArn(resource);
  return statements.flatMap((statement) => {
    const { resources: { patterns, negated } } = statement;
    const left = patterns.filter(({ text }) => !without(text) && (!asked || overlaps(withoutVariables(text), asked)));
    if (left.length === 0) return negated ? [{ ...statement, resources: EVERYTHING }] : [];
    const isEverything = !negated && left.some(({ text }) => text === '*');
    return [{ ...statement, resources: isEverything ? EVERYTHING : { patterns: left, negated } }];
  });
}

/** The ARNs of IAM hold no colon in a segment. */
function globOfArn(arn: string): Glob {
  return globOf(withoutVariables(arn)).map((part) => part === ANYTHING ? { takes: /[^:]/, times: 'many' } : part);
}

/** A variable may have any value. */
function withoutVariables(pattern: string): string {
  return pattern.replace(/\$\{[^}]*\}/g, '*');
}

function labelsOf(statements: Statement[]): string[] {
  return [...new Set(statements.map(({ label }) => label))];
}

function regexOf(pattern: string): string {
  return pattern.replace(/[^\w*?]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
}

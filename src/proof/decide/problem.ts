import { Access, Condition, Statement } from '../policy/statement';
import { Pattern } from '../text/pattern';

/** What is claimed of every request that a question asks about. */
export enum Claim {
  /** None of them is allowed. */
  NOTHING = 'nothing',
  /** All of them are allowed. */
  EVERYTHING = 'everything',
  /** Those that are allowed were allowed before. */
  NO_MORE = 'no more',
}

/** The requests that are asked about. */
export interface Question {
  readonly actions: Pattern[];
  readonly notActions: Pattern[];
  readonly resources: Pattern[];
  readonly notResources: Pattern[];
  readonly conditions: Condition[];
}

export interface Problem {
  readonly claim: Claim;
  readonly access: Access;
  /** Only for `Claim.NO_MORE`. */
  readonly before?: Access;
  readonly question: Question;
}

/** A statement, and the place where it counts. */
export interface PlacedStatement {
  readonly statement: Statement;
  /** Index of the access, and of the layer in it. */
  readonly access: number;
  readonly layer: number;
  /** Whether it helps a counterexample to apply, or not to apply. */
  readonly helps: boolean;
}

/** What is looked for: a request that the claim says does not exist. */
export class Goal {
  public readonly statements: PlacedStatement[];
  private readonly accesses: { readonly access: Access; readonly wanted: boolean }[];

  constructor({ claim, access, before }: Problem) {
    this.accesses = [{ access, wanted: claim !== Claim.EVERYTHING }, ...before ? [{ access: withoutDeniesOf(access, before), wanted: false }] : []];
    this.statements = this.accesses.flatMap((each, index) => each.access.layers.flatMap(({ statements }, layer) => (
      statements.map((statement): PlacedStatement => ({ statement, access: index, layer, helps: statement.allows === each.wanted }))
    )));
  }

  /**
   * Whether what allows now, allowed before by the same statements, and nothing denied it: then no request contradicts the claim. Most
   * statements stay as they are, and most actions meet no other.
   */
  public isCovered(statements: readonly PlacedStatement[]): boolean {
    const [now, before] = [0, 1].map((access) => statements.filter((placed) => placed.access === access));
    if (this.accesses.length < 2 || before.some(({ statement }) => !statement.allows)) return false;
    const textsIn = (placed: PlacedStatement[], layer: number) => placed
      .filter((each) => each.layer === layer && each.statement.allows).map(({ statement }) => statement.text);
    const [{ access: { layers } }, { access: { layers: earlier } }] = this.accesses;
    return earlier.every(({ mustAllow }, index) => !mustAllow || layers.some((layer, own) => (
      layer.mustAllow && textsIn(now, own).every((text) => textsIn(before, index).includes(text))
    )));
  }

  /** Whether the goal is reached, as far as it is known which of some statements apply. Statements that are not given do not apply. */
  public isReached(applying: readonly { readonly placed: PlacedStatement; readonly applies: boolean | undefined }[]): boolean | undefined {
    return and(this.accesses.map(({ access, wanted }, index) => {
      const own = applying.filter(({ placed }) => placed.access === index);
      const isDenied = or(own.filter(({ placed }) => !placed.statement.allows).map(({ applies }) => applies));
      const isAllowed = and(access.layers.map(({ mustAllow }, layer) => !mustAllow
        || or(own.filter(({ placed }) => placed.layer === layer && placed.statement.allows).map(({ applies }) => applies))));
      const allowed = and([isAllowed, not(isDenied)]);
      return wanted ? allowed : not(allowed);
    }));
  }
}

/**
 * A request that is denied now is no counterexample, so that a Deny that is there now need not be evaluated for before: it does not apply
 * where it matters.
 */
function withoutDeniesOf(now: Access, before: Access): Access {
  const denies = new Set(now.layers.flatMap(({ statements }) => statements.filter(({ allows }) => !allows).map(({ text }) => text)));
  return {
    layers: before.layers.map((layer) => ({ ...layer, statements: layer.statements.filter(({ allows, text }) => allows || !denies.has(text)) })),
  };
}

export function and(values: readonly (boolean | undefined)[]): boolean | undefined {
  return values.includes(false) ? false : values.includes(undefined) ? undefined : true;
}

export function or(values: readonly (boolean | undefined)[]): boolean | undefined {
  return values.includes(true) ? true : values.includes(undefined) ? undefined : false;
}

function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

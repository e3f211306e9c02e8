/** A step of a pattern, which a recognizer takes one character or one symbol at a time. */
export type Step =
  /** One of these characters, or the symbol of a variable whose value is not known. */
  | { readonly takes: 'literal'; readonly of: string[] }
  /** One character; a colon only if `colons` is set. */
  | { readonly takes: 'one'; readonly colons: boolean }
  /** Any number of characters; colons only if `colons` is set. */
  | { readonly takes: 'many'; readonly colons: boolean };

/** A part of a pattern as it is written. */
type Part = { readonly character: string } | { readonly wildcard: '*' | '?' } | Variable;

/** A policy variable, such as `${aws:username, 'nobody'}`. */
export interface Variable {
  /** In lowercase letters, since names of condition keys are not case-sensitive. */
  readonly variable: string;
  readonly fallback?: string;
}

/**
 * Which wildcards match colons. IAM documents that a wildcard at the end of a segment of an ARN may match across colons, and leaves the
 * others open. A proof takes the reading that is worse for what it proves.
 */
export enum Colons {
  /** All of them. */
  ANY = 'any',
  /** Those of the last segment of the pattern. */
  LAST_SEGMENT = 'last segment',
  /** Those of the resource part of an ARN, after its fifth colon, as operators for ARNs read them. */
  RESOURCE_PART = 'resource part',
  /** None but those of the pattern `*`. */
  NONE = 'none',
}

/** What a policy variable stands for: text, no value at all, or any text. */
export type VariableValue = { readonly text: string } | 'absent' | 'any';

/** What the variables of a pattern stand for. */
export type ValueOf = (variable: string) => VariableValue;

/** Whether a pattern without a value to a variable is read as one that matches at least, or at most, what the pattern matches. */
export enum Bound {
  /** A variable that may have any value matches nothing. */
  LOWER = 'lower',
  /** A variable that may have any value matches everything. */
  UPPER = 'upper',
  /** A variable that may have any value matches a symbol of its own, which no `?` matches. */
  SYMBOL = 'symbol',
}

/** A pattern of an action, a resource or a condition value. */
export class Pattern {
  /** The keys of the variables, in lowercase letters. */
  public readonly variables: string[];

  private readonly parts: Part[];

  /**
   * @param text as it stands in the policy
   * @param variables false in a policy of the version 2008-10-17, in which a variable is plain text
   */
  constructor(public readonly text: string, private readonly withVariables: boolean) {
    // What a deployment puts in is no variable of the policy language, and so not tied to its version.
    this.parts = (text.match(withVariables ? /\$\{[^}]*\}|[\s\S]/gu : /\$\{deployment [^}]*\}|[\s\S]/gu) ?? []).map(partOf);
    this.variables = [...new Set(this.parts.flatMap((part) => 'variable' in part ? [part.variable] : []))];
  }

  /** What tells this pattern from others. */
  public get id(): string {
    return this.withVariables ? this.text : `2008-10-17 ${this.text}`;
  }

  /** Whether each variable has a value, or a default value. */
  public hasValue(valueOf: ValueOf): boolean {
    return this.parts.every((part) => !('variable' in part) || part.fallback !== undefined || valueOf(part.variable) !== 'absent');
  }

  /**
   * The steps of a recognizer; nothing if the pattern matches no text, since a variable has no value.
   *
   * @param options how wildcards and letters are read
   */
  public steps(valueOf: ValueOf, bound: Bound, options: StepOptions): Step[] | undefined {
    const colons = this.parts.flatMap((part, index) => 'character' in part && part.character === ':' ? [index] : []);
    const crossing = {
      [Colons.ANY]: -1, [Colons.LAST_SEGMENT]: colons.at(-1) ?? -1, [Colons.RESOURCE_PART]: colons[4] ?? Infinity, [Colons.NONE]: this.text === '*' ? -1 : Infinity,
    }[options.colons];
    const steps: Step[] = [];
    for (const [index, part] of this.parts.entries()) {
      if ('wildcard' in part) {
        if (!options.wildcards) steps.push(literal(part.wildcard, options));
        else steps.push({ takes: part.wildcard === '*' ? 'many' : 'one', colons: index > crossing });
      } else if ('character' in part) {
        steps.push(literal(part.character, options));
      } else {
        const value = valueOf(part.variable);
        const text = value === 'absent' ? part.fallback : value === 'any' ? undefined : value.text;
        if (text !== undefined) steps.push(...[...text].map((character) => literal(character, options)));
        else if (value === 'absent' || bound === Bound.LOWER) return undefined;
        else steps.push(bound === Bound.UPPER ? { takes: 'many', colons: !isWithoutColon(part.variable) } : { takes: 'literal', of: [symbolOf(part.variable)] });
      }
    }
    return steps;
  }
}

/** Begins the symbols of variables. */
const SYMBOL = '${';

/** The symbol that stands for the value of a variable. */
export function symbolOf(variable: string): string {
  return `${SYMBOL}${variable}}`;
}

/** Whether a character of a text is the symbol of a variable, and whether its value may hold a colon. */
export function readSymbol(character: string): { readonly colons: boolean } | undefined {
  return character.startsWith(SYMBOL) ? { colons: !isWithoutColon(character.slice(SYMBOL.length, -1)) } : undefined;
}

/** Parts of an ARN, and the names of IAM users, hold no colon. */
function isWithoutColon(variable: string): boolean {
  return /^(deployment (aws::(partition|accountid|region|stackname|urlsuffix)|name of \w+)|aws:username|aws:principalaccount)$/.test(variable);
}

export interface StepOptions {
  readonly colons: Colons;
  /** False where `*` and `?` are plain characters, as in StringEquals. */
  readonly wildcards: boolean;
  readonly ignoreCase: boolean;
}

/** How actions and resources are read: with wildcards, and letters as they are written. */
export const PLAIN = { wildcards: true, ignoreCase: false };

function partOf(text: string): Part {
  if (text === '*' || text === '?') return { wildcard: text };
  if (text.length < 3 || !text.startsWith('${')) return { character: text };
  if (/^\$\{[*?$]\}$/.test(text)) return { character: text[2] };
  const [, name, fallback] = /^\$\{\s*([^,]*?)\s*(?:,\s*'([^']*)'\s*)?\}$/.exec(text) ?? [];
  return { variable: (name ?? text).toLowerCase(), fallback };
}

function literal(character: string, { ignoreCase }: StepOptions): Step {
  return { takes: 'literal', of: ignoreCase ? [...new Set([character.toLowerCase(), character.toUpperCase()])] : [character] };
}

import { isMap, isScalar, isSeq, LineCounter, Node, parseDocument, YAMLMap } from 'yaml';
import { BadInput, inFile } from './bad-input';
import { readText } from './input';
import { parsePolicy } from '../../src/proof/policy/parse-policy';

/** A value of a file in YAML or JSON, with its place in the file. */
export class Located {
  constructor(
    public readonly file: string,
    public readonly line: number,
    private readonly column: number,
    private readonly node: unknown,
    private readonly counter: LineCounter,
  ) {}

  /** An error at this place. */
  public refuse(rule: string): BadInput {
    return new BadInput(`${this.file}:${this.line}:${this.column}: ${rule}`);
  }

  /** @throws BadInput if the value is no map, or has other keys than these */
  public map(what: string, known: readonly string[]): Map<string, Located> {
    const entries = this.entries(what);
    for (const [key, { at }] of entries) {
      if (!known.includes(key)) throw at.refuse(`${what} has no key '${key}'. Use one of ${known.join(', ')}`);
    }
    return new Map([...entries].map(([key, { value }]) => [key, value]));
  }

  /** The values of a map, each with the place of its key. */
  public entries(what: string): Map<string, { readonly at: Located; readonly value: Located }> {
    if (!isMap(this.node)) throw this.refuse(`${what} must be a map`);
    return new Map((this.node as YAMLMap<unknown, unknown>).items.map(({ key, value }) => {
      const at = this.at(key);
      return [at.text('a key'), { at, value: this.at(value, at) }];
    }));
  }

  public list(what: string): Located[] {
    if (!isSeq(this.node)) throw this.refuse(`${what} must be a list`);
    return this.node.items.map((item) => this.at(item));
  }

  /** Whether the value is a list. */
  public get isList(): boolean {
    return isSeq(this.node);
  }

  public text(what: string): string {
    if (!isScalar(this.node) || typeof this.node.value !== 'string' || this.node.value === '') throw this.refuse(`${what} must be text`);
    return this.node.value;
  }

  /** Text, a number or a boolean as it is written, as the values of conditions are. */
  public word(what: string): string {
    if (!isScalar(this.node) || !['string', 'number', 'boolean'].includes(typeof this.node.value)) throw this.refuse(`${what} must be text`);
    return typeof this.node.value === 'string' ? this.node.value : this.node.source ?? String(this.node.value);
  }

  private at(node: unknown, fallback: Located = this): Located {
    const start = (node as Node | null)?.range?.[0];
    if (start === undefined) return new Located(this.file, fallback.line, fallback.column, node, this.counter);
    const { line, col } = this.counter.linePos(start);
    return new Located(this.file, line, col, node, this.counter);
  }
}

/**
 * Reads a file in YAML 1.2, of which JSON is a part.
 *
 * @throws BadInput if it cannot be read, with the position
 */
export function readLocated(file: string): Located {
  const text = readText(file);
  // Its errors fit JSON better than those of YAML.
  if (file.endsWith('.json')) inFile(file, () => parsePolicy('file', text));
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) {
    const { line, col } = counter.linePos(problem.pos[0]);
    throw new BadInput(`${file}:${line}:${col}: ${problem.message}`);
  }
  return new Located(file, 1, 1, document.contents, counter);
}

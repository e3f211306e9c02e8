/**
 * Evaluates the JSON filter patterns of CloudWatch Logs: comparisons by `=` and `!=` with text that may begin or end with `*`, `NOT EXISTS`,
 * `&&` before `||`, and parentheses. What the language has besides, and a comparison by `!=` with what an event lacks, is an error: then a test
 * would decide by a guess.
 *
 * Source: CloudWatch Logs User Guide, "Using filter patterns to match terms in JSON log events".
 */
export function matchesPattern(pattern: string, event: object): boolean {
  const [, body] = /^\{(.*)\}$/s.exec(pattern) ?? [];
  if (body === undefined) throw new Error(`no JSON pattern: ${pattern}`);
  const tokens = tokensOf(body);
  const result = anyOf(tokens, event);
  if (tokens.length > 0) throw new Error(`unexpected ${tokens[0]} in ${pattern}`);
  return result();
}

/** A condition, which is evaluated only if its result is needed. */
type Condition = () => boolean;

const TOKEN = /\s*(?:(&&|\|\||!=|=|\(|\)|NOT EXISTS)|(\$(?:\.\w+)+)|"([^"]*)"|([\w.*-]+))/y;

function tokensOf(body: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (body.slice(TOKEN.lastIndex).trim() !== '') {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(body);
    if (!found) throw new Error(`not a token of a pattern: ${body.slice(at)}`);
    const [, operator, selector, quoted, word] = found;
    tokens.push(operator ?? selector ?? `"${quoted ?? word}`);
  }
  return tokens;
}

function anyOf(tokens: string[], event: object): Condition {
  const conditions = [allOf(tokens, event)];
  while (tokens[0] === '||') {
    tokens.shift();
    conditions.push(allOf(tokens, event));
  }
  return () => conditions.some((condition) => condition());
}

function allOf(tokens: string[], event: object): Condition {
  const conditions = [term(tokens, event)];
  while (tokens[0] === '&&') {
    tokens.shift();
    conditions.push(term(tokens, event));
  }
  return () => conditions.every((condition) => condition());
}

function term(tokens: string[], event: object): Condition {
  const first = tokens.shift();
  if (first === '(') {
    const inner = anyOf(tokens, event);
    if (tokens.shift() !== ')') throw new Error('a parenthesis is not closed');
    return inner;
  }
  if (!first?.startsWith('$.')) throw new Error(`not a selector: ${first}`);
  const value = first.slice(2).split('.').reduce<any>((object, key) => object?.[key], event);
  const operator = tokens.shift();
  if (operator === 'NOT EXISTS') return () => value === undefined;
  const literal = tokens.shift();
  if (!literal?.startsWith('"') || (operator !== '=' && operator !== '!=')) throw new Error(`not a comparison: ${first} ${operator} ${literal}`);
  const text = new RegExp(`^${literal.slice(1).replace(/[.+?^$()[\]{}|\\]/g, '\\$&').replaceAll('*', '.*')}$`, 's');
  return () => {
    if (value !== undefined) return text.test(String(value)) === (operator === '=');
    if (operator === '=') return false;
    throw new Error(`the event has no ${first}, and whether != matches then is undocumented`);
  };
}

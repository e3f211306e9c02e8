const STEP = '  ';

interface Item {
  /** What stands before the value: the name of a member, or nothing. */
  readonly before: string;
  readonly value: unknown;
}

/**
 * The lines of a JSON text, as `JSON.stringify` writes it with two spaces, one at a time. An iterable is an array, whose elements are made
 * only when they are written: a long list is never in memory as a whole.
 */
export function jsonLines(value: unknown): Iterable<string> {
  return lines(value, '', '', '');
}

function* lines(value: unknown, before: string, indent: string, after: string): Iterable<string> {
  if (value instanceof Date || typeof value !== 'object' || value === null) {
    yield `${before}${JSON.stringify(value) ?? 'null'}${after}`;
  } else if (Symbol.iterator in value) {
    yield* block(elements(value as Iterable<unknown>), `${before}[`, indent, `]${after}`);
  } else {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    yield* block(members.map(([name, member]) => ({ before: `${JSON.stringify(name)}: `, value: member })), `${before}{`, indent, `}${after}`);
  }
}

function* elements(values: Iterable<unknown>): Iterable<Item> {
  for (const value of values) yield { before: '', value };
}

/** An item is written when the next one is known, which decides about the comma. */
function* block(items: Iterable<Item>, open: string, indent: string, close: string): Iterable<string> {
  const inner = indent + STEP;
  let last: Item | undefined;
  for (const item of items) {
    if (last) yield* lines(last.value, `${inner}${last.before}`, inner, ',');
    else yield open;
    last = item;
  }
  if (!last) {
    yield open + close;
    return;
  }
  yield* lines(last.value, `${inner}${last.before}`, inner, '');
  yield indent + close;
}

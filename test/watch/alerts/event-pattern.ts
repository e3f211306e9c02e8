type Json = any;

/**
 * Whether EventBridge would match the pattern, for the operators that our rules use; any other is an error, so that no pattern is
 * taken for one that matches nothing. The local endpoint's own evaluation is asked for a second opinion in its tests.
 */
export function matches(pattern: Json, event: Json): boolean {
  return Object.entries<Json>(pattern).every(([name, wanted]) => {
    if (name === '$or') return wanted.some((one: Json) => matches(one, event));
    // A list of objects matches if one of them does.
    if (!Array.isArray(wanted)) return [event?.[name] ?? {}].flat().some((one) => matches(wanted, one));
    const value = event?.[name];
    return wanted.some((one) => matchesValue(one, value));
  });
}

function matchesValue(one: Json, value: Json): boolean {
  if (one === null || typeof one !== 'object') return value === one;
  const [[operator, operand], ...more] = Object.entries<Json>(one);
  if (more.length > 0) throw new Error(`two operators in ${JSON.stringify(one)}`);
  switch (operator) {
    case 'exists': return (value !== undefined) === operand;
    case 'prefix': return typeof value === 'string' && value.startsWith(operand);
    case 'suffix': return typeof value === 'string' && [operand].flat().some((text) => value.endsWith(text));
    case 'wildcard': return typeof value === 'string' && [operand].flat().some((text) => wildcard(text).test(value));
    // A field that is not there is not anything but something.
    case 'anything-but': return value !== undefined && ![operand].flat().some((unwanted) => matchesValue(unwanted, value));
    default: throw new Error(`unknown operator ${operator}`);
  }
}

function wildcard(text: string): RegExp {
  return new RegExp(`^${text.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's');
}

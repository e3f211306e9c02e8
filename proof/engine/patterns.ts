/** The keys of a request in lowercase, as policies name them in any case. */
export type Context = ReadonlyMap<string, string | string[]>;

/** The regular expression of a text in a policy; undefined if it names a variable that the request has no single value for. */
export type Pattern = (context: Context) => RegExp | undefined;

export interface PatternOptions {
  /** Whether `*` and `?` stand for other characters. */
  readonly wildcards: boolean;
  readonly ignoreCase?: boolean;
}

const known = new Map<string, RegExp>();

function regExp(source: string, flags: string): RegExp {
  const key = `${flags}/${source}`;
  if (!known.has(key)) known.set(key, new RegExp(`^${source}$`, flags));
  return known.get(key)!;
}

export const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `*` and `?` of an action, or of a segment of an ARN, which know no variables. */
export function segment(text: string): RegExp {
  if (text.includes('${')) throw new Error(`A policy variable in '${text}', where IAM takes none`);
  return regExp(literal(text).replace(/\\\*/g, '.*').replace(/\\\?/g, '.'), 'i');
}

/**
 * Compiles a text of a policy with its wildcards and policy variables: `${aws:username}`, `${aws:username, 'default'}`, and `${*}`, `${?}`,
 * `${$}` for the characters themselves.
 */
export function pattern(text: string, { wildcards, ignoreCase }: PatternOptions): Pattern {
  const flags = ignoreCase ? 'i' : '';
  const parts = text.match(/\$\{[^}]*\}|[*?]|[^$*?]+|\$/g) ?? [];
  const sources = parts.map((part): string | ((context: Context) => string | undefined) => {
    if (part === '*' && wildcards) return '.*';
    if (part === '?' && wildcards) return '.';
    if (!part.startsWith('${')) return literal(part);
    const [name, fallback] = part.slice(2, -1).split(', ');
    if (['*', '?', '$'].includes(name)) return literal(name);
    const byDefault = fallback === undefined ? undefined : /^'(.*)'$/.exec(fallback)?.[1];
    return (context) => {
      const value = context.get(name.trim().toLowerCase());
      const found = typeof value === 'string' && value !== '' ? value : byDefault;
      return found === undefined ? undefined : literal(found);
    };
  });
  if (sources.every((source): source is string => typeof source === 'string')) {
    const always = regExp(sources.join(''), flags);
    return () => always;
  }
  return (context) => {
    let whole = '';
    for (const source of sources) {
      const resolved = typeof source === 'string' ? source : source(context);
      if (resolved === undefined) return undefined;
      whole += resolved;
    }
    return regExp(whole, flags);
  };
}

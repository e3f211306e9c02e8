/** A part of the content of a policy: operators, and further parts by their names. */
export interface Content { readonly [key: string]: any }

export const CHILDREN = '@@operators_allowed_for_child_policies';
const VALUE_OPERATORS = ['@@assign', '@@append', '@@remove'];

/** Every inheritance operator. Source: AWS Organizations User Guide, "Inheritance operators". */
export const OPERATORS = [...VALUE_OPERATORS, CHILDREN];

/** A value that replaces what a policy above sets. */
export const assign = (value: unknown): Content => ({ '@@assign': value });

export const isOperator = (key: string): boolean => key.startsWith('@@');

/** What a content sets, by its path with dots. What it leaves to policies below is a setting of its own. */
export function settingsOf(content: Content, path: readonly string[] = []): Map<string, Content> {
  const settings = new Map<string, Content>();
  const values = Object.entries(content).filter(([key]) => VALUE_OPERATORS.includes(key));
  if (values.length > 0) settings.set(path.join('.'), Object.fromEntries(values));
  if (CHILDREN in content) settings.set([...path, CHILDREN].join('.'), { [CHILDREN]: content[CHILDREN] });
  for (const [key, inner] of Object.entries(content)) {
    if (!isOperator(key)) settingsOf(inner, [...path, key]).forEach((value, at) => settings.set(at, value));
  }
  return settings;
}

/** One content that sets what each of two sets. */
export function merged(one: Content, other: Content): Content {
  const result: Record<string, any> = { ...one };
  for (const [key, value] of Object.entries(other)) {
    result[key] = isOperator(key) || !(key in one) ? value : merged(one[key], value);
  }
  return result;
}

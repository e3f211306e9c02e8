const JSII = Symbol.for('jsii.rtti');

/** What jsii and the reader of an error know of an export. */
function described(value: unknown): string {
  const { name, [JSII]: mark } = Object(value);
  return JSON.stringify({ type: typeof value, name: typeof value === 'function' ? name : undefined, mark });
}

/** @throws if a bundle does not export what the compiler made: the same names, for classes that are called the same and marked for jsii alike */
export function requireSameExports(compiled: Record<string, unknown>, bundle: Record<string, unknown>): void {
  const names = [...new Set([...Object.keys(compiled), ...Object.keys(bundle)])];
  const different = names.filter((name) => !(name in compiled) || !(name in bundle) || described(compiled[name]) !== described(bundle[name]));
  if (different.length > 0) throw new Error(`lib/index.js does not export what the compiler made: ${different.join(', ')}`);
}

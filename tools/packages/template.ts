import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { isDeepStrictEqual } from 'util';

/** Templates of an app, by the name of their file. */
export type Templates = Record<string, unknown>;

const SHOWN = 10;

/**
 * The apps switch `analyticsReporting` off, whose resource names the language. The paths that the CDK CLI asks for are not there, since
 * nothing but the app itself runs. So nothing needs to be left out of the comparison.
 *
 * @throws if there is none
 */
export function readTemplates(assembly: string): Templates {
  const files = readdirSync(assembly).filter((file) => file.endsWith('.template.json')).sort();
  if (files.length === 0) throw new Error(`The app has left no template in ${assembly}`);
  return Object.fromEntries(files.map((file) => [file, JSON.parse(readFileSync(join(assembly, file), 'utf8'))]));
}

/** Where two values differ, as a path with both of them. The order of the members of an object does not count, that of a list does. */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (isObject(expected) && isObject(actual) && Array.isArray(expected) === Array.isArray(actual)) {
    const names = new Set([...Object.keys(expected), ...Object.keys(actual)]);
    return [...names].flatMap((name) => differences(expected[name], actual[name], `${path}/${name}`));
  }
  return [`${path}: expected ${shown(expected)}, found ${shown(actual)}`];
}

/** @throws if the templates differ, with the first differences */
export function requireSame(expected: Templates, actual: Templates): void {
  const found = differences(expected, actual);
  if (found.length === 0) return;
  const more = found.length > SHOWN ? [`and ${found.length - SHOWN} more`] : [];
  throw new Error(['The app synthesizes something else than it does from the sources:', ...found.slice(0, SHOWN), ...more].join('\n  '));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

import { parseArgs, ParseArgsConfig } from 'node:util';

/** The command line is invalid. */
export class UsageError extends Error {}

/** @throws UsageError if the value of an option is not one of the known names */
export function requireOneOf(option: string, known: object, value: string): void {
  const names = Object.keys(known);
  if (!names.includes(value)) throw new UsageError(`${option} must be one of ${names.join(', ')}; got '${value}'`);
}

type Parsed<T extends ParseArgsConfig['options']> = ReturnType<typeof parseArgs<{ args: string[]; allowPositionals: true; options: T }>>;

/**
 * The options and the other words of a command line.
 *
 * @throws UsageError if an option is unknown, or has a value that it does not take
 */
export function parsed<T extends NonNullable<ParseArgsConfig['options']>>(args: string[], options: T): Parsed<T> {
  try {
    return parseArgs({ args, allowPositionals: true, options });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

import { mkdtempSync, realpathSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { BuiltPackage } from './built-package';
import { checkDotnet } from './dotnet';
import { checkGo } from './go';
import { checkJava } from './java';
import { checkNpm } from './npm';
import { checkPython } from './python';

/**
 * `npm run check-packages [-- <language>...]`: packs the library and uses it like a user who has only the package, in each language
 * that is named, or from npm and Python. The same app is written in each, and must synthesize the same templates.
 */
const CHECKS: Record<string, (built: BuiltPackage) => Promise<void>> = {
  npm: checkNpm, python: checkPython, java: checkJava, go: checkGo, dotnet: checkDotnet,
};
const DEFAULT = ['npm', 'python'];
const AT_A_TIME = 2;

/** How a check went; without an error it passed. */
export interface Outcome {
  readonly name: string;
  readonly seconds: number;
  readonly error?: string;
}

/** @throws if there is no such check */
export function asked(args: string[], known: string[] = Object.keys(CHECKS)): string[] {
  const unknown = args.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no check ${unknown.join(', ')}: choose among ${known.join(', ')}`);
  return args.length > 0 ? known.filter((name) => args.includes(name)) : DEFAULT;
}

/** What failed and why, and a line for each. */
export function report(outcomes: Outcome[]): string {
  const failures = outcomes.flatMap(({ name, error }) => error === undefined ? [] : [`=== ${name}\n${error}\n`]);
  return [...failures, ...outcomes.map(({ name, seconds, error }) => `${name}: ${error === undefined ? 'passed' : 'failed'} (${seconds} s)`)].join('\n');
}

/** Runs a few checks at a time; one that fails leaves the others alone. */
export async function runAll(names: string[], one: (name: string) => Promise<void>): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...names];
  const lane = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) outcomes.push(await timed(name, one));
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
  return names.map((name) => outcomes.find((outcome) => outcome.name === name)!);
}

async function timed(name: string, one: (name: string) => Promise<void>): Promise<Outcome> {
  const started = Date.now();
  const error = await one(name).then(() => undefined, (reason: Error) => reason.message);
  return { name, seconds: Math.round((Date.now() - started) / 1000), error };
}

async function main(): Promise<void> {
  const names = asked(process.argv.slice(2));
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'secure-account-baseline-packages-')));
  process.once('exit', () => rmSync(work, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

  const outcomes: Outcome[] = [];
  let built: BuiltPackage | undefined;
  outcomes.push(await timed('package', async () => {
    built = await BuiltPackage.make(work);
  }));
  outcomes.push(...await runAll(names, async (name) => {
    if (!built) throw new Error('There is no package to check');
    await CHECKS[name](built);
  }));
  console.log(report(outcomes));
  process.exitCode = outcomes.some(({ error }) => error !== undefined) ? 1 : 0;
}

if (require.main === module) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}

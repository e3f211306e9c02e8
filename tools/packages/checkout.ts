import { cpSync, existsSync, readdirSync, readFileSync, statSync } from 'fs';
import { join, sep } from 'path';
import { run } from './command';

export const ROOT = join(__dirname, '..', '..');

/** What the compiler writes. */
const COMPILED = ['lib', '.jsii', '.jsii.gz'];

/** What the compiler reads, beside `src`: README and package.json are part of what it writes. */
const INPUTS = ['package.json', 'README.md', 'tsconfig.json'];

const HANDLERS = join('src', 'handlers') + sep;

/**
 * Copies what git knows or would add, so that nothing is written into the checkout, and nothing is packed that a fresh clone has not.
 *
 * @param others files and folders to copy although git ignores them
 */
export async function copyCheckout(from: string, to: string, others: string[]): Promise<void> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: from });
  // A link of that name is no folder, which is all that git ignores.
  const files = listed.split('\0').filter((name) => name !== '' && name !== 'node_modules');
  for (const file of [...files, ...others]) {
    // Deleted, but not committed; or a file that another process had for a moment.
    if (existsSync(join(from, file))) cpSync(join(from, file), join(to, file), { recursive: true });
  }
}

/** What there is to copy of a compilation that is as new as its sources, and has not been changed after it. */
export function compilation(root: string): string[] {
  if (!COMPILED.every((name) => existsSync(join(root, name)))) return [];
  const names = (folder: string, ends: RegExp) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => ends.test(file)).map((file) => file.replace(ends, '')).sort();
  const sources = names('src', /\.ts$/).filter((file) => !join('src', file).startsWith(HANDLERS));
  const complete = [/(?<!\.d)\.js$/, /\.d\.ts$/].every((ends) => names('lib', ends).join() === sources.join());
  const time = (file: string) => statSync(join(root, file)).mtimeMs;
  const newest = Math.max(...[...INPUTS, ...sources.map((file) => join('src', `${file}.ts`))].map(time));
  return complete && newest < time('.jsii.gz') ? COMPILED : [];
}

/** What the handlers are bundled from, beside `src`. */
const BUNDLERS = ['package-lock.json', join('tools', 'bundle-handlers.ts'), join('tools', 'library', 'compressed.ts')];

/** The folder with the bundled handlers, if it is newer than what they are made of. */
export function bundledHandlers(root: string): string[] {
  const bundles = join(root, 'bundled-handlers', 'handlers.json.br');
  if (!existsSync(bundles)) return [];
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const newest = Math.max(...[...BUNDLERS, ...sources.map((file) => join('src', file))].map((file) => statSync(join(root, file)).mtimeMs));
  return newest < statSync(bundles).mtimeMs ? ['bundled-handlers'] : [];
}

/** The tasks of projen, as it writes them. */
export type Tasks = Record<string, { readonly steps?: Step[] }>;

/** A step of a task; other kinds have neither of the two. */
export interface Step {
  readonly exec?: string;
  readonly spawn?: string;
  readonly execArgs?: string[];
}

/**
 * The commands of a task of projen, in their order.
 *
 * @param without tasks that are left out where one spawns them
 * @throws if there is no such task, or a step is of another kind
 */
export function commandsOf(tasks: Tasks, name: string, without: string[] = []): string[] {
  if (!tasks[name]) throw new Error(`projen has no task ${name}`);
  return (tasks[name].steps ?? []).flatMap(({ exec, spawn }) => {
    if (spawn) return without.includes(spawn) ? [] : commandsOf(tasks, spawn, without);
    if (!exec) throw new Error(`The task ${name} of projen has a step that is neither exec nor spawn`);
    return [exec];
  });
}

export function readTasks(root: string): Tasks {
  return JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8')).tasks;
}

/** The folder of the programs that the project's packages bring, in front of all others. */
export function pathWithBinaries(root: string): Record<string, string> {
  return { PATH: `${join(root, 'node_modules', '.bin')}:${process.env.PATH}` };
}

import { execFileSync } from 'child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'fs';
import { delimiter, join } from 'path';

const ROOT = join(__dirname, '..');
const SOURCES = ['src', 'tools', 'data', 'bundled-handlers', 'rosetta', 'package.json', 'README.md', 'LICENSE', 'THIRD-PARTY-NOTICES', 'tsconfig.json', '.npmignore'];
/** What a release does to make the npm package. API.md is no part of it. */
const TASKS = ['compile', 'post-compile', 'package:js'];
const LEFT_OUT = ['docgen'];
/** jsii-pacmak leaves its translated examples in the checkout, where a release packs after it. */
const TABLET = '.jsii.tabl.json';

interface Step {
  readonly spawn?: string;
  readonly exec?: string;
  readonly execArgs?: string[];
}

/** The commands of a release that make the npm package, from the tasks of the project. */
export function releaseCommands(tasks: Record<string, { steps: Step[] }> = readTasks()): string[] {
  const commandsOf = (task: string): string[] => tasks[task].steps.flatMap(({ spawn, exec, execArgs }) => (
    spawn ? LEFT_OUT.includes(spawn) ? [] : commandsOf(spawn) : [exec ?? execArgs!.join(' ')]
  ));
  return TASKS.flatMap(commandsOf);
}

function readTasks(): Record<string, { steps: Step[] }> {
  return JSON.parse(readFileSync(join(ROOT, '.projen', 'tasks.json'), 'utf8')).tasks;
}

/**
 * Makes the npm package of the checkout as a release does, in a folder of its own.
 *
 * @returns the file
 */
export function release(build: string): string {
  mkdirSync(build);
  for (const source of SOURCES) cpSync(join(ROOT, source), join(build, source), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(build, 'node_modules'));
  writeFileSync(join(build, TABLET), '{}');
  const env = { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}` };
  for (const command of releaseCommands()) execFileSync('sh', ['-c', command], { cwd: build, env, stdio: ['ignore', 'ignore', 'pipe'], maxBuffer: 1e8 });
  const made = join(build, 'dist', 'js');
  return join(made, readdirSync(made).find((name) => name.endsWith('.tgz'))!);
}

/** A package of npm in bytes, and the files in it. */
export interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: Readonly<Record<string, number>>;
}

/**
 * Unpacks a package.
 *
 * @throws if it has what no user reads
 */
export function unpack(tarball: string, folder: string): Packed {
  mkdirSync(folder, { recursive: true });
  execFileSync('tar', ['xzf', tarball, '-C', folder, '--strip-components=1']);
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => statSync(join(folder, path)).isFile()).sort();
  if (paths.includes(TABLET)) throw new Error(`The package has ${TABLET}`);
  const files = Object.fromEntries(paths.map((path) => [path, statSync(join(folder, path)).size]));
  return { size: statSync(tarball).size, unpackedSize: Object.values(files).reduce((sum, bytes) => sum + bytes, 0), files };
}

/** What the package is made of. The first pattern that a path matches decides. */
const PARTS: [name: string, path: RegExp][] = [
  ['code', /^lib\/.*\.js$/],
  ['declarations', /^lib\/.*\.d\.ts$/],
  ['jsii assembly', /^\.jsii/],
  ['table of actions', /^data\/action-table/],
  ['tables of policies', /^data\//],
  ['Lambda functions', /^bundled-handlers\//],
  ['texts and package.json', /^(README\.md|LICENSE|THIRD-PARTY-NOTICES|package\.json)$/],
];

/**
 * The bytes of each part of the package.
 *
 * @throws if a file belongs to none
 */
export function partsOf(files: Packed['files']): [name: string, bytes: number][] {
  const parts = new Map(PARTS.map(([name]) => [name, 0]));
  for (const [path, bytes] of Object.entries(files)) {
    const part = PARTS.find(([, pattern]) => pattern.test(path));
    if (!part) throw new Error(`The package has ${path}, which is expected in none of its parts`);
    parts.set(part[0], parts.get(part[0])! + bytes);
  }
  return [...parts];
}

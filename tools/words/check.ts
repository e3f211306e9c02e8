import { spawnSync } from 'child_process';
import { readdirSync, readFileSync, statSync } from 'fs';
import { join } from 'path';

/**
 * `tsx tools/words/check.ts [folder or file...]`: fails on a term or a sentence form that tools/words/terms.json replaces, and on a word that
 * cspell does not know. It checks comments, texts and names of source files.
 *
 * By default it checks every folder of source files, and the pages.
 */
const ROOT = join(__dirname, '..', '..');
const ROOMS = [
  'README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs', 'src', 'cli', 'proof', 'tools', 'local-endpoint', 'examples', 'benchmark', 'integ', 'test',
];
const SOURCES = /\.(ts|cjs|py|md)$/;
const SKIPPED = ['node_modules', '__snapshots__', 'cdk.out', 'dist', '__pycache__', 'terms.json'];

interface Term {
  /** A regular expression. Case is ignored, and it matches whole words unless it says otherwise. */
  readonly not: string;
  /** The replacement. */
  readonly but: string;
  /** Text in which the term is the name of an API or a product. */
  readonly except?: string[];
  /** Folders in which the term is not checked. */
  readonly notIn?: string[];
}

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly word: string;
  readonly but: string;
}

const TERMS = JSON.parse(readFileSync(join(__dirname, 'terms.json'), 'utf8')) as Term[];

function filesOf(path: string): string[] {
  if (statSync(join(ROOT, path)).isFile()) return SOURCES.test(path) ? [path] : [];
  return readdirSync(join(ROOT, path)).filter((name) => !SKIPPED.includes(name)).flatMap((name) => filesOf(join(path, name)));
}

function findingsIn(file: string): Finding[] {
  const lines = readFileSync(join(ROOT, file), 'utf8').split('\n');
  const terms = TERMS.filter(({ notIn }) => !notIn?.some((folder) => file.startsWith(`${folder}/`)));
  return lines.flatMap((line, index) => terms.flatMap(({ not, but, except }) => {
    const text = (except ?? []).reduce((rest, api) => rest.split(api).join(''), line);
    return [...text.matchAll(new RegExp(`\\b(?:${not})\\b`, 'gi'))].map(([word]) => ({ file, line: index + 1, word, but }));
  }));
}

/** Runs cspell, and returns whether it knows every word. */
function isSpelled(paths: string[]): boolean {
  const { status, stdout, stderr } = spawnSync(join(ROOT, 'node_modules', '.bin', 'cspell'), [
    'lint', '--config', 'tools/words/cspell.json', '--no-progress', '--no-summary', '--unique', '--show-suggestions', '--dot', ...paths.map((path) => statSync(join(ROOT, path)).isFile() ? path : `${path}/**`),
  ], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) console.error(`${stdout}${stderr}A word that is spelled correctly belongs into tools/words/spelling.txt.`);
  return status === 0;
}

const named = process.argv.slice(2);
const rooms = named.length > 0 ? named : ROOMS;
const findings = rooms.flatMap(filesOf).flatMap(findingsIn);
for (const { file, line, word, but } of findings) console.error(`${file}:${line}: not '${word}' but ${but}`);
if (findings.length > 0) console.error(`${findings.length} terms to replace. The terms are in tools/words/terms.json.`);
const spelled = isSpelled(rooms);
process.exit(findings.length > 0 || !spelled ? 1 : 0);

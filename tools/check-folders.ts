import { readdirSync, readFileSync } from 'fs';
import { join, relative } from 'path';

/**
 * Fails if a folder holds more files than a reader takes in at a glance, or a file more lines than one concept needs. Files that come
 * close to the limit are listed. Cases and recorded data are lists, and are left out.
 */
const ROOT = join(__dirname, '..');
const ROOMS = ['src', 'cli', 'proof', 'tools', 'benchmark'];
const LISTS = ['proof/cases', 'proof/data'];

const MOST_FILES = 20;
const MOST_LINES = 250;
const CLOSE = 200;

interface Folder {
  readonly path: string;
  readonly files: string[];
}

function foldersOf(path: string): Folder[] {
  if (LISTS.includes(path)) return [];
  const entries = readdirSync(join(ROOT, path), { withFileTypes: true }).filter(({ name }) => !['node_modules', 'dist', 'cdk.out'].includes(name));
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts')).map(({ name }) => join(path, name));
  return [{ path, files }, ...entries.filter((entry) => entry.isDirectory()).flatMap(({ name }) => foldersOf(join(path, name)))];
}

const linesOf = (file: string) => readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;

const folders = ROOMS.flatMap(foldersOf);
const crowded = folders.filter(({ files }) => files.length > MOST_FILES).map(({ path, files }) => `${path} has ${files.length} files`);
const long = folders.flatMap(({ files }) => files).map((file) => ({ file: relative('.', file), lines: linesOf(file) }))
  .filter(({ lines }) => lines > CLOSE).sort((one, other) => other.lines - one.lines);
const tooLong = long.filter(({ lines }) => lines > MOST_LINES);

for (const { file, lines } of long) console.log(`${lines > MOST_LINES ? 'Too long' : 'Long'}: ${file} has ${lines} lines`);
for (const text of crowded) console.error(`Too many: ${text}; at most ${MOST_FILES}. Give a concept of them a folder of its own.`);
if (tooLong.length > 0) console.error(`A file has at most ${MOST_LINES} lines. Move one of its concepts to a file of its own.`);
process.exit(crowded.length + tooLong.length > 0 ? 1 : 0);

/** The files of the index by the part of the package that holds them, which is loaded when something of it is first asked for. */
export type Rooms = ReadonlyMap<string, readonly string[]>;

/** What the stack of most apps needs: every other room may use it. */
export const FIRST_ROOM = 'baseline';

/**
 * The files that an index exports, in its order.
 *
 * @throws if it holds anything else
 */
export function filesOfIndex(source: string): string[] {
  const files = [...source.matchAll(/^export \* from '(\.\/[\w/-]+)';$/gm)].map(([, file]) => file);
  if (files.length === 0 || files.length !== source.split('\n').filter((line) => line !== '').length) {
    throw new Error('src/index.ts: each of its lines is expected to be an `export * from`');
  }
  return files;
}

/**
 * A room for each folder, without what the first room holds already.
 *
 * @param files those of the index that export something when the program runs
 * @param first the files that the stack of most apps needs
 */
export function roomsOf(files: readonly string[], first: ReadonlySet<string>): Rooms {
  const rooms = new Map<string, string[]>([[FIRST_ROOM, []]]);
  for (const file of files) {
    const room = first.has(file) ? FIRST_ROOM : file.split('/')[1];
    rooms.set(room, [...rooms.get(room) ?? [], file]);
  }
  return rooms;
}

/** A module that exports what the files of a room do. It uses all of the first room, so that what both need is there and nowhere else. */
export function roomEntry(name: string, files: readonly string[]): string {
  return [...name === FIRST_ROOM ? [] : [`import 'room:${FIRST_ROOM}';`], ...files.map((file) => `export * from '${file}';`)].join('\n');
}

/**
 * An index whose exports load their room when they are first asked for.
 *
 * @param exported what each file exports when the program runs
 * @throws if two files export the same name
 */
export function lazyIndex(rooms: Rooms, exported: ReadonlyMap<string, readonly string[]>): string {
  const known = new Set<string>();
  const lines = [...rooms].map(([room, files]) => {
    const names = files.flatMap((file) => exported.get(file) ?? []);
    for (const name of names) {
      if (known.has(name)) throw new Error(`src/index.ts: ${name} is exported twice`);
      known.add(name);
    }
    return `lazily(() => require('./${room}.js'), '${names.join(' ')}');\n`;
  });
  const lazily = '(room, names) => names.split(" ").forEach((name) => Object.defineProperty(exports, name, { enumerable: true, get: () => room()[name] }))';
  return `const lazily = ${lazily};\n${lines.join('')}`;
}

/** Tells Node which names an ES module can import, since it reads the text of a module and does not run it. The line itself never runs. */
export function namesForEsModules(exported: ReadonlyMap<string, readonly string[]>): string {
  return `0&&(module.exports={${[...exported.values()].flat().join(',')}});`;
}

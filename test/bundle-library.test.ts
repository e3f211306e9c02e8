import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { gunzipSync, gzipSync } from 'zlib';
import { buildSync } from 'esbuild';
import { smallAssembly } from '../tools/library/assembly';
import { filesOfIndex, lazyIndex } from '../tools/library/bundle';
import { publicDeclarations, shortened } from '../tools/library/declarations';
import { withNamedClasses, withPlainImports } from '../tools/library/named-classes';
import { bundledPackages, requireNotices } from '../tools/library/notices';
import { requireSameExports } from '../tools/library/same-exports';

describe('the index of the package', () => {
  const source = "export * from './access/group';\nexport * from './role';\n";
  const names = new Map([['./access/group', ['Group', 'Kind']], ['./role', ['Role']]]);

  test('exports the same names, and loads a file when something of it is first asked for', () => {
    const loaded: string[] = [];
    const exports: any = {};
    const load = (file: string) => {
      loaded.push(file);
      return Object.fromEntries(names.get(file)!.map((name) => [name, `the ${name}`]));
    };
    expect(filesOfIndex(source)).toEqual([...names.keys()]);
    new Function('exports', 'require', lazyIndex(names))(exports, load);
    expect(Object.keys(exports)).toEqual(['Group', 'Kind', 'Role']);
    expect(loaded).toEqual([]);
    expect(exports.Role).toBe('the Role');
    expect(loaded).toEqual(['./role']);
  });

  test('is refused if its form differs', () => {
    expect(() => filesOfIndex(`${source}export const more = 1;\n`)).toThrow('export * from');
    expect(() => filesOfIndex('')).toThrow('export * from');
    expect(() => lazyIndex(new Map([['./a', ['Same']], ['./b', ['Same']]]))).toThrow('Same is exported twice');
  });
});

describe('a module of the bundle', () => {
  test('names its classes, and marks the public ones for jsii', () => {
    const source = 'export class Group extends Resource implements IGroup {\n}\nfunction make() {\n  class Import {}\n}\n';
    expect(withNamedClasses('group.ts', source, (name) => name === 'Group')).toBe(
      "export class Group extends Resource implements IGroup { static { __publicClass(this, 'Group'); }\n}\n"
      + "function make() {\n  class Import { static { __ownClass(this, 'Import'); }}\n}\n",
    );
  });

  test('takes a whole peer as it is, and the imports of names as they are', () => {
    expect(withPlainImports("import * as iam from 'aws-cdk-lib/aws-iam';\nimport { Stack } from 'aws-cdk-lib';\nimport * as own from './own';\n"))
      .toBe("import iam = require('aws-cdk-lib/aws-iam');\nimport { Stack } from 'aws-cdk-lib';\nimport * as own from './own';\n");
  });

  test('exports what the compiler made of it', () => {
    const mark = (fqn: string) => ({ [Symbol.for('jsii.rtti')]: { fqn } });
    const made = (name: string, fqn: string) => Object.assign(Object.defineProperty(class {}, 'name', { value: name }), mark(fqn));
    const compiled = { Group: made('Group', 'lib.Group'), Kind: { ONE: 'one' } };
    expect(() => requireSameExports(compiled, { Group: made('Group', 'lib.Group'), Kind: { ONE: 'one' } })).not.toThrow();
    for (const [name, bundle] of Object.entries({
      Kind: { Group: compiled.Group },
      More: { ...compiled, More: 1 },
      Group: { ...compiled, Group: made('a', 'lib.Group') },
    })) expect(() => requireSameExports(compiled, bundle)).toThrow(`what the compiler made: ${name}`);
    expect(() => requireSameExports(compiled, { ...compiled, Group: made('Group', 'other.Group') })).toThrow('Group');
  });
});

describe('a declaration', () => {
  const declaration = [
    "import { Construct } from 'constructs';",
    "import { Tree } from '../private/tree';",
    '/** A group. */',
    'export declare class Group extends Construct {',
    '    /** How the group is found. */',
    '    private readonly key;',
    '    /** The name of the group. */',
    '    readonly groupName: string;',
    '    /**',
    '     * Reads the tree.',
    '     *',
    '     * @internal',
    '     */',
    '    _read(tree: Tree): void;',
    '    /**',
    '     * Adds people.',
    '     *',
    '     * @example',
    '     * if (many) {',
    '     *     group.add(people);',
    '     * }',
    '     */',
    '    add(people: string[]): void;',
    '}',
    '',
  ].join('\n');

  test('keeps the comments of public members, and has nothing internal', () => {
    expect(shortened(declaration)).toBe([
      "import { Construct } from 'constructs';",
      '/** A group. */',
      'export declare class Group extends Construct {',
      ' private readonly key;',
      ' /** The name of the group. */',
      ' readonly groupName: string;',
      ' /**',
      '  * Adds people.',
      '  *',
      '  * @example',
      '  * if (many) {',
      '  *     group.add(people);',
      '  * }',
      '  */',
      ' add(people: string[]): void;',
      '}',
      '',
    ].join('\n'));
  });
});

test('the jsii assembly loses the lines of the sources, and nothing else', () => {
  const assembly = { name: 'lib', types: { 'lib.Group': { name: 'Group', locationInModule: { filename: 'src/group.ts', line: 1 }, methods: [{ name: 'add', locationInModule: {} }] } } };
  const small = gunzipSync(smallAssembly(gzipSync(JSON.stringify(assembly, undefined, 2)))).toString('utf8');
  expect(JSON.parse(small)).toEqual({ name: 'lib', types: { 'lib.Group': { name: 'Group', methods: [{ name: 'add' }] } } });
});

test('the public declarations are those that the index leads to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  mkdirSync(join(folder, 'access'));
  mkdirSync(join(folder, 'roles'));
  write('index.d.ts', "export * from './access/group';\n");
  write('access/group.d.ts', "import { Construct } from 'constructs';\nimport { Role } from '../roles/role';\n");
  write('roles/role.d.ts', 'export declare const other: import("./other").Other;\n');
  write('roles/other.d.ts', "import { Group } from '../access/group';\n");
  write('roles/private.d.ts', 'export {};\n');
  expect([...publicDeclarations(folder)].sort()).toEqual(['access/group.d.ts', 'index.d.ts', 'roles/other.d.ts', 'roles/role.d.ts']);
});

describe('what others wrote', () => {
  test('is found in the bundle by its package, wherever that lies', () => {
    expect(bundledPackages(['lib/roles/role.js', 'node_modules/saxes/saxes.js', '../main/node_modules/a/node_modules/@b/c/index.js', 'node_modules/saxes/more.js']))
      .toEqual(['@b/c', 'saxes']);
  });

  test('has its notice, and nothing else has one', () => {
    const notices = '# Notices\n\n## a\n\nThe MIT License\n\n## @b/c\n';
    expect(() => requireNotices(['@b/c', 'a'], notices)).not.toThrow();
    expect(() => requireNotices(['@b/c', 'a', 'd'], notices)).toThrow('THIRD-PARTY-NOTICES is for @b/c, a, and the bundle holds @b/c, a, d of others');
    expect(() => requireNotices(['a'], notices)).toThrow('the bundle holds a of others');
    expect(() => requireNotices([], '')).not.toThrow();
  });

  test('has its notice in this version', () => {
    const root = join(__dirname, '..');
    const { metafile } = buildSync({
      entryPoints: [join(root, 'src', 'index.ts')], bundle: true, write: false, metafile: true, platform: 'node', external: ['aws-cdk-lib', 'constructs'],
    });
    const packages = bundledPackages(Object.keys(metafile.inputs));
    expect(packages).toEqual(['saxes', 'xmlchars']);
    requireNotices(packages, readFileSync(join(root, 'THIRD-PARTY-NOTICES'), 'utf8'));
  });
});

import { execFileSync } from 'child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { dirname, join } from 'path';
import { gunzipSync, gzipSync } from 'zlib';
import { buildSync } from 'esbuild';
import { smallAssembly } from '../tools/library/assembly';
import { Bundle, bundled } from '../tools/library/bundle';
import { publicDeclarations, shortened } from '../tools/library/declarations';
import { withSharedImports } from '../tools/library/imports';
import { withNamedClasses } from '../tools/library/named-classes';
import { bundledPackages, requireNotices } from '../tools/library/notices';
import { filesOfIndex, lazyIndex, roomsOf } from '../tools/library/rooms';
import { requireSameExports } from '../tools/library/same-exports';

describe('the index of the package', () => {
  const source = "export * from './access/group';\nexport * from './role';\n";
  const exported = new Map([['./access/group', ['Group', 'Kind']], ['./role', ['Role']]]);
  const rooms = new Map([['access', ['./access/group']], ['role', ['./role']]]);

  test('exports the same names, and loads a room when something of it is first asked for', () => {
    const loaded: string[] = [];
    const exports: any = {};
    const load = (file: string) => {
      loaded.push(file);
      return file === './role.js' ? { Role: 'the Role' } : {};
    };
    expect(filesOfIndex(source)).toEqual([...exported.keys()]);
    new Function('exports', 'require', lazyIndex(rooms, exported))(exports, load);
    expect(Object.keys(exports)).toEqual(['Group', 'Kind', 'Role']);
    expect(loaded).toEqual([]);
    expect(exports.Role).toBe('the Role');
    expect(loaded).toEqual(['./role.js']);
  });

  test('is refused if its form differs', () => {
    expect(() => filesOfIndex(`${source}export const more = 1;\n`)).toThrow('export * from');
    expect(() => filesOfIndex('')).toThrow('export * from');
    expect(() => lazyIndex(new Map([['all', ['./a', './b']]]), new Map([['./a', ['Same']], ['./b', ['Same']]]))).toThrow('Same is exported twice');
  });

  test('has a room for each folder, and one for what most apps need', () => {
    const files = ['./baseline/stack', './roles/role', './roles/saml/role', './watch/report', './account/alias'];
    const found = roomsOf(files, new Set(['./baseline/stack', './account/alias', './private/arn']));
    expect([...found]).toEqual([
      ['baseline', ['./baseline/stack', './account/alias']],
      ['roles', ['./roles/role', './roles/saml/role']],
      ['watch', ['./watch/report']],
    ]);
  });
});

describe('the bundle', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  const STACK = 'export class Stack extends Base { region = arn.nameOf(iam.Role); }';
  const sources: Record<string, string> = {
    'baseline/secure-account-baseline-stack.ts': `import { Base } from 'aws-cdk-lib';\nimport * as iam from 'aws-cdk-lib/aws-iam';\nimport * as arn from '../private/arn';\n${STACK}`,
    'private/arn.ts': "import { Token } from 'aws-cdk-lib';\nimport * as iam from 'aws-cdk-lib/aws-iam';\nexport const nameOf = (type: any) => `${type}-${iam.Role}-${Token}`;\n",
    'roles/role.ts': "import { Base } from 'aws-cdk-lib';\nimport { nameOf } from '../private/arn';\nexport class Role extends Base { region = nameOf('role'); }\n",
  };
  const exported = new Map([['./baseline/secure-account-baseline-stack', ['Stack']], ['./roles/role', ['Role']]]);
  let made: Bundle;
  // Without what a test run preloads.
  const env = { ...process.env, NODE_OPTIONS: '' };
  const node = (code: string, type = 'commonjs') => execFileSync(process.execPath, [`--input-type=${type}`, '-e', code], { cwd: folder, encoding: 'utf8', env }).trim();

  beforeAll(async () => {
    for (const [file, text] of Object.entries(sources)) write(join('src', file), text);
    write('node_modules/aws-cdk-lib/package.json', JSON.stringify({ exports: { '.': './index.js', './aws-iam': './aws-iam.js' } }));
    write('node_modules/aws-cdk-lib/index.js', "exports.Base = class {}; Object.defineProperty(exports, 'Token', { enumerable: true, get: () => 'token' });");
    write('node_modules/aws-cdk-lib/aws-iam.js', "exports.Role = 'iam'; Object.defineProperty(exports, 'Huge', { enumerable: true, get: () => { throw new Error('is loaded'); } });");
    made = await bundled(join(folder, 'src'), exported, { name: 'lib', version: '1.2.3' });
    for (const [file, text] of made.files) write(join('node_modules', 'lib', file), text);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test('loads one room without the others, and nothing of aws-cdk-lib before it is used', () => {
    expect([...made.files.keys()].map((file) => file.replace(/-\w+/, ''))).toEqual(['index.js', 'baseline.js', 'roles.js', 'shared.js']);
    const loaded = "Object.keys(require.cache).map((file) => require('path').basename(file).replace(/-[A-Z0-9]+/, '')).join(' ')";
    expect(node(`require('lib'); console.log(${loaded})`)).toBe('index.js');
    expect(node(`console.log(new (require('lib').Stack)().region, ${loaded})`)).toBe('iam-iam-token index.js baseline.js shared.js index.js aws-iam.js');
    expect(node(`console.log(new (require('lib').Role)().region, ${loaded})`)).toBe('role-iam-token index.js roles.js index.js shared.js aws-iam.js');
  });

  test('asks for each peer once in a file, however many of its modules use it', () => {
    for (const text of made.files.values()) {
      const asked = [...text.matchAll(/require\("(aws-cdk-lib[^"]*)"\)/g)].map(([, peer]) => peer);
      expect(new Set(asked).size).toBe(asked.length);
    }
  });

  test('keeps the names of classes, which jsii knows', () => {
    const marks = "['Stack', 'Role'].map((name) => [require('lib')[name].name, require('lib')[name][Symbol.for('jsii.rtti')]])";
    expect(JSON.parse(node(`console.log(JSON.stringify(${marks}))`)))
      .toEqual([['Stack', { fqn: 'lib.Stack', version: '1.2.3' }], ['Role', { fqn: 'lib.Role', version: '1.2.3' }]]);
  });

  test('has names that an ES module can import', () => {
    expect(node("import { Role } from 'lib'; console.log(Role.name)", 'module')).toBe('Role');
  });
});

describe('a module of the bundle', () => {
  test('names its classes, and marks the public ones for jsii', () => {
    const source = 'export class Group extends Resource implements IGroup {\n}\nfunction make() {\n  class Import {}\n}\n';
    expect(withNamedClasses('group.ts', source, (name) => name === 'Group')).toBe(
      "export class Group extends Resource implements IGroup { static { __publicClass(this, 'Group'); }\n}\n"
      + "function make() {\n  class Import { static { __ownClass(this, 'Import'); }}\n}\n"
      + `import { __ownClass, __publicClass } from ${JSON.stringify(join(__dirname, '..', 'tools', 'library', 'prelude'))};\n`,
    );
    expect(withNamedClasses('arn.ts', 'export const arn = 1;\n', () => true)).toBe('export const arn = 1;\n');
  });

  test('shares what it imports of a peer with the others of its file', () => {
    expect(withSharedImports([
      'import { Stack as a } from "aws-cdk-lib";\n',
      'import * as b from "aws-cdk-lib/aws-iam";\nimport { join as c } from "path";\n',
      'import {\n  Fn as d,\n  Token as e\n} from "aws-cdk-lib";\nimport * as f from "aws-cdk-lib/aws-iam";\nd(e);\n',
    ].join(''))).toBe([
      'import { Stack as a, Fn as d,\n  Token as e } from "aws-cdk-lib";\n',
      'const b = require("aws-cdk-lib/aws-iam"), f = b;\n',
      'import { join as c } from "path";\nd(e);\n',
    ].join(''));
    expect(() => withSharedImports('import cdk from "aws-cdk-lib";\n')).toThrow('import cdk from "aws-cdk-lib"');
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

test('the stack of most apps needs few modules of aws-cdk-lib, each of which takes milliseconds to load', () => {
  const { metafile } = buildSync({
    entryPoints: [join(__dirname, '..', 'src', 'baseline', 'secure-account-baseline-stack.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    external: ['aws-cdk-lib', 'constructs'],
  });
  const imported = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  expect([...new Set(imported.filter((path) => path.startsWith('aws-cdk-lib')))].sort()).toEqual([
    'aws-cdk-lib', 'aws-cdk-lib/aws-iam', 'aws-cdk-lib/aws-lambda', 'aws-cdk-lib/aws-logs', 'aws-cdk-lib/region-info',
  ]);
});

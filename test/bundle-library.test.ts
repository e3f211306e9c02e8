import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';
import { bundledPackages, lazyIndex, publicDeclarations, requireNotices, withoutImportHelper } from '../tools/bundle-library';

describe('the index of the package', () => {
  const line = (file: string) => `__exportStar(require("${file}"), exports);`;
  const compiled = ['"use strict";', line('./access/group'), line('./role'), ''].join('\n');
  const names: Record<string, string[]> = { './access/group': ['Group', 'Kind'], './role': ['Role'] };

  test('exports the same names, and loads a file when something of it is first asked for', () => {
    const loaded: string[] = [];
    const exports: any = {};
    const load = (file: string) => {
      loaded.push(file);
      return Object.fromEntries(names[file].map((name) => [name, `the ${name}`]));
    };
    new Function('exports', 'require', lazyIndex(compiled, (file) => names[file]))(exports, load);
    expect(Object.keys(exports)).toEqual(['Group', 'Kind', 'Role']);
    expect(loaded).toEqual([]);
    expect(exports.Role).toBe('the Role');
    expect(loaded).toEqual(['./role']);
  });

  test('is left unchanged if its form differs', () => {
    expect(() => lazyIndex('exports.a = require("./a");', () => [])).toThrow(/__exportStar/);
    expect(() => lazyIndex(`${compiled}require("./more");`, (file) => names[file])).toThrow(/__exportStar/);
    expect(() => lazyIndex(compiled, () => ['Same'])).toThrow('Same is exported twice');
  });
});

describe('a compiled module', () => {
  const helper = [
    'var __createBinding = (this && this.__createBinding) || (function(o, m, k, k2) {',
    '});',
    'var __importStar = (this && this.__importStar) || (function () {',
    '    return function (mod) {',
    '        if (mod && mod.__esModule) return mod;',
    '    };',
    '})();',
  ].join('\n');

  test('loads a peer without the helper of the compiler', () => {
    expect(withoutImportHelper(`"use strict";\n${helper}\nconst iam = __importStar(require("aws-cdk-lib/aws-iam"));\n`))
      .toBe('"use strict";\nconst iam = require("aws-cdk-lib/aws-iam");\n');
  });

  test('without the helper stays as it is', () => {
    expect(withoutImportHelper('const a = require("./a");\n')).toBe('const a = require("./a");\n');
  });

  test('is left unchanged if the form of the helper differs', () => {
    expect(() => withoutImportHelper('const { __importStar } = require("tslib");\n')).toThrow(/another form/);
  });
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

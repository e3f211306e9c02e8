import { oldestOf } from '../../tools/packages/built-package';
import { requireOnlyPeers, requireOnlyShipped, requireSmall, strangers } from '../../tools/packages/npm';

describe('the package', () => {
  const manifest = { peerDependencies: { 'aws-cdk-lib': '^2.257.0', 'constructs': '^10.5.1' } };

  test('may ask for the two peers, and for what only its development needs', () => {
    expect(() => requireOnlyPeers({ ...manifest, dependencies: {}, devDependencies: { jest: '^30' } })).not.toThrow();
  });

  test.each<[string, object]>([
    ['dependencies: yaml', { dependencies: { yaml: '^2' } }],
    ['optionalDependencies: yaml', { optionalDependencies: { yaml: '^2' } }],
    ['bundledDependencies: yaml', { bundledDependencies: ['yaml'] }],
    ['bundleDependencies: yaml', { bundleDependencies: ['yaml'] }],
    ['the peers yaml', { peerDependencies: { ...manifest.peerDependencies, yaml: '^2' } }],
  ])('may not have %s', (message, more) => {
    expect(() => requireOnlyPeers({ ...manifest, ...more })).toThrow(message);
  });

  test('holds the bundle, its declarations and what they read, and nothing that a build leaves behind', () => {
    const shipped = ['package.json', 'LICENSE', '.jsii', '.jsii.gz', 'lib/index.js', 'lib/shared-63OE3A4J.js', 'lib/watch/watch-part.d.ts', 'bundled-handlers/handlers.json.br', 'data/action-table.json.br'];
    expect(() => requireOnlyShipped(shipped)).not.toThrow();
    for (const file of ['.jsii.tabl.json', 'lib/watch/watch-part.js', 'tsconfig.tsbuildinfo', 'test/readme.test.ts', 'proof/README.md', '.env']) {
      expect(() => requireOnlyShipped([...shipped, file])).toThrow(file);
    }
  });

  test('is small', () => {
    expect(() => requireSmall(1_050_000)).not.toThrow();
    expect(() => requireSmall(1_200_000)).toThrow('The package takes 1200000 bytes');
  });

  test('is tried with the oldest peers that it takes', () => {
    expect(['^2.257.0', '~2.257.0', '2.257.0'].map(oldestOf)).toEqual(['2.257.0', '2.257.0', '2.257.0']);
    for (const range of ['>=2.257.0', '*', '^2.257.0 || ^3.0.0', '2.x']) expect(() => oldestOf(range)).toThrow(range);
  });
});

describe('an installed package', () => {
  const PEERS = ['aws-cdk-lib', 'constructs'];
  const clean = {
    'node_modules/ours': { peerDependencies: { 'aws-cdk-lib': '^2', 'constructs': '^10' } },
    'node_modules/constructs': {},
    'node_modules/aws-cdk-lib': { dependencies: { yaml: '1', schema: '53' }, peerDependencies: { constructs: '^10' }, optionalDependencies: { fast: '1' } },
    'node_modules/aws-cdk-lib/node_modules/yaml': { dependencies: { deep: '1' } },
    'node_modules/deep': {},
    'node_modules/schema': { dependencies: { aws: '1' } },
  };

  test('is a peer, or there because a peer needs it, wherever it lies', () => {
    expect(strangers({ ...clean, 'node_modules/schema/node_modules/aws': {}, 'node_modules/fast': {} }, 'ours', PEERS)).toEqual([]);
  });

  test.each(['node_modules/left', 'node_modules/ours/node_modules/left', 'node_modules/ours/node_modules/constructs', 'node_modules/yaml'])('is a stranger at %s', (place) => {
    expect(strangers({ ...clean, [place]: {} }, 'ours', PEERS)).toEqual([place]);
  });
});

/**
 * The rooms of the repository and which of them may import which. `npm test` checks it with dependency-cruiser:
 * `npx depcruise --config tools/architecture.cjs <rooms>`, which `tools/check-architecture.ts` does.
 *
 * An import that no arrow allows is an error, and so a new room has no arrows until it is listed here.
 */

/** The library as its users import it, which the compiler finds by a path in `test/tsconfig.json`. */
const ITSELF = 'cdk-secure-account-baseline';

/** What runs at synthesis: it becomes part of the package, which has no dependency but its two peers. */
const CONSTRUCTS = ['aws-cdk-lib', 'constructs', 'node:*'];
/** What runs in Lambda, whose runtime brings the clients; the command has them as dependencies. */
const CLIENTS = ['@aws-sdk/*', '@smithy/*', 'node:*'];
/** What only developers run may import every package. */
const ANY_PACKAGE = ['node:*', '*', ITSELF];

/** Names, ranges and patterns that a construct and its handler share. It imports nothing. */
const CONTRACT = 'src/account/contract';
const LOWER_ROOMS = ['src/permissions', 'src/trust', 'src/private', CONTRACT];
/** The regions of an account, as a property. */
const REGIONS = ['src/account/regions/hardened-regions.ts', 'src/account/regions/hardened-regions-key.ts'];

/** For each room the other rooms that it may import, and packages. A path of a file names this file alone. */
const ARROWS = {
  'src/index.ts': { rooms: ['src/baseline', 'src/organization', 'src/access-checks', 'src/identities', 'src/roles', 'src/account', 'src/watch', 'src/permissions', 'src/trust', 'src/proof', 'src/caller-credentials-synthesizer.ts'], packages: [] },
  'src/baseline': { rooms: ['src/identities', 'src/roles', 'src/account', 'src/watch', 'src/caller-credentials-synthesizer.ts', ...LOWER_ROOMS], packages: CONSTRUCTS },
  'src/organization': { rooms: ['src/baseline', 'src/identities', 'src/roles', 'src/account', 'src/watch', 'src/proof', 'src/caller-credentials-synthesizer.ts', ...LOWER_ROOMS], packages: CONSTRUCTS },
  'src/identities': { rooms: ['src/roles', ...LOWER_ROOMS], packages: CONSTRUCTS },
  'src/roles': { rooms: ['src/roles/saml', ...LOWER_ROOMS], packages: CONSTRUCTS },
  // The one library that is bundled into the package.
  'src/roles/saml': { rooms: ['src/roles', ...LOWER_ROOMS], packages: [...CONSTRUCTS, 'saxes'] },
  'src/account': { rooms: LOWER_ROOMS, packages: CONSTRUCTS },
  // The drift guard takes the settings whose values it restores; the analyzers are in the regions that settings have, too.
  'src/watch': {
    rooms: ['src/caller-credentials-synthesizer.ts', 'src/account/account-setting-reference.ts', ...REGIONS, ...LOWER_ROOMS], packages: CONSTRUCTS,
  },
  'src/access-checks': { rooms: ['src/proof', 'src/permissions', 'src/trust', 'src/private'], packages: CONSTRUCTS },
  'src/proof': { rooms: ['src/permissions', 'src/trust', 'src/private'], packages: CONSTRUCTS },
  'src/permissions': { rooms: ['src/private', CONTRACT], packages: CONSTRUCTS },
  'src/trust': { rooms: ['src/private', CONTRACT], packages: CONSTRUCTS },
  'src/private': { rooms: [CONTRACT], packages: CONSTRUCTS },
  [CONTRACT]: { rooms: [], packages: [] },
  'src/caller-credentials-synthesizer.ts': { rooms: ['src/private'], packages: CONSTRUCTS },
  // The catalog of controls: data for the command and the pages. It is no part of the package.
  'src/compliance': { rooms: [CONTRACT], packages: [] },
  'src/handlers': { rooms: [CONTRACT], packages: CLIENTS },

  // `yaml` is bundled into it.
  'cli': { rooms: ['src/handlers', 'src/proof', 'src/permissions', 'src/compliance', CONTRACT, 'src/private/rules/rule-link.ts', 'src/watch/security-status/security-check.ts', 'src/account/password-policy/password-policy-standard.ts', 'src/account/password-policy/password-policy-standards.ts'], packages: [...CLIENTS, 'yaml'] },
  'local-endpoint': { rooms: [], packages: ANY_PACKAGE },
  'local-endpoint/try': { rooms: ['local-endpoint', 'cli', 'src/handlers'], packages: ANY_PACKAGE },
  'proof': { rooms: ['src'], packages: ANY_PACKAGE },
  'integ': { rooms: ['src/index.ts', 'proof', 'local-endpoint'], packages: ANY_PACKAGE },
  'benchmark': { rooms: ['src/index.ts', 'proof', 'local-endpoint'], packages: ANY_PACKAGE },
  'tools': { rooms: ['src', 'proof', 'local-endpoint'], packages: ANY_PACKAGE },
  'examples': { rooms: [], packages: [...CONSTRUCTS, ITSELF] },
  'test': { rooms: ['src', 'cli', 'local-endpoint', 'proof', 'integ', 'benchmark', 'tools', 'examples'], packages: ANY_PACKAGE },
  'projenrc': { rooms: [], packages: ['projen', 'yaml', 'node:*'] },
  '.projenrc.ts': { rooms: ['projenrc'], packages: ['projen', 'node:*'] },
};

/** What a user, CloudFormation or a shell enters by. A file of `src` that none of them reaches is dead. */
const ENTRANCES = '^src/index\\.ts$|^src/handlers/[^/]+/index\\.ts$|^cli/index\\.ts$';

const escaped = (text) => text.replace(/[.]/g, '\\.');
const inRoom = (room) => (room.endsWith('.ts') ? `^${escaped(room)}$` : `^${room}/`);
/** The rooms and files inside of a room that have arrows of their own. */
const nestedIn = (room) => Object.keys(ARROWS).filter((other) => other !== room && other.startsWith(`${room}/`));

function packagePattern(name) {
  if (name === ITSELF) return `^${ITSELF}$`;
  if (name === '*') return '(^|/)node_modules/';
  return `(^|/)node_modules/${escaped(name).replace(/\*$/, '')}${name.endsWith('*') ? '' : '/'}`;
}

function arrowsOf([room, { rooms, packages }]) {
  const from = { path: inRoom(room), pathNot: nestedIn(room).map(inRoom) };
  const targets = [...(room.endsWith('.ts') ? [] : [room]), ...rooms];
  return [
    ...targets.map((target) => ({ from, to: { path: inRoom(target), pathNot: target === room ? nestedIn(room).map(inRoom) : [] } })),
    ...packages.filter((name) => name !== 'node:*').map((name) => ({ from, to: { path: packagePattern(name) } })),
    ...packages.filter((name) => name === 'node:*').map(() => ({ from, to: { dependencyTypes: ['core'] } })),
  ];
}

module.exports = {
  allowed: Object.entries(ARROWS).flatMap(arrowsOf),
  allowedSeverity: 'error',
  forbidden: [
    { name: 'no-cycle', comment: 'Files that import each other, types included.', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-missing-file', comment: 'An import that leads nowhere.', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: `^${ITSELF}$` } },
    { name: 'no-dead-file', comment: 'A file of src that no user, handler or command reaches.', severity: 'error', from: { path: ENTRANCES }, to: { path: '^src/', pathNot: ENTRANCES, reachable: false } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'test/tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(lib|dist|cli/dist)/|cdk\\.out' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'types', 'default'] },
  },
};

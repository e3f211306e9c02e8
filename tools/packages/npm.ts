import { spawnSync } from 'child_process';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { APPS, BuiltPackage } from './built-package';
import { ROOT } from './checkout';
import { run } from './command';
import { readTemplates, requireSame } from './template';

const QUICKLY = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];

const PEERS = ['aws-cdk-lib', 'constructs'];

const TSCONFIG = { compilerOptions: { strict: true, module: 'node16', target: 'es2022', lib: ['es2022'], types: [] }, files: ['app.ts'] };

/** Reads XML that ends too early, which the XML parser in the bundle says. */
const USE_BUNDLED = `
  const { SamlMetadata } = require(process.argv[1]);
  try { SamlMetadata.fromText('<a>'.padEnd(1000)); } catch (error) { if (/unclosed tag/.test(error.message)) process.exit(0); throw error; }
  throw new Error('SamlMetadata takes XML that is not well-formed');
`;

/** What the package consists of; a file that is none of these is left over from a build. */
const SHIPPED = [
  /^(package\.json|README\.md|LICENSE|THIRD-PARTY-NOTICES|\.jsii|\.jsii\.gz)$/, /^lib\/[\w-]+\.js$/, /^lib\/.*\.d\.ts$/, /^bundled-handlers\/handlers\.json\.br$/, /^data\/[\w.-]+$/,
];

/** What the package takes in `node_modules`, with some room: docs/benchmarks.md has its parts. */
const MOST_BYTES = 1_160_000;

/** Has a construct refuse a property, and nobody catches the error. */
const FAIL = `
  const { App, Stack } = require('aws-cdk-lib');
  const { AccountAlias } = require(process.argv[1]);
  new AccountAlias(new Stack(new App(), 'Stack'), 'Alias', { accountAlias: 'Not-An-Alias' });
`;
/** Node prints the line that throws, the message and ten calls. A mistake in a property of aws-cdk-lib's `Function` takes 11,700 characters. */
const MOST_CHARACTERS_OF_AN_ERROR = 2_500;

/** A package of an installed tree, as npm notes it in `node_modules/.package-lock.json`. */
interface Installed {
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** The tarball in an empty project, with nothing else installed than the peers of the oldest version that it takes. */
export async function checkNpm(built: BuiltPackage): Promise<void> {
  const project = built.folder('npm');
  const { name } = built.manifest;
  requireOnlyPeers(built.manifest);
  requireOnlyShipped(built.files);
  requireSmall(built.bytes);
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'app', version: '1.0.0', private: true }));
  await run('npm', ['install', ...QUICKLY, built.tarball, ...PEERS.map((peer) => `${peer}@${built.oldest(peer)}`)], { cwd: project });
  const { packages } = JSON.parse(readFileSync(join(project, 'node_modules', '.package-lock.json'), 'utf8'));
  const others = strangers(packages, name, PEERS);
  if (others.length > 0) throw new Error(`Installed beside the peers and what they need: ${others.join(', ')}`);

  cpSync(join(ROOT, APPS, 'typescript', 'app.ts'), join(project, 'app.ts'));
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify(TSCONFIG));
  await run(join(ROOT, 'node_modules', '.bin', 'tsx'), [join(__dirname, 'compile-app.ts'), project, name], { cwd: project });
  await run(process.execPath, ['app.js'], { cwd: project, environment: { CDK_OUTDIR: join(project, 'cdk.out') } });
  requireSame(built.expected, readTemplates(join(project, 'cdk.out')));
  await requireBundled(project, name);
  requireReadableError(project, name);
}

/** @throws if an error of a construct is hidden below the text of the bundle */
function requireReadableError(project: string, name: string): void {
  const { stderr } = spawnSync(process.execPath, ['-e', FAIL, name], { cwd: project, encoding: 'utf8', env: { ...process.env, NODE_OPTIONS: '' } });
  if (!stderr.includes('Invalid `accountAlias`')) throw new Error(`AccountAlias does not say what is wrong with its property:\n${stderr.slice(0, 2_000)}`);
  if (stderr.length > MOST_CHARACTERS_OF_AN_ERROR) {
    throw new Error(`An error of a construct is printed in ${stderr.length} characters, more than ${MOST_CHARACTERS_OF_AN_ERROR}: break the lines of lib/*.js`);
  }
}

/** @throws if a file is packed that no user needs */
export function requireOnlyShipped(files: string[]): void {
  const others = files.filter((file) => !SHIPPED.some((pattern) => pattern.test(file)));
  if (others.length > 0) throw new Error(`The package has ${others.join(', ')}, which no user needs: add them to .npmignore in .projenrc.ts`);
}

/** @throws if the package has outgrown its budget */
export function requireSmall(bytes: number): void {
  if (bytes > MOST_BYTES) throw new Error(`The package takes ${bytes} bytes, more than ${MOST_BYTES}: look at what has grown with npm pack --dry-run`);
}

/** Uses what comes from other packages, which are in the bundle and not installed, and looks for their notices. */
async function requireBundled(project: string, name: string): Promise<void> {
  await run(process.execPath, ['-e', USE_BUNDLED, name], { cwd: project });
  if (!existsSync(join(project, 'node_modules', name, 'THIRD-PARTY-NOTICES'))) throw new Error('The package lacks THIRD-PARTY-NOTICES');
}

/** @throws if a package asks for more than the two packages that every CDK app has */
export function requireOnlyPeers(manifest: Record<string, any>): void {
  const peers = Object.keys(manifest.peerDependencies).filter((name) => !PEERS.includes(name));
  if (peers.length > 0) throw new Error(`package.json has the peers ${peers.join(', ')} beside ${PEERS.join(' and ')}`);
  for (const kind of ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies']) {
    const names = Array.isArray(manifest[kind]) ? manifest[kind] : Object.keys(manifest[kind] ?? {});
    if (names.length > 0) throw new Error(`package.json has ${kind}: ${names.join(', ')}; users need nothing but the peers`);
  }
}

/**
 * Which installed packages are neither ours, nor a peer, nor there because a peer needs them.
 *
 * @param packages by where they are, such as `node_modules/a/node_modules/b`
 */
export function strangers(packages: Record<string, Installed>, ours: string, peers: string[]): string[] {
  const needed = new Set([`node_modules/${ours}`]);
  const add = (name: string, asker: string) => {
    const place = placesOf(name, asker).find((candidate) => candidate in packages);
    if (place === undefined || needed.has(place)) return;
    needed.add(place);
    const { dependencies, optionalDependencies, peerDependencies } = packages[place];
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) add(next, place);
  };
  for (const peer of peers) add(peer, '');
  return Object.keys(packages).filter((place) => !needed.has(place));
}

/** Where Node looks for a package, nearest first. */
function placesOf(name: string, asker: string): string[] {
  if (asker === '') return [`node_modules/${name}`];
  return [`${asker}/node_modules/${name}`, ...placesOf(name, asker.slice(0, Math.max(0, asker.lastIndexOf('/node_modules/'))))];
}

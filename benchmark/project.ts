import { execFile, execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { brotliDecompressSync } from 'zlib';
import { buildSync } from 'esbuild';
import { Packed, release, unpack } from './release';

export const ROOT = join(__dirname, '..');
/** The code of the function that sets what CloudFormation has no type for. */
export const SETTINGS_HANDLER = join(ROOT, 'bundled-handlers', 'account-settings.js');
const APPS = join(__dirname, 'apps');
const LIBRARY = 'cdk-secure-account-baseline';

/** What npm says about a package that it has packed. */
export interface NpmPack {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
}

/** How a project differs from what users have. */
export interface ProjectOptions {
  /** The folder of `node_modules` that is `aws-cdk-lib` to the project. @default aws-cdk-lib */
  readonly awsCdkLib?: string;
  /** A project whose package this one takes, instead of making one. */
  readonly built?: Project;
}

/**
 * The library as users have it: compiled, packed and installed into a project of its own, with the apps of `apps/` as programs beside
 * it. Nothing of it is in the checkout.
 */
export class Project {
  public readonly folder = mkdtempSync(join(tmpdir(), 'baseline-benchmark-'));
  public readonly packed: Packed;

  private readonly tarball: string;

  constructor({ awsCdkLib = 'aws-cdk-lib', built }: ProjectOptions = {}) {
    const modules = join(this.folder, 'node_modules');
    this.tarball = built?.tarball ?? release(join(this.folder, 'build'));
    this.packed = unpack(this.tarball, join(modules, LIBRARY));
    symlinkSync(join(ROOT, 'node_modules', awsCdkLib), join(modules, 'aws-cdk-lib'));
    symlinkSync(join(ROOT, 'node_modules', 'constructs'), join(modules, 'constructs'));
    // What the apps share with the tests imports the library by its place in the checkout.
    symlinkSync(join(modules, LIBRARY), join(this.folder, 'src'));
    buildSync({
      entryPoints: readdirSync(APPS).map((app) => join(APPS, app)),
      outdir: join(this.folder, 'apps'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['aws-cdk-lib', 'constructs', LIBRARY, '@aws-sdk/*', '../src'],
      logLevel: 'warning',
    });
  }

  public program(name: string): string {
    return join(this.folder, 'apps', `${name}.js`);
  }

  /** Synthesizes an app as the CDK CLI calls it, and says how long the whole process took, in milliseconds. */
  public async synthesize(app: string, ...args: string[]): Promise<number> {
    const { milliseconds } = await run(process.execPath, [this.program(app), ...args], this.folder, synthEnvironment(this.assembly(app)));
    return milliseconds;
  }

  public assembly(app: string): string {
    return join(this.folder, `${app}.out`);
  }

  /** The template that the last `synthesize` has left, and the assets to be uploaded before it. */
  public template(app: string): { template: any; files: { path: string; bytes: number }[] } {
    const assembly = this.assembly(app);
    const names = readdirSync(assembly);
    const template = JSON.parse(readFileSync(join(assembly, names.find((name) => name.endsWith('.template.json'))!), 'utf8'));
    const files = names.filter((name) => name.startsWith('asset.')).map((path) => ({ path: join(assembly, path), bytes: zippedSize(join(assembly, path)) }));
    return { template, files };
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Writes the code of a function, as the package has it, to a folder. @returns the file */
export function bundledHandler(name: string, folder: string): string {
  const handlers = JSON.parse(brotliDecompressSync(readFileSync(join(ROOT, 'bundled-handlers', 'handlers.json.br'))).toString());
  const file = join(folder, `${name}.js`);
  writeFileSync(file, handlers[name]);
  return file;
}

/** Packs a folder, or a package of the registry, into a folder. */
export function pack(args: string[], cwd: string, destination: string): NpmPack {
  const said = execFileSync('npm', ['pack', ...args, '--json', '--pack-destination', destination], { cwd, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(said)[0];
}

/** How much of what a process has printed an error repeats. */
const MOST_SAID = 3_000;

/** A process, from its start to its end. */
export interface Ran {
  readonly stdout: string;
  readonly milliseconds: number;
}

/** @throws if the process fails, with what it said */
export async function run(file: string, args: string[], cwd: string, environment: Record<string, string> = {}): Promise<Ran> {
  const started = performance.now();
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(file, args, { cwd, env: { ...process.env, ...environment }, maxBuffer: 1e8 }, (error, out, err) => error ? reject(new Error(`${error.message}\n${out.slice(-MOST_SAID)}\n${err}`)) : resolve(out));
  });
  return { stdout, milliseconds: performance.now() - started };
}

/** What the CDK CLI tells an app. */
function synthEnvironment(outdir: string): Record<string, string> {
  const context = { 'aws:cdk:enable-path-metadata': true, 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:version-reporting': true };
  return { CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) };
}

/** An asset that is a folder is uploaded as an archive. */
function zippedSize(folder: string): number {
  return execFileSync('tar', ['czf', '-', '-C', folder, '.'], { maxBuffer: 1e8 }).length;
}

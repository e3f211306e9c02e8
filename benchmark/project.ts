import { execFile, execFileSync } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { buildSync } from 'esbuild';

export const ROOT = join(__dirname, '..');
/** The code of the function that sets what CloudFormation has no type for. */
export const SETTINGS_HANDLER = join(ROOT, 'bundled-handlers', 'account-settings.js');
const APPS = join(__dirname, 'apps');
const SOURCES = ['src', 'tools', 'data', 'bundled-handlers', 'rosetta', 'package.json', 'README.md', 'LICENSE', 'THIRD-PARTY-NOTICES', 'tsconfig.json', '.npmignore'];
const binary = (name: string) => join(ROOT, 'node_modules', '.bin', name);

/** What npm says about a package that it has packed. */
export interface Packed {
  readonly filename: string;
  readonly size: number;
  readonly unpackedSize: number;
}

/**
 * The library as users have it: compiled, packed and installed into a project of its own, with the apps of `apps/` as programs beside
 * it. Nothing of it is in the checkout.
 */
export class Project {
  public readonly folder = mkdtempSync(join(tmpdir(), 'baseline-benchmark-'));
  public readonly packed: Packed;

  /** @param awsCdkLib the folder of `node_modules` that is `aws-cdk-lib` to the project */
  constructor(awsCdkLib = 'aws-cdk-lib', built?: Project) {
    const modules = join(this.folder, 'node_modules');
    const tarballs = built ? built.folder : this.folder;
    this.packed = built?.packed ?? this.build();
    mkdirSync(join(modules, 'cdk-secure-account-baseline'), { recursive: true });
    execFileSync('tar', ['xzf', join(tarballs, this.packed.filename), '-C', join(modules, 'cdk-secure-account-baseline'), '--strip-components=1']);
    symlinkSync(join(ROOT, 'node_modules', awsCdkLib), join(modules, 'aws-cdk-lib'));
    symlinkSync(join(ROOT, 'node_modules', 'constructs'), join(modules, 'constructs'));
    // What the apps share with the tests imports the library by its place in the checkout.
    symlinkSync(join(modules, 'cdk-secure-account-baseline'), join(this.folder, 'src'));
    buildSync({
      entryPoints: readdirSync(APPS).map((app) => join(APPS, app)),
      outdir: join(this.folder, 'apps'),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      external: ['aws-cdk-lib', 'constructs', 'cdk-secure-account-baseline', '@aws-sdk/*', '../src'],
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

  private build(): Packed {
    const build = join(this.folder, 'build');
    mkdirSync(build);
    for (const source of SOURCES) cpSync(join(ROOT, source), join(build, source), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(build, 'node_modules'));
    execFileSync(binary('jsii'), ['--silence-warnings=reserved-word', '--no-fix-peer-dependencies', '--compress-assembly'], { cwd: build, stdio: ['ignore', 'ignore', 'pipe'] });
    execFileSync(binary('tsx'), ['tools/bundle-library.ts'], { cwd: build, stdio: 'inherit' });
    const packed = pack(['--ignore-scripts'], build, this.folder);
    rmSync(build, { recursive: true });
    return packed;
  }
}

/** Packs a folder, or a package of the registry, into a folder. */
export function pack(args: string[], cwd: string, destination: string): Packed {
  const said = execFileSync('npm', ['pack', ...args, '--json', '--pack-destination', destination], { cwd, encoding: 'utf8', maxBuffer: 1e8, stdio: ['ignore', 'pipe', 'ignore'] });
  return JSON.parse(said)[0];
}

/** A process, from its start to its end. */
export interface Ran {
  readonly stdout: string;
  readonly milliseconds: number;
}

/** @throws if the process fails, with what it said */
export async function run(file: string, args: string[], cwd: string, environment: Record<string, string> = {}): Promise<Ran> {
  const started = performance.now();
  const stdout = await new Promise<string>((resolve, reject) => {
    execFile(file, args, { cwd, env: { ...process.env, ...environment }, maxBuffer: 1e8 }, (error, out, err) => error ? reject(new Error(`${error.message}\n${err}`)) : resolve(out));
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

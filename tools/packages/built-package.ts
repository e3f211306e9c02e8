import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'fs';
import { join } from 'path';
import { gunzipSync } from 'zlib';
import { bundledHandlers, commandsOf, compilation, copyCheckout, pathWithBinaries, readTasks, ROOT } from './checkout';
import { run } from './command';
import { readTemplates, Templates } from './template';

/** The languages that jsii makes a package for. */
export type Target = 'python' | 'java' | 'go' | 'dotnet';

export const APPS = join('test', 'packages');

/**
 * The npm package of the checkout as a release has it, made in a folder of its own, and what its app must synthesize in each language.
 */
export class BuiltPackage {
  /**
   * Bundles the handlers of a copy of the checkout and compiles it, unless the checkout has done so, and packs it.
   *
   * @param work an empty folder
   */
  public static async make(work: string): Promise<BuiltPackage> {
    const copy = join(work, 'copy');
    const compiled = compilation(ROOT);
    const bundled = bundledHandlers(ROOT);
    await copyCheckout(ROOT, copy, [...compiled, ...bundled]);
    symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
    const tasks = readTasks(copy);
    // API.md is no part of the package.
    const done = [...bundled.length > 0 ? ['bundle'] : [], 'docgen'];
    const steps = ['pre-compile', ...compiled.length > 0 ? [] : ['compile'], 'post-compile'].flatMap((task) => commandsOf(tasks, task, done));
    for (const step of steps) await run('sh', ['-c', step], { cwd: copy, environment: pathWithBinaries(copy) });

    // jsii-pacmak leaves its translated examples in the checkout, where a release packs after it.
    writeFileSync(join(copy, '.jsii.tabl.json'), '{}');
    const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', work], { cwd: copy });
    const [{ filename, files, unpackedSize }] = JSON.parse(packed);
    const tarball = join(work, filename);
    const unpacked = join(work, 'package');
    mkdirSync(unpacked);
    await run('tar', ['xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: work });
    symlinkSync(join(ROOT, 'node_modules'), join(unpacked, 'node_modules'));

    const synthesized = async (app: string, outdir: string): Promise<Templates> => {
      await run(join(copy, 'node_modules', '.bin', 'tsx'), ['--tsconfig', 'test/tsconfig.json', app], { cwd: copy, environment: { CDK_OUTDIR: outdir } });
      return readTemplates(outdir);
    };
    return new BuiltPackage(
      work, tarball, files.map(({ path }: { path: string }) => path), unpackedSize, unpacked,
      await synthesized(join(APPS, 'typescript', 'app.ts'), join(work, 'expected')),
      await synthesized(join('examples', 'new-account', 'app.ts'), join(work, 'expected-example')),
    );
  }

  /** What package.json of the package says. */
  public readonly manifest: any;

  private constructor(
    private readonly work: string,
    public readonly tarball: string,
    /** The paths of the files in the tarball. */
    public readonly files: string[],
    /** How many bytes the package takes in `node_modules`. */
    public readonly bytes: number,
    private readonly unpacked: string,
    /** What the app synthesizes from the sources. */
    public readonly expected: Templates,
    /** What the example of a new account does, which the pages about languages show too. */
    public readonly expectedExample: Templates,
  ) {
    this.manifest = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8'));
  }

  /** The names of all public types. */
  public get types(): string[] {
    const compressed = join(this.unpacked, '.jsii.gz');
    const assembly = existsSync(compressed) ? gunzipSync(readFileSync(compressed)) : readFileSync(join(this.unpacked, '.jsii'));
    return Object.values<{ name: string }>(JSON.parse(assembly.toString('utf8')).types).map(({ name }) => name);
  }

  /** The oldest version of a peer that the package takes, such as 2.257.0. */
  public oldest(peer: string): string {
    return oldestOf(this.manifest.peerDependencies[peer]);
  }

  /** A new folder for a check. */
  public folder(name: string): string {
    const folder = join(this.work, name);
    mkdirSync(folder);
    return folder;
  }

  /**
   * Wraps the package for another language.
   *
   * @returns the folder with what was made
   */
  public async wrap(target: Target, options: string[] = []): Promise<string> {
    const outdir = join(this.work, `wrapped-for-${target}`);
    await run(join(ROOT, 'node_modules', '.bin', 'jsii-pacmak'), ['--target', target, '--outdir', outdir, ...options], {
      cwd: this.unpacked,
      // It packs the folder once more, and what the script of the package would make is there already.
      environment: { npm_config_ignore_scripts: 'true' },
    });
    return join(outdir, target);
  }
}

/** @throws if the range is none of the two forms that name the oldest version first */
export function oldestOf(range: string): string {
  const version = /^[\^~]?(\d+\.\d+\.\d+)$/.exec(range)?.[1];
  if (!version) throw new Error(`peerDependencies: ${range} does not begin with the oldest version`);
  return version;
}

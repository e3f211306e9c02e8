import { relative } from 'path';
import { fileURLToPath } from 'url';

/** A function, and where it is. */
interface CallFrame {
  readonly functionName: string;
  readonly url: string;
}

/** What `node --cpu-prof` writes: samples of the function at work, and the microseconds since the one before. */
export interface CpuProfile {
  readonly nodes: { readonly id: number; readonly callFrame: CallFrame }[];
  readonly samples: number[];
  readonly timeDeltas: number[];
}

/** Where a function belongs. */
export interface Origin {
  readonly package: string;
  /** For the library, its file: one for each folder of the sources, and those that they share. */
  readonly file?: string;
}

/** Milliseconds by name, the most first. */
export type Shares = [name: string, milliseconds: number][];

/** What V8 does beside running functions. */
const ENGINE: Record<string, string> = { '(garbage collector)': 'garbage collection', '(program)': 'V8 and loading of code', '(root)': 'V8 and loading of code', '(idle)': 'waiting' };

/** The time that each function took by itself, summed up by where it belongs. */
export function selfTimes(profile: CpuProfile, originOf: (frame: CallFrame) => Origin, by: (origin: Origin) => string | undefined): Shares {
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, by(originOf(callFrame))]));
  const times = new Map<string, number>();
  profile.samples.forEach((id, index) => {
    const name = names.get(id);
    if (name !== undefined) times.set(name, (times.get(name) ?? 0) + profile.timeDeltas[index] / 1000);
  });
  return [...times].sort(([, one], [, other]) => other - one);
}

/**
 * Tells where functions of a program belong.
 *
 * @param library the folder of the library
 */
export function origins(library: string): (frame: CallFrame) => Origin {
  return ({ functionName, url }) => {
    if (url === '') return { package: ENGINE[functionName] ?? 'functions of JavaScript itself' };
    if (url.startsWith('node:')) return { package: 'Node' };
    const path = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (path.startsWith(`${library}/`)) return { package: 'the library', file: relative(library, path) };
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
    return { package: name ?? 'the app' };
  };
}

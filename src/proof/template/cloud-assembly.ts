import { existsSync } from 'fs';
import { dirname, join } from 'path';
import { isObject } from '../policy/written';

/** A template of an assembly. */
export interface AssemblyTemplate {
  /** Relative to the folder of the assembly. */
  readonly file: string;
  /** Nothing for a nested stack, which has no name before it is deployed. */
  readonly stackName?: string;
}

/** What is deployed on its own: the stacks of the app, or those of one stage, with their nested stacks. */
export interface Assembly {
  /** Relative to the `cdk.out` folder; empty for the stacks outside of stages. */
  readonly folder: string;
  readonly templates: AssemblyTemplate[];
}

/** How the caller reads files, and reports what is wrong with them. */
export interface AssemblySource {
  /** The content of a file in JSON. Throws the error of the caller if there is none. */
  readonly read: (file: string) => any;
  readonly refuse: (path: string, rule: string) => Error;
}

const MANIFEST = 'manifest.json';
const TEMPLATE = '.template.json';

/**
 * The templates of a `cdk.out` folder, as its manifest lists them: the folder may also hold templates of stacks that the app no longer has.
 *
 * @throws an error of the caller if the folder has no manifest, or a manifest that names no files
 */
export function readAssemblies(folder: string, source: AssemblySource, inside = ''): Assembly[] {
  const manifest = join(folder, inside, MANIFEST);
  if (!existsSync(manifest)) {
    throw source.refuse(join(folder, inside), `it has no ${MANIFEST}. Use a folder that cdk synth writes, such as cdk.out`);
  }
  const all = entriesOf(source.read(manifest)?.artifacts).filter(([, artifact]) => isObject(artifact));
  const ofType = (type: string) => all.filter(([, artifact]) => artifact.type === type);
  const property = ([id, { properties }]: [string, any], name: string): string => {
    if (typeof properties?.[name] !== 'string') throw source.refuse(manifest, `the artifact ${id} has no ${name}. Run cdk synth again`);
    return properties[name];
  };
  const templates = new Map<string, AssemblyTemplate>();
  const stacks = ofType('aws:cloudformation:stack');
  for (const stack of stacks) {
    const file = property(stack, 'templateFile');
    templates.set(file, { file, stackName: stack[1].properties.stackName ?? stack[0] });
  }
  const here = join(folder, inside);
  const assets = [
    ...ofType('cdk:asset-manifest').flatMap((artifact) => filesOfManifest(property(artifact, 'file'), here, source)),
    ...stacks.flatMap(([, stack]) => filesOfMetadata(stack, here, source)),
  ];
  for (const file of assets) if (file.endsWith(TEMPLATE) && !templates.has(file)) templates.set(file, { file });
  return [
    { folder: inside, templates: [...templates.values()] },
    ...ofType('cdk:cloud-assembly').flatMap((stage) => readAssemblies(folder, source, join(inside, property(stage, 'directoryName')))),
  ];
}

/** The files that the stacks of today's synthesizers upload. The template of a nested stack is one. */
function filesOfManifest(file: string, folder: string, { read }: AssemblySource): string[] {
  return entriesOf(read(join(folder, file))?.files).flatMap(([, asset]) => {
    const path = asset?.source?.path;
    return typeof path === 'string' ? [join(dirname(file), path)] : [];
  });
}

/** The files that a stack with the legacy synthesizer uploads. */
function filesOfMetadata({ metadata, additionalMetadataFile: file }: any, folder: string, { read }: AssemblySource): string[] {
  const written = [metadata, typeof file === 'string' ? read(join(folder, file)) : undefined];
  return written.flatMap(entriesOf).flatMap(([, entries]) => [entries].flat())
    .flatMap((entry) => entry?.type === 'aws:cdk:asset' && typeof entry.data?.path === 'string' ? [entry.data.path] : []);
}

function entriesOf(value: unknown): [string, any][] {
  return isObject(value) ? Object.entries(value) : [];
}

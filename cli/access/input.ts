import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput, inFile } from './bad-input';
import { parsePolicy } from '../../src/proof/policy/parse-policy';
import { isObject } from '../../src/proof/policy/written';
import { readAssemblies } from '../../src/proof/template/cloud-assembly';
import { readTemplate } from '../../src/proof/template/read-template';
import { TemplateResource } from '../../src/proof/template/template-resources';

const TEMPLATE = '.template.json';

/** A file of the command line, or all templates of a folder. */
export type Input =
  | { readonly kind: 'policy'; readonly file: string; readonly text: string }
  | { readonly kind: 'templates'; readonly path: string; readonly templates: ReadonlyMap<string, Template>; readonly isFolder: boolean };

/** A synthesized template. */
export interface Template {
  readonly file: string;
  readonly text: string;
  readonly resources: readonly TemplateResource[];
}

/**
 * Reads a synthesized template, the `cdk.out` folder of an app, or a policy document.
 *
 * @throws BadInput if the file is neither a template, a cdk.out folder nor a policy
 */
export function readInput(path: string): Input {
  if (!existsSync(path)) throw new BadInput(`${path}: there is no such file or folder`);
  if (statSync(path).isDirectory()) return { kind: 'templates', path, templates: templatesIn(path), isFolder: true };
  const text = readText(path);
  const content = inFile(path, () => parsePolicy('file', text));
  if (isObject(content) && content.Statement !== undefined) return { kind: 'policy', file: path, text };
  if (!isObject(content) || content.Resources === undefined) {
    throw new BadInput(`${path}: it has neither Resources, as a template, nor Statement, as a policy`);
  }
  return { kind: 'templates', path, templates: new Map([['', templateOf('', path, text)]]), isFolder: false };
}

/** @throws BadInput if there is no such file */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file}: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message}`);
  }
}

/** The line of a template that begins a resource; the first one if the resource is not in it. */
export function lineOf({ text }: Template, logicalId: string): number {
  const key = JSON.stringify(logicalId).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const at = text.search(new RegExp(`${key}:\\s*\\{\\s*"Type"`));
  return at < 0 ? 1 : text.slice(0, at).split('\n').length;
}

function templateOf(name: string, file: string, text: string): Template {
  return { file, text, resources: inFile(file, () => readTemplate('template', text, name)) };
}

/** A stack of an app may be empty. */
function templateOfStack(name: string, file: string): Template {
  const text = readText(file);
  return objectIn(file, text).Resources === undefined ? { file, text, resources: [] } : templateOf(name, file, text);
}

/** The templates of the stacks of an app, of their nested stacks and of its stages. */
function templatesIn(folder: string): ReadonlyMap<string, Template> {
  const assemblies = readAssemblies(folder, { read: objectIn, refuse: (path, rule) => new BadInput(`${path}: ${rule}`) });
  const files = assemblies.flatMap(({ folder: inside, templates }) => templates.map(({ file }) => join(inside, file)));
  if (files.length === 0) throw new BadInput(`${folder}: the app has no stack with a template`);
  return new Map(files.sort().map((file): [string, Template] => {
    const name = file.slice(0, -TEMPLATE.length).replace(/\.nested$/, '');
    return [name, templateOfStack(name, join(folder, file))];
  }));
}

function objectIn(file: string, text = readText(file)): Record<string, any> {
  const content = inFile(file, () => parsePolicy('file', text));
  if (!isObject(content)) throw new BadInput(`${file}: it is no object`);
  return content;
}

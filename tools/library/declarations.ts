import { readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { dirname, join } from 'path';
import * as ts from 'typescript';

/** A part of a text that is left out. */
type Range = readonly [from: number, to: number];

/** The declarations that an index leads to, itself among them, as paths below a folder. */
export function publicDeclarations(folder: string, file = 'index.d.ts', found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, relative] of readFileSync(join(folder, file), 'utf8').matchAll(/\b(?:from |import\()['"](\.[^'"]+)['"]/g)) {
    publicDeclarations(folder, `${join(dirname(file), relative)}.d.ts`, found);
  }
  return found;
}

/**
 * A declaration without what no user sees: members that are internal, comments on private ones, imports that only these need, and three
 * of four spaces at the beginning of a line.
 */
export function shortened(declaration: string): string {
  const source = parsed(declaration);
  const ranges: Range[] = [];
  const visit = (node: ts.Node): void => {
    if (isInternal(node)) ranges.push([node.getFullStart(), node.getEnd()]);
    else if (isPrivate(node)) ranges.push(commentsOf(node, source));
    else if (!ts.isToken(node)) ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  return withoutUnusedImports(without(declaration, ranges)).replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 4));
}

/** Shortens the declarations of a folder, and removes those that the index does not lead to. */
export function shortenDeclarations(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.d.ts'));
  for (const file of files) {
    const path = join(folder, file);
    writeFileSync(path, shortened(readFileSync(path, 'utf8')));
  }
  const needed = publicDeclarations(folder);
  for (const file of files) if (!needed.has(file)) rmSync(join(folder, file));
}

const parsed = (text: string) => ts.createSourceFile('declaration.d.ts', text, ts.ScriptTarget.Latest, true);

const isInternal = (node: ts.Node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'internal');

const isPrivate = (node: ts.Node) => ts.canHaveModifiers(node) && ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword);

/** Comments begin after the line break that ends the declaration before. */
function commentsOf(node: ts.Node, source: ts.SourceFile): Range {
  const [space] = /^\s*/.exec(source.text.slice(node.getFullStart()))!;
  return [node.getFullStart() + space.length, node.getStart(source)];
}

function without(text: string, ranges: Range[]): string {
  return [...ranges].sort(([one], [other]) => other - one).reduce((left, [from, to]) => left.slice(0, from) + left.slice(to), text);
}

function withoutUnusedImports(text: string): string {
  const source = parsed(text);
  const imports = source.statements.filter(ts.isImportDeclaration);
  const rest = without(text, imports.map((node) => [node.getFullStart(), node.getEnd()] as const));
  const isUsed = (name: ts.Identifier) => new RegExp(`\\b${name.text}\\b`).test(rest);
  const isNeeded = ({ importClause }: ts.ImportDeclaration): boolean => {
    const bindings = importClause?.namedBindings;
    if (!bindings) return true;
    return ts.isNamespaceImport(bindings) ? isUsed(bindings.name) : bindings.elements.some(({ name }) => isUsed(name));
  };
  const unused = imports.filter((node) => !isNeeded(node)).map((node) => [node.getFullStart(), node.getEnd()] as const);
  return without(text, unused).trimStart();
}

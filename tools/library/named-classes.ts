import { join } from 'path';
import * as ts from 'typescript';

/** Functions of `prelude.ts`. */
const PUBLIC = '__publicClass';
const OWN = '__ownClass';
const PRELUDE = join(__dirname, 'prelude');

/**
 * A module of the library whose classes keep their names when the bundler shortens them: jsii and error messages show these. A public
 * class also says, as jsii has it, by which name other languages know it.
 *
 * @param isPublic whether the index exports a class of that name
 */
export function withNamedClasses(file: string, source: string, isPublic: (name: string) => boolean): string {
  const places: [position: number, text: string][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isClassDeclaration(node) && node.name) {
      places.push([node.members.pos, ` static { ${isPublic(node.name.text) ? PUBLIC : OWN}(this, '${node.name.text}'); }`]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest));
  if (places.length === 0) return source;
  const named = places.reverse().reduce((text, [position, added]) => text.slice(0, position) + added + text.slice(position), source);
  return `${named}import { ${OWN}, ${PUBLIC} } from ${JSON.stringify(PRELUDE)};\n`;
}

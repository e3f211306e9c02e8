/**
 * A part of the package that asks Node once for each of its peers. Node looks a name up again for every `require` of a module that another
 * package loaded first, which takes longer than most of our modules. A whole peer is what `require` gives, without the copy that the
 * bundler makes of it.
 *
 * @param code an ES module as the bundler writes it, with its spaces
 * @throws if an import of a peer has another form
 */
export function withSharedImports(code: string): string {
  const names = new Map<string, string[]>();
  const wholes = new Map<string, string[]>();
  const add = (to: Map<string, string[]>, peer: string, name: string) => {
    to.set(peer, [...to.get(peer) ?? [], name]);
    return '';
  };
  const rest = code
    .replace(/^import \{([^}]*)\} from "((?:aws-cdk-lib|constructs)[^"]*)";\n/gm, (_, list, peer) => add(names, peer, list.trim()))
    .replace(/^import \* as ([\w$]+) from "((?:aws-cdk-lib|constructs)[^"]*)";\n/gm, (_, name, peer) => add(wholes, peer, name));
  const left = /\bimport\b[^;\n]*"(aws-cdk-lib|constructs)[^"]*"/.exec(rest);
  if (left) throw new Error(`The bundler writes an import that is not known: ${left[0]}`);
  return [
    ...[...names].map(([peer, lists]) => `import { ${lists.join(', ')} } from "${peer}";\n`),
    ...[...wholes].map(([peer, [first, ...more]]) => `const ${[`${first} = require("${peer}")`, ...more.map((name) => `${name} = ${first}`)].join(', ')};\n`),
    rest,
  ].join('');
}

// eslint-disable-next-line import/no-extraneous-dependencies -- esbuild puts it into lib, so that the package depends on nothing
import { SaxesParser } from 'saxes';
import { InvalidInputError } from '../../private/errors';
import { ErrorId } from '../../private/rules/error-ids';

/** An element of an XML document with its full name, reduced to the parts that the checks of SAML metadata read. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** The attributes without a prefix. The others contain nothing about the entity. */
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** Makes the error that refuses a document. */
export type Refusal = (rule: string, id?: ErrorId) => Error;

const MAXIMUM_DEPTH = 100;

/** Parses well-formed XML without a document type, which could define entities. This library and AWS must read the same entity. */
export function parseXml(xml: string, refuse: Refusal): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  const addText = (text: string) => {
    if (open.length > 0) open[open.length - 1].text += text;
  };

  parser.on('xmldecl', ({ encoding = 'UTF-8' }) => {
    if (!/^utf-8$/i.test(encoding)) {
      throw refuse(`it declares the encoding ${encoding}, and IAM accepts UTF-8. Save it as UTF-8 with a `
      + 'matching declaration');
    }
  });
  parser.on('doctype', () => {
    throw refuse('it has a document type declaration, which SAML metadata does not need and which could define '
    + 'entities. Remove it', 'saml-metadata-doctype');
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    const plain = Object.values(attributes).filter(({ prefix, name }) => prefix === '' && name !== 'xmlns');
    const element = { namespace: uri, name: local, attributes: Object.fromEntries(plain.map(({ name, value }) => [name, value])), children: [], text: '' };
    if (open.length === MAXIMUM_DEPTH) throw refuse(`its elements are nested more than ${MAXIMUM_DEPTH} levels deep, which SAML metadata never is`);
    open[open.length - 1]?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => { open.pop(); });

  try {
    parser.write(xml).close();
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    throw refuse(`it is not well-formed XML: ${described((error as Error).message)}`);
  }
  return root!;
}

/** The message of the parser, such as `2:93: undefined entity.` */
function described(message: string): string {
  return message.replace(/^(\d+):(\d+): (.*?)\.?$/, '$3 at line $1, column $2');
}

/** The direct children of an element with a name in a namespace. Deeper descendants belong to another element. */
export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

/** All descendants of an element with a name in a namespace. */
export function descendantsOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return [...childrenOf(element, namespace, name), ...element.children.flatMap((child) => descendantsOf(child, namespace, name))];
}

import { invalid } from '../../private/errors';

/** An element of an XML document, with its names in full and nothing of what a SAML check has no use for. */
export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** Attributes without a prefix; the others say nothing about the entity. */
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

const NAME = /^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/;
const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'' };
const MAXIMUM_DEPTH = 100;

/**
 * Reads the part of XML that SAML metadata uses, and refuses the rest rather than to guess: what is read here and what AWS reads
 * must be the same entity. There is no document type, so no entity but the five of XML itself, and no expansion of any size.
 *
 * @param property what the error names if the text is not such a document
 */
export function readXml(property: string, xml: string): XmlElement {
  return new Reader(property, xml).document();
}

/** The children of an element that have a name in a namespace; descendants further down belong to something else. */
export function childrenOf(element: XmlElement, namespace: string, name: string): XmlElement[] {
  return element.children.filter((child) => child.namespace === namespace && child.name === name);
}

class Reader {
  private position = 0;

  constructor(private readonly property: string, private readonly xml: string) {
    if (xml.startsWith('\uFEFF')) this.position = 1;
  }

  public document(): XmlElement {
    const open: { element: XmlElement; tag: string; prefixes: Record<string, string> }[] = [];
    let root: XmlElement | undefined;
    if (this.sees('<?xml')) this.until('?>', 'a declaration');
    while (this.position < this.xml.length) {
      const parent = open[open.length - 1];
      if (this.sees('<!--')) {
        this.until('-->', 'a comment', 4);
      } else if (this.sees('<![CDATA[')) {
        const text = this.until(']]>', 'a CDATA section', 9);
        if (!parent) throw this.refused('text outside of the root element');
        parent.element.text += text;
      } else if (this.sees('<!')) {
        throw this.refused('a document type or other declaration, which metadata has no use for');
      } else if (this.sees('<?')) {
        if (this.sees('<?xml ')) throw this.refused('an XML declaration that is not at its beginning');
        this.until('?>', 'a processing instruction');
      } else if (this.sees('</')) {
        const name = this.until('>', 'an end tag', 2).trimEnd();
        if (!parent || parent.tag !== name) throw this.refused(`an end tag </${name}> that ends nothing`);
        open.pop();
      } else if (this.sees('<')) {
        if (root && !parent) throw this.refused('a second root element');
        const { element, tag, prefixes, empty } = this.startTag(parent?.prefixes ?? { xml: 'http://www.w3.org/XML/1998/namespace' });
        if (parent) parent.element.children.push(element);
        root ??= element;
        if (!empty) open.push({ element, tag, prefixes });
        if (open.length > MAXIMUM_DEPTH) throw this.refused(`elements ${MAXIMUM_DEPTH} deep`);
      } else {
        const text = this.text();
        if (parent) parent.element.text += text;
        else if (text.trim()) throw this.refused('text outside of the root element');
      }
    }
    if (!root) throw this.refused('no element');
    if (open.length > 0) throw this.refused(`no end of <${open[open.length - 1].tag}>`);
    return root;
  }

  private startTag(inherited: Record<string, string>) {
    const written: [string, string][] = [];
    const prefixes = Object.assign(Object.create(null), inherited);
    this.position += 1;
    const tag = this.name();
    for (;;) {
      const spaced = this.skipSpace();
      if (this.sees('/>') || this.sees('>')) break;
      if (!spaced) throw this.refused(`a tag <${tag}> that is not well-formed`);
      const name = this.name();
      this.skipSpace();
      if (this.xml[this.position] !== '=') throw this.refused(`an attribute ${name} without a value`);
      this.position += 1;
      this.skipSpace();
      const quote = this.xml[this.position];
      if (quote !== '"' && quote !== '\'') throw this.refused(`an attribute ${name} without quotes`);
      const value = this.until(quote, `the attribute ${name}`, 1);
      if (value.includes('<')) throw this.refused(`a < in the attribute ${name}`);
      if (written.some(([other]) => other === name)) throw this.refused(`the attribute ${name} twice`);
      written.push([name, this.decoded(value)]);
    }
    const empty = this.sees('/>');
    this.position += empty ? 2 : 1;
    for (const [name, value] of written) {
      if (name === 'xmlns') prefixes[''] = value;
      if (name.startsWith('xmlns:')) prefixes[name.slice(6)] = value;
    }
    const attributes = Object.fromEntries(written.filter(([name]) => !name.includes(':') && name !== 'xmlns'));
    const [prefix, name] = tag.includes(':') ? tag.split(':') : ['', tag];
    if (prefix && prefixes[prefix] === undefined) throw this.refused(`a prefix ${prefix} that stands for no namespace`);
    const element: XmlElement = { namespace: prefixes[prefix] ?? '', name, attributes, children: [], text: '' };
    return { element, tag, prefixes, empty };
  }

  private name(): string {
    const start = this.position;
    while (/[\w.:-]/.test(this.xml[this.position] ?? '')) this.position += 1;
    const name = this.xml.slice(start, this.position);
    if (!NAME.test(name)) throw this.refused(`a name '${name}' at character ${start + 1} that is none`);
    return name;
  }

  private text(): string {
    const end = this.xml.indexOf('<', this.position);
    const text = this.xml.slice(this.position, end < 0 ? undefined : end);
    this.position = end < 0 ? this.xml.length : end;
    return this.decoded(text);
  }

  private decoded(text: string): string {
    return text.replace(/&([^;&]{0,10};)?/g, (_, reference: string | undefined) => {
      const name = reference?.slice(0, -1) ?? '';
      const code = /^#x[0-9a-fA-F]+$/.test(name) ? parseInt(name.slice(2), 16) : /^#\d+$/.test(name) ? Number(name.slice(1)) : undefined;
      if (code !== undefined && code > 0 && code <= 0x10ffff) return String.fromCodePoint(code);
      if (!Object.hasOwn(ENTITIES, name)) throw this.refused(`a reference &${name || text.slice(text.indexOf('&') + 1, 12)}; to something that XML does not define`);
      return ENTITIES[name];
    });
  }

  private until(end: string, what: string, skipped = 0): string {
    const start = this.position + skipped;
    const found = this.xml.indexOf(end, start);
    if (found < 0) throw this.refused(`${what} without an end`);
    this.position = found + end.length;
    return this.xml.slice(start, found);
  }

  private skipSpace(): boolean {
    const start = this.position;
    while (/[ \t\r\n]/.test(this.xml[this.position] ?? '')) this.position += 1;
    return this.position > start;
  }

  private sees(text: string): boolean {
    return this.xml.startsWith(text, this.position);
  }

  private refused(found: string): Error {
    const shown = this.xml.length > 60 ? `${this.xml.slice(0, 60)}...` : this.xml;
    return invalid(this.property, shown, `SAML metadata is well-formed XML, and this has ${found}`);
  }
}

import { xml } from '../text';

/** HTML that is safe to write: all text in it is escaped. */
export class Html {
  /** @param text HTML, not text of an account */
  constructor(private readonly text: string) {}

  public toString(): string {
    return this.text;
  }
}

/** What can stand in HTML: text and numbers, which are escaped, HTML and lists of HTML; nothing stands for false and undefined. */
export type Content = string | number | Html | readonly Content[] | false | undefined;

/** HTML with values in it. Every value that is not HTML itself is escaped. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  return new Html(strings.map((text, index) => text + rendered(values[index])).join(''));
}

function rendered(value: Content): string {
  if (value === undefined || value === false) return '';
  if (Array.isArray(value)) return value.map(rendered).join('');
  return value instanceof Html ? value.toString() : xml(String(value));
}

/** A time as people read it, and as programs do. */
export function time(at: number | undefined): Html {
  if (at === undefined || !Number.isFinite(at)) return html`<span class="none">unknown</span>`;
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC</time>`;
}

/** A day without the time. */
export function day(at: number | undefined): Html | string {
  if (at === undefined || !Number.isFinite(at)) return '';
  const iso = new Date(at).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 10)}</time>`;
}

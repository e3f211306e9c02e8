/** What the page says about an id. Each is one or two sentences in Markdown. */
export interface Rule {
  /** When the library emits the id. */
  readonly what: string;
  /** What can happen otherwise. */
  readonly why: string;
  /** What the reader changes. */
  readonly fix: string;
}

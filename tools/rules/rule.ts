/** What the page says about an id. Each is one or two sentences in Markdown. */
export interface Rule {
  /** When the library emits the id. */
  readonly what: string;
  /** What can happen otherwise. */
  readonly why: string;
  /** What the reader changes. */
  readonly fix: string;
  /** When it is right to accept it. */
  readonly acknowledge: string;
}

/** What the page says about an error, which nobody can acknowledge. */
export interface ErrorRule extends Omit<Rule, 'acknowledge'> {
  /** The property that accepts what the rule refuses, where there is one. */
  readonly exception?: string;
}

import { Html } from './html';

/** Where a section stands on the page. */
export interface Place {
  /** Begins the ids of an account, so that no two are the same. */
  readonly prefix: string;
  /** A heading of a section of the account. */
  readonly heading: (id: string, title: string) => Html;
}

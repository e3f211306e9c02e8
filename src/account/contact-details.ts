/** The contact that AWS writes to, preferably a mailing list. It is in the template, the ownership record and the log of the function. */
export interface ContactDetailsOptions {
  /** The name: 1 to 64 characters. */
  readonly name: string;

  /** The position: 1 to 50 characters. */
  readonly title: string;

  /** The email address: up to 254 characters, of which those before the `@` are letters, digits and `_+=.#|!&-`. */
  readonly emailAddress: string;

  /** The telephone number: up to 25 digits, spaces and characters of `()+-`. */
  readonly phoneNumber: string;
}

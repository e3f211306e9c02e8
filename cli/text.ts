/** Names come from the account or a template: none of them may control the terminal, or the direction of the text. */
export function plain(text: string): string {
  return text.replace(/[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}|[\ufffe\uffff]/gu, '?');
}

/** Text for XML and HTML. */
export function xml(text: string): string {
  return plain(text).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

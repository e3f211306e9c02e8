/** Writes one line of JSON, for people and for queries. */
export function log(entry: object): void {
  console.log(JSON.stringify(entry));
}

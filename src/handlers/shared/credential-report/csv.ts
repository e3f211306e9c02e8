/** A field, in quotes or not, and what ends it. */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values as RFC 4180 defines them: a field in quotes may contain commas, quotes and line breaks.
 *
 * @throws if the text does not follow RFC 4180, or a row has another number of fields than the header
 */
export function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  FIELD.lastIndex = 0;
  while (FIELD.lastIndex < text.length || row.length) {
    const found = FIELD.exec(text);
    if (!found) throw Error(`row ${rows.length + 1} is not comma-separated values`);
    const [, quoted, plain, end] = found;
    row.push(quoted?.replace(/""/g, '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    if (row.length !== rows[0].length) throw Error(`row ${rows.length} has ${row.length} fields, the header has ${rows[0].length}`);
    row = [];
  }
  return rows;
}

/**
 * Reads comma-separated values as RFC 4180 defines them, one row at a time: a field in quotes may contain commas, quotes and line breaks.
 *
 * @throws if the text does not follow RFC 4180, or a row has another number of fields than the header
 */
export function* csvRows(text: string): Generator<string[], void, void> {
  // A field, in quotes or not, and what ends it.
  const field = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let row: string[] = [];
  let rows = 0;
  let width = 0;
  while (field.lastIndex < text.length || row.length) {
    const found = field.exec(text);
    if (!found) throw Error(`row ${rows + 1} is not comma-separated values`);
    const [, quoted, plain, end] = found;
    row.push(quoted?.replace(/""/g, '"') ?? plain);
    if (end === ',') continue;
    width ||= row.length;
    rows++;
    if (row.length !== width) throw Error(`row ${rows} has ${row.length} fields, the header has ${width}`);
    yield row;
    row = [];
  }
}

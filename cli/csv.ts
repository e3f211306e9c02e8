/** How a file for spreadsheets is written. */
export interface CsvOptions {
  /** A spreadsheet in a language with a decimal comma expects a semicolon. */
  readonly separator: string;
  /** Whether the file begins with a byte order mark, without which Excel does not read UTF-8. */
  readonly byteOrderMark: boolean;
}

/** Names of separators on the command line. */
export const SEPARATORS: Record<string, string> = { comma: ',', semicolon: ';', tab: '\t' };

/** Rows of comma-separated values as RFC 4180 defines them, one line at a time. */
export function* csvLines(rows: Iterable<readonly string[]>, { separator, byteOrderMark }: CsvOptions): Iterable<string> {
  let mark = byteOrderMark ? '\ufeff' : '';
  for (const row of rows) {
    yield `${mark}${row.map(csvField).join(separator)}\r`;
    mark = '';
  }
}

/**
 * A field in quotes, which no spreadsheet reads as a formula: names come from the account. The apostrophe, which spreadsheets do not show,
 * is what OWASP recommends, "CSV Injection".
 */
export function csvField(text: string): string {
  const safe = /^[\s\u00a0\u3000]*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replace(/"/g, '""').replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '?').replace(/\r\n?|\n/g, ' ')}"`;
}

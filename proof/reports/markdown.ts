/** A Markdown table whose columns after the first hold numbers. */
export function table(head: string[], rows: string[][]): string {
  const lines = [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A Markdown table of text. */
export function list(head: string[], rows: string[][]): string {
  return table(head, rows).replace(/---:/g, '---');
}

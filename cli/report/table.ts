import { Content, html, Html } from './html';

/** A column. */
export interface Column {
  readonly name: string;
  /** What its cells hold: numbers are aligned to the right, a word or a date takes little room, and a long list takes much. */
  readonly holds?: 'number' | 'word' | 'long';
}

/** The columns of a table. One that is a name holds some words. */
export type Columns = readonly (Column | string)[];

/** Rows of one table. A longer list is cut into several, of which the browser lays out only those that are open. */
const ROWS = 250;

/** What a table is about. */
export interface TableOptions {
  /** What it holds, read out by screen readers. */
  readonly caption: string;
  readonly columns: Columns;
  /** Hides the first rows too. */
  readonly isClosed?: boolean;
}

/** A table whose first column names the rows. A long one becomes several, each behind its range. */
export function* table<T>({ caption, columns, isClosed }: TableOptions, rows: readonly T[], cells: (row: T) => readonly Content[]): Iterable<Html> {
  const all = columns.map((column): Column => typeof column === 'string' ? { name: column } : column);
  const parts = Math.max(1, Math.ceil(rows.length / ROWS));
  for (let part = 0; part < parts; part++) {
    const shown = rows.slice(part * ROWS, (part + 1) * ROWS);
    const range = parts > 1 ? `, ${part * ROWS + 1} to ${part * ROWS + shown.length} of ${rows.length}` : '';
    const isFolded = isClosed || part > 0;
    if (isFolded) yield html`<details><summary>${caption}${range}</summary>`;
    // What scrolls takes the focus, so that it scrolls without a mouse.
    yield html`<div class="scroll" role="group" tabindex="0" aria-label="${caption}${range}"><table><caption>${caption}${range}</caption><thead><tr>${all.map((column) => html`<th scope="col"${classOf(column)}>${column.name}</th>`)}</tr></thead><tbody>`;
    for (const row of shown) yield rowOf(all, cells(row));
    yield html`</tbody></table></div>${isFolded && html`</details>`}`;
  }
}

function rowOf(columns: readonly Column[], [name, ...others]: readonly Content[]): Html {
  return html`<tr><th scope="row">${name}</th>${others.map((cell, index) => html`<td${classOf(columns[index + 1])}>${cell}</td>`)}</tr>`;
}

function classOf({ holds }: Column): Content {
  return holds && html` class="${holds}"`;
}

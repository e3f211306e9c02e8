import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { isMet, Result, Side, Unit } from './result';

export const RESULTS = join(__dirname, 'results.jsonl');
export const PAGE = join(__dirname, '..', 'docs', 'benchmarks.md');

/** The lines of `results.jsonl`. */
export function readResults(file: string = RESULTS): Result[] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line));
}

const number = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });

/** Seconds from one on, kilobytes from ten on: a value divides by the first and is followed by the second. */
function scale(value: number, unit: Unit): [number, string] {
  if (unit === 'ms' && Math.abs(value) >= 1_000) return [1_000, ' s'];
  if (unit === 'bytes' && Math.abs(value) >= 10_000) return [1_000, ' KB'];
  return [1, unit === 'functions' ? '' : ` ${unit}`];
}

function figure(value: number, unit: Unit): string {
  const [divisor, suffix] = scale(value, unit);
  return `${number(value / divisor)}${suffix}`;
}

function sideCell({ name, value, spread }: Side, unit: Unit): string {
  const [divisor] = scale(value, unit);
  return `${figure(value, unit)}${spread ? ` (${spread.map((quartile) => number(quartile / divisor)).join('-')})` : ''}, ${name}`;
}

function goalCell(result: Result): string {
  const { goal, unit } = result;
  if (!goal) return '';
  const limit = goal.of === 'ratio' ? number(goal.atMost) : figure(goal.atMost, unit);
  return `${goal.of === 'difference' ? '+' : ''}${limit}${isMet(result) ? '' : ', **missed**'}`;
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** The results as Markdown: the table of `docs/benchmarks.md`, and on what it was measured. */
export function renderTable(results: Result[]): string {
  const rows = results.map((result) => `| ${[
    result.measure,
    sideCell(result.ours, result.unit),
    result.peer ? sideCell(result.peer, result.unit) : '',
    result.ratio === undefined ? '' : number(result.ratio),
    goalCell(result),
  ].join(' | ')} |`);
  const machines = results.map(({ measured }) => measured!)
    .filter((machine, index, all) => all.findIndex((other) => isSame(machine, other)) === index);
  return `| what | here | beside | ratio | goal, at most |
|---|---|---|---|---|
${rows.join('\n')}

Medians, with the quartiles in brackets, of runs taken in turns with the peer (\`npm run bench\`, [results](../benchmark/results.jsonl)).
${machines.map((machine) => `Node ${machine.node}, aws-cdk-lib ${machine.awsCdkLib}, ${machine.processors} processors, ${machine.date}.`).join(' ')}`;
}

/**
 * The page with the table in the place that is marked for it.
 *
 * @throws if no place is marked
 */
export function withTable(page: string, table: string): string {
  const marked = /(<!-- benchmark -->\n)[^]*?(\n<!-- \/benchmark -->)/;
  if (!marked.test(page)) throw new Error('docs/benchmarks.md has no <!-- benchmark --> ... <!-- /benchmark -->');
  return page.replace(marked, (_, start, end) => `${start}${table}${end}`);
}

/** Puts the results into the page. */
export function writeTable(): string {
  const table = renderTable(readResults());
  writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), table));
  return table;
}

if (require.main === module) console.log(writeTable());

import { readFileSync } from 'fs';
import { ROWS } from './rows';
import { FEW } from '../../benchmark/question';
import { isMet, Result } from '../../benchmark/result';
import { QUESTIONS } from '../../benchmark/run';
import { PAGE, readResults, renderTable, withTable } from '../../benchmark/table';

const results = readResults();
const page = readFileSync(PAGE, 'utf8');
/** What takes a minute or more for each of its runs. */
const SLOW = ['accounts', 'deploy', 'regions', 'report'];
/** A figure that the goal is about, and whether it keeps it: from the numbers alone. */
const keeps = ({ goal, ours, ratio, difference }: Result) => !goal || { value: ours.value, ratio, difference }[goal.of]! <= goal.atMost;
const name = ({ measure, ours }: Result) => `${measure}, ${ours.name}`;

test('the committed results answer a question each, as a median of seven or more where a measure of time takes less than a minute', () => {
  const answered = [...new Set(results.map(({ question }) => question))];
  expect(answered).toEqual(QUESTIONS.filter((question) => answered.includes(question)));
  const few = results.filter(({ ours, runs }) => ours.spread && runs < 7);
  expect(few.filter(({ question, ours, runs }) => runs < FEW || !(SLOW.includes(question) || ours.name === '3,000 users'))).toEqual([]);
  expect(results.filter(({ measured }) => !measured)).toEqual([]);
});

describe('the table', () => {
  test('has every row with a goal that was ever asked for, with the same goal', () => {
    const rows = results.filter(({ goal }) => goal)
      .map(({ question, measure, ours, peer, goal }) => `${question}: ${measure}, ${ours.name}${peer ? `, beside ${peer.name}` : ''}: ${goal!.of} at most ${goal!.atMost}`)
      .map((row) => row.replace(/\d[\d,]* requests/, 'N requests'));
    expect(rows.sort()).toEqual([...ROWS].sort());
  });

  test('answers every question', () => {
    expect([...new Set(ROWS.map((row) => row.split(':')[0]))].sort()).toEqual(QUESTIONS);
  });

  test('splits the package into parts, which are all of it', () => {
    const sizes = (measure: string) => results.filter((result) => result.measure === measure).map(({ ours }) => ours.value);
    const parts = sizes('npm package, a part of it');
    const [unpacked] = sizes('npm package, unpacked');
    expect(parts.reduce((sum, bytes) => sum + bytes, 0)).toBe(unpacked);
  });

  test('says of each goal whether it is missed', () => {
    const [, table] = page.match(/<!-- benchmark -->\n([^]*?)\n\n/)!;
    const goals = table.split('\n').slice(2).map((row) => row.split(' | ').pop()!);
    expect(goals.map((cell) => cell.includes('**missed**'))).toEqual(results.map((result) => !keeps(result)));
    expect(goals.map((cell) => /\d/.test(cell))).toEqual(results.map(({ goal }) => goal !== undefined));
  });

  test('is that of the results: else run npx tsx benchmark/table.ts', () => {
    expect(withTable(page, renderTable(results))).toBe(page);
    expect(renderTable(results)).not.toMatch(/undefined|NaN|null/);
    expect(() => withTable('# Another', 'table')).toThrow(/no <!-- benchmark -->/);
  });
});

describe('what is missed', () => {
  const [, section] = page.match(/^## What is missed, and why\n([^]*?)\n## /m)!;
  const explained = [...section.matchAll(/^- \*\*(.+?)\.\*\*/gm)].flatMap(([, names]) => names.split('; '));

  test('is explained, each in the words of its row', () => {
    expect(results.filter((result) => !keeps(result)).map(name).filter((row) => !explained.includes(row))).toEqual([]);
  });

  test('is explained for rows of the table only', () => {
    const known = ROWS.map((row) => row.replace(/^[\w-]+: /, ''));
    expect(explained.filter((row) => !known.some((other) => other.startsWith(`${row},`) || other.startsWith(`${row}:`)))).toEqual([]);
  });

  test('is never an upload or a second function', () => {
    expect(results.filter(({ question }) => question === 'upload' || question === 'functions').filter((result) => !isMet(result))).toEqual([]);
  });
});

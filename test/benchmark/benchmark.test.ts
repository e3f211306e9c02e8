import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { difference, interleave, median, quantile, ratio } from '../../benchmark/measure';
import { FEW } from '../../benchmark/question';
import { alone, compared, counted, isMet, Result } from '../../benchmark/result';
import { asked, merge } from '../../benchmark/run';
import { PAGE, readResults, renderTable, withTable } from '../../benchmark/table';
import { busyWith, unsteadiness } from '../../benchmark/trust';

const QUESTIONS = readdirSync(join(__dirname, '..', '..', 'benchmark', 'questions')).map((file) => file.slice(0, -'.ts'.length));
const about = { question: 'synth', measure: 'synthesis', unit: 'ms' as const, ours: 'baseline', peer: 'bare' };

describe('measures', () => {
  test('of ours and of the peer are taken in turns, of which the first counts for neither', async () => {
    const taken: string[] = [];
    let value = 0;
    const pair = await interleave(3, () => { taken.push('ours'); return value++; }, () => { taken.push('theirs'); return value++; });
    expect(taken).toEqual(['theirs', 'ours', 'ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
    expect(pair).toEqual({ ours: [2, 5, 6], theirs: [3, 4, 7] });
  });

  test('have a median and quartiles, between two values where they fall there', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect([quantile([5, 1, 2, 3, 4], 0.25), quantile([5, 1, 2, 3, 4], 0.75)]).toEqual([2, 4]);
  });

  test('are compared run by run, so that a machine that was slow for one run of both changes nothing', () => {
    const pair = { ours: [20, 2, 2], theirs: [10, 1, 1] };
    expect(ratio(pair)).toBe(2);
    expect(difference(pair)).toBe(1);
  });

  test('keep a goal for their value, their ratio or what they add', () => {
    const pair = { ours: [130, 120, 110], theirs: [100, 100, 100] };
    const met = (of: 'value' | 'ratio' | 'difference', atMost: number) => isMet(compared({ ...about, goal: { of, atMost } }, pair));
    expect([met('value', 120), met('value', 119)]).toEqual([true, false]);
    expect([met('ratio', 1.2), met('ratio', 1.19)]).toEqual([true, false]);
    expect([met('difference', 20), met('difference', 19)]).toEqual([true, false]);
    expect(isMet(compared(about, pair))).toBeUndefined();
    expect(() => isMet(alone({ ...about, goal: { of: 'ratio', atMost: 1 } }, [1]))).toThrow(/needs a peer/);
  });

  test('of a count have no spread, and no ratio to a peer of nothing', () => {
    expect(counted(about, 3, 0)).toMatchObject({ runs: 1, ours: { name: 'baseline', value: 3 }, peer: { name: 'bare', value: 0 }, ratio: undefined, difference: 3 });
  });
});

describe('the table', () => {
  const measured = { date: '2026-01-31', node: '22.0.0', processors: 2, awsCdkLib: '2.257.0' };

  test('says what was measured, beside what, and which goal was missed', () => {
    const results: Result[] = [
      { ...compared({ ...about, goal: { of: 'ratio', atMost: 1.15 } }, { ours: [1200, 1300, 1400], theirs: [1000, 1000, 1000] }), measured },
      { ...counted({ ...about, measure: 'package', unit: 'bytes', goal: { of: 'value', atMost: 600_000 } }, 590_123, 1_180_246), measured },
      { ...alone({ ...about, measure: 'proof', unit: 's' }, [9.87]), measured },
      { ...compared({ ...about, measure: 'loading', goal: { of: 'difference', atMost: 20 } }, { ours: [19, 20, 21], theirs: [10, 10, 10] }), measured },
    ];
    expect(renderTable(results).split('\n')).toEqual([
      '| what | here | beside | ratio | goal, at most |',
      '|---|---|---|---|---|',
      '| synthesis | 1.3 s (1.25-1.35), baseline | 1 s (1-1), bare | 1.3 | 1.15, **missed** |',
      '| package | 590 KB, baseline | 1,180 KB, bare | 0.5 | 600 KB |',
      '| proof | 9.87 s, baseline |  |  |  |',
      '| loading | 20 ms (19.5-20.5), baseline | 10 ms (10-10), bare | 2 | +20 ms |',
      '',
      'Medians, with the quartiles in brackets, of runs taken in turns with the peer (`npm run bench`, [results](../benchmark/results.jsonl)).',
      'Node 22.0.0, aws-cdk-lib 2.257.0, 2 processors, 2026-01-31.',
    ]);
  });

  test('names each machine that something was measured on', () => {
    const result = { ...alone(about, [1]), measured };
    const text = renderTable([result, { ...result, measured: { ...measured, processors: 8 } }, result]);
    expect(text.split('\n').pop()).toBe('Node 22.0.0, aws-cdk-lib 2.257.0, 2 processors, 2026-01-31. Node 22.0.0, aws-cdk-lib 2.257.0, 8 processors, 2026-01-31.');
  });
});

describe('the committed results', () => {
  const results = readResults();

  test('answer a question each, as a median of seven or more where a measure of time takes less than a minute', () => {
    const answered = [...new Set(results.map(({ question }) => question))];
    expect(answered).toEqual(QUESTIONS.filter((question) => answered.includes(question)));
    const few = results.filter(({ ours, runs }) => ours.spread && runs < 7);
    expect(few.filter(({ question, ours, runs }) => runs < FEW || !(['accounts', 'deploy'].includes(question) || ours.name === '3,000 users'))).toEqual([]);
    expect(results.filter(({ measured }) => !measured)).toEqual([]);
  });

  test('need no upload and one function', () => {
    const only = (name: string) => results.filter(({ question }) => question === name);
    expect([...only('upload'), ...only('functions')].filter((result) => !isMet(result))).toEqual([]);
  });

  test('can be shown', () => {
    expect(renderTable(results)).not.toMatch(/undefined|NaN|null/);
  });

  test('are the figures of docs/benchmarks.md: else run npx tsx benchmark/table.ts', () => {
    const page = readFileSync(PAGE, 'utf8');
    expect(withTable(page, renderTable(results))).toBe(page);
    expect(() => withTable('# Another', 'table')).toThrow(/no <!-- benchmark -->/);
  });
});

describe('the command', () => {
  test('answers every question seven times, or those that are named as often as is said', () => {
    expect(asked([], ['a', 'b'])).toEqual({ questions: ['a', 'b'], runs: 7 });
    expect(asked(['b', '--runs', '9'], ['a', 'b'])).toEqual({ questions: ['b'], runs: 9 });
  });

  test('refuses what it does not know and what is too little for a median', () => {
    expect(() => asked(['speed'], ['a', 'b'])).toThrow('There is no question speed: choose among a, b');
    for (const runs of ['2', '0', 'many', '3.5']) expect(() => asked(['--runs', runs], [])).toThrow(`--runs: ${runs} is no number of 3 or more`);
  });

  test('puts new answers into the place of the earlier ones to the same question', () => {
    const result = (question: string, value: number): Result => alone({ ...about, question }, [value]);
    expect(merge([result('a', 1), result('b', 1), result('b', 2)], [result('b', 3)], ['a', 'b', 'c'])).toEqual([result('a', 1), result('b', 3)]);
    expect(merge([result('c', 1)], [result('a', 2)], ['a', 'b', 'c'])).toEqual([result('a', 2), result('c', 1)]);
  });
});

describe('figures are not kept', () => {
  test('that were taken while the machine was busy with something else', () => {
    expect(busyWith(0.9, 2)).toBeUndefined();
    expect(busyWith(1.1, 2)).toMatch(/^The machine is busy: its load is 1\.1 on 2 processors/);
  });

  test('whose runs differ too much, ours or those of the peer', () => {
    expect(unsteadiness(compared(about, { ours: [100, 102, 104, 106, 108], theirs: [50, 51, 52, 53, 54] }))).toBeUndefined();
    expect(unsteadiness(compared(about, { ours: [100, 100, 100, 160, 170], theirs: [50, 51, 52, 53, 54] }))).toBe("synthesis: the runs of 'baseline' differ by 60 % between their quartiles");
    expect(unsteadiness(compared(about, { ours: [100, 101, 102, 103, 104], theirs: [50, 50, 50, 90, 90] }))).toMatch(/'bare' differ by 80 %/);
    expect(unsteadiness(counted(about, 5, 900))).toBeUndefined();
  });
});

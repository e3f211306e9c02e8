import { difference, each, interleave, median, quantile, ratio } from '../../benchmark/measure';
import { alone, compared, counted, isMet } from '../../benchmark/result';

const about = { question: 'synth', measure: 'synthesis', unit: 'ms' as const, ours: 'baseline', peer: 'bare' };

describe('measures', () => {
  test('of ours and of the peer are taken in turns, of which the first counts for neither', async () => {
    const taken: string[] = [];
    let value = 0;
    const pair = await interleave(3, () => { taken.push('ours'); return value++; }, () => { taken.push('theirs'); return value++; });
    expect(taken).toEqual(['theirs', 'ours', 'ours', 'theirs', 'theirs', 'ours', 'ours', 'theirs']);
    expect(pair).toEqual({ ours: [2, 5, 6], theirs: [3, 4, 7] });
  });

  test('may have several figures, which are compared one by one', () => {
    const pair = { ours: [{ a: 1, b: 2 }, { a: 3, b: 4 }], theirs: [{ a: 5, b: 6 }, { a: 7, b: 8 }] };
    expect(each(pair, ({ b }) => b)).toEqual({ ours: [2, 4], theirs: [6, 8] });
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

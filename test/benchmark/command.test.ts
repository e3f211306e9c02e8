import { CpuInfo } from 'os';
import { answers, Answers } from '../../benchmark/answers';
import { alone, compared, counted, Result } from '../../benchmark/result';
import { asked, merge, ON_REQUEST, QUESTIONS } from '../../benchmark/run';
import { busyShare, busyWith, shareInUse, unsteadiness } from '../../benchmark/trust';

const about = { question: 'synth', measure: 'synthesis', unit: 'ms' as const, ours: 'baseline', peer: 'bare' };

describe('the command', () => {
  test('answers every question seven times, or those that are named as often as is said', () => {
    expect(asked([], ['a', 'b'])).toEqual({ questions: ['a', 'b'], runs: 7, profile: false });
    expect(asked(['b', '--runs', '9'], ['a', 'b'])).toEqual({ questions: ['b'], runs: 9, profile: false });
  });

  test('answers what takes minutes only if it is named', () => {
    expect(asked([]).questions).toEqual(QUESTIONS.filter((name) => !ON_REQUEST.includes(name)));
    expect(asked(['try', 'tests']).questions).toEqual(['tests', 'try']);
    expect(QUESTIONS).toEqual(expect.arrayContaining(ON_REQUEST));
  });

  test('profiles a question that is named', () => {
    expect(asked(['--profile', 'b'], ['a', 'b'])).toEqual({ questions: ['b'], runs: 7, profile: true });
    expect(() => asked(['--profile'], ['a', 'b'])).toThrow('--profile: name a question');
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

  test('that were taken while other programs used a fifth of the processors', () => {
    const look = (user: number, idle: number): CpuInfo => ({ model: '', speed: 0, times: { user, nice: 0, sys: 0, idle, irq: 0 } });
    expect(shareInUse([look(10, 90), look(0, 100)], [look(40, 160), look(10, 190)])).toBeCloseTo(0.2);
    expect(shareInUse([look(1, 1)], [look(1, 1)])).toBe(0);
    expect(busyShare(0.2)).toBeUndefined();
    expect(busyShare(0.21)).toBe('other programs use 21 % of the processors while the benchmark does nothing');
  });

  describe('of a question', () => {
    const steady = (question: string) => alone({ ...about, question }, [100, 101, 102]);
    const unsteady = (question: string) => alone({ ...about, question }, [100, 101, 180]);
    const all = async (looks: (string | undefined)[], found: (question: string) => Result = steady, busy?: string) => {
      const kept: string[] = [];
      const surroundings = {
        busy: async () => looks.shift(),
        answer: async (question: string) => [found(question)],
        keep: (results: Result[]) => { kept.push(...results.map(({ question }) => question)); },
      };
      const told: Answers = await answers(['a', 'b'], surroundings, busy);
      expect(told.kept.map(({ question }) => question)).toEqual(kept);
      expect(told.results.map(({ question }) => question)).toEqual(['a', 'b']);
      return { kept, doubts: told.doubts };
    };

    test('before or after which other programs are at work; the others are kept', async () => {
      expect(await all([])).toEqual({ kept: ['a', 'b'], doubts: [] });
      expect(await all(['busy'])).toEqual({ kept: ['b'], doubts: ['a: busy'] });
      expect(await all([undefined, undefined, undefined, 'busy'])).toEqual({ kept: ['a'], doubts: ['b: busy'] });
    });

    test('whose runs differ too much; the others are kept', async () => {
      expect(await all([], (question) => question === 'a' ? unsteady(question) : steady(question)))
        .toEqual({ kept: ['b'], doubts: [expect.stringMatching(/^synthesis: the runs of 'baseline' differ/)] });
    });

    test('at all, if the machine was busy at the start', async () => {
      expect(await all([], steady, 'load')).toEqual({ kept: [], doubts: ['load'] });
    });
  });
});

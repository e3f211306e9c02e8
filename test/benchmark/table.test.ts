import { alone, compared, counted, Result } from '../../benchmark/result';
import { renderTable } from '../../benchmark/table';

const about = { question: 'synth', measure: 'synthesis', unit: 'ms' as const, ours: 'baseline', peer: 'bare' };

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

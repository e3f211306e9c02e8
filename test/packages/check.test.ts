import { asked, report, runAll } from '../../tools/packages/check';

describe('what is checked', () => {
  test('is npm and Python, or what is named, in one order', () => {
    expect(asked([])).toEqual(['npm', 'python']);
    expect(asked(['dotnet', 'java'])).toEqual(['java', 'dotnet']);
  });

  test('must be known', () => {
    expect(() => asked(['npm', 'cobol'])).toThrow('There is no check cobol: choose among npm, python, java, go, dotnet');
  });
});

describe('the checks', () => {
  test('run two at a time, and one that fails leaves the others alone', async () => {
    let running = 0;
    let most = 0;
    const done: string[] = [];
    const outcomes = await runAll(['a', 'b', 'c', 'd'], async (name) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, name === 'a' ? 30 : 5));
      running--;
      if (name === 'b') throw new Error('b needs a tool');
      done.push(name);
    });
    expect(most).toBe(2);
    expect(done.sort()).toEqual(['a', 'c', 'd']);
    expect(outcomes.map(({ name, error }) => [name, error])).toEqual([['a', undefined], ['b', 'b needs a tool'], ['c', undefined], ['d', undefined]]);
  });

  test('are reported with the reason of each failure first, and a line for each at the end', () => {
    const text = report([{ name: 'npm', seconds: 20 }, { name: 'java', seconds: 1, error: 'The check "java" needs mvn' }]);
    expect(text.split('\n')).toEqual(['=== java', 'The check "java" needs mvn', '', 'npm: passed (20 s)', 'java: failed (1 s)']);
  });
});

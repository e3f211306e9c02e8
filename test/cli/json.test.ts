import { jsonLines } from '../../cli/json';

const text = (value: unknown) => [...jsonLines(value)].join('\n');

test.each([
  [{}], [[]], [null], ['a "b"\n'], [1], [{ a: undefined }], [[undefined, 1]], [{ 'a"': { b: [], c: {}, d: [[1, 2], [{ e: null }]] }, 'f': false, 'g': new Date(0) }],
])('%j is what JSON.stringify writes', (value) => expect(text(value)).toBe(JSON.stringify(value, undefined, 2)));

test('elements are made when they are written, and one that is written is not kept', () => {
  let made = 0;
  function* elements() {
    for (; made < 1_000; made++) yield { made };
  }
  const lines = jsonLines({ list: elements() })[Symbol.iterator]();
  for (let line = 0; line < 30; line++) lines.next();
  expect(made).toBeGreaterThan(5);
  expect(made).toBeLessThan(15);
});

test('an empty iterable is an empty array', () => expect(text({ list: new Map().values() })).toBe('{\n  "list": []\n}'));

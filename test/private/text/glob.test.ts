import * as fc from 'fast-check';
import { ANYTHING, covers, Glob, overlaps } from '../../../src/private/text/glob';

/** Few characters, so that random patterns often meet. `c` stands in no pattern. */
const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((parts) => parts.join(''));

/** Every text up to a length that two patterns of 6 parts can need to meet or to differ. */
const TEXTS = upTo(8, ['a', 'b', 'c']);

function upTo(length: number, characters: string[]): string[] {
  let last = [''];
  const all = [...last];
  for (let index = 0; index < length; index++) {
    last = last.flatMap((text) => characters.map((character) => text + character));
    all.push(...last);
  }
  return all;
}

/** By another procedure than the one under test. */
function matching(glob: string): Set<string> {
  const expression = new RegExp(`^${glob.replace(/\*/g, '.*').replace(/\?/g, '.')}$`);
  return new Set(TEXTS.filter((text) => expression.test(text)));
}

test('two patterns overlap if a text matches both, and only then', () => {
  fc.assert(fc.property(pattern, pattern, (one, other) => {
    const left = matching(one);
    expect(overlaps(one, other)).toBe([...matching(other)].some((text) => left.has(text)));
  }), { numRuns: 400, seed: 14 });
});

test('a pattern covers another one if it matches each of its texts, and only then', () => {
  fc.assert(fc.property(pattern, pattern, (one, other) => {
    const outer = matching(one);
    expect(covers(one, other)).toBe([...matching(other)].every((text) => outer.has(text)));
  }), { numRuns: 400, seed: 14 });
});

test('overlapping is symmetric, and what covers overlaps', () => {
  fc.assert(fc.property(pattern, pattern, (one, other) => {
    expect(overlaps(one, other)).toBe(overlaps(other, one));
    if (covers(one, other)) expect(overlaps(one, other)).toBe(true);
    expect(covers(one, one)).toBe(true);
    expect(covers('*', one)).toBe(true);
  }), { seed: 14 });
});

test('many wildcards take no exponential time', () => {
  const many = 'a*'.repeat(60);
  expect(overlaps(`${many}b`, `${many}c`)).toBe(false);
  expect(covers(`${many}b`, `${many}c`)).toBe(false);
});

test.each([
  ['${*}', 'a', false], ['${*}', '${*}', true], ['${?}x', 'ax', false], ['${$}', '?', true],
  ['user/${aws:username}', 'user/alice', false], ['user/${aws:username}', 'user/*', true], ['user/${aws:username}', 'user/?', true],
])('%s and %s overlap: %s, since a variable and an escape stand for themselves', (one, other, expected) => {
  expect(overlaps(one, other)).toBe(expected);
});

test('a part may be a class of characters, and may be left out', () => {
  const glob: Glob = [{ takes: /[0-9]/, times: 'optional' }, { takes: 'x', times: 'once' }, ANYTHING];
  expect(['x', '7x', 'xyz', '7*', '?x'].every((text) => overlaps(glob, text))).toBe(true);
  expect(['7', '77x', 'ax', ''].some((text) => overlaps(text, glob))).toBe(false);
});
